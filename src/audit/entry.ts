import { randomBytes } from "node:crypto";
import { canonicalJson, type Json } from "../../verify/canonical-json.js";
import { commitmentTo } from "../../verify/disclosure.js";
import { authOf } from "../access/principal.js";
import type { BaseCtx } from "../context.js";
import { type IdKinds, subjectOf } from "../db/id-kinds.js";

declare module "../db/ids.js" {
  interface IdPrefixes {
    /** One act: its entries share it. */
    op: true;
  }
}

export type Outcome = "ALLOWED" | "DENIED" | "FAILED";

/** What a subject is to the act; each noun adds the roles that are its own, with `declare module`. */
export interface SubjectRoles {
  target: true;
  subject: true;
}

export type SubjectRole = keyof SubjectRoles;

/** A thing that an entry touches. */
export interface Link {
  readonly id: string;
  readonly role: SubjectRole;
  /** The name a person would use, as it was then: `churn/7`, a slug, a handle. */
  readonly label?: string | undefined;
}

/** One entry as a command states it; who, when and through which door are added here. */
export interface NewEntry {
  /** Id of the thing whose stream this entry continues. */
  readonly stream: string;
  readonly label?: string;
  /** Another word than the command's name, for what follows from it (`applyTransition`). */
  readonly action?: string;
  readonly subjects?: readonly Link[];
  readonly before?: Json;
  readonly after?: Json;
  readonly reason?: string | null | undefined;
  /** Which rule decided: policies with revisions and digests, roles relied on, the error code of a refusal. */
  readonly decision?: Json;
  readonly outcome?: Outcome;
}

/**
 * The subject link's kind: that of the thing, or of the list below it. What happens to versions hangs under their model
 * and their run, runs under their experiment, what a policy decided under the policy, who took a
 * version's evidence under a list of its own.
 */
export const linkKind = (kinds: IdKinds, { id, role }: Pick<Link, "id" | "role">): string =>
  kinds.of(id)?.below?.[role]?.list ?? subjectOf(kinds, id);

/** Every kind of link that a thing's id stands for: its own story, and the lists below it. None for what is no id. */
export const linkKindsOf = (kinds: IdKinds, id: string): string[] => {
  const kind = kinds.of(id);
  return kind === undefined ? [] : [kind.subject, ...Object.values(kind.below ?? {}).map(({ list }) => list)];
};

interface Commitment {
  readonly _c: string;
}

/**
 * A salted commitment (the construction of RFC 9901): the entry proves the value, erasing the disclosure unsays it.
 */
const commit = (path: string, value: string | null, disclosures: string[]): Commitment | null => {
  if (value === null) return null;
  const disclosure = Buffer.from(JSON.stringify([randomBytes(16).toString("base64url"), path, value])).toString(
    "base64url",
  );
  disclosures.push(disclosure);
  return { _c: commitmentTo(disclosure) };
};

/** An entry ready for `audit.append`: canonical body, clear values beside, subject links. */
export const buildEntry = (ctx: BaseCtx, command: string, op: string, entry: NewEntry): Record<string, unknown> => {
  const disclosures: string[] = [];
  const { action = command, outcome = "ALLOWED" } = entry;
  const { kinds } = ctx.db;
  const subjects = uniqueLinks(kinds, [
    { id: entry.stream, role: "target", label: entry.label },
    ...(entry.subjects ?? []),
  ]);
  const body = canonicalJson({
    v: 1,
    action,
    outcome,
    op,
    actor: actorOf(ctx, disclosures),
    subjects: subjects.map(({ id, role, label }) => ({ kind: subjectOf(kinds, id), id, role, label: label ?? null })),
    before: entry.before ?? null,
    after: entry.after ?? null,
    reason: entry.reason ?? null,
    decision: entry.decision ?? null,
    request: requestOf(ctx, command, disclosures),
  });
  return {
    streamKind: subjectOf(kinds, entry.stream),
    streamId: entry.stream,
    action,
    outcome,
    actorId: ctx.principal.id,
    requestId: ctx.requestId,
    opId: op,
    body,
    disclosures,
    subjects: subjects.map((link) => ({
      kind: linkKind(kinds, link),
      id: link.id,
      role: link.role,
      label: link.label ?? null,
    })),
  };
};

const actorOf = ({ principal, credential, access }: BaseCtx, disclosures: string[]): Json => ({
  id: principal.id,
  kind: principal.kind,
  handle: principal.handle,
  name: commit("/actor/name", principal.displayName, disclosures) as Json,
  roles: access.roleNames,
  auth: authOf(credential),
});

const requestOf = ({ requestId, client, channel }: BaseCtx, command: string, disclosures: string[]): Json => ({
  id: requestId,
  ...(client.requestId != null && { clientRequestId: client.requestId }),
  channel,
  command,
  ...(client.software != null && { client: client.software }),
  ip: commit("/request/ip", client.ip, disclosures) as Json,
  agent: commit("/request/agent", client.agent, disclosures) as Json,
});

const uniqueLinks = (kinds: IdKinds, links: readonly Link[]): Link[] => {
  const seen = new Map<string, Link>();
  for (const link of links) {
    const key = `${linkKind(kinds, link)} ${link.id}`;
    if (!seen.has(key)) seen.set(key, link);
  }
  return [...seen.values()];
};

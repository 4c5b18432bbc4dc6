import { canonicalJson, type Json } from "../../verify/canonical-json.js";
import { authOf } from "../access/principal.js";
import type { BaseCtx } from "../context.js";
import { type IdKinds, subjectOf } from "../db/id-kinds.js";
import { commitTo, type Disclosure } from "./commit.js";
import { nameOf, networkOf, Personal, type Told, textOf } from "./personal.js";

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
  /** The name a person would use, as it was then: `churn/7`, a slug, a handle; of a principal the entry only commits to it. */
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
  readonly before?: Told;
  readonly after?: Told;
  /** Why, in the actor's own words: a text that the entry only commits to. */
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

/** An entry ready for `audit.append`: canonical body, personal values beside, subject links. */
export const buildEntry = (ctx: BaseCtx, command: string, op: string, entry: NewEntry): Record<string, unknown> => {
  const { action = command, outcome = "ALLOWED" } = entry;
  const { kinds } = ctx.db;
  const { principal } = ctx;
  const subjects = uniqueLinks(kinds, [
    { id: entry.stream, role: "target", label: entry.label },
    ...(entry.subjects ?? []),
  ]);
  const disclosures: Disclosure[] = [];
  const body = commitTo(
    {
      v: 2,
      action,
      outcome,
      op,
      actor: actorOf(ctx),
      subjects: subjects.map((link) => ({
        kind: subjectOf(kinds, link.id),
        id: link.id,
        role: link.role,
        label: labelOf(kinds, link),
      })),
      before: entry.before ?? null,
      after: entry.after ?? null,
      reason: textOf(entry.reason ?? null),
      decision: entry.decision ?? null,
      request: requestOf(ctx, command),
    },
    { actor: principal.id, disclosures },
  );
  requireSubjects(disclosures, [principal.id, ...subjects.map(({ id }) => id)]);
  return {
    streamKind: subjectOf(kinds, entry.stream),
    streamId: entry.stream,
    action,
    outcome,
    actorId: principal.id,
    requestId: ctx.requestId,
    opId: op,
    body: canonicalJson(body),
    disclosures,
    subjects: subjects.map((link) => {
      const label = labelOf(kinds, link);
      const kind = linkKind(kinds, link);
      return { kind, id: link.id, role: link.role, label: typeof label === "string" ? label : null };
    }),
  };
};

const actorOf = ({ principal: { id, kind, handle, displayName }, access, credential }: BaseCtx): Told => ({
  id,
  kind,
  handle: nameOf(id, handle),
  name: nameOf(id, displayName),
  roles: access.roleNames,
  auth: authOf(credential) as Json,
});

const requestOf = ({ requestId, client, channel }: BaseCtx, command: string): Told => ({
  id: requestId,
  ...(client.requestId != null && { clientRequestId: client.requestId }),
  channel,
  command,
  ...(client.software != null && { client: client.software }),
  ip: networkOf(client.ip),
  agent: networkOf(client.agent),
});

/** What people call a principal is personal data of theirs. */
const labelOf = (kinds: IdKinds, { id, label }: Link): string | Personal | null => {
  if (label === undefined) return null;
  return subjectOf(kinds, id) === "principal" ? new Personal(id, "NAME", label) : label;
};

/** By its subjects an entry is found again when a person's values are to be erased. */
const requireSubjects = (disclosures: readonly Disclosure[], ids: readonly string[]): void => {
  const stranger = disclosures.find(({ principalId }) => !ids.includes(principalId));
  if (stranger !== undefined)
    throw new Error(
      `an entry holds ${stranger.path} of ${stranger.principalId}, who is neither its actor nor a subject`,
    );
};

const uniqueLinks = (kinds: IdKinds, links: readonly Link[]): Link[] => {
  const seen = new Map<string, Link>();
  for (const link of links) {
    const key = `${linkKind(kinds, link)} ${link.id}`;
    if (!seen.has(key)) seen.set(key, link);
  }
  return [...seen.values()];
};

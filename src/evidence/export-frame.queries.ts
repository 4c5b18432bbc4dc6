import type { ContentLine, HeadLine, PolicyLine, RequestLine, StreamLine } from "../../verify/evidence-lines.js";
import { type PolicyStatement, policyText } from "../../verify/policy-digest.js";
import { type VersionContent, versionStatement } from "../../verify/version-digest.js";
import type { Access } from "../access/ability.js";
import type { Ctx } from "../context.js";
import { type Reader, sql } from "../db/sql.js";
import { DomainError } from "../errors.js";
import { hiddenPolicies, isHidden } from "../governance/policies/hidden-policies.js";
import { policiesById } from "../governance/policies/policies.queries.js";
import { type RequestRead, requestsPage } from "../governance/requests.queries.js";
import type { Scan } from "./entries.queries.js";

/** Everything of an export but its entries, as it was at one time. */
export interface Frame {
  readonly head: HeadLine;
  readonly content: ContentLine;
  readonly policies: readonly PolicyLine[];
  readonly requests: readonly RequestLine[];
  /** Streams held whole, in the order of the file. */
  readonly streams: readonly (StreamLine & { readonly of: Scan })[];
}

const ends = sql(
  "evidence.stream_heads",
  `select s.kind || ':' || s.id as stream, s.kind as "streamKind", s.id, s.seq::text as seq, encode(s.head, 'hex') as head
   from audit.stream s join unnest($1::text[], $2::text[]) as k(kind, id) on s.kind = k.kind and s.id = k.id
   order by (s.kind || ':' || s.id) collate "C"`,
);

interface End {
  readonly stream: string;
  readonly streamKind: string;
  readonly id: string;
  readonly seq: string;
  readonly head: string;
}

const streamEnds = (db: Reader, whole: readonly Scan[]): Promise<End[]> =>
  db.rows<End>(ends, [whole.map(({ kind }) => kind), whole.map(({ id }) => id)]);

const frozen = sql(
  "evidence.frozen_content",
  `select m.name as model, m.id as "modelId", v.version, v.digest, v.source, v.run_id as "runId", v.params, v.metrics,
     v.datasets, v.artifacts, v.run_snapshot as run
   from model_version v join registered_model m on m.id = v.registered_model_id where v.id = $1`,
);

type FrozenRow = VersionContent & { model: string; modelId: string; version: number; digest: string };

const revisions = sql(
  "evidence.policy_revisions",
  `select r.policy_id as id, r.revision, r.digest, r.name, r.slots, r.requirements,
     r.separation_of_duties as "separationOfDuties", r.bound_tags as "boundTags",
     r.expires_after_hours as "expiresAfterHours", r.gates, r.rollback_within_hours as "rollbackWithinHours",
     coalesce(r.tiers, '{}') as tiers, r.emergency, coalesce(r.signing, 'NONE') as signing
   from approval_policy_revision r join unnest($1::text[], $2::integer[]) as k(id, revision)
     on r.policy_id = k.id and r.revision = k.revision order by r.policy_id, r.revision`,
);

type RevisionRow = PolicyStatement & { id: string; revision: number; digest: string };

const REQUESTS = 200;

const requestsOf = async (db: Reader, access: Access, me: string, modelVersionId: string): Promise<RequestRead[]> => {
  const all: RequestRead[] = [];
  for (let after: string | null = null; ; ) {
    const page: RequestRead[] = await requestsPage(db, access, me, {
      filter: { modelVersionId },
      after: after === null ? null : [after],
      limit: REQUESTS,
    });
    all.push(...page);
    if (page.length < REQUESTS) return all.sort((a, b) => (a.id < b.id ? -1 : 1));
    after = page.at(-1)?.id ?? null;
  }
};

const policyLines = async (db: Reader, requests: readonly RequestRead[]): Promise<PolicyLine[]> => {
  const cited = new Map<string, { id: string; revision: number }>();
  for (const { policies } of requests)
    for (const { id, revision } of policies) if (id !== null) cited.set(`${id} ${revision}`, { id, revision });
  if (cited.size === 0) return [];
  const wanted = [...cited.values()];
  const rows = await db.rows<RevisionRow>(revisions, [
    wanted.map(({ id }) => id),
    wanted.map(({ revision }) => revision),
  ]);
  return rows.map((row) => ({
    kind: "policy",
    id: row.id,
    revision: row.revision,
    digest: row.digest,
    text: policyText(row),
  }));
};

/** Times that what is read in several statements may change meanwhile before the caller is told to come again. */
const TRIES = 10;

/**
 * Reads the frame: between the two looks at the ends of its streams nothing changed that is in it, since nothing changes
 * without an entry there.
 */
export const frameOf = async (ctx: Ctx, versionId: string, whole: readonly Scan[]): Promise<Frame> => {
  const { reader } = ctx.db;
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await streamEnds(reader, whole);
    const row = await reader.row<FrozenRow>(frozen, [versionId]);
    if (row === undefined) throw new Error(`${versionId} is gone`);
    const signed = await signedLines(ctx, versionId);
    if (JSON.stringify(before) === JSON.stringify(await streamEnds(reader, whole)))
      return { ...frozenLines(versionId, row, before), ...signed };
  }
  throw new DomainError("UNAVAILABLE", "The version changes too often to be exported now; try again.");
};

/** The frozen content of a version as it is now: the text that its digest is over. */
export const frozenContent = async (db: Reader, versionId: string): Promise<ContentLine> => {
  const row = await db.row<FrozenRow>(frozen, [versionId]);
  if (row === undefined) throw new Error(`${versionId} is gone`);
  const { modelId, version, digest, ...content } = row;
  return { kind: "content", digest, text: versionStatement(modelId, version, content) };
};

/** The version's requests, and the policies of those whose policies the caller may all see. */
export const signedLines = async (ctx: Ctx, versionId: string): Promise<Pick<Frame, "policies" | "requests">> => {
  const { reader } = ctx.db;
  const requests = await requestsOf(reader, ctx.access, ctx.principal.id, versionId);
  const hidden = await hiddenPolicies(ctx.access, requests, async (ids) =>
    (await policiesById(reader, ctx.access, ids)).map(({ id }) => id),
  );
  const isShown = ({ policies }: RequestRead): boolean => !policies.some((policy) => isHidden(hidden, policy));
  return {
    policies: await policyLines(reader, requests.filter(isShown)),
    requests: requests.map((request) => ({
      kind: "request",
      id: request.id,
      contentDigest: request.contentDigest,
      statement: isShown(request) ? request.statement : null,
    })),
  };
};

const frozenLines = (
  versionId: string,
  { model, modelId, version, digest, ...content }: FrozenRow,
  ends: Awaited<ReturnType<typeof streamEnds>>,
): Pick<Frame, "head" | "content" | "streams"> => ({
  head: {
    kind: "countersign-evidence",
    v: 4,
    model,
    version,
    modelVersionId: versionId,
    registeredModelId: modelId,
    digest,
    streams: ends.map(({ stream }) => stream),
  },
  content: { kind: "content", digest, text: versionStatement(modelId, version, content) },
  streams: ends.map(({ stream, streamKind, id, seq, head }) => ({
    kind: "stream",
    stream,
    seq,
    head,
    of: { kind: streamKind, id },
  })),
});

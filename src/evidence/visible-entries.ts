import type { Json } from "../audit/jcs.js";
import type { Ctx } from "../context.js";
import { idPrefix, kindOf } from "../db/ids.js";
import { policiesById } from "../governance/policies.queries.js";
import { requestsById } from "../governance/requests.queries.js";
import { modelsById } from "../registry/models.queries.js";
import { versionsById } from "../registry/versions.queries.js";
import type { EntryRow } from "./entries.queries.js";
import type { AuditEntry, AuditSubject } from "./evidence.types.js";

/** The parts of a canonical body that are read back; see docs/audit-log.md. */
interface Body {
  readonly actor: { id: string; kind: "USER" | "SERVICE_ACCOUNT" | "SYSTEM"; handle: string; roles: string[] };
  readonly subjects: { kind: string; id: string; role: string; label: string | null }[];
  readonly before: Json;
  readonly after: Json;
  readonly reason: string | null;
  readonly decision: Json;
  readonly request: { channel: string };
}

interface Parsed {
  readonly row: EntryRow;
  readonly body: Body;
}

/** Which of the things that entries touch the caller may see. */
type Sees = (id: string) => boolean;

/** The entries as the caller may see them; those of which they may read no subject are left out. */
export const visibleEntries = async (ctx: Ctx, rows: readonly EntryRow[]): Promise<AuditEntry[]> => {
  const parsed = rows.map((row) => ({ row, body: JSON.parse(row.body) as Body }));
  const sees = await sight(ctx, parsed);
  return parsed.filter((entry) => isShown(ctx, entry, sees)).map((entry) => present(ctx, entry, sees));
};

const sight = async (ctx: Ctx, entries: readonly Parsed[]): Promise<Sees> => {
  const ids = new Set(entries.flatMap(({ row, body }) => [row.streamId, ...body.subjects.map(({ id }) => id)]));
  const of = (kind: string): string[] => [...ids].filter((id) => idPrefix(id) !== undefined && kindOf(id) === kind);
  const { read } = ctx.db;
  const { ability } = ctx.access;
  const ask = async (wanted: string[], load: (wanted: string[]) => Promise<{ id: string }[]>): Promise<string[]> =>
    wanted.length === 0 ? [] : (await load(wanted)).map(({ id }) => id);
  const readable = await Promise.all([
    ask(of("registered_model"), (wanted) => modelsById(read, ability, wanted)),
    ask(of("model_version"), (wanted) => versionsById(read, ability, wanted)),
    ask(of("transition_request"), (wanted) => requestsById(read, ability, wanted)),
    ask(of("approval_policy"), (wanted) => policiesById(read, ctx.access, wanted)),
  ]);
  const seen = new Set(readable.flat());
  return (id) => seen.has(id) || seesOther(ctx, id);
};

const audits = (ctx: Ctx): boolean => ctx.access.ability.can("audit", { type: "Organization" });

/** People, teams and the organisation are named to everybody; tokens to their owner and to auditors. */
const seesOther = (ctx: Ctx, id: string): boolean => {
  const kind = idPrefix(id) === undefined ? "" : kindOf(id);
  return kind === "team" || kind === "principal" || kind === "organization" || (kind === "api_token" && audits(ctx));
};

/** Whether the caller may read what a stream says. */
const readsStream = (ctx: Ctx, { row }: Parsed, sees: Sees): boolean => {
  if (audits(ctx)) return true;
  if (row.streamKind === "principal") return row.streamId === ctx.principal.id;
  if (row.streamKind === "team") return ctx.access.ability.can("administer", { type: "Team", id: row.streamId });
  return row.streamKind !== "organization" && sees(row.streamId);
};

const isShown = (ctx: Ctx, entry: Parsed, sees: Sees): boolean => {
  if (readsStream(ctx, entry, sees)) return true;
  // That a readable policy decided something is no reason to see what it was about.
  const touched = entry.body.subjects.filter(({ kind, role }) => readKinds.has(kind) && role !== "policy");
  if (!touched.some(({ id }) => sees(id))) return ownsTeamOf(ctx, entry);
  return entry.row.outcome === "ALLOWED" || seesRefusals(ctx, entry);
};

const readKinds = new Set(["registered_model", "model_version", "transition_request", "approval_policy"]);

const ownsTeamOf = (ctx: Ctx, { body }: Parsed): boolean =>
  body.subjects.some(
    ({ kind, id, role }) =>
      kind === "team" && role === "owner" && ctx.access.ability.can("administer", { type: "Team", id }),
  );

/** Refused attempts are for reviewers, maintainers and owners of the team concerned, for admins and auditors. */
const seesRefusals = (ctx: Ctx, { body }: Parsed): boolean =>
  body.subjects.some(({ kind, id, role }) => kind === "team" && role === "owner" && reviewsFor(ctx, id));

/** Whether the caller's roles in the team let them see what was refused there. */
export const reviewsFor = (ctx: Ctx, teamId: string): boolean =>
  audits(ctx) ||
  ctx.access.roles.some((held) => held.teamId === teamId && ["REVIEWER", "MAINTAINER", "OWNER"].includes(held.role));

const present = (ctx: Ctx, entry: Parsed, sees: Sees): AuditEntry => {
  const { row, body } = entry;
  const open = readsStream(ctx, entry, sees) || row.outcome !== "ALLOWED" || ownsTeamOf(ctx, entry);
  const subjects = body.subjects.map((subject): AuditSubject => {
    const hidden = !sees(subject.id) || (subject.kind === "principal" && !open);
    const { kind: type, id, role, label } = subject;
    return hidden ? { type, id: null, role, label: null, hidden } : { type, id, role, label, hidden };
  });
  const whole = open && subjects.every(({ hidden }) => !hidden);
  return {
    id: `ent_${row.id}`,
    at: row.at,
    action: row.action,
    outcome: row.outcome,
    actor: { ...body.actor, displayName: nameIn(row.disclosures) },
    subjects,
    before: open ? body.before : null,
    after: open ? body.after : null,
    reason: open ? body.reason : null,
    decision: open ? body.decision : null,
    requestId: row.requestId,
    operation: row.opId,
    channel: body.request.channel,
    stream: open ? `${row.streamKind}:${row.streamId}` : null,
    seq: row.seq,
    hash: row.hash,
    previousHash: row.previousHash,
    envelope: whole ? row.envelope : null,
    body: whole ? row.body : null,
  };
};

/** The actor's name as it was then, from the clear value beside its commitment. */
const nameIn = (disclosures: readonly string[] | null): string | null => {
  for (const disclosure of disclosures ?? []) {
    const [, path, value] = JSON.parse(Buffer.from(disclosure, "base64url").toString()) as [string, string, string];
    if (path === "/actor/name") return value;
  }
  return null;
};

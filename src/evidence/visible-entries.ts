import type { Json } from "../../verify/canonical-json.js";
import { type Commitment, readDisclosure, textAt, withValues } from "../../verify/disclosure.js";
import { entryIds } from "../audit/entry-ids.js";
import type { Ctx } from "../context.js";
import type { Kind } from "../kind.js";
import type { EntryRow } from "./entries.queries.js";
import type { AuditEntry, AuditSubject } from "./evidence.types.js";
import { versionsToReview } from "./version-parts.queries.js";

type Text = string | Commitment | null;

/** The parts of a canonical body that are read back; see docs/audit-log.md. */
interface Body {
  readonly actor: {
    id: string;
    kind: "USER" | "SERVICE_ACCOUNT" | "SYSTEM";
    handle: Text;
    name: Text;
    roles: string[];
  };
  readonly subjects: { kind: string; id: string; role: string; label: Text }[];
  readonly before: Json;
  readonly after: Json;
  readonly reason: Text;
  readonly decision: Json;
  readonly request: { channel: string; client?: string; clientRequestId?: string };
}

interface Parsed {
  readonly row: EntryRow;
  readonly body: Body;
}

/** What of the things that entries touch the caller may see. */
interface Sight {
  sees(id: string): boolean;
  /** Whether the caller's part in the thing lets them see what was refused there. */
  reviews(id: string): boolean;
}

/** Ids of things that the caller is known to read, and of those where they see what was refused. */
export interface Known {
  readonly readable: ReadonlySet<string>;
  readonly reviewed: ReadonlySet<string>;
}

export const nothingKnown: Known = { readable: new Set(), reviewed: new Set() };

/** The entries as the caller may see them; those of which they may read no subject are left out. */
export const visibleEntries = async (
  ctx: Ctx,
  rows: readonly EntryRow[],
  known: Known = nothingKnown,
): Promise<AuditEntry[]> => {
  const parsed = rows.map((row) => ({ row, body: bodyOf(row) }));
  const sight = await sightOf(ctx, parsed, known);
  const shown = parsed.filter((entry) => isShown(ctx, entry, sight));
  const ids = entryIds(shown.map(({ row }) => row.id));
  return shown.map((entry, index) => ({ id: ids[index] ?? "", ...present(ctx, entry, sight) }));
};

/** The body with what is still disclosed of it; what was erased stays a commitment. */
const bodyOf = ({ body, disclosures }: EntryRow): Body =>
  withValues(
    JSON.parse(body) as Body,
    (disclosures ?? []).flatMap((each) => readDisclosure(each) ?? []),
  );

const sightOf = async (ctx: Ctx, entries: readonly Parsed[], known: Known): Promise<Sight> => {
  const asked = new Set<string>();
  const ask = (id: string): void => {
    if (!known.readable.has(id)) asked.add(id);
  };
  for (const { row, body } of entries) {
    ask(row.streamId);
    for (const { id } of body.subjects) ask(id);
  }
  for (const id of asked) if (ctx.kinds.of(id) === undefined) asked.delete(id);
  const byKind = Map.groupBy(asked, (id) => ctx.kinds.of(id) as Kind);
  const hasRefusals = entries.some(({ row }) => row.outcome !== "ALLOWED");
  const [read, toReview] = await Promise.all([
    Promise.all([...byKind].map(([kind, ids]) => readableOf(ctx, kind, ids))),
    hasRefusals
      ? versionsToReview(
          ctx.db.reader,
          ctx.access.places,
          [...asked].filter((id) => ctx.kinds.of(id)?.subject === "model_version"),
        )
      : [],
  ]);
  const seen = new Set(read.flatMap(({ seen: ids }) => ids));
  const reviewed = new Set([...read.flatMap((each) => each.reviewed), ...toReview]);
  return {
    sees: (id) => known.readable.has(id) || seen.has(id) || seesOther(ctx, id),
    reviews: (id) => known.reviewed.has(id) || reviewed.has(id),
  };
};

/** Of one noun's ids those that the caller reads, and of these those where they see what was refused. */
const readableOf = async (
  ctx: Ctx,
  { reader, reviews }: Kind,
  ids: readonly string[],
): Promise<{ seen: string[]; reviewed: string[] }> => {
  const rows = typeof reader === "function" ? await reader(ctx, ids) : [];
  return {
    seen: rows.map(({ id }) => id),
    reviewed: rows.filter((row) => reviews?.(ctx, row)).map(({ id }) => id),
  };
};

const audits = (ctx: Ctx): boolean => ctx.access.ability.can("audit", { type: "Organization" });

/** What is named to everybody, or to auditors, without being looked up. */
const seesOther = (ctx: Ctx, id: string): boolean => {
  const reader = ctx.kinds.of(id)?.reader;
  return reader === "everybody" || (reader === "auditors" && audits(ctx));
};

/** Whether the caller may read what a stream says. */
const readsStream = (ctx: Ctx, { row }: Parsed, { sees }: Sight): boolean => {
  if (audits(ctx)) return true;
  const opens = ctx.kinds.of(row.streamId)?.opensStream;
  return opens === undefined ? sees(row.streamId) : opens(ctx, row.streamId);
};

const isShown = (ctx: Ctx, entry: Parsed, sight: Sight): boolean => {
  if (readsStream(ctx, entry, sight)) return true;
  if (!entry.body.subjects.some((subject) => tells(ctx, subject, sight))) return ownsTeamOf(ctx, entry);
  return entry.row.outcome === "ALLOWED" || seesRefusals(ctx, entry, sight);
};

/** Whether to read this subject is to read what the entry says of it: not where it was only the means. */
const tells = (ctx: Ctx, { id, role }: Body["subjects"][number], { sees }: Sight): boolean => {
  const kind = ctx.kinds.of(id);
  return typeof kind?.reader === "function" && kind.below?.[role]?.means !== true && sees(id);
};

const ownsTeamOf = (ctx: Ctx, { body }: Parsed): boolean =>
  body.subjects.some(
    ({ kind, id, role }) =>
      kind === "team" && role === "owner" && ctx.access.ability.can("administer", { type: "Team", id }),
  );

/** Refused attempts are for reviewers, maintainers and owners of what was tried, for admins and auditors. */
const seesRefusals = (ctx: Ctx, { body }: Parsed, { sees, reviews }: Sight): boolean =>
  body.subjects.some(
    ({ kind, id, role }) => (kind === "team" && role === "owner" && reviewsFor(ctx, id)) || (sees(id) && reviews(id)),
  );

/** Whether the caller's roles in the team let them see what was refused there. */
export const reviewsFor = (ctx: Ctx, teamId: string): boolean =>
  audits(ctx) ||
  ctx.access.roles.some((held) => held.teamId === teamId && ["REVIEWER", "MAINTAINER", "OWNER"].includes(held.role));

const present = (ctx: Ctx, entry: Parsed, sight: Sight): Omit<AuditEntry, "id"> => {
  const { row, body } = entry;
  const open = readsStream(ctx, entry, sight) || row.outcome !== "ALLOWED" || ownsTeamOf(ctx, entry);
  const subjects = body.subjects.map((subject): AuditSubject => {
    const named = ctx.kinds.of(subject.id)?.namedInOpenEntries;
    const seen = sight.sees(subject.id) || (named === "also" && open);
    const hidden = !seen || (named === "only" && !open);
    const { kind: type, id, role } = subject;
    const label = textAt(subject.label);
    return hidden ? { type, id: null, role, label: null, hidden } : { type, id, role, label, hidden };
  });
  const whole = open && subjects.every(({ hidden }) => !hidden);
  // It names the policies that decided.
  const ruleShown = open && subjects.every(({ role, hidden }) => role !== "policy" || !hidden);
  return {
    at: row.at,
    action: row.action,
    outcome: row.outcome,
    actor: actorOf(body),
    subjects,
    before: open ? body.before : null,
    after: open ? body.after : null,
    reason: open ? textAt(body.reason) : null,
    decision: ruleShown ? body.decision : null,
    requestId: row.requestId,
    clientRequestId: open ? (body.request.clientRequestId ?? null) : null,
    operation: row.opId,
    channel: body.request.channel,
    client: body.request.client ?? null,
    stream: open ? `${row.streamKind}:${row.streamId}` : null,
    // In a hidden stream it would tell how much was written there.
    seq: open ? row.seq : null,
    hash: row.hash,
    previousHash: row.previousHash,
    envelope: open ? row.envelope : null,
    body: whole ? row.body : null,
    disclosures: whole ? (row.disclosures ?? []) : [],
  };
};

/** The actor as they were then; handle and name are null once they are erased. */
const actorOf = ({ actor: { id, kind, roles, handle, name } }: Body): AuditEntry["actor"] => ({
  id,
  handle: textAt(handle),
  displayName: textAt(name),
  kind,
  roles,
});

import type { Json } from "../../verify/canonical-json.js";
import { readDisclosure } from "../../verify/disclosure.js";
import { isRestricted } from "../access/access.queries.js";
import { entryIds } from "../audit/entry-ids.js";
import type { Ctx } from "../context.js";
import { idPrefix, kindOf } from "../db/ids.js";
import { policiesById } from "../governance/policies.queries.js";
import { requestsById } from "../governance/requests.queries.js";
import { type ModelRead, modelsById } from "../registry/models.queries.js";
import { versionsById } from "../registry/versions.queries.js";
import { experimentsById } from "../tracking/experiments/experiments.queries.js";
import { loggedModelsById } from "../tracking/logged-models/logged-models.queries.js";
import { runsById } from "../tracking/runs/runs.queries.js";
import { type EntryRow, versionsToReview } from "./entries.queries.js";
import type { AuditEntry, AuditSubject } from "./evidence.types.js";

/** The parts of a canonical body that are read back; see docs/audit-log.md. */
interface Body {
  readonly actor: { id: string; kind: "USER" | "SERVICE_ACCOUNT" | "SYSTEM"; handle: string; roles: string[] };
  readonly subjects: { kind: string; id: string; role: string; label: string | null }[];
  readonly before: Json;
  readonly after: Json;
  readonly reason: string | null;
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
  const parsed = rows.map((row) => ({ row, body: JSON.parse(row.body) as Body }));
  const sight = await sightOf(ctx, parsed, known);
  const shown = parsed.filter((entry) => isShown(ctx, entry, sight));
  const ids = entryIds(shown.map(({ row }) => row.id));
  return shown.map((entry, index) => ({ id: ids[index] ?? "", ...present(ctx, entry, sight) }));
};

const sightOf = async (ctx: Ctx, entries: readonly Parsed[], known: Known): Promise<Sight> => {
  const asked = new Set<string>();
  for (const { row, body } of entries)
    for (const id of [row.streamId, ...body.subjects.map((each) => each.id)])
      if (!known.readable.has(id) && idPrefix(id) !== undefined) asked.add(id);
  const of = (kind: string): string[] => [...asked].filter((id) => kindOf(id) === kind);
  const { read } = ctx.db;
  const { ability, places } = ctx.access;
  const ask = async <Row extends { id: string }>(
    wanted: string[],
    load: (wanted: string[]) => Promise<Row[]>,
  ): Promise<Row[]> => (wanted.length === 0 ? [] : load(wanted));
  const hasRefusals = entries.some(({ row }) => row.outcome !== "ALLOWED");
  const [experiments, runs, loggedModels, models, versions, requests, policies, toReview] = await Promise.all([
    ask(of("experiment"), (wanted) => experimentsById(read, ability, wanted)),
    ask(of("run"), (wanted) => runsById(read, ability, wanted)),
    ask(of("logged_model"), (wanted) => loggedModelsById(read, ability, wanted)),
    ask(of("registered_model"), (wanted) => modelsById(read, ability, wanted)),
    ask(of("model_version"), (wanted) => versionsById(read, ability, wanted)),
    ask(of("transition_request"), (wanted) => requestsById(read, ability, wanted)),
    ask(of("approval_policy"), (wanted) => policiesById(read, ctx.access, wanted)),
    hasRefusals ? versionsToReview(read, places, of("model_version")) : [],
  ]);
  const tracked = [...experiments, ...runs, ...loggedModels];
  const seen = new Set([...tracked, ...models, ...versions, ...requests, ...policies].map(({ id }) => id));
  const reviewed = new Set([...models.filter((model) => reviewsModel(ctx, model)).map(({ id }) => id), ...toReview]);
  return {
    sees: (id) => known.readable.has(id) || seen.has(id) || seesOther(ctx, id),
    reviews: (id) => known.reviewed.has(id) || reviewed.has(id),
  };
};

const audits = (ctx: Ctx): boolean => ctx.access.ability.can("audit", { type: "Organization" });

/** What opens doors: named to auditors, and to who reads the stream that it stands in. */
const credentialKinds = new Set(["api_token", "invitation", "session"]);

/** People, teams and the organisation are named to everybody; credentials are not. */
const seesOther = (ctx: Ctx, id: string): boolean => {
  const kind = idPrefix(id) === undefined ? "" : kindOf(id);
  return (
    kind === "team" || kind === "principal" || kind === "organization" || (credentialKinds.has(kind) && audits(ctx))
  );
};

/** Whether the caller may read what a stream says. */
const readsStream = (ctx: Ctx, { row }: Parsed, { sees }: Sight): boolean => {
  if (audits(ctx)) return true;
  if (row.streamKind === "principal") return row.streamId === ctx.principal.id && !isRestricted(ctx);
  if (row.streamKind === "team") return ctx.access.ability.can("administer", { type: "Team", id: row.streamId });
  return row.streamKind !== "organization" && sees(row.streamId);
};

const isShown = (ctx: Ctx, entry: Parsed, sight: Sight): boolean => {
  if (readsStream(ctx, entry, sight)) return true;
  const touched = entry.body.subjects.filter(({ kind, role }) => readKinds.has(kind) && !meansOnly.has(role));
  if (!touched.some(({ id }) => sight.sees(id))) return ownsTeamOf(ctx, entry);
  return entry.row.outcome === "ALLOWED" || seesRefusals(ctx, entry, sight);
};

/** That a policy decided something, that a run or logged model was what it was made from, is no reason to see what it was. */
const meansOnly = new Set(["policy", "run", "loggedModel"]);

const readKinds = new Set(
  "registered_model model_version transition_request approval_policy experiment run logged_model".split(" "),
);

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

/** Whether the caller moves the model's slots, by a grant too. */
export const reviewsModel = (ctx: Ctx, { id, teamId, visibility }: ModelRead): boolean =>
  ctx.access.ability.can("maintain", { type: "RegisteredModel", id, teamId, visibility });

const present = (ctx: Ctx, entry: Parsed, sight: Sight): Omit<AuditEntry, "id"> => {
  const { row, body } = entry;
  const open = readsStream(ctx, entry, sight) || row.outcome !== "ALLOWED" || ownsTeamOf(ctx, entry);
  const subjects = body.subjects.map((subject): AuditSubject => {
    const seen = sight.sees(subject.id) || (credentialKinds.has(subject.kind) && open);
    const hidden = !seen || (subject.kind === "principal" && !open);
    const { kind: type, id, role, label } = subject;
    return hidden ? { type, id: null, role, label: null, hidden } : { type, id, role, label, hidden };
  });
  const whole = open && subjects.every(({ hidden }) => !hidden);
  // It names the policies that decided.
  const ruleShown = open && subjects.every(({ role, hidden }) => role !== "policy" || !hidden);
  return {
    at: row.at,
    action: row.action,
    outcome: row.outcome,
    actor: { ...body.actor, displayName: nameIn(row.disclosures) },
    subjects,
    before: open ? body.before : null,
    after: open ? body.after : null,
    reason: open ? body.reason : null,
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
  };
};

/** The disclosure of the actor's name; null once it is erased. */
export const nameDisclosure = (disclosures: readonly string[] | null): string | null =>
  disclosures?.find((each) => readDisclosure(each)?.path === "/actor/name") ?? null;

/** The actor's name as it was then, from the clear value beside its commitment. */
const nameIn = (disclosures: readonly string[] | null): string | null => {
  const disclosure = nameDisclosure(disclosures);
  return disclosure === null ? null : (readDisclosure(disclosure)?.value ?? null);
};

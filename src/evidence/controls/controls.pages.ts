import { entryIds } from "../../audit/entry-ids.js";
import type { Ctx } from "../../context.js";
import { notFound } from "../../errors.js";
import { movesAsOf, reviewsAsOf } from "../../governance/packs/moves-as-of.queries.js";
import { type Pack, type PackControl, packNamed } from "../../governance/packs/pack.js";
import { decisionsOf } from "../../governance/requests/decisions.queries.js";
import { ownersOf } from "../../registry/details.queries.js";
import { documentsAsOf } from "../../registry/documents/documents.queries.js";
import { frozenVersion } from "../../registry/frozen/frozen-versions.queries.js";
import { requirePast } from "../../registry/resolve/resolve.queries.js";
import { historyOfVersion } from "../../registry/slots/slots.queries.js";
import { tiersOf } from "../../registry/tiers/tiers.queries.js";
import type { VersionRead } from "../../registry/versions.queries.js";
import { END, type EntryRow, entriesTouching, START } from "../entries.queries.js";
import { type JudgedControl, judgeControl } from "./control-rules.js";
import { type ControlFact, type EntryThen, type KnownThen, keyOfEntry } from "./known-then.js";

/** Which controls, as of when; an absent instant is now. */
export interface ControlsAsked {
  readonly pack: string;
  readonly packVersion: string | null;
  readonly at: string | null;
}

/** After everything: what is recorded by now is all that was recorded before it, by whatever clock. */
const NOW = "9999-12-31T23:59:59.999999Z";

/** A control as its reader may know it. */
export type ShownControl = Omit<JudgedControl, "evidence"> & {
  readonly evidence: readonly (Omit<ControlFact, "of" | "entry" | "label"> & {
    label: string | null;
    hidden: boolean;
  })[];
};

/** What the records say of each control of a pack, of a version that the caller reads. */
export const controlsOf = async (ctx: Ctx, version: VersionRead, asked: ControlsAsked): Promise<ShownControl[]> => {
  const pack = await packNamed(ctx.packs, asked.pack, asked.packVersion)?.content();
  if (pack === undefined) throw notFound("policy pack", ["pack"]);
  if (asked.at !== null) await requirePast(ctx.db.reader, asked.at);
  const then = await knownThen(ctx, version, { pack, at: asked.at ?? NOW });
  const judged = pack.controls.map((control) => judgeControl(control, then));
  const read = await readableIds(ctx, judged);
  return judged.map((control) => ({ ...control, evidence: control.evidence.map((fact) => shown(fact, read)) }));
};

const knownThen = async (
  ctx: Ctx,
  version: VersionRead,
  { pack, at }: { pack: Pack; at: string },
): Promise<KnownThen> => {
  const db = ctx.db.reader;
  const { id, registeredModelId: modelId, modelName, version: number, digest } = version;
  const moves = await movesAsOf(db, id, at);
  const isThen = ({ from, to }: { from: string; to: string | null }): boolean => from <= at && (to === null || to > at);
  const [frozen, decisions, reviews, documents, tiers, owners, intervals, entries] = await Promise.all([
    frozenThen(ctx, version, at),
    decisionsOf(
      db,
      moves.map((move) => move.id),
    ),
    reviewsAsOf(db, id, at),
    documentsAsOf(db, [id, modelId], at),
    tiersOf(db, [modelId]),
    ownersOf(db, [modelId], true),
    historyOfVersion(db, id, "0", 1_000),
    entriesThen(ctx, { version: id, model: modelId }, { actions: actionsOf(pack.controls), at }),
  ]);
  return {
    version: { id, modelId, name: `${modelName}/${number}`, digest },
    frozen,
    moves,
    decisions: decisions.filter((each) => each.at <= at),
    reviews,
    documents,
    tier: tiers.find(isThen) ?? null,
    owners: owners.filter(isThen),
    intervals: intervals.filter(({ from }) => from <= at),
    entries,
  };
};

type Sought = readonly ["VERSION" | "MODEL", string];

/** The actions whose newest entry is cited: those that selectors name, and those behind what they find. */
const actionsOf = (controls: readonly PackControl[]): Sought[] => {
  const named = controls.flatMap(({ evidence }) =>
    evidence.flatMap(({ auditAction: of }): Sought[] =>
      of === undefined ? [] : [[of.subject ?? "VERSION", of.action]],
    ),
  );
  const usual: Sought[] = [
    ["VERSION", "createModelVersion"],
    ["VERSION", "freezeModelVersion"],
    ["MODEL", "setRiskTier"],
  ];
  return [...new Map([...usual, ...named].map((each) => [keyOfEntry(...each), each])).values()];
};

const newestEntry = async (
  ctx: Ctx,
  stream: { kind: string; id: string },
  filter: { action: string; from?: string; to?: string },
): Promise<EntryRow | undefined> => {
  const slice = { after: filter.from === undefined ? END : START, limit: 1, newestFirst: filter.from === undefined };
  return (await entriesTouching(ctx.db.reader, [stream], { ...filter, stream, outcome: "ALLOWED" }, slice))[0];
};

const entriesThen = async (
  ctx: Ctx,
  ids: { readonly version: string; readonly model: string },
  { actions, at }: { actions: readonly Sought[]; at: string },
): Promise<Map<string, EntryThen>> => {
  const found = await Promise.all(
    actions.map(async ([subject, action]): Promise<[string, EntryThen][]> => {
      const stream =
        subject === "MODEL" ? { kind: "registered_model", id: ids.model } : { kind: "model_version", id: ids.version };
      const row = await newestEntry(ctx, stream, { action, to: at });
      return row === undefined
        ? []
        : [[keyOfEntry(subject, action), { number: row.id, action, at: row.at, hash: row.hash }]];
    }),
  );
  return new Map(found.flat());
};

/** What the version had frozen by the instant; null while its run could still change it. */
const frozenThen = async (ctx: Ctx, { id, createdAt }: VersionRead, at: string): Promise<KnownThen["frozen"]> => {
  if (createdAt > at) return null;
  const frozen = await frozenVersion(ctx.db.reader, id);
  if (frozen === undefined || frozen.snapshot === "PROVISIONAL") return null;
  const later = await newestEntry(ctx, { kind: "model_version", id }, { action: "freezeModelVersion", from: at });
  return later === undefined ? frozen : null;
};

/** Those of the things that facts are of which the caller reads. */
const readableIds = async (ctx: Ctx, controls: readonly JudgedControl[]): Promise<ReadonlySet<string>> => {
  const ids = new Set(controls.flatMap(({ evidence }) => evidence.flatMap(({ of }) => of ?? [])));
  const byKind = Map.groupBy(ids, (id) => ctx.kinds.nodeOf(id));
  const read = await Promise.all(
    [...byKind].map(async ([node, all]) => {
      const found = (await node?.load(ctx, all)) ?? [];
      return all.filter((_, index) => found[index] != null);
    }),
  );
  return new Set(read.flat());
};

const shown = (fact: ControlFact, read: ReadonlySet<string>): ShownControl["evidence"][number] => {
  const { what, label, digest, at, of, entry } = fact;
  if (of !== null && !read.has(of)) return { what, label: null, id: null, digest: null, at: null, hidden: true };
  const id = entry === undefined ? fact.id : (entryIds([entry])[0] ?? null);
  return { what, label, id, digest, at, hidden: false };
};

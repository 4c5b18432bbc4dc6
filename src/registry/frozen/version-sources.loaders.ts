import DataLoader from "dataloader";
import type { Ctx } from "../../context.js";
import { limits } from "../../graphql/limits.js";
import { edgeLoader, loader, under } from "../../graphql/loader.js";
import type { KeyValue } from "../../tracking/key-value.js";
import {
  type LoggedModelRead,
  loggedModelData,
  noLoggedModelData,
} from "../../tracking/logged-models/logged-models.queries.js";
import { noRunData, type RunData, runData } from "../../tracking/runs/run-data.queries.js";
import type { RunRead } from "../../tracking/runs/runs.queries.js";
import { loggedModelLoader, runLoader } from "../../tracking/tracking.loaders.js";
import { latestByKey } from "../run-snapshot.js";
import type { VersionRead } from "../versions.queries.js";
import { asNumbers, driftOf, frozenFacts, presentFacts } from "./drift-rules.js";
import type { VersionDrift } from "./version-origin.types.js";
import {
  type FileDrift,
  type FrozenFacts,
  fileDriftOf,
  frozenFactsOf,
  type MadeSlice,
  sourcesOfVersions,
  type VersionSource,
  versionsMadeFrom,
} from "./version-sources.queries.js";

const nowhere = { runId: null, loggedModelId: null, snapshot: "NONE", run: null } as const;

/** Where versions came from, by id of a version that the caller reads. */
export const versionSourceLoader = (ctx: Ctx) =>
  new DataLoader<string, VersionSource>(async (ids) =>
    under(ids, await sourcesOfVersions(ctx.db.reader, ids)).map(
      ([row], index) => row ?? { of: ids[index] ?? "", ...nowhere },
    ),
  );

interface Compared {
  readonly id: string;
  readonly source: VersionSource;
  readonly run: RunRead | null;
  readonly model: LoggedModelRead | null;
}

/** What a version froze can be compared while the caller reads what it was taken of: the run, else the logged model. */
const compared = async (ctx: Ctx, id: string): Promise<Compared | null> => {
  const source = await loader(ctx, versionSourceLoader).load(id);
  const { runId, loggedModelId, snapshot } = source;
  const [run, model] = await Promise.all([
    runId === null ? null : loader(ctx, runLoader).load(runId),
    loggedModelId === null ? null : loader(ctx, loggedModelLoader).load(loggedModelId),
  ]);
  if (snapshot === "NONE" || (runId === null ? model : run) === null) return null;
  return { id, source, run, model };
};

/** How runs differ from what versions froze of them, by id of a version that the caller reads. */
export const driftLoader = (ctx: Ctx) =>
  new DataLoader<string, VersionDrift | null>(async (ids) => {
    const all = await Promise.all(ids.map((id) => compared(ctx, id)));
    const known = all.filter((each) => each !== null);
    if (known.length === 0) return ids.map(() => null);
    const runUuids = known.flatMap(({ run }) => run?.uuid ?? []);
    const modelUuids = known.flatMap(({ run, model }) => (run === null ? (model?.uuid ?? []) : []));
    const [frozen, runs, models] = await Promise.all([
      frozenFactsOf(
        ctx.db.reader,
        known.map(({ id }) => id),
      ),
      runData(ctx.db, runUuids),
      loggedModelData(ctx.db.reader, modelUuids),
    ]);
    const facts = new Map(frozen.map((row) => [row.of, row]));
    const files = await filesOf(ctx, known, facts);
    return all.map((each) => {
      const then = each && facts.get(each.id);
      if (!each || !then) return null;
      const now = each.run === null ? nowOfModel(models.get(each.model?.uuid ?? "")) : nowOfRun(runs, each.run);
      return drift(each, then, now, files.get(each.id) ?? null);
    });
  });

interface Now {
  readonly params: readonly KeyValue[];
  readonly metrics: readonly { key: string; value: number }[];
  readonly tags: readonly KeyValue[];
}

const nowOfRun = (runs: ReadonlyMap<string, RunData>, { uuid }: RunRead): Now => runs.get(uuid) ?? noRunData;

const nowOfModel = ({ params, metrics } = noLoggedModelData): Now => ({
  params,
  metrics: asNumbers(latestByKey(metrics)),
  tags: [],
});

const drift = (
  { source, run }: Compared,
  then: FrozenFacts,
  now: Now,
  allArtifacts: VersionDrift["allArtifacts"],
): VersionDrift => {
  const lists = {
    allFacts: source.run === null || run === null ? [] : driftOf(frozenFacts(source.run), presentFacts(run)),
    allParams: driftOf(then.params, now.params),
    allMetrics: driftOf(asNumbers(then.metrics), now.metrics),
    allTags: driftOf(source.run?.tags ?? [], now.tags),
    allArtifacts,
  };
  return { ...lists, hasDrifted: Object.values(lists).some((list) => list !== null && list.length > 0) };
};

/** Files that differ, by version; none for those whose files the caller may not read. */
const filesOf = async (
  ctx: Ctx,
  all: readonly Compared[],
  facts: ReadonlyMap<string, FrozenFacts>,
): Promise<Map<string, FileDrift[]>> => {
  const shown = all.filter(({ source, model }) => source.loggedModelId === null || model !== null);
  const asked = shown.flatMap(({ id, run, model }) => {
    const root = facts.get(id)?.artifactRoot ?? null;
    const owner = model?.uuid ?? run?.uuid;
    return root === null || owner === undefined ? [] : [{ id, owner, root }];
  });
  const rows = await fileDriftOf(ctx.db.reader, asked, limits.listSize);
  const ids = shown.map(({ id }) => id);
  return new Map(under(ids, rows).map((list, index) => [ids[index] ?? "", list]));
};

/** Versions made from a run or logged model, a page at a time. */
export const madeFromLoader = (ctx: Ctx) =>
  edgeLoader<MadeSlice, VersionRead[]>(async (uuids, slice) =>
    under(uuids, await versionsMadeFrom(ctx.db.reader, ctx.access.ability, uuids, slice)),
  );

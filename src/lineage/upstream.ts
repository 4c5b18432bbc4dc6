import type { Ctx } from "../context.js";
import { idOfHex } from "../db/ids.js";
import { frozenOf } from "../registry/details.queries.js";
import { sourcesOfVersions } from "../registry/frozen/version-sources.queries.js";
import { copiesOfVersions, newestVersions } from "../registry/lineage.queries.js";
import { loggedModelsOfRuns, runsOfLoggedModels } from "../tracking/lineage.queries.js";
import { datasetsOfRuns } from "../tracking/runs/run-details.queries.js";
import { childrenOfRuns } from "../tracking/runs/run-tree.queries.js";
import { versionsJudgedBy } from "./evaluated.js";
import { datasetNode, type LineageNode, link, versionNode } from "./lineage-graph.js";
import { type Found, joinFound, keyed, type Look, linksOf } from "./neighbours.js";
import { readLoggedModels, readRuns } from "./read-nodes.js";

/** What each kind of thing came from. */

const ofModels: Look = async ({ db, access }, nodes, most) => {
  const of = keyed(nodes, ({ id }) => id ?? undefined);
  const rows = await newestVersions(db.reader, access.ability, [...of.keys()], most + 1);
  return linksOf(rows, most, { of, link: (node, version) => link(versionNode(version), "VERSION_OF", node) });
};

const ofVersions: Look = async (ctx, nodes, most) => {
  const of = keyed(nodes, ({ id }) => id ?? undefined);
  const { reader } = ctx.db;
  const [sources, originals] = await Promise.all([
    sourcesOfVersions(reader, [...of.keys()]),
    copiesOfVersions(reader, ctx.access.ability, [...of.keys()], { way: "UPSTREAM", limit: most + 1 }),
  ]);
  const [runs, models] = await Promise.all([
    readRuns(
      ctx,
      sources.flatMap(({ runId }) => runId ?? []),
    ),
    readLoggedModels(
      ctx,
      sources.flatMap(({ loggedModelId }) => loggedModelId ?? []),
    ),
  ]);
  const made = sources.flatMap(({ of: id, runId, loggedModelId }) => {
    const node = of.get(id);
    const from = [runs.get(runId ?? ""), models.get(loggedModelId ?? "")];
    return node === undefined ? [] : from.flatMap((each) => (each === undefined ? [] : [link(each, "MADE", node)]));
  });
  const told = new Set(made.flatMap(({ from, to }) => (from.kind === "RUN" ? [to.key] : [])));
  return joinFound([
    { links: made, cut: false },
    linksOf(originals, most, { of, link: (copy, version) => link(versionNode(version), "COPIED_TO", copy) }),
    await frozenDatasets(ctx, new Map([...of].filter(([id]) => !told.has(id))), most),
  ]);
};

/** The data sets that a version names itself: where its run shows, the run has them. */
const frozenDatasets = async ({ db }: Ctx, of: ReadonlyMap<string, LineageNode>, most: number): Promise<Found> => {
  const rows = (await frozenOf(db.reader, "datasets", [...of.keys()], { keys: null, first: most + 1 })) as {
    of: string;
    value: { name: string; digest: string | null };
  }[];
  return linksOf(rows, most, { of, link: (node, { value }) => link(datasetNode(value), "INPUT", node) });
};

const ofRuns: Look = async (ctx, nodes, most) => {
  const { db, access } = ctx;
  const of = keyed(nodes, ({ run }) => run?.uuid);
  const uuids = [...of.keys()];
  const [datasets, models, children, judged] = await Promise.all([
    datasetsOfRuns(db.reader, uuids, most + 1),
    loggedModelsOfRuns(db.reader, access.ability, uuids, { role: "INPUT", limit: most + 1 }),
    childrenOfRuns(db, uuids, { order: [], after: null, limit: most + 1 }),
    versionsJudgedBy(ctx, uuids, most),
  ]);
  const [used, nested] = await Promise.all([
    readLoggedModels(
      ctx,
      models.map(({ id }) => id),
    ),
    readRuns(
      ctx,
      children.map(({ id }) => id),
    ),
  ]);
  return joinFound([
    linksOf(datasets, most, { of, link: (run, row) => link(datasetNode(row), "INPUT", run, row.context) }),
    linksOf(models, most, {
      of,
      link: (run, { id }) => {
        const model = used.get(id);
        return model && link(model, "INPUT", run);
      },
    }),
    linksOf(judged, most, { of, link: (run, version) => link(versionNode(version), "EVALUATED_BY", run) }),
    linksOf(children, most, {
      of,
      link: (run, { id }) => {
        const child = nested.get(id);
        return child && link(child, "NESTED_IN", run);
      },
    }),
  ]);
};

const ofLoggedModels: Look = async (ctx, nodes, most) => {
  const of = keyed(nodes, ({ loggedModel }) => loggedModel?.uuid);
  const sources = [...of].flatMap(([uuid, { loggedModel }]) =>
    loggedModel?.sourceRun ? [{ of: uuid, id: idOfHex("run", loggedModel.sourceRun) }] : [],
  );
  const outputs = await runsOfLoggedModels(ctx.db.reader, ctx.access.ability, [...of.keys()], {
    role: "OUTPUT",
    limit: most + 1,
  });
  const runs = await readRuns(
    ctx,
    [...sources, ...outputs].map(({ id }) => id),
  );
  const made = (model: LineageNode, { id }: { id: string }) => {
    const run = runs.get(id);
    return run && link(run, "MADE", model);
  };
  return joinFound([linksOf(sources, most, { of, link: made }), linksOf(outputs, most, { of, link: made })]);
};

export const upstream: Readonly<Partial<Record<LineageNode["kind"], Look>>> = {
  MODEL: ofModels,
  VERSION: ofVersions,
  RUN: ofRuns,
  LOGGED_MODEL: ofLoggedModels,
};

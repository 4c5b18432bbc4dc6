import type { Ctx } from "../context.js";
import { idPrefix } from "../db/ids.js";
import { modelsById } from "../registry/models.queries.js";
import { versionsById } from "../registry/versions.queries.js";
import { loggedModelsById } from "../tracking/logged-models/logged-models.queries.js";
import { namesOfRuns } from "../tracking/runs/run-details.queries.js";
import { type RunRead, runsById } from "../tracking/runs/runs.queries.js";
import { type LineageNode, loggedModelNode, modelNode, runNode, versionNode } from "./lineage-graph.js";

const reading = async <Row extends { readonly id: string }>(
  rows: Promise<readonly Row[]>,
  node: (row: Row) => LineageNode,
): Promise<Map<string, LineageNode>> => new Map((await rows).map((row) => [row.id, node(row)]));

/** Runs that were read, with their names. */
const named = async ({ db }: Ctx, runs: readonly RunRead[]): Promise<(RunRead & { name: string })[]> => {
  const rows = await namesOfRuns(
    db,
    runs.map(({ uuid }) => uuid),
  );
  const names = new Map(rows.map(({ of, name }) => [of, name]));
  return runs.map((run) => ({ ...run, name: names.get(run.uuid) ?? "" }));
};

/** Those of the runs that the caller reads, by id. */
export const readRuns = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, LineageNode>> => {
  if (ids.length === 0) return new Map();
  const runs = await runsById(ctx.db.reader, ctx.access.ability, ids);
  return reading(named(ctx, runs), (run) => runNode(run, run.name));
};

/** Those of the logged models that the caller reads, by id. */
export const readLoggedModels = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, LineageNode>> =>
  ids.length === 0 ? new Map() : reading(loggedModelsById(ctx.db.reader, ctx.access.ability, ids), loggedModelNode);

/** The thing that a graph begins at, if it is one that has a lineage, and the caller reads it. */
export const readStart = async (ctx: Ctx, id: string): Promise<LineageNode | undefined> => {
  const { db, access } = ctx;
  switch (idPrefix(id)) {
    case "mod":
      return (await reading(modelsById(db.reader, access.ability, [id]), modelNode)).get(id);
    case "mv":
      return (await reading(versionsById(db.reader, access.ability, [id]), versionNode)).get(id);
    case "run":
      return (await readRuns(ctx, [id])).get(id);
    case "lm":
      return (await readLoggedModels(ctx, [id])).get(id);
    default:
      return undefined;
  }
};

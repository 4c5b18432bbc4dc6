import { hexOfUuid } from "../db/ids.js";
import { versionsMadeFrom } from "../registry/frozen/version-sources.queries.js";
import { copiesOfVersions, slotsHeldBefore } from "../registry/lineage.queries.js";
import { holdersInModels, slotsOfVersions } from "../registry/slots/slots.queries.js";
import { loggedModelsFromRuns, loggedModelsOfRuns, runsOfLoggedModels } from "../tracking/lineage.queries.js";
import { parentsOfRuns } from "../tracking/runs/run-tree.queries.js";
import { runsThatJudged } from "./evaluated.js";
import { type LineageNode, link, slotNode, versionNode } from "./lineage-graph.js";
import { joinFound, keyed, type Look, linksOf } from "./neighbours.js";
import { readLoggedModels, readRuns } from "./read-nodes.js";

/** What came of each kind of thing. */

const ofModels: Look = async ({ db }, nodes, most) => {
  const of = keyed(nodes, ({ id }) => id ?? undefined);
  const rows = await holdersInModels(db.reader, [...of.keys()]);
  const held = rows.map(({ modelId, slot }) => ({ of: modelId, slot }));
  return linksOf(held, most, { of, link: (model, { of: id, slot }) => link(model, "HOLDS", slotNode(id, slot)) });
};

const ofVersions: Look = async (ctx, nodes, most) => {
  const of = keyed(nodes, ({ id }) => id ?? undefined);
  const ids = [...of.keys()];
  const { reader } = ctx.db;
  const [now, before, copies, evaluating] = await Promise.all([
    slotsOfVersions(reader, ids),
    slotsHeldBefore(reader, ids, most + 1),
    copiesOfVersions(reader, ctx.access.ability, ids, { way: "DOWNSTREAM", limit: most + 1 }),
    runsThatJudged(ctx, ids, most),
  ]);
  const runs = await readRuns(
    ctx,
    evaluating.map(({ id }) => id),
  );
  const slotOf = (node: LineageNode, slot: string) => slotNode(node.modelVersion?.registeredModelId ?? "", slot);
  return joinFound([
    linksOf(
      now.map(({ versionId, slot }) => ({ of: versionId, slot })),
      most,
      { of, link: (node, { slot }) => link(node, "HOLDS", slotOf(node, slot)) },
    ),
    linksOf(before, most, { of, link: (node, { slot }) => link(node, "HELD", slotOf(node, slot)) }),
    linksOf(copies, most, { of, link: (node, version) => link(node, "COPIED_TO", versionNode(version)) }),
    linksOf(evaluating, most, {
      of,
      link: (node, { id }) => {
        const run = runs.get(id);
        return run && link(node, "EVALUATED_BY", run);
      },
    }),
  ]);
};

const ofRuns: Look = async (ctx, nodes, most) => {
  const of = keyed(nodes, ({ run }) => run?.uuid);
  const uuids = [...of.keys()];
  const byHex = new Map([...of].map(([uuid, node]) => [hexOfUuid(uuid), node]));
  const { reader } = ctx.db;
  const { ability } = ctx.access;
  const limit = most + 1;
  const [outputs, sources, versions, parents] = await Promise.all([
    loggedModelsOfRuns(reader, ability, uuids, { role: "OUTPUT", limit }),
    loggedModelsFromRuns(reader, ability, [...byHex.keys()], limit),
    versionsMadeFrom(reader, ability, uuids, { by: "run", after: null, limit }),
    parentsOfRuns(ctx.db, uuids),
  ]);
  const [models, runs] = await Promise.all([
    readLoggedModels(
      ctx,
      [...outputs, ...sources].map(({ id }) => id),
    ),
    readRuns(
      ctx,
      parents.map(({ id }) => id),
    ),
  ]);
  const made = (run: LineageNode, { id }: { id: string }) => {
    const model = models.get(id);
    return model && link(run, "MADE", model);
  };
  return joinFound([
    linksOf(outputs, most, { of, link: made }),
    linksOf(sources, most, { of: byHex, link: made }),
    linksOf(versions, most, { of, link: (run, version) => link(run, "MADE", versionNode(version)) }),
    linksOf(parents, most, {
      of,
      link: (run, { id }) => {
        const parent = runs.get(id);
        return parent && link(run, "NESTED_IN", parent);
      },
    }),
  ]);
};

const ofLoggedModels: Look = async (ctx, nodes, most) => {
  const of = keyed(nodes, ({ loggedModel }) => loggedModel?.uuid);
  const uuids = [...of.keys()];
  const { reader } = ctx.db;
  const { ability } = ctx.access;
  const limit = most + 1;
  const [versions, users] = await Promise.all([
    versionsMadeFrom(reader, ability, uuids, { by: "logged_model", after: null, limit }),
    runsOfLoggedModels(reader, ability, uuids, { role: "INPUT", limit }),
  ]);
  const runs = await readRuns(
    ctx,
    users.map(({ id }) => id),
  );
  return joinFound([
    linksOf(versions, most, { of, link: (model, version) => link(model, "MADE", versionNode(version)) }),
    linksOf(users, most, {
      of,
      link: (model, { id }) => {
        const run = runs.get(id);
        return run && link(model, "INPUT", run);
      },
    }),
  ]);
};

export const downstream: Readonly<Partial<Record<LineageNode["kind"], Look>>> = {
  MODEL: ofModels,
  VERSION: ofVersions,
  RUN: ofRuns,
  LOGGED_MODEL: ofLoggedModels,
};

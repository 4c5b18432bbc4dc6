import type { Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { measuredBy } from "../../tracking/evaluations/run-measures.queries.js";
import { exclusiveHolders } from "../slots.store.js";
import { type EvaluatedFacts, evaluatedFacts } from "./evaluated-versions.queries.js";

/**
 * Models, in lock order, of which an open request waits for gates that may look at what the run has measured: of its
 * version, or of one that holds a slot. One statement where no request has gates.
 */
export const modelsJudgedBy = async (ctx: Ctx, tx: Tx, runUuid: string): Promise<string[]> => {
  const judged = await ctx.guard.judgedVersions(tx);
  if (judged.length === 0) return [];
  const holders = await exclusiveHolders(tx, [...new Set(judged.map(({ modelId }) => modelId))]);
  const versionIds = [...new Set([...judged.map(({ versionId }) => versionId), ...holders])];
  const versions = await evaluatedFacts(tx, versionIds, []);
  const namesOf = ({ targets }: EvaluatedFacts): string[] => targets.map(({ target }) => target);
  const found = await measuredBy(tx, runUuid, {
    targets: [...new Set(versions.flatMap(namesOf))],
    loggedModels: [...new Set(versions.flatMap(({ loggedModel }) => loggedModel ?? []))],
  });
  const isMeasured = (version: EvaluatedFacts): boolean =>
    version.run === runUuid ||
    (version.loggedModel !== null && found.loggedModels.includes(version.loggedModel)) ||
    namesOf(version).some((name) => found.targets.includes(name));
  return [...new Set(versions.filter(isMeasured).map(({ modelId }) => modelId))].sort();
};

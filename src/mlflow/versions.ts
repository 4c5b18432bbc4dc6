import type { Ctx } from "../context.js";
import { type Filter, mapTests, type Test, testsIn } from "../db/filter.js";
import { storedName } from "../db/names.js";
import { DomainError } from "../errors.js";
import { readLifecycle } from "../registry/lifecycle.store.js";
import { findStage, type Lifecycle } from "../registry/lifecycle-rules.js";
import {
  latestInStages,
  type ModelDetails,
  servableModelByName,
  servableVersionByNumber,
  type VersionDetails,
  versionDetails,
} from "../registry/version-details.queries.js";
import { foundOr } from "./wire/absent.js";
import { cutShort } from "./wire/message.js";

/** MLflow's words for a registered model that is not there. */
export const absentModel = (name: string): string => `Registered Model with name=${cutShort(name)} not found`;

export const absentVersion = (name: string, version: string): string =>
  `Model Version (name=${cutShort(name)}, version=${cutShort(version)}) not found`;

/** A version's number as clients write it; "01" is 1. */
export const versionNumber = (text: string): number => {
  if (!/^\d+$/.test(text))
    throw new DomainError("INVALID_INPUT", `Parameter 'version' must be an integer, got '${text.slice(0, 100)}'.`, {
      path: ["version"],
    });
  const number = Number(text);
  return number <= 2_147_483_647 ? number : 0;
};

/** The live model of this name, if the caller reads or may resolve it. */
export const findModel = async ({ db, access }: Ctx, name: string): Promise<ModelDetails> =>
  foundOr(absentModel(name), await servableModelByName(db.reader, access.ability, storedName(name)));

/** Its id, or the empty string, which is nobody's: the command then refuses it, and says so in the log. */
export const modelIdOf = async ({ db, access }: Ctx, name: string): Promise<string> =>
  (await servableModelByName(db.reader, access.ability, storedName(name)))?.id ?? "";

/** The live version if the caller reads or may resolve it, else undefined. */
export const lookUpVersion = async (
  { db, access }: Ctx,
  name: string,
  version: string,
): Promise<VersionDetails | undefined> => {
  const wanted = { name: storedName(name), version: versionNumber(version) };
  return servableVersionByNumber(db.reader, access.ability, wanted);
};

/** The live version, if the caller reads or may resolve it. */
export const findVersion = async (ctx: Ctx, name: string, version: string): Promise<VersionDetails> =>
  foundOr(absentVersion(name, version), await lookUpVersion(ctx, name, version));

/** Its id, or the empty string. */
export const versionIdOf = async (ctx: Ctx, name: string, version: string): Promise<string> =>
  (await lookUpVersion(ctx, name, version))?.id ?? "";

/** The version of this id as it is now. */
export const reread = async (ctx: Ctx, id: string): Promise<VersionDetails> => {
  const version = (await versionDetails(ctx.db.reader, [id])).get(id);
  if (!version) throw new Error(`the version ${id} is gone`);
  return version;
};

/** The stage in the lifecycle's spelling; what is none is 400, in MLflow's words. */
export const stageNamed = (lifecycle: Lifecycle, text: string, path = "stage"): string => {
  const stage = findStage(lifecycle, text);
  if (stage !== undefined) return stage.name;
  const names = lifecycle.stages.map(({ name }) => name).join(", ");
  throw new DomainError(
    "INVALID_INPUT",
    `Invalid Model Version stage: ${text.slice(0, 100)}. Value must be one of ${names}.`,
    { path: [path] },
  );
};

const isStageTest = ({ kind, key, operator }: Test): boolean =>
  kind === "attribute" && key === "stage" && !operator.endsWith("LIKE");

/** The filter with its stages in the lifecycle's spelling, as wherever a stage is named; patterns stay as they are. */
export const spellStages = async (ctx: Ctx, filter: Filter): Promise<Filter> => {
  if (!testsIn(filter).some(isStageTest)) return filter;
  const lifecycle = await readLifecycle(ctx.db.reader);
  const spell = (value: unknown): string => stageNamed(lifecycle, String(value), "filter");
  return mapTests(filter, (test) => {
    if (!isStageTest(test)) return test;
    return { ...test, value: Array.isArray(test.value) ? test.value.map(spell) : spell(test.value) };
  });
};

/**
 * The newest version in each stage of each model, of all stages when none is named; of the first models only when those
 * of all are too much for one answer.
 */
export const latestVersions = async (
  ctx: Ctx,
  modelIds: readonly string[],
  stages: readonly string[] = [],
): Promise<Map<string, VersionDetails[]>> => {
  const lifecycle = await readLifecycle(ctx.db.reader);
  const names =
    stages.length > 0 ? stages.map((stage) => stageNamed(lifecycle, stage)) : lifecycle.stages.map(({ name }) => name);
  const found = await latestInStages(ctx.db.reader, modelIds, [...new Set(names)]);
  const byModel = Map.groupBy(found, ({ modelId }) => modelId);
  const latest = new Map<string, VersionDetails[]>();
  const details = await versionDetails(
    ctx.db.reader,
    modelIds.flatMap((id) => byModel.get(id) ?? []).map(({ id }) => id),
  );
  for (const modelId of modelIds) {
    const ids = (byModel.get(modelId) ?? []).map(({ id }) => id);
    if (latest.size > 0 && !ids.every((id) => details.has(id))) break;
    latest.set(
      modelId,
      ids.flatMap((id) => details.get(id) ?? []),
    );
  }
  return latest;
};

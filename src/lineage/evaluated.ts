import type { Ctx } from "../context.js";
import { evaluatedFacts } from "../registry/evaluations/evaluated-versions.queries.js";
import { readLifecycle } from "../registry/lifecycle.store.js";
import { findStage, type Lifecycle } from "../registry/lifecycle-rules.js";
import { type NamedThen, versionsNamedThen } from "../registry/lineage.queries.js";
import { runsThatEvaluated, runsThatSay, targetsOfRuns, versionsRecordedIn } from "../tracking/lineage.queries.js";

/** Which runs evaluated which versions: by what was recorded, and by what tags of runs say (docs/evaluations.md). */

/** The runs that evaluated each version, which the caller reads; one more than `most` tells of more. */
export const runsThatJudged = async (ctx: Ctx, versionIds: readonly string[], most: number) => {
  const { reader } = ctx.db;
  const { ability } = ctx.access;
  const facts = await evaluatedFacts(reader, versionIds, []);
  const called = facts.flatMap(({ id, targets }) => targets.map((each) => ({ of: id, ...each })));
  const [recorded, said] = await Promise.all([
    runsThatEvaluated(reader, ability, versionIds, most + 1),
    runsThatSay(reader, ability, called, most + 1),
  ]);
  return [...new Map([...recorded, ...said].map((row) => [`${row.of} ${row.id}`, row])).values()];
};

/** The live versions that each run evaluated, which the caller reads. What only its MLmodel is called by is not found. */
export const versionsJudgedBy = async (ctx: Ctx, runUuids: readonly string[], most: number) => {
  const { reader } = ctx.db;
  const [said, ids] = await Promise.all([targetsOfRuns(reader, runUuids), versionsRecordedIn(reader, runUuids)]);
  if (said.length + ids.length === 0) return [];
  const lifecycle = await readLifecycle(reader);
  const named = said.flatMap(({ of, at, target }) => {
    const meant = readTarget(target, lifecycle);
    return meant === null ? [] : [{ of, at, ...meant }];
  });
  return versionsNamedThen(reader, ctx.access.ability, { named, ids }, most + 1);
};

const nothing = { name: null, version: null, slot: null, loggedModel: null };

/** What an evaluation link's target names: `churn/7`, `churn/production`, `churn@champion`, `m-…`. */
const readTarget = (target: string, lifecycle: Lifecycle): Omit<NamedThen, "of" | "at"> | null => {
  const hex = /^m-([0-9a-f]{32})$/.exec(target)?.[1];
  if (hex !== undefined) return { ...nothing, loggedModel: hex };
  const [, name, word] = /^([^/]+)\/([^/]+)$/u.exec(target) ?? [];
  if (name !== undefined && word !== undefined) {
    if (/^\d{1,9}$/.test(word)) return { ...nothing, name, version: Number(word) };
    const stage = findStage(lifecycle, word);
    return stage === undefined ? null : { ...nothing, name, slot: stage.name };
  }
  const [, of, alias] = /^(.+)(@[^@]+)$/u.exec(target) ?? [];
  return of === undefined || alias === undefined ? null : { ...nothing, name: of, slot: alias };
};

import { isDeepStrictEqual } from "node:util";
import type {
  CheckGate,
  DocumentGate,
  FilesGate,
  Gate,
  GroupsGate,
  MetricGate,
  ProvenanceGate,
  TagGate,
} from "./gate.js";

/**
 * Whether a gate of the same key lets through afterwards what it might not have let through before. Bounds, values, globs
 * and demands are compared; every other change is looser, since nobody can say: another metric, data set or slot, others who may waive it.
 */
export const isLooserGate = (before: Gate, after: Gate): boolean => {
  if (after.waivableBy !== undefined && differ(before.waivableBy, after.waivableBy)) return true;
  if (before.metric !== undefined) return after.metric === undefined || isLooserMetric(before.metric, after.metric);
  if (before.champion !== undefined) return after.champion === undefined || isLooserChampion(before, after);
  if (before.groups !== undefined) return after.groups === undefined || isLooserGroups(before.groups, after.groups);
  if (before.tag !== undefined) return after.tag === undefined || isLooserTag(before.tag, after.tag);
  if (before.check !== undefined) return after.check === undefined || isLooserCheck(before.check, after.check);
  if (before.document !== undefined)
    return after.document === undefined || isLooserDocument(before.document, after.document);
  if (before.signature !== undefined)
    return (
      after.signature === undefined ||
      (before.signature.mode !== after.signature.mode && after.signature.mode === "PRESENT")
    );
  if (before.files !== undefined) return after.files === undefined || isLooserFiles(before.files, after.files);
  return after.provenance === undefined || isLooserProvenance(before.provenance, after.provenance);
};

const differ = (one: unknown, other: unknown): boolean => !isDeepStrictEqual(one, other);

const isLooserMetric = (before: MetricGate, after: MetricGate): boolean => {
  const { min: minBefore = -Infinity, max: maxBefore = Infinity, ...restBefore } = before;
  const { min = -Infinity, max = Infinity, ...rest } = after;
  return min < minBefore || max > maxBefore || differ(restBefore, rest);
};

const isLooserChampion = ({ champion: before }: Gate, { champion: after }: Gate): boolean => {
  const { margin: marginBefore = 0, without: withoutBefore, ...restBefore } = before ?? {};
  const { margin = 0, without, ...rest } = after ?? {};
  return margin < marginBefore || (withoutBefore === "FAIL" && without !== "FAIL") || differ(restBefore, rest);
};

const isLooserGroups = (before: GroupsGate, after: GroupsGate): boolean => {
  const lower = (["minRatio", "minEach", "minGroupSize"] as const).some(
    (bound) => (after[bound] ?? -Infinity) < (before[bound] ?? -Infinity),
  );
  const higher = (["maxDifference", "maxEach"] as const).some(
    (bound) => (after[bound] ?? Infinity) > (before[bound] ?? Infinity),
  );
  const rest = ({ metric, attribute, dataset, evaluator }: GroupsGate) => [metric, attribute, dataset, evaluator];
  return lower || higher || differ(rest(before), rest(after));
};

const isLooserTag = (before: TagGate, after: TagGate): boolean => {
  const { values: valuesBefore, independent: independentBefore, setBy: setByBefore, ...restBefore } = before;
  const { values, independent, setBy, ...rest } = after;
  const anybody = independent === false && independentBefore !== false;
  const anyRole = setByBefore !== undefined && differ(setByBefore, setBy);
  return values.some((value) => !valuesBefore.includes(value)) || anybody || anyRole || differ(restBefore, rest);
};

const isLooserCheck = (before: CheckGate, after: CheckGate): boolean =>
  before.name !== after.name ||
  !includesAll(before.reportedBy, after.reportedBy) ||
  (after.maxAgeHours ?? Infinity) > (before.maxAgeHours ?? Infinity);

const isLooserDocument = (before: DocumentGate, after: DocumentGate): boolean =>
  differ([before.kind, before.subject], [after.kind, after.subject]) ||
  !includesAll(after.fields, before.fields) ||
  (before.publishedBy !== undefined && differ(before.publishedBy, after.publishedBy)) ||
  (after.independent === false && before.independent !== false) ||
  (after.maxAgeHours ?? Infinity) > (before.maxAgeHours ?? Infinity);

const includesAll = (all: readonly string[] = [], some: readonly string[] = []): boolean =>
  some.every((each) => all.includes(each));

const isLooserFiles = (before: FilesGate, after: FilesGate): boolean => {
  const most = (gate: FilesGate): bigint | null => (gate.maxBytes === undefined ? null : BigInt(gate.maxBytes));
  const [mostBefore, mostNow] = [most(before), most(after)];
  const larger = mostBefore !== null && (mostNow === null || mostNow > mostBefore);
  return larger || !includesAll(after.require, before.require) || !includesAll(after.forbid, before.forbid);
};

const isLooserProvenance = (before: ProvenanceGate = {}, after: ProvenanceGate = {}): boolean =>
  (["commit", "trainingData", "environment"] as const).some((each) => before[each] === true && after[each] !== true);

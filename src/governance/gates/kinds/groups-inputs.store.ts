import type { RightsOf } from "../../../access/rights-reader.js";
import type { Reader } from "../../../db/sql.js";
import { evaluationBook } from "../../../registry/evaluations/evaluation-book.js";
import type { EvaluationBook } from "../../../registry/evaluations/evaluation-rules.js";
import { newestByGroup, startsOf } from "../../../registry/evaluations/grouped-evaluation-rules.js";
import { doubleValue } from "../../../registry/run-snapshot.js";
import { evaluatorOf } from "../evaluator.js";
import type { Gate, GroupsGate } from "../gate.js";
import type { GateSubject } from "../gate-subject.js";
import { type GroupsInputs, MOST_GROUPS } from "./groups-rules.js";

/** All evaluations of the version that groups gates could look at. */
export const readGrouped = async (
  db: Reader,
  { version }: GateSubject,
  { gates, rightsOf }: { readonly gates: readonly Gate[]; readonly rightsOf: RightsOf },
): Promise<EvaluationBook> => {
  const starts = new Set(gates.flatMap(({ groups }) => (groups === undefined ? [] : startsOf(groups))));
  return evaluationBook(rightsOf, db, { versionIds: [version.id], metrics: { startingWith: [...starts] } });
};

/** What a groups gate looks at, of those evaluations. */
export const groupsInputs = (
  { metric, attribute, dataset, evaluator }: GroupsGate,
  { model, version }: GateSubject,
  book: EvaluationBook,
): GroupsInputs => {
  const found = newestByGroup(book, {
    versionId: version.id,
    metric,
    attribute,
    dataset: dataset === undefined ? null : { name: dataset.name, digest: dataset.digest ?? null },
    evaluator: evaluatorOf(evaluator),
  });
  const of = { model: model.name, version: version.version };
  if (found === null) return { ...of, measured: null, count: 0 };
  const { dataset: on, runId: run, source, attempts, at } = found;
  const groups = found.groups.length > MOST_GROUPS ? [] : found.groups;
  return {
    ...of,
    count: found.groups.length,
    measured: {
      dataset: { name: on.name, digest: on.digest },
      run,
      source,
      attempts,
      at,
      groups: groups.map(({ group, value, size }) => ({
        group,
        value: doubleValue(value),
        size: size === null ? null : doubleValue(size),
      })),
    },
  };
};

import type { Reader } from "../../../db/sql.js";
import { type NewestCheck, newestChecks } from "../../../registry/checks/checks.queries.js";
import type { CheckGate, Gate } from "../gate.js";
import type { GateSubject } from "../gate-subject.js";
import { type CheckInputs, isYoungEnough } from "./check-rules.js";

/** Of each reporter and name that the gates ask for, what they said of the version last. */
export const readChecks = async (
  db: Reader,
  { version }: GateSubject,
  gates: readonly Gate[],
): Promise<NewestCheck[]> => {
  const names = [...new Set(gates.flatMap(({ check }) => check?.name ?? []))];
  return names.length === 0 ? [] : newestChecks(db, [version.id], names);
};

/** What has ended before what has only begun, then the newest. */
const byWeight = (one: NewestCheck, other: NewestCheck): number =>
  Number(other.conclusion !== null) - Number(one.conclusion !== null) || (one.reportedAt < other.reportedAt ? 1 : -1);

/** What a check gate looks at, of those checks. */
export const checkInputs = (
  { name, reportedBy, maxAgeHours }: CheckGate,
  { model, version }: GateSubject,
  checks: readonly NewestCheck[],
): CheckInputs => {
  const [newest] = checks
    .filter((each) => each.name === name && reportedBy.includes(each.reporterId))
    .toSorted(byWeight);
  return {
    model: model.name,
    version: version.version,
    digest: version.digest,
    report:
      newest === undefined
        ? null
        : {
            id: newest.id,
            status: newest.status,
            conclusion: newest.conclusion,
            reporter: newest.reporterId,
            at: newest.reportedAt,
            versionDigest: newest.versionDigest,
            sha256: newest.sha256,
          },
    isYoung: newest !== undefined && isYoungEnough(newest.hoursAgo, maxAgeHours),
  };
};

import type { CheckGate } from "../gate.js";
import { failed, type Outcome, passed, pending } from "../outcome.js";

/** What a check gate looks at. */
export type CheckInputs = {
  readonly model: string;
  readonly version: number;
  /** Digest of the version's content. */
  readonly digest: string;
  /** The newest report by one of those whom the gate names that has ended, else the newest that has begun; null: none. */
  readonly report: {
    readonly id: string;
    readonly status: "IN_PROGRESS" | "COMPLETED";
    readonly conclusion: "SUCCESS" | "FAILURE" | "NEUTRAL" | null;
    /** Id of the principal who reported it. */
    readonly reporter: string;
    readonly at: string;
    /** Digest of the content that was checked. */
    readonly versionDigest: string;
    /** SHA-256 of the report's text, where it has one. */
    readonly sha256: string | null;
  } | null;
  /** Whether it was reported within the hours of the gate. */
  readonly isYoung: boolean;
};

/** Whether something that old counts; at the bound it does. */
export const isYoungEnough = (hoursAgo: number, maxAgeHours: number | undefined): boolean =>
  maxAgeHours === undefined || hoursAgo <= maxAgeHours;

/** The call that brings a missing report. */
const howToReport = ({ name }: CheckGate, { model, version, digest }: CheckInputs): string =>
  `have one whom the gate names send POST /checks {"model": ${JSON.stringify(model)}, "version": ${version}, "versionDigest": "${digest}", "name": ${JSON.stringify(name)}, "status": "COMPLETED", "conclusion": …}`;

/** Whether the newest report that counts is a SUCCESS, of this very content, and young enough. */
export const judgeCheck = (gate: CheckGate, inputs: CheckInputs): Outcome => {
  const { name, maxAgeHours: hours } = gate;
  const { version, digest, report, isYoung } = inputs;
  const within = hours === undefined ? "" : `, at most ${hours} ${hours === 1 ? "hour" : "hours"} ago`;
  const required = `the check "${name}" is SUCCESS, reported by one whom the gate names${within}`;
  const how = howToReport(gate, inputs);
  if (report === null)
    return pending(required, null, `nobody whom the gate names has reported "${name}" of version ${version}: ${how}`);
  const observed = `"${name}" is ${report.conclusion ?? report.status}, reported at ${report.at}`;
  if (report.versionDigest !== digest)
    return pending(required, observed, `the check "${name}" was of other content than version ${version} has: ${how}`);
  if (report.conclusion === null)
    return pending(required, observed, `the check "${name}" has begun and not ended: wait for it, or ${how}`);
  if (!isYoung)
    return pending(
      required,
      observed,
      `the check "${name}" was reported at ${report.at}, too long ago: ${how}, under another externalId`,
    );
  return report.conclusion === "SUCCESS"
    ? passed(required, observed)
    : failed(
        required,
        observed,
        `the check "${name}" is ${report.conclusion}, SUCCESS is required: read ${report.id}, and make a version that passes it`,
      );
};

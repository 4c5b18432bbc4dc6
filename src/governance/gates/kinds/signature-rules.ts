import type { SignatureGate } from "../gate.js";
import { failed, type Outcome, passed, pending } from "../outcome.js";

/** What is known of the MLmodel of a version. */
export type SignatureKnown = {
  /** SHA-256 of the file; null: the version froze none. */
  readonly sha256: string | null;
  /** Whether the service has looked into it by now. */
  readonly isRead: boolean;
  /** How many inputs and outputs it names. */
  readonly inputs: number;
  readonly outputs: number;
  /** Why it cannot be read; null where it can. */
  readonly problem: string | null;
};

/** What a signature gate looks at. */
export type SignatureInputs = {
  readonly version: number;
  readonly candidate: SignatureKnown;
  /** Who holds the slot to enter; null: nobody does, or the gate does not compare. */
  readonly champion: ({ readonly id: string; readonly version: number } & SignatureKnown) | null;
  /** What of the champion's signature the candidate's breaks: the first ten, in words. */
  readonly broken: readonly string[];
};

/** What keeps a signature from being looked at: for ever, or for a moment. */
const unknown = (
  of: string,
  { sha256, isRead, problem, inputs, outputs }: SignatureKnown,
): [wait: boolean, why: string] | null => {
  if (sha256 === null) return [false, `${of} froze no MLmodel: log the model with MLflow`];
  if (!isRead)
    return [true, `the MLmodel of ${of} has not been looked into yet: the service does it within half a minute`];
  if (problem !== null) return [false, `the signature of ${of} cannot be read: ${problem}`];
  if (inputs === 0 || outputs === 0) {
    const lacking = inputs > 0 ? "outputs" : outputs > 0 ? "inputs" : "inputs and outputs";
    return [
      false,
      `the MLmodel of ${of} names no ${lacking}: log it with mlflow.<flavor>.log_model(…, signature=infer_signature(inputs, outputs))`,
    ];
  }
  return null;
};

/** Whether the frozen MLmodel names inputs and outputs; COMPATIBLE: and takes and gives what the champion does. */
export const judgeSignature = ({ mode }: SignatureGate, inputs: SignatureInputs): Outcome => {
  const { version, candidate, champion, broken } = inputs;
  const required =
    mode === "PRESENT"
      ? "the MLmodel names inputs and outputs"
      : "the model takes what the champion takes, and gives what it gives";
  const names = ({ inputs: takes, outputs: gives }: SignatureKnown): string => `${takes} inputs, ${gives} outputs`;
  const lacking = unknown(`version ${version}`, candidate);
  if (lacking !== null) return lacking[0] ? pending(required, null, lacking[1]) : failed(required, null, lacking[1]);
  if (mode === "PRESENT") return passed(required, names(candidate));
  if (champion === null) return passed(required, `${names(candidate)}; no champion`);
  const observed = `${names(candidate)}; version ${champion.version} has ${names(champion)}`;
  const lacks = unknown(`the champion, version ${champion.version},`, champion);
  if (lacks !== null) return lacks[0] ? pending(required, observed, lacks[1]) : failed(required, observed, lacks[1]);
  return broken.length === 0
    ? passed(required, observed)
    : failed(required, observed, `it breaks what version ${champion.version} promised: ${broken.join("; ")}`);
};

import { readFileSync } from "node:fs";
import { NoteError, readNote } from "../../verify/log/note.js";
import {
  type Believed,
  CheckpointError,
  openCheckpoint,
  type Policy,
  PolicyError,
  parsePolicy,
} from "../../verify/log/tlog-policy.js";
import type { CompleteAsOf, Findings } from "./findings.js";

/** The policy that whoever verifies named, else the one that lies beside, which vouches for itself only. */
export const policyFor = (
  found: Findings,
  pinned: string | undefined,
  beside: string | undefined,
): Policy | undefined => {
  if (pinned === undefined)
    found.add("UNPINNED", "no --policy: the log vouches for itself, for whose it is nothing is known", {}, "warning");
  const text = pinned === undefined ? beside : readFileSync(pinned, "utf8");
  if (text === undefined) {
    found.add("MALFORMED", "there is no policy.txt beside the log, and none was named");
    return undefined;
  }
  try {
    return parsePolicy(text);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    found.add("MALFORMED", error.message);
    return undefined;
  }
};

/** The checkpoint of a note, as far as the policy believes it; undefined where it does not. */
export const believe = (found: Findings, note: string, policy: Policy, what: string): Believed | undefined => {
  try {
    return openCheckpoint(note, policy);
  } catch (error) {
    if (error instanceof CheckpointError) found.add(error.fault, `${what}: ${error.message}`);
    else if (error instanceof NoteError) found.add(codes[error.fault], `${what}: ${error.message}`);
    else throw error;
    return undefined;
  }
};

const codes = {
  MALFORMED: "MALFORMED",
  AMBIGUOUS_KEY: "MALFORMED",
  INVALID_SIGNATURE: "SIGNATURE_INVALID",
  NO_KNOWN_SIGNATURE: "WRONG_LOG",
} as const;

/** What a note's text says, whoever signed it; undefined when it says nothing. */
export const textOf = (note: string): string | undefined => {
  try {
    return readNote(note).text;
  } catch {
    return undefined;
  }
};

export const completeAsOf = ({ origin, size, signatures }: Believed): CompleteAsOf => {
  const times = signatures.flatMap(({ time }) => (time === null ? [] : [Number(time)]));
  return {
    origin,
    size: String(size),
    time: times.length === 0 ? null : new Date(Math.max(...times) * 1_000).toISOString(),
    by: signatures.map(({ name }) => name),
  };
};

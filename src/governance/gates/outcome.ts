/** PENDING: an input is missing, too old or by the wrong person, and may still come. */
export type GateVerdict = "PASSED" | "FAILED" | "PENDING" | "WAIVED" | "SKIPPED";

/** What a gate says of its inputs. */
export interface Outcome {
  readonly verdict: "PASSED" | "FAILED" | "PENDING";
  /** What it asks for, in words. */
  readonly required: string;
  /** What was found, in words; null when nothing was. */
  readonly observed: string | null;
  /** Which value or file it is, and what to do; null when it has passed. */
  readonly cause: string | null;
}

export const passed = (required: string, observed: string): Outcome => ({
  verdict: "PASSED",
  required,
  observed,
  cause: null,
});

export const failed = (required: string, observed: string | null, cause: string): Outcome => ({
  verdict: "FAILED",
  required,
  observed,
  cause,
});

export const pending = (required: string, observed: string | null, cause: string): Outcome => ({
  verdict: "PENDING",
  required,
  observed,
  cause,
});

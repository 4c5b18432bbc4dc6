import { DomainError } from "../../errors.js";

/** The range of steps, or of milliseconds, to look at; null: all. */
export type StepRange = { readonly from: bigint; readonly to: bigint } | null;

export const MIN_POINTS = 4;
export const MAX_POINTS = 2_000;

const LEAST = -(2n ** 63n);
const GREATEST = 2n ** 63n - 1n;

/** Refuses a number of points that is too small to tell a course, or too large for one answer. */
export const checkPoints = (points: number): number => {
  if (points >= MIN_POINTS && points <= MAX_POINTS) return points;
  throw new DomainError("INVALID_INPUT", `points: ${MIN_POINTS}–${MAX_POINTS}, not ${points}.`, { path: ["points"] });
};

/** What lies between both, each included; an end that is not given is open. */
export const rangeOf = (from: bigint | null | undefined, to: bigint | null | undefined): StepRange =>
  from == null && to == null ? null : { from: from ?? LEAST, to: to ?? GREATEST };

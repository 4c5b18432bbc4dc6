import { reaches } from "./decimal-rules.js";
import type { MetricGate } from "./gate.js";
import { byWhom, howToEvaluate, type Measured, numberOf, onData } from "./measured.js";
import { failed, type Outcome, passed, pending } from "./outcome.js";

/** What a metric gate looks at. */
export type MetricInputs = {
  readonly model: string;
  readonly version: number;
  readonly measured: Measured | null;
};

const boundsOf = ({ min, max }: MetricGate): string => {
  if (min !== undefined && max !== undefined) return `from ${min} to ${max}`;
  return min !== undefined ? `at least ${min}` : `at most ${max}`;
};

/** Whether the value lies within the bounds, both inclusive; NaN never does. */
export const judgeMetric = (gate: MetricGate, { model, version, measured }: MetricInputs): Outcome => {
  const { key, min, max, dataset } = gate;
  const required = `${key}${onData(dataset)} ${boundsOf(gate)}`;
  if (measured === null)
    return dataset === undefined
      ? failed(
          required,
          null,
          `version ${version} froze no metric "${key}": log it before its run ends, and make a new version`,
        )
      : pending(
          required,
          null,
          `version ${version} was not evaluated${onData(dataset)} for "${key}"${byWhom(gate.evaluator)}: ${howToEvaluate(model, version)}`,
        );
  const value = numberOf(measured.value);
  const observed = `${key} ${measured.value}${onData(measured.dataset)}`;
  const within = (min === undefined || reaches(value, min)) && (max === undefined || reaches(max, value));
  return within ? passed(required, observed) : failed(required, observed, `${observed}, ${boundsOf(gate)} is required`);
};

import type { DoubleValue } from "../../../../verify/version-digest.js";
import { differenceOf, isPartAtLeast, isWithin, reaches } from "../decimal-rules.js";
import type { GroupsGate } from "../gate.js";
import { byWhom, type Measured, numberOf, onData } from "../measured.js";
import { failed, type Outcome, passed, pending } from "../outcome.js";

/** Groups that a gate looks at, at the most. */
export const MOST_GROUPS = 200;

interface Group {
  readonly group: string;
  readonly value: DoubleValue;
  /** The metric `count/<attribute>:<group>`; null: the run has none. */
  readonly size: DoubleValue | null;
}

/** What a groups gate looks at. */
export type GroupsInputs = {
  readonly model: string;
  readonly version: number;
  /** The one evaluation that the groups are of; null: there is none. */
  readonly measured: (Omit<Measured, "value"> & { readonly groups: readonly Group[] }) | null;
  /** How many groups it has; beyond 200 none is kept. */
  readonly count: number;
};

const inWords = ({ minRatio, maxDifference, minEach, maxEach, minGroupSize }: GroupsGate): string =>
  [
    ...(minRatio === undefined ? [] : [`the smallest at least ${minRatio} of the largest`]),
    ...(maxDifference === undefined ? [] : [`the largest at most ${maxDifference} above the smallest`]),
    ...(minEach === undefined ? [] : [`each at least ${minEach}`]),
    ...(maxEach === undefined ? [] : [`each at most ${maxEach}`]),
    ...(minGroupSize === undefined ? [] : [`at least ${minGroupSize} in each`]),
  ].join(", ");

/** The line that brings a missing evaluation. */
const howToMeasure = ({ metric, attribute, minGroupSize }: GroupsGate, { model, version }: GroupsInputs): string => {
  const sizes = minGroupSize === undefined ? "" : ` and "count/${attribute}:<group>"`;
  return `log "${metric}/${attribute}:<group>"${sizes} in a run with the tag countersign.evaluates = "models:/${model}/${version}"`;
};

const outermost = (groups: readonly Group[]): { smallest: Group; largest: Group } | undefined => {
  const sorted = groups.toSorted((one, other) => numberOf(one.value) - numberOf(other.value));
  const [smallest, largest] = [sorted[0], sorted.at(-1)];
  return smallest === undefined || largest === undefined ? undefined : { smallest, largest };
};

/** Why the groups' sizes do not suffice: one that is too small, or one that nobody tells. */
const tooSmall = (
  { minGroupSize, attribute }: GroupsGate,
  groups: readonly Group[],
): [small: string | undefined, untold: string | undefined] => {
  if (minGroupSize === undefined) return [undefined, undefined];
  const small = groups.find(({ size }) => size !== null && !reaches(numberOf(size), minGroupSize));
  const untold = groups.find(({ size }) => size === null);
  return [
    small && `the group "${small.group}" has ${small.size}, at least ${minGroupSize} are required`,
    untold && `nobody says how many are in the group "${untold.group}" (count/${attribute}:${untold.group})`,
  ];
};

/** The first bound that the values break. */
const broken = (gate: GroupsGate, smallest: Group, largest: Group): string | undefined => {
  const { minRatio, maxDifference, minEach, maxEach } = gate;
  const [least, most] = [numberOf(smallest.value), numberOf(largest.value)];
  const both = `"${smallest.group}" has ${smallest.value} and "${largest.group}" ${largest.value}`;
  if (minRatio !== undefined && !reaches(least, 0)) return `${both}: of values below zero no ratio can be told`;
  if (minRatio !== undefined && !isPartAtLeast(least, most, minRatio))
    return `${both}: the smallest must be at least ${minRatio} of the largest`;
  if (maxDifference !== undefined && !isWithin(least, most, maxDifference))
    return `${both}, a difference of ${differenceOf(most, least)}: at most ${maxDifference} is allowed`;
  if (minEach !== undefined && !reaches(least, minEach))
    return `"${smallest.group}" has ${smallest.value}, at least ${minEach} is required of each`;
  if (maxEach !== undefined && !reaches(maxEach, most))
    return `"${largest.group}" has ${largest.value}, at most ${maxEach} is allowed of each`;
  return undefined;
};

/** Whether a metric is alike enough, and good enough, in all groups that one evaluation tells of. */
export const judgeGroups = (gate: GroupsGate, inputs: GroupsInputs): Outcome => {
  const { metric, attribute, dataset } = gate;
  const { version, measured, count } = inputs;
  const of = `${metric} by ${attribute}`;
  const required = `${of}${onData(dataset)}: ${inWords(gate)}`;
  if (measured === null)
    return pending(
      required,
      null,
      `version ${version} was not evaluated${onData(dataset)} for ${of}${byWhom(gate.evaluator)}: ${howToMeasure(gate, inputs)}`,
    );
  const on = `${of}${onData(measured.dataset)}`;
  if (count > MOST_GROUPS)
    return failed(
      required,
      `${on}: ${count} groups`,
      `${on} has ${count} groups, at most ${MOST_GROUPS} are looked at`,
    );
  const { groups } = measured;
  const ends = outermost(groups);
  const observed = `${on}: ${groups.map(({ group, value }) => `"${group}" ${value}`).join(", ")}`;
  const fail = (cause: string): Outcome => failed(required, observed, `${on}: ${cause}`);
  if (ends === undefined || groups.length < 2) return fail("there is one group, and nothing to compare it with");
  const unknown = groups.find(({ value }) => Number.isNaN(numberOf(value)));
  if (unknown !== undefined) return fail(`"${unknown.group}" has NaN, which passes nothing`);
  const [small, untold] = tooSmall(gate, groups);
  const wrong = small ?? broken(gate, ends.smallest, ends.largest);
  if (wrong !== undefined) return fail(wrong);
  return untold === undefined
    ? passed(required, observed)
    : pending(required, observed, `${on}: ${untold}: ${howToMeasure(gate, inputs)}`);
};

import type { modelQuery } from "./model.queries.ts";

/** A model as its page reads it. */
export type ModelFacts = NonNullable<Awaited<ReturnType<NonNullable<ReturnType<typeof modelQuery>["queryFn"]>>>>;

export interface Interval {
  readonly version: number;
  readonly from: string;
  readonly to?: string | null;
}

/** Every slot that has a lane: the exclusive stages, then the aliases that are held. */
export const lanesOf = ({ stages, slots }: ModelFacts): readonly string[] => [
  ...stages.filter(({ exclusive }) => exclusive).map(({ name }) => name),
  ...slots.map(({ slot }) => slot).filter((slot) => slot.startsWith("@")),
];

/** Who held a slot at an instant; undefined when nobody did. */
export const heldAt = (intervals: readonly Interval[], instant: number): Interval | undefined =>
  intervals.find(({ from, to }) => Date.parse(from) <= instant && (!to || Date.parse(to) > instant));

/** What a course is drawn along. */
export type Axis = "step" | "time";
export type Scale = "linear" | "log";

interface Point {
  readonly step: number;
  readonly value: number;
  readonly at: string | null;
}

/** What a line can show of the points: NaN and the infinite have no place on it, nor what is not above 0 on a log scale. */
export const drawable = (
  points: readonly Point[],
  axis: Axis,
  scale: Scale,
): [x: readonly number[], y: readonly number[], left: number] => {
  const shown = points
    .map(({ step, at, value }) => ({
      x: axis === "step" ? step : at === null ? Number.NaN : Date.parse(at) / 1_000,
      value,
    }))
    .filter(({ x, value }) => Number.isFinite(x) && Number.isFinite(value) && (scale === "linear" || value > 0))
    .toSorted((a, b) => a.x - b.x);
  return [shown.map(({ x }) => x), shown.map(({ value }) => value), points.length - shown.length];
};

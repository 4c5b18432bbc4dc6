import { ink } from "../parts/chart/inks.ts";
import { number } from "../parts/word/text.ts";
import type { Place, Sheet } from "./Canvas.tsx";
import { type Axis, placeOn, type Ranges, rounded, valueAt } from "./selection.ts";

const EDGE = { top: 34, bottom: 22, side: 44 } as const;

/** Where the axis at this place stands. */
const xOf = (at: number, axes: number, width: number): number =>
  axes === 1 ? width / 2 : EDGE.side + (at * (width - 2 * EDGE.side)) / (axes - 1);

/** The pixels that the words of an axis may take: up to those of its neighbours, and to the chart's edge. */
const roomOf = (at: number, axes: number, width: number): number => {
  if (axes === 1) return width;
  const between = (width - 2 * EDGE.side) / (axes - 1);
  return (at === 0 || at === axes - 1 ? Math.min(2 * EDGE.side, between) : between) - 6;
};

const yOf = (place: number, height: number): number => height - EDGE.bottom - place * (height - EDGE.top - EDGE.bottom);

/** What stands at an end of an axis. */
const endOf = ({ texts, least, greatest }: Axis, top: boolean): string => {
  const value = top ? greatest : least;
  return texts === null ? number(value) : (texts[value] ?? "");
};

/** The text, cut to so many pixels. */
const fitted = (pen: CanvasRenderingContext2D, text: string, room: number): string => {
  if (pen.measureText(text).width <= room) return text;
  let end = text.length;
  while (end > 1 && pen.measureText(`${text.slice(0, end)}…`).width > room) end--;
  return `${text.slice(0, end)}…`;
};

interface Drawing {
  readonly axes: readonly Axis[];
  readonly runs: number;
  readonly chosen: readonly number[];
  readonly ranges: Ranges;
}

/** More lines than this are drawn a pixel of the screen wide: what is wider is filled as a shape, seventy times as slow. */
const FEW = 50;

const widthOf = (pen: CanvasRenderingContext2D, lines: number): number =>
  lines > FEW ? 1 / pen.getTransform().a : 1.25;

/** Each run a line over all axes; those chosen in ink before the others. A run without a value has a gap there. */
export const drawParallel = ({ pen, width, height }: Sheet, { axes, runs, chosen, ranges }: Drawing): void => {
  pen.clearRect(0, 0, width, height);
  const places = axes.map((axis) => axis.numbers.map((value) => placeOn(axis, value)));
  const line = (run: number): void => {
    let drawing = false;
    for (let at = 0; at < axes.length; at++) {
      const place = places[at]?.[run] ?? Number.NaN;
      if (Number.isNaN(place)) drawing = false;
      else {
        const [x, y] = [xOf(at, axes.length, width), yOf(place, height)];
        if (drawing) pen.lineTo(x, y);
        else pen.moveTo(x, y);
        drawing = true;
      }
    }
  };
  const lines = (which: readonly number[], colour: string, strength: number): void => {
    pen.beginPath();
    pen.strokeStyle = colour;
    pen.globalAlpha = strength;
    pen.lineWidth = widthOf(pen, which.length);
    for (const run of which) line(run);
    pen.stroke();
    pen.globalAlpha = 1;
  };
  const isChosen = new Set(chosen);
  const others = Array.from({ length: runs }, (_, run) => run).filter((run) => !isChosen.has(run));
  lines(others, ink("--control"), 0.25);
  lines(chosen, ink("--series-1"), chosen.length > 200 ? 0.35 : 0.75);
  for (const [at, axis] of axes.entries()) drawAxis({ pen, width, height }, axis, { at, of: axes.length, ranges });
};

const drawAxis = (
  { pen, width, height }: Sheet,
  axis: Axis,
  { at, of, ranges }: { at: number; of: number; ranges: Ranges },
): void => {
  const x = xOf(at, of, width);
  const room = roomOf(at, of, width);
  pen.strokeStyle = ink("--rule");
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(x, yOf(0, height));
  pen.lineTo(x, yOf(1, height));
  pen.stroke();
  const range = ranges.get(axis.name);
  if (range !== undefined) {
    const [low, high] = [placeOn(axis, range.from ?? axis.least), placeOn(axis, range.to ?? axis.greatest)];
    pen.fillStyle = ink("--accent");
    pen.globalAlpha = 0.25;
    pen.fillRect(
      x - 5,
      yOf(Math.min(1, high), height),
      10,
      yOf(Math.max(0, low), height) - yOf(Math.min(1, high), height),
    );
    pen.globalAlpha = 1;
  }
  pen.textAlign = "center";
  pen.fillStyle = ink("--ink");
  pen.fillText(fitted(pen, axis.name.replace(/^param:/, ""), room), x, 12);
  pen.fillStyle = ink("--ink-3");
  pen.fillText(fitted(pen, endOf(axis, true), room), x, 26);
  pen.fillText(fitted(pen, `${endOf(axis, false)}${axis.log ? " log" : ""}`, room), x, height - 6);
};

/** What a stroke along an axis chooses: the axis and its range; null where it was a tap, which chooses all of it again. */
export const rangeDrawn = (
  axes: readonly Axis[],
  from: Place,
  to: Place,
  size: Place,
): { axis: Axis; range: { from: number; to: number } | null } | null => {
  const near = axes
    .map((axis, at) => ({ axis, away: Math.abs(xOf(at, axes.length, size.x) - from.x) }))
    .sort((a, b) => a.away - b.away)[0];
  if (near === undefined || near.away > EDGE.side) return null;
  if (Math.abs(from.y - to.y) < 4) return { axis: near.axis, range: null };
  const placeOf = (y: number): number =>
    Math.min(1, Math.max(0, (size.y - EDGE.bottom - y) / (size.y - EDGE.top - EDGE.bottom)));
  const [low, high] = [placeOf(from.y), placeOf(to.y)].sort((a, b) => a - b) as [number, number];
  return {
    axis: near.axis,
    range: { from: rounded(valueAt(near.axis, low)), to: rounded(valueAt(near.axis, high)) },
  };
};

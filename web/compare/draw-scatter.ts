import { ink } from "../parts/chart/inks.ts";
import { number } from "../parts/word/text.ts";
import type { Place, Sheet } from "./Canvas.tsx";
import { type Axis, placeOn, type Range, rounded, valueAt } from "./selection.ts";

const EDGE = { top: 12, right: 16, bottom: 30, left: 60 } as const;

interface Drawing {
  readonly x: Axis;
  readonly y: Axis;
  readonly chosen: readonly number[];
}

const endText = (axis: Axis, value: number): string =>
  axis.texts === null ? number(value) : (axis.texts[value] ?? "").slice(0, 12);

/** Each run a point; those chosen filled, the others faint. */
export const drawScatter = ({ pen, width, height }: Sheet, { x, y, chosen }: Drawing): void => {
  pen.clearRect(0, 0, width, height);
  const [wide, high] = [width - EDGE.left - EDGE.right, height - EDGE.top - EDGE.bottom];
  const isChosen = new Set(chosen);
  pen.strokeStyle = ink("--rule");
  pen.strokeRect(EDGE.left, EDGE.top, wide, high);
  const points = (colour: string, strength: number, which: (run: number) => boolean): void => {
    pen.fillStyle = colour;
    pen.globalAlpha = strength;
    for (let run = 0; run < x.numbers.length; run++) {
      const [across, up] = [placeOn(x, x.numbers[run] ?? Number.NaN), placeOn(y, y.numbers[run] ?? Number.NaN)];
      if (Number.isNaN(across) || Number.isNaN(up) || !which(run)) continue;
      pen.beginPath();
      pen.arc(EDGE.left + 4 + across * (wide - 8), EDGE.top + high - 4 - up * (high - 8), 3.5, 0, 2 * Math.PI);
      pen.fill();
    }
    pen.globalAlpha = 1;
  };
  points(ink("--control"), 0.3, (run) => !isChosen.has(run));
  points(ink("--series-1"), 0.8, (run) => isChosen.has(run));
  pen.fillStyle = ink("--ink-3");
  pen.textAlign = "left";
  pen.fillText(endText(x, x.least), EDGE.left, height - 12);
  pen.textAlign = "right";
  pen.fillText(`${endText(x, x.greatest)}${x.log ? " log" : ""}`, width - EDGE.right, height - 12);
  pen.fillText(endText(y, y.greatest), EDGE.left - 6, EDGE.top + 10);
  pen.fillText(`${endText(y, y.least)}${y.log ? " log" : ""}`, EDGE.left - 6, EDGE.top + high);
};

/** The ranges of a frame that was drawn; null for a tap, which chooses all again. */
export const frameDrawn = (
  { x, y }: { x: Axis; y: Axis },
  from: Place,
  to: Place,
  size: Place,
): readonly (readonly [Axis, Range])[] | null => {
  if (Math.abs(from.x - to.x) < 4 && Math.abs(from.y - to.y) < 4) return null;
  const within = (place: number): number => Math.min(1, Math.max(0, place));
  const across = (at: number): number => within((at - EDGE.left - 4) / (size.x - EDGE.left - EDGE.right - 8));
  const up = (at: number): number => within((size.y - EDGE.bottom - 4 - at) / (size.y - EDGE.top - EDGE.bottom - 8));
  const range = (axis: Axis, a: number, b: number): readonly [Axis, Range] => [
    axis,
    { from: rounded(valueAt(axis, Math.min(a, b))), to: rounded(valueAt(axis, Math.max(a, b))) },
  ];
  return [range(x, across(from.x), across(to.x)), range(y, up(from.y), up(to.y))];
};

import { useCallback } from "react";
import { Nothing, Region } from "../parts/page/Region.tsx";
import { count } from "../parts/word/text.ts";
import { Canvas, type Sheet } from "./Canvas.tsx";
import styles from "./Compare.module.css";
import { drawScatter, frameDrawn } from "./draw-scatter.ts";
import { Gaps } from "./Parallel.tsx";
import { RunsAsTable } from "./RunsAsTable.tsx";
import type { Axis, Matrix, Ranges } from "./selection.ts";

interface Props {
  readonly of: Matrix;
  readonly axes: readonly Axis[];
  readonly x: Axis | undefined;
  readonly y: Axis | undefined;
  readonly chosen: readonly number[];
  readonly ranges: Ranges;
  readonly onAxes: (change: { x?: string; y?: string }) => void;
  readonly onRanges: (ranges: Ranges) => void;
}

/** One column against another; a frame drawn over it chooses the runs within, here and in the other charts. */
export const Scatter = ({ of, axes, x, y, chosen, ranges, onAxes, onRanges }: Props) => (
  <Region
    id="scatter"
    title="Scatter"
    actions={
      x &&
      y && (
        <>
          <AxisChoice label="Across" axes={axes} chosen={x.name} onChoose={(name) => onAxes({ x: name })} />
          <AxisChoice label="Up" axes={axes} chosen={y.name} onChoose={(name) => onAxes({ y: name })} />
        </>
      )
    }
  >
    {x === undefined || y === undefined ? (
      <Nothing>These runs differ in fewer than two columns: there is nothing to draw.</Nothing>
    ) : (
      <Points of={of} x={x} y={y} chosen={chosen} ranges={ranges} onRanges={onRanges} />
    )}
  </Region>
);

type PointsProps = Pick<Props, "of" | "chosen" | "ranges" | "onRanges"> & { readonly x: Axis; readonly y: Axis };

const Points = ({ of, x, y, chosen, ranges, onRanges }: PointsProps) => {
  const draw = useCallback((sheet: Sheet) => drawScatter(sheet, { x, y, chosen }), [x, y, chosen]);
  return (
    <>
      <Canvas
        label={`${count(of.runs.length, "run")}, ${y.name} over ${x.name}`}
        draw={draw}
        onDrag={(from, to, size, ended) => {
          if (!ended) return;
          const next = new Map(ranges);
          for (const axis of [x, y]) next.delete(axis.name);
          for (const [axis, range] of frameDrawn({ x, y }, from, to, size) ?? []) next.set(axis.name, range);
          onRanges(next);
        }}
      />
      <p className={styles.told}>
        <Gaps axes={[x, y]} />
      </p>
      <RunsAsTable of={of} axes={[x, y]} chosen={chosen} title="Runs of the scatter" />
    </>
  );
};

interface ChoiceProps {
  readonly label: string;
  readonly axes: readonly Axis[];
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
}

const AxisChoice = ({ label, axes, chosen, onChoose }: ChoiceProps) => (
  <label className={styles.choice}>
    {label}
    <select value={chosen} onChange={({ target }) => onChoose(target.value)}>
      {axes.map(({ name }) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  </label>
);

import { useCallback } from "react";
import { Button } from "../parts/form/Button.tsx";
import { Nothing, Region } from "../parts/page/Region.tsx";
import { count, number } from "../parts/word/text.ts";
import { Unseen } from "../parts/word/Unseen.tsx";
import { Canvas, type Sheet } from "./Canvas.tsx";
import styles from "./Compare.module.css";
import { drawParallel, rangeDrawn } from "./draw-parallel.ts";
import { RunsAsTable } from "./RunsAsTable.tsx";
import type { Axis, Matrix, Range, Ranges } from "./selection.ts";

interface Props {
  readonly of: Matrix;
  readonly axes: readonly Axis[];
  readonly chosen: readonly number[];
  readonly ranges: Ranges;
  readonly onRanges: (ranges: Ranges) => void;
}

/** Every run a line across what it was made with and what came of it. */
export const Parallel = ({ of, axes, chosen, ranges, onRanges }: Props) => {
  const runs = of.runs.length;
  const draw = useCallback(
    (sheet: Sheet) => drawParallel(sheet, { axes, runs, chosen, ranges }),
    [axes, runs, chosen, ranges],
  );
  const change = (name: string, range: Range | null): void => {
    const next = new Map(ranges);
    if (range === null || (range.from ?? range.to) === undefined) next.delete(name);
    else next.set(name, range);
    onRanges(next);
  };
  const label = `${count(runs, "run")} over ${axes.map(({ name }) => name).join(", ")}`;
  return (
    <Region
      id="parallel"
      title="Parallel coordinates"
      actions={ranges.size > 0 && <Button onClick={() => onRanges(new Map())}>Whole axes</Button>}
    >
      {axes.length < 2 ? (
        <Nothing>These runs differ in fewer than two columns: there is nothing to draw.</Nothing>
      ) : (
        <>
          <Canvas
            label={label}
            draw={draw}
            onDrag={(from, to, size, ended) => {
              const drawn = ended ? rangeDrawn(axes, from, to, size) : null;
              if (drawn !== null) change(drawn.axis.name, drawn.range);
            }}
          />
          <p className={styles.told}>
            {count(chosen.length, "run")} of {runs.toLocaleString("en")} chosen. <Gaps axes={axes} />
          </p>
          <fieldset className={styles.axes}>
            <legend>Axes</legend>
            {axes.map((axis) => (
              <AxisFields
                key={axis.name}
                of={axis}
                range={ranges.get(axis.name) ?? {}}
                onRange={(range) => change(axis.name, range)}
              />
            ))}
          </fieldset>
          <RunsAsTable of={of} axes={axes} chosen={chosen} title="Runs of parallel coordinates" />
        </>
      )}
    </Region>
  );
};

/** What the chart cannot draw is said beside it. */
export const Gaps = ({ axes }: { axes: readonly Axis[] }) => {
  const gaps = axes
    .map(({ name, numbers }) => ({ name, without: numbers.filter((value) => !Number.isFinite(value)).length }))
    .filter(({ without }) => without > 0);
  if (gaps.length === 0) return null;
  return (
    <>
      Without a number, and so not drawn there: {gaps.map(({ name, without }) => `${without} of ${name}`).join(", ")}.
    </>
  );
};

interface AxisProps {
  readonly of: Axis;
  readonly range: Range;
  readonly onRange: (range: Range) => void;
}

const AxisFields = ({ of: { name, texts, least, greatest }, range, onRange }: AxisProps) => {
  if (texts !== null)
    return (
      <label className={styles.axis}>
        <code>{name}</code>
        <select
          value={range.from ?? ""}
          onChange={({ target: { value } }) => onRange(value === "" ? {} : { from: Number(value), to: Number(value) })}
        >
          <option value="">any</option>
          {texts.map((text, rank) => (
            <option key={text} value={rank}>
              {text}
            </option>
          ))}
        </select>
      </label>
    );
  return (
    <div className={styles.axis}>
      <code>{name}</code>
      <NumberField
        label={`${name} from`}
        empty={least}
        value={range.from}
        onValue={(from) => onRange({ ...range, from })}
      />
      <span aria-hidden="true">–</span>
      <NumberField label={`${name} to`} empty={greatest} value={range.to} onValue={(to) => onRange({ ...range, to })} />
    </div>
  );
};

interface NumberProps {
  readonly label: string;
  /** What counts while it is empty. */
  readonly empty: number;
  readonly value: number | undefined;
  readonly onValue: (value: number | undefined) => void;
}

const NumberField = ({ label, empty, value, onValue }: NumberProps) => (
  <label>
    <Unseen>{label}</Unseen>
    <input
      type="number"
      step="any"
      placeholder={number(empty)}
      value={value ?? ""}
      onChange={({ target }) => onValue(target.value === "" ? undefined : Number(target.value))}
    />
  </label>
);

import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { Button } from "../parts/form/Button.tsx";
import { Choice } from "../parts/form/Choice.tsx";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Loaded, Nothing, Region, Skeleton } from "../parts/page/Region.tsx";
import { count, instant, number } from "../parts/word/text.ts";
import { Unseen } from "../parts/word/Unseen.tsx";
import { type Axis, drawable, type Scale } from "./drawable.ts";
import styles from "./Run.module.css";
import { type Course, coursesQuery, MOST_CURVES, type RunFacts, type Steps } from "./run.queries.ts";

const Chart = lazy(() => import("../parts/chart/Chart.tsx").then((module) => ({ default: module.Chart })));

const axes: Readonly<Record<Axis, string>> = { step: "Step", time: "Time" };
const scales: Readonly<Record<Scale, string>> = { linear: "Linear", log: "Log" };

/** How its metrics went: at most four at once, as it is told which. */
export const Curves = ({ of }: { of: RunFacts }) => {
  const { curves } = useSearch({ from: "/shell/runs/$id" });
  const navigate = useNavigate({ from: "/runs/$id" });
  const [axis, setAxis] = useState<Axis>("step");
  const [scale, setScale] = useState<Scale>("linear");
  const [steps, setSteps] = useState<Steps>({});
  const all = of.metrics.map(({ key }) => key);
  const asked = curves?.split(",").filter((key) => all.includes(key)) ?? [];
  const keys = (asked.length > 0 ? asked : all).slice(0, MOST_CURVES);
  const query = useQuery(coursesQuery(of.runId, keys, steps, of.status));
  const choose = (next: readonly string[]): void =>
    void navigate({ search: { curves: next.join(",") || undefined }, replace: true, resetScroll: false });
  if (all.length === 0) return null;
  return (
    <Region
      id="curves"
      title="Curves"
      actions={
        <>
          <Choice label="Axis" of={axes} chosen={axis} onChoose={setAxis} />
          <Choice label="Scale" of={scales} chosen={scale} onChoose={setScale} />
        </>
      }
    >
      {all.length > 1 && <Chosen all={all} keys={keys} onChoose={choose} />}
      <Range steps={steps} onSteps={setSteps} />
      <Loaded query={query} lines={8}>
        {(courses) => (
          <div className={styles.courses}>
            {courses.map((course) => (
              <Curve
                key={course.key}
                of={course}
                axis={axis}
                scale={scale}
                ended={of.status !== "RUNNING"}
                onZoom={
                  axis === "step" ? (from, to) => setSteps({ from: Math.floor(from), to: Math.ceil(to) }) : undefined
                }
              />
            ))}
          </div>
        )}
      </Loaded>
    </Region>
  );
};

const Chosen = ({
  all,
  keys,
  onChoose,
}: {
  all: readonly string[];
  keys: readonly string[];
  onChoose: (keys: readonly string[]) => void;
}) => (
  <details className={styles.keys}>
    <summary>
      {keys.length} of {count(all.length, "metric")}
    </summary>
    <fieldset>
      <legend>
        <Unseen>Metrics that show, at most {MOST_CURVES}</Unseen>
      </legend>
      {all.map((key) => (
        <label key={key}>
          <input
            type="checkbox"
            checked={keys.includes(key)}
            disabled={!keys.includes(key) && keys.length === MOST_CURVES}
            onChange={({ target }) => onChoose(target.checked ? [...keys, key] : keys.filter((each) => each !== key))}
          />
          {key}
        </label>
      ))}
    </fieldset>
  </details>
);

/** The steps that show: drawn over a chart, or typed here. */
const Range = ({ steps, onSteps }: { steps: Steps; onSteps: (steps: Steps) => void }) => {
  const read = (text: string): number | undefined => (/^-?\d{1,15}$/.test(text) ? Number(text) : undefined);
  return (
    <div className={styles.steps}>
      <label>
        From step
        <input
          type="number"
          value={steps.from ?? ""}
          onChange={({ target }) => onSteps({ ...steps, from: read(target.value) })}
        />
      </label>
      <label>
        to step
        <input
          type="number"
          value={steps.to ?? ""}
          onChange={({ target }) => onSteps({ ...steps, to: read(target.value) })}
        />
      </label>
      {(steps.from !== undefined || steps.to !== undefined) && (
        <Button onClick={() => onSteps({})}>Whole course</Button>
      )}
    </div>
  );
};

interface CurveProps {
  readonly of: Course;
  readonly axis: Axis;
  readonly scale: Scale;
  /** No further point comes: one alone is told as a number. */
  readonly ended: boolean;
  readonly onZoom: ((from: number, to: number) => void) | undefined;
}

const Curve = ({ of, axis, scale, ended, onZoom }: CurveProps) => {
  const { key, points, total } = of;
  const [x, y, left] = useMemo(() => {
    const [places, values, without] = drawable(points, axis, scale);
    return [places, [values], without] as const;
  }, [points, axis, scale]);
  const shown = total > points.length ? `${points.length} of ${count(total, "point")}` : count(total, "point");
  return (
    <figure className={styles.curve}>
      <figcaption>
        <code>{key}</code> <span className={styles.quiet}>{shown}</span>
        {left > 0 && <span className={styles.quiet}>{count(left, "point")} cannot be drawn here: see the table</span>}
      </figcaption>
      {ended && total === 1 && points[0] !== undefined ? (
        <p className={styles.single} title={String(points[0].value)}>
          {number(points[0].value)} <span className={styles.quiet}>at step {points[0].step}</span>
        </p>
      ) : x.length === 0 ? (
        <Nothing>No point of it can be drawn.</Nothing>
      ) : (
        <Suspense fallback={<Skeleton lines={6} />}>
          <Chart
            label={`${key}, ${shown} by ${axis}`}
            x={x}
            lines={y}
            time={axis === "time"}
            log={scale === "log"}
            onZoom={onZoom}
          />
        </Suspense>
      )}
      <Points of={of} />
    </figure>
  );
};

const Points = ({ of }: { of: Course }) => (
  <details className={styles.points}>
    <summary>Table</summary>
    <ScrollFrame of={`Points of ${of.key}`}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col" className={table.number}>
              Step
            </th>
            <th scope="col" className={table.number}>
              {of.key}
            </th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {of.points.map(({ step, value, at }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step may be measured twice
            <tr key={index}>
              <td className={table.number}>{step}</td>
              <td className={table.number} title={String(value)}>
                {number(value)}
              </td>
              <td>{at === null ? "" : instant(at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  </details>
);

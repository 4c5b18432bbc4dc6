import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useState } from "react";
import { Choice } from "../parts/form/Choice.tsx";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Loaded, Nothing, Region, Skeleton } from "../parts/page/Region.tsx";
import { count, number } from "../parts/word/text.ts";
import styles from "./Compare.module.css";
import { type Course, type CourseAxis, coursesQuery } from "./compare.queries.ts";
import { joined } from "./joined.ts";
import { RunLink } from "./RunsAsTable.tsx";
import type { Matrix } from "./selection.ts";

const Chart = lazy(() => import("../parts/chart/Chart.tsx").then((module) => ({ default: module.Chart })));

const axes: Readonly<Record<CourseAxis, string>> = { STEP: "Step", RELATIVE: "Seconds" };

/** Lines that an eye tells apart. */
const MOST_LINES = 10;

interface Props {
  readonly of: Matrix;
  readonly metrics: readonly string[];
  readonly metric: string;
  readonly chosen: readonly number[];
  readonly onMetric: (metric: string) => void;
}

/** One metric's course in the chosen runs, laid over one another. */
export const Courses = ({ of, metrics, metric, chosen, onMetric }: Props) => {
  const [axis, setAxis] = useState<CourseAxis>("STEP");
  const runs = useMemo(() => chosen.slice(0, MOST_LINES), [chosen]);
  const query = useQuery(
    coursesQuery(
      runs.map((run) => of.runs[run] ?? ""),
      metric,
      axis,
    ),
  );
  if (metrics.length === 0) return null;
  return (
    <Region
      id="curves"
      title="Curves"
      actions={
        <>
          <label className={styles.choice}>
            Metric
            <select value={metric} onChange={({ target }) => onMetric(target.value)}>
              {metrics.map((key) => (
                <option key={key}>{key}</option>
              ))}
            </select>
          </label>
          <Choice label="Axis" of={axes} chosen={axis} onChoose={setAxis} />
        </>
      }
    >
      {chosen.length > MOST_LINES && (
        <p className={styles.told}>
          The first {MOST_LINES} of {count(chosen.length, "chosen run")}.
        </p>
      )}
      {runs.length === 0 ? (
        <Nothing>No run is chosen.</Nothing>
      ) : (
        <Loaded query={query} lines={8}>
          {(courses) => <Drawn courses={courses} of={of} metric={metric} axis={axis} />}
        </Loaded>
      )}
    </Region>
  );
};

interface DrawnProps {
  readonly courses: readonly Course[];
  readonly of: Matrix;
  readonly metric: string;
  readonly axis: CourseAxis;
}

const Drawn = ({ courses, of, metric, axis }: DrawnProps) => {
  const having = useMemo(() => courses.filter(({ x }) => x.length > 0), [courses]);
  const [x, lines] = useMemo(() => joined(having), [having]);
  const shown = having.reduce((sum, { y }) => sum + y.length, 0);
  const total = having.reduce((sum, course) => sum + course.total, 0);
  if (having.length === 0) return <Nothing>None of these runs has a course of {metric}.</Nothing>;
  const points = total > shown ? `${shown.toLocaleString("en")} of ${count(total, "point")}` : count(total, "point");
  return (
    <>
      <Suspense fallback={<Skeleton lines={8} />}>
        <Chart
          label={`${metric} of ${count(having.length, "run")}, ${points} by ${axes[axis].toLowerCase()}`}
          x={x}
          lines={lines}
          time={false}
          log={false}
        />
      </Suspense>
      <ul className={styles.legend}>
        {having.map(({ runId }, at) => (
          <li key={runId} data-series={(at % 8) + 1} data-dashed={at >= 8 || undefined}>
            <RunLink of={of} run={of.runs.indexOf(runId)} />
          </li>
        ))}
      </ul>
      <CoursesAsTable courses={having} of={of} metric={metric} />
    </>
  );
};

const CoursesAsTable = ({ courses, of, metric }: Omit<DrawnProps, "axis">) => (
  <details className={styles.twin}>
    <summary>Table</summary>
    <ScrollFrame of={`Ends of ${metric}`}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            {["Points", "First", "Least", "Greatest", "Last"].map((head) => (
              <th key={head} scope="col" className={table.number}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {courses.map(({ runId, y, total }) => {
            const values = y.filter((value) => value !== null);
            const ends = [values[0], Math.min(...values), Math.max(...values), values.at(-1)];
            return (
              <tr key={runId}>
                <th scope="row">
                  <RunLink of={of} run={of.runs.indexOf(runId)} />
                </th>
                {[total, ...(values.length === 0 ? [] : ends)].map((value, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed
                  <td key={at} className={table.number}>
                    {value === undefined ? "" : number(value)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollFrame>
  </details>
);

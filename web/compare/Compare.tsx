import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Column, readColumns, writeColumn } from "../experiment/run-filter.ts";
import { Choice } from "../parts/form/Choice.tsx";
import { Page } from "../parts/page/Page.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { Nothing, Skeleton } from "../parts/page/Region.tsx";
import { Views } from "../parts/views/Views.tsx";
import { count } from "../parts/word/text.ts";
import styles from "./Compare.module.css";
import { Courses } from "./Courses.tsx";
import { type Aggregate, columnsQuery, type FoundColumn, MOST_COLUMNS, matrixQuery } from "./compare.queries.ts";
import { Parallel } from "./Parallel.tsx";
import { Scatter } from "./Scatter.tsx";
import { type Axis, axisOf, chosenOf, type Matrix, readRanges, writeRanges } from "./selection.ts";
import { Values } from "./Values.tsx";

const aggregates: Readonly<Record<Aggregate, string>> = { LAST: "Last", MIN: "Least", MAX: "Greatest", BEST: "Best" };
const MOST_RUNS = 2_000;
const MOST_AXES = 8;

/** Why run A is better than run B. */
export const Compare = () => {
  const { runs = "" } = useSearch({ from: "/shell/compare" });
  const asked = useMemo(() => [...new Set(runs.split(",").filter(Boolean))].slice(0, MOST_RUNS), [runs]);
  const columns = useQuery(columnsQuery(asked));
  const crumbs = <Link to="/experiments">Experiments</Link>;
  if (asked.length === 0)
    return (
      <Page wide title="Compare runs" crumbs={crumbs}>
        <Nothing>No run is named. Tick runs of an experiment, and compare them from there.</Nothing>
      </Page>
    );
  if (columns.data === undefined)
    return (
      <Page wide title={`Compare ${count(asked.length, "run")}`} crumbs={crumbs}>
        {columns.isError ? (
          <Problem error={columns.error} onRetry={() => void columns.refetch()} />
        ) : (
          <Skeleton lines={10} />
        )}
      </Page>
    );
  return <Found runs={asked} found={columns.data} />;
};

/** The columns that are read: those chosen, or those that differ first. */
const columnsFor = (given: string | undefined, found: readonly FoundColumn[]): readonly Column[] => {
  const chosen = readColumns(given ?? "");
  if (chosen.length > 0) return chosen.slice(0, MOST_COLUMNS);
  const inOrder = [...found.filter(({ differs }) => differs), ...found.filter(({ differs }) => !differs)];
  return inOrder.slice(0, MOST_COLUMNS).map(({ column }) => column);
};

const isAggregate = (text: string | undefined): text is Aggregate =>
  text !== undefined && Object.hasOwn(aggregates, text);

const Found = ({ runs, found }: { runs: readonly string[]; found: readonly FoundColumn[] }) => {
  const { columns: given, of } = useSearch({ from: "/shell/compare" });
  const navigate = useNavigate({ from: "/compare" });
  const columns = useMemo(() => columnsFor(given, found), [given, found]);
  const aggregate = isAggregate(of) ? of : "LAST";
  const query = useQuery(matrixQuery(runs, columns, aggregate));
  const differing = useMemo(
    () => new Set(found.filter(({ differs }) => differs).map(({ column }) => writeColumn(column))),
    [found],
  );
  const left = runs.length - (query.data?.runs.length ?? runs.length);
  return (
    <Page
      wide
      title={`Compare ${count(query.data?.runs.length ?? runs.length, "run")}`}
      crumbs={<Link to="/experiments">Experiments</Link>}
      lead={left > 0 ? `${count(left, "run")} of those named are absent, or none that you may read.` : undefined}
      actions={
        <>
          <Choice
            label="Which point of a metric counts"
            of={aggregates}
            chosen={aggregate}
            onChoose={(next) =>
              void navigate({
                search: (before) => ({ ...before, of: next === "LAST" ? undefined : next }),
                resetScroll: false,
              })
            }
          />
          <Views />
        </>
      }
    >
      {found.length > MOST_COLUMNS && (
        <p className={styles.told}>
          {MOST_COLUMNS} of {found.length >= 100 ? "more than 99" : found.length} columns are read, those that differ
          first.
        </p>
      )}
      {query.isError && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      {query.data === undefined && !query.isError && <Skeleton lines={10} />}
      {query.data && query.data.runs.length === 0 && (
        <Nothing>None of these runs is there, or none that you may read.</Nothing>
      )}
      {query.data && query.data.runs.length > 0 && <Charts of={query.data} differing={differing} />}
    </Page>
  );
};

const isParam = ({ name }: Axis): boolean => name.startsWith("param:");

const Charts = ({ of, differing }: { of: Matrix; differing: ReadonlySet<string> }) => {
  const search = useSearch({ from: "/shell/compare" });
  const navigate = useNavigate({ from: "/compare" });
  const change = (next: Record<string, string | undefined>): void =>
    void navigate({ search: (before) => ({ ...before, ...next }), resetScroll: false });
  const axes = useMemo(
    () =>
      of.columns
        .map(({ column, values }) => axisOf(column, values))
        .filter(
          ({ name, greatest, texts }) => differing.has(name) && Number.isFinite(greatest) && (texts?.length ?? 0) <= 30,
        ),
    [of, differing],
  );
  const drawn = useMemo(() => axes.slice(0, MOST_AXES), [axes]);
  const ranges = useMemo(() => readRanges(search.ranges ?? ""), [search.ranges]);
  const ticked = useMemo(() => new Set(search.ticked?.split(",").filter(Boolean)), [search.ticked]);
  const within = useMemo(() => chosenOf(of.runs, axes, ranges, new Set()), [of, axes, ranges]);
  const chosen = useMemo(() => chosenOf(of.runs, axes, ranges, ticked), [of, axes, ranges, ticked]);
  const metrics = of.columns.flatMap(({ column }) => (column.kind === "metric" ? [column.key] : []));
  const named = (name: string | undefined) => axes.find((axis) => axis.name === name);
  // What came of it, over what it was made with.
  const x = named(search.x) ?? axes.find(isParam) ?? axes[0];
  const y = named(search.y) ?? axes.find((axis) => axis !== x && !isParam(axis)) ?? axes.find((axis) => axis !== x);
  const onRanges = (next: typeof ranges): void => change({ ranges: writeRanges(next) || undefined });
  return (
    <div className={styles.charts}>
      <Values
        of={of}
        differing={differing}
        within={within}
        ticked={ticked}
        show={search.show === "all" ? "all" : "differences"}
        way={search.way === "down" ? "down" : "across"}
        onShow={(show) => change({ show: show === "all" ? show : undefined })}
        onWay={(way) => change({ way: way === "down" ? way : undefined })}
        onTick={(next) => change({ ticked: [...next].join(",") || undefined })}
      />
      <Parallel of={of} axes={drawn} chosen={chosen} ranges={ranges} onRanges={onRanges} />
      <Scatter of={of} axes={axes} x={x} y={y} chosen={chosen} ranges={ranges} onAxes={change} onRanges={onRanges} />
      <Courses
        of={of}
        metrics={metrics}
        metric={metrics.find((key) => key === search.curve) ?? metrics[0] ?? ""}
        chosen={chosen}
        onMetric={(curve) => change({ curve })}
      />
    </div>
  );
};

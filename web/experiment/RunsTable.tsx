import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import { SortHeader } from "../parts/list/SortHeader.tsx";
import table from "../parts/list/table.module.css";
import { Problem } from "../parts/page/Problem.tsx";
import { RunStatusChip } from "../parts/word/RunStatusChip.tsx";
import { Time } from "../parts/word/Time.tsx";
import { count, duration, number } from "../parts/word/text.ts";
import { Unseen } from "../parts/word/Unseen.tsx";
import type { Chosen } from "./Chosen.tsx";
import styles from "./Experiment.module.css";
import { type ListedRun, type Listing, nestedQuery, type RunSort } from "./experiment.queries.ts";
import { numbersOf, Value } from "./RunValue.tsx";
import { type Column, writeColumn } from "./run-filter.ts";

interface Props {
  readonly runs: readonly ListedRun[];
  /** Of the columns those that show. */
  readonly listing: Listing;
  readonly chosen: Chosen;
  readonly onSort: (sort: string) => void;
}

const textOf = ({ column, descending }: RunSort): string =>
  `${descending ? "-" : ""}${typeof column === "object" ? writeColumn(column) : column}`;

/** So many searches open by themselves where something is looked for in them. */
const MOST_OPENED = 3;

/** Runs with their values; those nested in one show below it when they are asked for. */
export const RunsTable = ({ runs, listing, chosen, onSort }: Props) => {
  const { columns, sort, filter } = listing;
  const sorted = textOf(sort);
  const searches = runs.filter(({ childCount }) => childCount > 0).length;
  const opened = filter.matchChildren === true && searches <= MOST_OPENED;
  const numbers = numbersOf(runs, columns);
  return (
    <ScrollFrame of="Runs" framed>
      <table className={`${table.table} ${table.rows}`}>
        <thead>
          <tr>
            <th scope="col">
              <Tick of={runs.map(({ runId }) => runId)} chosen={chosen} label="Choose all runs that show" />
            </th>
            <SortHeader of="name" sort={sorted} onSort={onSort}>
              Run
            </SortHeader>
            <th scope="col">Status</th>
            <SortHeader of="started" sort={sorted} onSort={onSort}>
              Began
            </SortHeader>
            <th scope="col" className={table.number}>
              Took
            </th>
            {columns.map((column) => (
              <SortHeader
                key={writeColumn(column)}
                of={writeColumn(column)}
                sort={sorted}
                onSort={onSort}
                number={numbers.has(column)}
              >
                <code>{column.key}</code>
              </SortHeader>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <Row key={run.id} of={run} {...{ listing, numbers, chosen, opened }} depth={0} />
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
};

interface RowProps {
  readonly of: ListedRun;
  readonly listing: Listing;
  /** Of the columns those that hold numbers. */
  readonly numbers: ReadonlySet<Column>;
  readonly chosen: Chosen;
  readonly depth: number;
  /** Whether it opens by itself. */
  readonly opened: boolean;
}

/** Ticks runs, one or several at once. */
const Tick = ({ of, chosen, label }: { of: readonly string[]; chosen: Chosen; label: string }) => (
  <label className={table.tick}>
    <input
      type="checkbox"
      checked={of.length > 0 && of.every((id) => chosen.ids.has(id))}
      onChange={({ target }) => chosen.set(of, target.checked)}
    />
    <Unseen>{label}</Unseen>
  </label>
);

const Row = ({ of, listing, numbers, chosen, depth, opened }: RowProps) => {
  const { columns } = listing;
  const [turned, setTurned] = useState<boolean>();
  const open = turned ?? (opened && of.childCount > 0);
  const name = of.name || of.runId;
  const children = count(of.childCount, "child", "children");
  return (
    <>
      <tr data-chosen={chosen.ids.has(of.runId) || undefined}>
        <td>
          <Tick of={[of.runId]} chosen={chosen} label={`Choose ${name}`} />
        </td>
        <th scope="row" data-depth={Math.min(depth, 4)} className={styles.run}>
          <Link to="/runs/$id" params={{ id: of.runId }}>
            {name}
          </Link>
          {of.childCount > 0 && (
            <button
              type="button"
              className={styles.nested}
              aria-expanded={open}
              aria-label={`${children} of ${name}`}
              onClick={() => setTurned(!open)}
            >
              {open ? <ChevronDown size="1em" aria-hidden /> : <ChevronRight size="1em" aria-hidden />}
              {children}
            </button>
          )}
          {of.bestChild && <Best of={of.bestChild} />}
        </th>
        <td>
          <RunStatusChip status={of.status} />
        </td>
        <td>{of.startTime ? <Time at={of.startTime} relative /> : ""}</td>
        <td className={table.number}>{of.startTime && of.endTime ? duration(of.startTime, of.endTime) : ""}</td>
        {columns.map((column) => (
          <Value key={writeColumn(column)} of={of} column={column} isNumber={numbers.has(column)} />
        ))}
      </tr>
      {open && <Nested {...{ of, listing, numbers, chosen, opened }} depth={depth + 1} />}
    </>
  );
};

/** The best of the runs nested in one, and by what. */
const Best = ({ of: { metric, value, run } }: { of: NonNullable<ListedRun["bestChild"]> }) => (
  <span className={styles.best}>
    {`best ${metric} ${number(value)}, `}
    <Link to="/runs/$id" params={{ id: run.runId }}>
      {run.name || run.runId}
    </Link>
  </span>
);

/** How many of the nested runs show. */
const told = (shown: number, all: number, { filter }: Listing): string =>
  filter.matchChildren === true ? `${shown} of ${count(all, "run")}` : count(shown, "run");

const Nested = ({ of, listing, numbers, chosen, depth, opened }: RowProps) => {
  const query = useQuery(nestedQuery(of.runId, listing));
  const name = of.name || of.runId;
  const wide = listing.columns.length + 5;
  if (!query.data)
    return (
      <tr>
        <td colSpan={wide}>
          {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : "…"}
        </td>
      </tr>
    );
  const { nodes, pageInfo } = query.data;
  return (
    <>
      <tr>
        <td>
          <Tick of={nodes.map(({ runId }) => runId)} chosen={chosen} label={`Choose all of these of ${name}`} />
        </td>
        <td colSpan={wide - 1} className={table.quiet}>
          {told(nodes.length, of.childCount, listing)} nested in {name}
        </td>
      </tr>
      {nodes.map((run) => (
        <Row key={run.id} of={run} {...{ listing, numbers, chosen, depth, opened }} />
      ))}
      {pageInfo.hasNextPage && (
        <tr>
          <td colSpan={wide} className={table.quiet}>
            The first {nodes.length} of those nested in {name}; the page of {name} has them all.
          </td>
        </tr>
      )}
    </>
  );
};

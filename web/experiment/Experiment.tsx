import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import bar from "../parts/list/bar.module.css";
import { FilteredEmpty } from "../parts/list/FilteredEmpty.tsx";
import { FilterField } from "../parts/list/FilterField.tsx";
import { MoreRows } from "../parts/list/MoreRows.tsx";
import { Page } from "../parts/page/Page.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { Nothing, Skeleton } from "../parts/page/Region.tsx";
import { Views } from "../parts/views/Views.tsx";
import { count } from "../parts/word/text.ts";
import { type Chosen, ChosenBar } from "./Chosen.tsx";
import { ColumnsField } from "./ColumnsField.tsx";
import { ColumnsPicker } from "./ColumnsPicker.tsx";
import { EmptyExperiment } from "./EmptyExperiment.tsx";
import { experimentQuery, type RunSort, readRunSort, runsQuery } from "./experiment.queries.ts";
import { RunsTable } from "./RunsTable.tsx";
import { type ReadFilter, readFilter } from "./read-filter.ts";
import { type Column, readColumns, writeColumn } from "./run-filter.ts";

/** Which run is best. */
export const Experiment = () => {
  const { id } = useParams({ from: "/shell/experiments/$id" });
  const query = useQuery(experimentQuery(id));
  const crumbs = <Link to="/experiments">Experiments</Link>;
  if (query.data === undefined)
    return (
      <Page wide title="Experiment" crumbs={crumbs}>
        {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton lines={8} />}
      </Page>
    );
  if (query.data === null)
    return (
      <Page wide title="Experiment" crumbs={crumbs}>
        <Nothing>There is no such experiment, or none that you may read.</Nothing>
      </Page>
    );
  const { name, team, experimentId, deletedAt } = query.data;
  return (
    <Page
      wide
      title={name}
      crumbs={crumbs}
      actions={<Views />}
      lead={`${team?.name ?? "The organisation"} · MLflow’s id ${experimentId}${deletedAt ? " · deleted" : ""}`}
    >
      <Runs id={experimentId} />
    </Page>
  );
};

const Runs = ({ id }: { id: string }) => {
  const { q = "", sort, columns: given, chosen: ticked } = useSearch({ from: "/shell/experiments/$id" });
  const navigate = useNavigate({ from: "/experiments/$id" });
  const search = (change: Record<string, string | undefined>): void =>
    void navigate({ search: (before) => ({ ...before, ...change }) });
  const read = useMemo(() => readFilter(id, q), [id, q]);
  const chosen = useMemo(() => readColumns(given ?? ""), [given]);
  const order = useMemo(() => readRunSort(sort), [sort]);
  const listing = useMemo(
    () => ({ filter: read.filter ?? {}, sort: order, columns: chosen }),
    [read.filter, order, chosen],
  );
  const query = useInfiniteQuery(runsQuery(listing, read.filter !== null));
  const runs = query.data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const columns = withSorted(chosen.length > 0 ? chosen : columnsOf(runs), order);
  const choice = useChosen(ticked, (next) => search({ chosen: next || undefined }));
  return (
    <>
      <search className={bar.bar}>
        <FilterField
          label="Filter runs"
          placeholder="metric:auc>0.9, or metrics.auc > 0.9 AND params.depth = '6'"
          hint="metric:, param:, tag:, status:, user: and dataset: narrow it down; MLflow’s grammar does, too."
          read={(text) => readFilter(id, text)}
          filter={q}
          onFilter={(filter) => search({ q: filter || undefined })}
        />
        <ColumnsField
          columns={given ?? ""}
          shown={columns.map(writeColumn).join(",")}
          onColumns={(next) => search({ columns: next || undefined })}
        />
        <ColumnsPicker
          experimentId={id}
          columns={columns}
          onColumns={(next) => search({ columns: next.map(writeColumn).join(",") || undefined })}
        />
      </search>
      {read.filter !== null && query.data === undefined && !query.isError && <Skeleton lines={10} />}
      {query.data === undefined && query.isError && (
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && runs.length === 0 && (
        <Empty id={id} filter={q} of={read} onFilter={(filter) => search({ q: filter || undefined })} />
      )}
      {runs.length > 0 && (
        <>
          <ChosenBar of={choice} />
          <RunsTable
            runs={runs}
            chosen={choice}
            listing={{ ...listing, columns }}
            onSort={(next) => search({ sort: next === "-started" ? undefined : next })}
          />
          <MoreRows query={query} shown={count(runs.length, "run")} />
        </>
      )}
    </>
  );
};

/** The ticked runs, which the address holds. */
const useChosen = (ticked: string | undefined, onTicked: (ticked: string) => void): Chosen => {
  const ids = useMemo(() => new Set(ticked?.split(",").filter(Boolean)), [ticked]);
  const set = (changed: readonly string[], on: boolean): void => {
    const others = [...ids].filter((id) => !changed.includes(id));
    onTicked([...others, ...(on ? changed : [])].join(","));
  };
  return { ids, set };
};

const Empty = ({
  id,
  filter,
  of: { clauses, rest },
  onFilter,
}: {
  id: string;
  filter: string;
  of: ReadFilter;
  onFilter: (filter: string) => void;
}) =>
  clauses.length === 0 ? (
    <EmptyExperiment experimentId={id} />
  ) : (
    <FilteredEmpty what="run of this experiment" filter={filter} clauses={clauses} onFilter={onFilter} rest={rest} />
  );

/** What the list is sorted by is shown, asked for or not. */
const withSorted = (columns: readonly Column[], { column }: RunSort): readonly Column[] =>
  typeof column !== "object" || columns.some((each) => writeColumn(each) === writeColumn(column))
    ? columns
    : [column, ...columns];

/** The columns that the first runs have values for. */
const columnsOf = (
  runs: readonly { metrics: readonly { key: string }[]; params: readonly { key: string }[] }[],
): readonly Column[] => {
  const keysOf = (kind: "metrics" | "params", most: number): string[] =>
    [...new Set(runs.flatMap((run) => run[kind].map(({ key }) => key)))].sort().slice(0, most);
  return [
    ...keysOf("metrics", 5).map((key) => ({ kind: "metric" as const, key })),
    ...keysOf("params", 3).map((key) => ({ kind: "param" as const, key })),
  ];
};

import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { FilteredEmpty } from "../parts/list/FilteredEmpty.tsx";
import { MoreRows } from "../parts/list/MoreRows.tsx";
import { Page } from "../parts/page/Page.tsx";
import { PrintFoot } from "../parts/page/PrintFoot.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { Nothing, Skeleton } from "../parts/page/Region.tsx";
import { Views } from "../parts/views/Views.tsx";
import { count } from "../parts/word/text.ts";
import { useKeys } from "../shell/keys.ts";
import { AuditBar } from "./AuditBar.tsx";
import { logQuery } from "./audit.queries.ts";
import { instantsOf, isRange, parseAuditFilter, readAuditFilter } from "./audit-filter.ts";
import { EntriesTable } from "./EntriesTable.tsx";
import { EntryDrawer } from "./EntryDrawer.tsx";
import { ExportFilter } from "./ExportFilter.tsx";
import { LogBadge } from "./LogBadge.tsx";
import { Refused } from "./Refused.tsx";

const MINUTE = 60_000;

/** Who did what, and whether the log of it is whole. */
export const Audit = () => {
  const { q = "", range, from, to } = useSearch({ from: "/shell/audit" });
  const navigate = useNavigate({ from: "/audit" });
  const search = (change: Record<string, string | undefined>): void =>
    void navigate({ search: (before) => ({ ...before, entry: undefined, ...change }) });
  const chosen = isRange(range) ? range : "week";
  const clauses = useMemo(() => parseAuditFilter(q), [q]);
  const read = useMemo(() => readAuditFilter(clauses), [clauses]);
  // A range that ends now begins at a whole minute, so that what was read is found again for a while.
  const instants = useMemo(
    () => instantsOf(chosen, { from, to }, Math.floor(Date.now() / MINUTE) * MINUTE),
    [chosen, from, to],
  );
  return (
    <Page
      wide
      title="Audit"
      lead="Every act of every person, pipeline and job, as it was written then."
      actions={<Views />}
    >
      <AuditBar
        filter={q}
        range={chosen}
        days={{ from, to }}
        onFilter={(filter) => search({ q: filter || undefined })}
        onRange={(next) => search({ range: next === "week" ? undefined : next, from: undefined, to: undefined })}
        onDays={(days) => search({ range: undefined, ...days })}
      />
      {"refused" in read ? (
        <Refused>{read.refused}</Refused>
      ) : (
        <Log
          filter={{ ...read.filter, ...instants }}
          text={q}
          onFilter={(filter) => search({ q: filter || undefined })}
        />
      )}
      <PrintFoot />
    </Page>
  );
};

type Filter = Parameters<typeof logQuery>[0];

const Log = ({ filter, text, onFilter }: { filter: Filter; text: string; onFilter: (filter: string) => void }) => {
  const query = useInfiniteQuery(logQuery(filter));
  const entries = query.data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const [open, show] = useOpenEntry();
  useSteps(entries, open, show);
  if (query.data === undefined)
    return query.isError ? (
      <Problem error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton lines={10} />
    );
  const clauses = parseAuditFilter(text);
  if (entries.length === 0)
    return clauses.length === 0 ? (
      <Nothing>Nothing was written in this time that you may read.</Nothing>
    ) : (
      <FilteredEmpty what="entry in this time" filter={text} clauses={clauses} onFilter={onFilter} />
    );
  return (
    <>
      <LogBadge key={JSON.stringify(filter)} filter={filter} shown={entries.length}>
        <ExportFilter filter={filter} text={text} />
      </LogBadge>
      <EntriesTable entries={entries} open={open} onOpen={show} />
      <MoreRows query={query} shown={count(entries.length, "entry", "entries")} />
      <EntryDrawer id={open} onClose={() => show(undefined)} />
    </>
  );
};

/** The entry that stands open beside the list: its id is in the address. */
const useOpenEntry = (): [string | undefined, (id: string | undefined) => void] => {
  const { entry } = useSearch({ from: "/shell/audit" });
  const navigate = useNavigate({ from: "/audit" });
  return [
    entry,
    (id) =>
      void navigate({
        search: (before) => ({ ...before, entry: id }),
        replace: entry !== undefined,
        resetScroll: false,
      }),
  ];
};

/** `j` and `k` open the entry below and the one above. In the drawer, a dialog, keys rest. */
const useSteps = (
  entries: readonly { id: string }[],
  open: string | undefined,
  show: (id: string | undefined) => void,
): void => {
  const place = entries.findIndex(({ id }) => id === open);
  const go = (to: number): void => show(entries[Math.max(0, Math.min(entries.length - 1, to))]?.id);
  useKeys({ j: () => go(place + 1), k: () => go(place < 0 ? 0 : place - 1) });
};

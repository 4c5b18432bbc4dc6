import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Problem } from "../page/Problem.tsx";
import { Nothing, Region, Skeleton } from "../page/Region.tsx";
import { count } from "../word/text.ts";
import { MoreRows } from "./MoreRows.tsx";
import { Table } from "./Table.tsx";

interface Props<Item> {
  /** The region that its rows stand in; without it they have the page to themselves. */
  readonly title?: string;
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly nodes: readonly Item[] }>, Error>;
  /** What the table is of: `Tokens`; and what one row is: `token`. */
  readonly of: string;
  readonly one: string;
  /** Several of them, where that is more than an `s` at the end. */
  readonly more?: string;
  readonly heads: readonly string[];
  readonly nothing: ReactNode;
  readonly row: (item: Item) => ReactNode;
}

/** A list as a table, page by page: while it is read, when that fails, where there is nothing. */
export const Listed = <Item,>(props: Props<Item>) => {
  const { title, query, one, more } = props;
  const items = query.data?.pages.flatMap(({ nodes }) => nodes);
  const rows = <Rows {...props} items={items} />;
  return (
    <>
      {title === undefined ? (
        rows
      ) : (
        <Region title={title} flush>
          {rows}
        </Region>
      )}
      {items && items.length > 0 && <MoreRows query={query} shown={count(items.length, one, more)} />}
    </>
  );
};

const Rows = <Item,>({
  title,
  query,
  of,
  heads,
  nothing,
  row,
  items,
}: Props<Item> & { items: readonly Item[] | undefined }) => {
  if (items === undefined)
    return query.isError ? (
      <Problem error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  if (items.length === 0) return <Nothing>{nothing}</Nothing>;
  return (
    <Table of={of} heads={heads} framed={title === undefined}>
      {items.map(row)}
    </Table>
  );
};

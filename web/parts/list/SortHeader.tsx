import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import type { ReactNode } from "react";
import table from "./table.module.css";

interface Props {
  /** The key in `sort=`, without its sign. */
  readonly of: string;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly number?: boolean;
  readonly children: ReactNode;
}

/** A column's head by which the list can be sorted: once up, once down; numbers from the highest first. */
export const SortHeader = ({ of, sort, onSort, number = false, children }: Props) => {
  const state = sort === of ? "ascending" : sort === `-${of}` ? "descending" : "none";
  const next = state === "ascending" || (number && state === "none") ? `-${of}` : of;
  const Icon = { ascending: ArrowUp, descending: ArrowDown, none: ArrowUpDown }[state];
  return (
    <th scope="col" aria-sort={state} className={number ? table.number : undefined}>
      <button type="button" className={table.sort} onClick={() => onSort(next)}>
        {children}
        <Icon size="1em" aria-hidden opacity={state === "none" ? 0.5 : 1} />
      </button>
    </th>
  );
};

import table from "../parts/list/table.module.css";
import { number } from "../parts/word/text.ts";
import styles from "./Experiment.module.css";
import type { ListedRun } from "./experiment.queries.ts";
import type { Column } from "./run-filter.ts";

const paramOf = ({ params }: ListedRun, { key: wanted }: Column): string =>
  params.find(({ key }) => key === wanted)?.value ?? "";

/** Metrics are numbers, and so are the params of which every value that shows is one. */
export const numbersOf = (runs: readonly ListedRun[], columns: readonly Column[]): ReadonlySet<Column> =>
  new Set(
    columns.filter((column) => {
      const params = runs.map((run) => paramOf(run, column)).filter((param) => param !== "");
      return column.kind === "metric" || (params.length > 0 && params.every((param) => !Number.isNaN(Number(param))));
    }),
  );

/** What a run has in a column. */
export const Value = ({ of, column, isNumber }: { of: ListedRun; column: Column; isNumber: boolean }) => {
  if (column.kind === "param") {
    const param = paramOf(of, column);
    return (
      <td className={isNumber ? table.number : styles.param} title={param}>
        {param}
      </td>
    );
  }
  const value = [...of.metrics, ...(of.sorted ?? [])].find(({ key }) => key === column.key)?.value;
  return (
    <td className={table.number} title={value === undefined ? undefined : String(value)}>
      {value === undefined ? "" : number(value)}
    </td>
  );
};

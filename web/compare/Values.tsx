import type { ReactNode } from "react";
import type { Column } from "../experiment/run-filter.ts";
import { writeColumn } from "../experiment/run-filter.ts";
import { Button } from "../parts/form/Button.tsx";
import { Choice } from "../parts/form/Choice.tsx";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Nothing, Region } from "../parts/page/Region.tsx";
import { count, number } from "../parts/word/text.ts";
import { Unseen } from "../parts/word/Unseen.tsx";
import styles from "./Compare.module.css";
import { RunLink } from "./RunsAsTable.tsx";
import type { Matrix } from "./selection.ts";

const shows = { differences: "Differences", all: "All" } as const;
const ways = { across: "Runs across", down: "Runs down" } as const;
export type Show = keyof typeof shows;
export type Way = keyof typeof ways;

/** Runs that a table shows at once: side by side, or below one another. */
const MOST: Readonly<Record<Way, number>> = { across: 20, down: 200 };

interface Props {
  readonly of: Matrix;
  /** Which columns differ, by name. */
  readonly differing: ReadonlySet<string>;
  /** Runs by their place: those that the ranges leave, ticked or not. */
  readonly within: readonly number[];
  readonly ticked: ReadonlySet<string>;
  readonly show: Show;
  readonly way: Way;
  readonly onShow: (show: Show) => void;
  readonly onWay: (way: Way) => void;
  readonly onTick: (ticked: ReadonlySet<string>) => void;
}

/** The runs side by side, or below one another; what is the same in all of them is left out until asked for. */
export const Values = ({ of, differing, within, ticked, show, way, onShow, onWay, onTick }: Props) => {
  const rows = of.columns.filter(({ column }) => show === "all" || differing.has(writeColumn(column)));
  const runs = within.slice(0, MOST[way]);
  const tick = (run: number): ReactNode => {
    const id = of.runs[run] ?? "";
    return (
      <label className={table.tick}>
        <input
          type="checkbox"
          checked={ticked.has(id)}
          onChange={({ target }) =>
            onTick(new Set(target.checked ? [...ticked, id] : [...ticked].filter((each) => each !== id)))
          }
        />
        <Unseen>Choose {of.names[run] || id}</Unseen>
      </label>
    );
  };
  return (
    <Region
      id="values"
      title="Values"
      flush={rows.length > 0}
      actions={
        <>
          {ticked.size > 0 && <Button onClick={() => onTick(new Set())}>Untick {ticked.size}</Button>}
          <Choice label="Rows" of={shows} chosen={show} onChoose={onShow} />
          <Choice label="Table" of={ways} chosen={way} onChoose={onWay} />
        </>
      }
    >
      {rows.length === 0 ? (
        <Nothing>These runs do not differ in any metric or param.</Nothing>
      ) : (
        <ScrollFrame of="Values">
          {way === "across" ? <Across {...{ of, rows, runs, tick }} /> : <Down {...{ of, rows, runs, tick }} />}
        </ScrollFrame>
      )}
      {within.length > runs.length && (
        <p className={styles.left}>
          {runs.length} of {count(within.length, "run")} show here.
          {way === "across" && " Runs down shows more; ranges of the axes below leave fewer."}
        </p>
      )}
    </Region>
  );
};

interface TableProps {
  readonly of: Matrix;
  readonly rows: Matrix["columns"];
  readonly runs: readonly number[];
  readonly tick: (run: number) => ReactNode;
}

const Across = ({ of, rows, runs, tick }: TableProps) => (
  <table className={table.table}>
    <thead>
      <tr>
        <th scope="col">Column</th>
        {runs.map((run) => (
          <th key={run} scope="col" className={table.number}>
            {tick(run)} <RunLink of={of} run={run} />
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(({ column, values }) => (
        <tr key={writeColumn(column)}>
          <th scope="row" className={table.key}>
            <Name of={column} />
          </th>
          {runs.map((run) => (
            <Cell key={run} kind={column.kind} value={values[run]} />
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

const Down = ({ of, rows, runs, tick }: TableProps) => (
  <table className={`${table.table} ${table.rows}`}>
    <thead>
      <tr>
        <th scope="col">Run</th>
        {rows.map(({ column }) => (
          <th key={writeColumn(column)} scope="col" className={table.number}>
            <Name of={column} />
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {runs.map((run) => (
        <tr key={run}>
          <th scope="row">
            {tick(run)} <RunLink of={of} run={run} />
          </th>
          {rows.map(({ column, values }) => (
            <Cell key={writeColumn(column)} kind={column.kind} value={values[run]} />
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

const Name = ({ of: { kind, key } }: { of: Column }) => (
  <>
    <code>{key}</code> {kind === "param" && <span className={table.quiet}>param</span>}
  </>
);

const Cell = ({ kind, value }: { kind: Column["kind"]; value: string | number | null | undefined }) => {
  if (value === null || value === undefined)
    return (
      <td className={table.number}>
        <span className={table.quiet}>none</span>
      </td>
    );
  return (
    <td className={table.number} title={String(value)}>
      {kind === "metric" ? number(value) : String(value).slice(0, 60)}
    </td>
  );
};

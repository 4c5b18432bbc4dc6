import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { count, number } from "../parts/word/text.ts";
import styles from "./Compare.module.css";
import type { Axis, Matrix } from "./selection.ts";

const MOST_ROWS = 200;

interface Props {
  readonly of: Matrix;
  readonly axes: readonly Axis[];
  readonly chosen: readonly number[];
  readonly title: string;
}

/** What a chart shows of the chosen runs, as numbers; made once it is opened. */
export const RunsAsTable = (props: Props) => {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.twin} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Table</summary>
      {open && <Rows {...props} />}
    </details>
  );
};

const Rows = ({ of, axes, chosen, title }: Props) => (
  <>
    {chosen.length > MOST_ROWS && (
      <p className={table.quiet}>
        The first {MOST_ROWS} of {count(chosen.length, "run")}.
      </p>
    )}
    <ScrollFrame of={title}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            {axes.map(({ name }) => (
              <th key={name} scope="col" className={table.number}>
                <code>{name}</code>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chosen.slice(0, MOST_ROWS).map((run) => (
            <tr key={of.runs[run]}>
              <th scope="row">
                <RunLink of={of} run={run} />
              </th>
              {axes.map((axis) => (
                <td key={axis.name} className={table.number}>
                  {shown(axis, run)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  </>
);

const shown = ({ texts, numbers }: Axis, run: number): string => {
  const value = numbers[run] ?? Number.NaN;
  if (Number.isNaN(value)) return "";
  return texts === null ? number(value) : (texts[value] ?? "");
};

/** The run at this place of the table, by its name. */
export const RunLink = ({ of, run }: { of: Matrix; run: number }) => {
  const id = of.runs[run] ?? "";
  return (
    <Link to="/runs/$id" params={{ id }} className={styles.link}>
      {of.names[run] || id.slice(0, 10)}
    </Link>
  );
};

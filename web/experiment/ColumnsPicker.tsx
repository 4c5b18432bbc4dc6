import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../parts/form/Button.tsx";
import { Dialog } from "../parts/form/Dialog.tsx";
import { Field } from "../parts/form/Field.tsx";
import table from "../parts/list/table.module.css";
import { Loaded, Nothing } from "../parts/page/Region.tsx";
import { number } from "../parts/word/text.ts";
import { columnsQuery, type FoundColumn, MOST_FOUND } from "./columns.queries.ts";
import styles from "./Experiment.module.css";
import { type Column, writeColumn } from "./run-filter.ts";

interface Props {
  readonly experimentId: string;
  /** Those that show. */
  readonly columns: readonly Column[];
  readonly onColumns: (columns: readonly Column[]) => void;
}

/** Columns by what the runs have in them: how many, how different, from where to where. */
export const ColumnsPicker = ({ experimentId, columns, onColumns }: Props) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Pick columns</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Columns" drawer>
        <Picker experimentId={experimentId} columns={columns} onColumns={onColumns} />
      </Dialog>
    </>
  );
};

const Picker = ({ experimentId, columns, onColumns }: Props) => {
  const [prefix, setPrefix] = useState("");
  const [differing, setDiffering] = useState(false);
  const query = useQuery(columnsQuery(experimentId, prefix, differing));
  const shown = new Set(columns.map(writeColumn));
  const toggle = (column: Column, on: boolean): void => {
    const others = columns.filter((each) => writeColumn(each) !== writeColumn(column));
    onColumns(on ? [...others, column] : others);
  };
  return (
    <div className={styles.picker}>
      <Field label="Begins with">
        <input type="text" value={prefix} spellCheck={false} onChange={({ target }) => setPrefix(target.value)} />
      </Field>
      <label className={styles.pick}>
        <input type="checkbox" checked={differing} onChange={({ target }) => setDiffering(target.checked)} />
        Only those that differ
      </label>
      <Loaded query={query} lines={8}>
        {(found) =>
          found.length === 0 ? (
            <Nothing>No metric or param of these runs is like this.</Nothing>
          ) : (
            <>
              <ul className={styles.found}>
                {found.map((each) => (
                  <li key={writeColumn(each.column)}>
                    <label className={styles.pick}>
                      <input
                        type="checkbox"
                        checked={shown.has(writeColumn(each.column))}
                        onChange={({ target }) => toggle(each.column, target.checked)}
                      />
                      <code>{writeColumn(each.column)}</code>
                    </label>
                    <span className={table.quiet}>{toldOf(each)}</span>
                  </li>
                ))}
              </ul>
              {found.length === MOST_FOUND && (
                <p className={table.quiet}>The first {MOST_FOUND}: type how the one that you look for begins.</p>
              )}
            </>
          )
        }
      </Loaded>
    </div>
  );
};

/** `48 of 50 runs, 0.71 to 0.93`. */
const toldOf = ({ runs, sampled, distinct, min, max }: FoundColumn): string => {
  const many = `${runs.toLocaleString("en")} of ${sampled.toLocaleString("en")} runs`;
  if (runs === 0) return many;
  if (distinct === 1) return `${many}, all the same`;
  return min === null || max === null ? `${many}, ${distinct} values` : `${many}, ${number(min)} to ${number(max)}`;
};

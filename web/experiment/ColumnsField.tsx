import { Columns3 } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import bar from "../parts/list/bar.module.css";
import { Unseen } from "../parts/word/Unseen.tsx";
import styles from "./Experiment.module.css";

interface Props {
  /** As chosen; empty: by themselves. */
  readonly columns: string;
  /** Those that show. */
  readonly shown: string;
  readonly onColumns: (columns: string) => void;
}

/** The columns of the list, as text: `auc,param:depth`. */
export const ColumnsField = ({ columns, shown, onColumns }: Props) => {
  const [text, setText] = useState(columns);
  useEffect(() => setText(columns), [columns]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onColumns(text.trim());
  };
  return (
    <form className={`${bar.framed} ${styles.columns}`} onSubmit={submit}>
      <Columns3 size="1.1em" aria-hidden />
      <label>
        <Unseen>Columns: metrics, and params as param:key, with commas between</Unseen>
        <input
          type="text"
          value={text}
          placeholder={shown || "auc,param:depth"}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => setText(target.value)}
          onBlur={() => text.trim() !== columns && onColumns(text.trim())}
        />
      </label>
    </form>
  );
};

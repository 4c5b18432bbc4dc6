import { ListFilter } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useKeys } from "../../shell/keys.ts";
import { Unseen } from "../word/Unseen.tsx";
import styles from "./FilterField.module.css";

interface Props {
  /** What it filters: `Filter the log`. */
  readonly label: string;
  readonly placeholder: string;
  /** What can be typed, for those who do not see the placeholder. */
  readonly hint: string;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  /** What a text could become, whole; offered below the field while it has the focus. Tab goes there, Enter takes one. */
  readonly completions?: (text: string) => readonly string[];
}

/** A filter as text; Enter applies it, `/` goes there. */
export const FilterField = ({ label, placeholder, hint, filter, onFilter, completions = none }: Props) => {
  const [text, setText] = useState(filter);
  const field = useRef<HTMLInputElement>(null);
  const hinted = useId();
  useEffect(() => setText(filter), [filter]);
  useKeys({ "/": () => field.current?.focus() });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onFilter(text.trim());
  };
  const complete = (completed: string): void => {
    setText(completed);
    field.current?.focus();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <ListFilter size="1.1em" aria-hidden />
      <input
        ref={field}
        type="search"
        className={styles.field}
        aria-label={label}
        aria-describedby={hinted}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          // The field's own cross, or a text that was deleted: everything again.
          if (target.value === "") onFilter("");
        }}
      />
      <kbd>/</kbd>
      <Completions of={completions(text)} onChoose={complete} />
      <span id={hinted}>
        <Unseen>Press Enter to filter. {hint}</Unseen>
      </span>
    </form>
  );
};

const none = (): readonly string[] => [];

const Completions = ({ of, onChoose }: { of: readonly string[]; onChoose: (text: string) => void }) =>
  of.length === 0 ? null : (
    <ul className={styles.completions} aria-label="Completions">
      {of.slice(0, MOST_COMPLETIONS).map((text) => (
        <li key={text}>
          <button type="button" onClick={() => onChoose(text)}>
            <code>{text}</code>
          </button>
        </li>
      ))}
    </ul>
  );

const MOST_COMPLETIONS = 8;

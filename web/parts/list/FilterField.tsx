import { ListFilter } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useKeys } from "../../shell/keys.ts";
import { Unseen } from "../word/Unseen.tsx";
import bar from "./bar.module.css";
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
  /** The text as it shall stand, or why it is no filter and where one sees it. Absent: every text is one. */
  readonly read?: (text: string) => Understood;
}

/** What is made of a text. */
interface Understood {
  readonly text: string;
  readonly refused: { readonly message: string; readonly at: number } | null;
}

/** A filter as text; Enter applies it, `/` goes there. */
export const FilterField = ({
  label,
  placeholder,
  hint,
  filter,
  onFilter,
  completions = none,
  read = asItIs,
}: Props) => {
  const [text, setText] = useState(filter);
  const field = useRef<HTMLInputElement>(null);
  const [hinted, told] = [useId(), useId()];
  const [refused, setRefused] = useState(read(filter).refused);
  const reading = useRef(read);
  reading.current = read;
  useEffect(() => {
    setText(filter);
    setRefused(reading.current(filter).refused);
  }, [filter]);
  useKeys({ "/": () => field.current?.focus() });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = read(text.trim());
    setRefused(found.refused);
    setText(found.text);
    if (found.refused === null) onFilter(found.text);
    else field.current?.setSelectionRange(found.refused.at, found.refused.at);
  };
  const complete = (completed: string): void => {
    setText(completed);
    field.current?.focus();
  };
  return (
    <form className={`${bar.framed} ${styles.form}`} onSubmit={submit}>
      <ListFilter size="1.1em" aria-hidden />
      <input
        ref={field}
        type="search"
        className={styles.field}
        aria-label={label}
        aria-describedby={refused ? `${told} ${hinted}` : hinted}
        aria-invalid={refused !== null || undefined}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setRefused(null);
          // The field's own cross, or a text that was deleted: everything again.
          if (target.value === "") onFilter("");
        }}
      />
      <kbd>/</kbd>
      {refused && <Caret id={told} text={text} of={refused} />}
      <Completions of={completions(text)} onChoose={complete} />
      <span id={hinted}>
        <Unseen>Press Enter to filter. {hint}</Unseen>
      </span>
    </form>
  );
};

/** Where a text is no filter: the place in it, and why. */
const Caret = ({
  id,
  text,
  of: { message, at },
}: {
  id: string;
  text: string;
  of: NonNullable<Understood["refused"]>;
}) => {
  const from = Math.max(0, at - CONTEXT);
  return (
    <div id={id} role="alert" className={styles.refused}>
      <pre aria-hidden>{`${text.slice(from, at + CONTEXT)}\n${" ".repeat([...text.slice(from, at)].length)}^`}</pre>
      <p>
        {message}
        <Unseen> At character {at + 1}.</Unseen>
      </p>
    </div>
  );
};

/** How much of a text shows on either side of the place. */
const CONTEXT = 24;

const asItIs = (text: string): Understood => ({ text, refused: null });

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

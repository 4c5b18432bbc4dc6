import { Field } from "../parts/form/Field.tsx";
import styles from "./PolicyEditor.module.css";
import { readDraft } from "./policy-text.ts";

interface Props {
  readonly label: string;
  /** What to know while writing; in its place stands what is wrong, if the text is no JSON object. */
  readonly hint: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** One JSON object as text, and what is wrong with it. */
export const TextEditor = ({ label, hint, text, onText }: Props) => {
  const draft = readDraft(text);
  return (
    <Field label={label} hint={typeof draft === "string" ? draft : hint}>
      <textarea
        className={styles.text}
        rows={18}
        spellCheck={false}
        value={text}
        aria-invalid={typeof draft === "string" || undefined}
        onChange={({ target }) => onText(target.value)}
      />
    </Field>
  );
};

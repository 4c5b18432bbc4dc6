import { useId } from "react";
import { Unseen } from "../word/Unseen.tsx";
import styles from "./Choice.module.css";

interface Props<Value extends string> {
  readonly label: string;
  /** What can be chosen, with the words for it. */
  readonly of: Readonly<Record<Value, string>>;
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** One of a few, all of them in sight. */
export const Choice = <Value extends string>({ label, of, chosen, onChoose }: Props<Value>) => {
  const group = useId();
  return (
    <fieldset className={styles.choice}>
      <legend>
        <Unseen>{label}</Unseen>
      </legend>
      {(Object.keys(of) as Value[]).map((value) => (
        <label key={value}>
          <input type="radio" name={group} checked={value === chosen} onChange={() => onChoose(value)} />
          <span>{of[value]}</span>
        </label>
      ))}
    </fieldset>
  );
};

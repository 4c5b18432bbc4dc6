import styles from "../form/form.module.css";
import { word } from "../word/text.ts";

interface Props<Value extends string> {
  readonly legend: string;
  readonly of: readonly Value[];
  readonly chosen: readonly Value[];
  readonly onChoose: (chosen: readonly Value[]) => void;
}

/** Several of a few. */
export const Ticks = <Value extends string>({ legend, of, chosen, onChoose }: Props<Value>) => (
  <fieldset className={styles.ticks}>
    <legend>{legend}</legend>
    {of.map((value) => (
      <label key={value}>
        <input
          type="checkbox"
          checked={chosen.includes(value)}
          onChange={({ target }) =>
            onChoose(target.checked ? [...chosen, value] : chosen.filter((each) => each !== value))
          }
        />
        {word(value)}
      </label>
    ))}
  </fieldset>
);

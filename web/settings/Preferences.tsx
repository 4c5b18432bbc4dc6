import { useState } from "react";
import { Choice } from "../parts/form/Choice.tsx";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import { Region } from "../parts/page/Region.tsx";
import { preferEverywhere } from "../shell/own-preferences.ts";
import { type Preference, preference } from "../shell/preferences.ts";
import styles from "./Settings.module.css";
import { Settings } from "./Settings.tsx";

const themes = { system: "As the system", light: "Light", dark: "Dark" } as const;
const densities = { roomy: "Roomy", compact: "Compact" } as const;
const singles = { on: "On", off: "Off" } as const;

/** How the console looks and answers, in each of your browsers. */
export const Preferences = () => (
  <Settings title="Preferences" lead="How the console looks and answers, in each of your browsers.">
    <Region title="Look and keys">
      <div className={form.form}>
        <One name="theme" title="Theme" of={themes} standard="system" />
        <One name="density" title="Rows" of={densities} standard="roomy" />
        <One name="singleKeys" title="Keys without Ctrl or Cmd" of={singles} standard="on" />
        <TimeZone />
      </div>
    </Region>
  </Settings>
);

/** Times show in UTC everywhere, so that two people speak of the same; on hover also in this zone. */
const TimeZone = () => {
  const [chosen, setChosen] = useState(preference("timeZone"));
  const known = Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC");
  const choose = (zone: string): void => {
    setChosen(zone);
    preferEverywhere("timeZone", zone);
  };
  return (
    <Field label="Beside UTC, times say on hover what they are in">
      <select value={chosen} onChange={({ target }) => choose(target.value)}>
        <option value="">UTC alone</option>
        {chosen !== "" && !known.includes(chosen) && <option>{chosen}</option>}
        {known.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </select>
    </Field>
  );
};

interface Props<Value extends string> {
  readonly name: Preference;
  readonly title: string;
  readonly of: Readonly<Record<Value, string>>;
  /** What holds when nothing was chosen. */
  readonly standard: Value;
}

const One = <Value extends string>({ name, title, of, standard }: Props<Value>) => {
  const [chosen, setChosen] = useState((preference(name) || standard) as Value);
  const choose = (value: Value): void => {
    setChosen(value);
    preferEverywhere(name, value === standard ? "" : value);
  };
  return (
    <div className={styles.preference}>
      <span>{title}</span>
      <Choice label={title} of={of} chosen={chosen} onChoose={choose} />
    </div>
  );
};

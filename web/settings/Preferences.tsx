import { useState } from "react";
import { Choice } from "../parts/form/Choice.tsx";
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
      </div>
    </Region>
  </Settings>
);

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

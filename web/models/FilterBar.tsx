import { useQuery } from "@tanstack/react-query";
import { ListFilter } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Unseen } from "../parts/Unseen.tsx";
import { useKeys } from "../shell/keys.ts";
import styles from "./FilterBar.module.css";
import { parseFilter, quote, without } from "./filter.ts";
import { teamsQuery } from "./models.queries.ts";

interface Props {
  readonly filter: string;
  readonly versions: boolean;
  readonly onFilter: (filter: string) => void;
  readonly onShow: (show: "models" | "versions") => void;
}

/** The filter as text, the teams as a choice, and the switch between models and versions. */
export const FilterBar = ({ filter, versions, onFilter, onShow }: Props) => {
  const [text, setText] = useState(filter);
  const field = useRef<HTMLInputElement>(null);
  const [hint, suggestions] = [useId(), useId()];
  const { data: teams = [] } = useQuery(teamsQuery);
  const given = parseFilter(filter).find(({ key }) => key === "team");
  useEffect(() => setText(filter), [filter]);
  useKeys({ "/": () => field.current?.focus() });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onFilter(text.trim());
  };
  const chooseTeam = (slug: string): void => {
    const rest = given === undefined ? filter : without(filter, given);
    onFilter(`${rest} ${slug && `team:${quote(slug)}`}`.trim());
  };
  return (
    <search className={styles.bar}>
      <form className={styles.form} onSubmit={submit}>
        <ListFilter size="1.1em" aria-hidden />
        <input
          ref={field}
          type="search"
          className={styles.field}
          aria-label="Filter models"
          aria-describedby={hint}
          list={suggestions}
          placeholder="Name, team:risk, tag:key=value"
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
        <datalist id={suggestions}>
          {completions(text, teams).map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      </form>
      <span id={hint}>
        <Unseen>Press Enter to filter. team:, owner:, tag:, stage:, alias: and version: narrow it down.</Unseen>
      </span>
      <label className={styles.team}>
        <Unseen>Team</Unseen>
        <select value={given?.value ?? ""} onChange={({ target }) => chooseTeam(target.value)}>
          <option value="">All teams</option>
          {teams.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <fieldset className={styles.show}>
        <legend>
          <Unseen>List</Unseen>
        </legend>
        {(["models", "versions"] as const).map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="show"
              checked={versions === (each === "versions")}
              onChange={() => onShow(each)}
            />
            <span>{each === "models" ? "Models" : "Versions"}</span>
          </label>
        ))}
      </fieldset>
    </search>
  );
};

const starts = ["team:", "owner:", "tag:", "stage:", "alias:", "version:"];

/** What the last word could become. */
const completions = (text: string, teams: readonly { slug: string }[]): readonly string[] => {
  const at = text.lastIndexOf(" ") + 1;
  const [before, last] = [text.slice(0, at), text.slice(at)];
  if (last === "") return [];
  const choices = [...starts, ...teams.flatMap(({ slug }) => [`team:${quote(slug)}`, `owner:${quote(slug)}`])];
  return choices.filter((choice) => choice.startsWith(last) && choice !== last).map((choice) => before + choice);
};

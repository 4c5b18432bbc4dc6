import { useQuery } from "@tanstack/react-query";
import { ListFilter } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Choice } from "../parts/Choice.tsx";
import { quote, without } from "../parts/clauses.ts";
import { Unseen } from "../parts/Unseen.tsx";
import { useKeys } from "../shell/keys.ts";
import styles from "./FilterBar.module.css";
import { parseFilter } from "./filter.ts";
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
  const hint = useId();
  const { data: teams = [] } = useQuery(teamsQuery);
  const given = parseFilter(filter).find(({ key }) => key === "team");
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
        <Completions of={completions(text, teams)} onChoose={complete} />
      </form>
      <span id={hint}>
        <Unseen>
          Press Enter to filter. team:, owner:, tag:, stage:, alias:, version:, metric: and param: narrow it down.
        </Unseen>
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
      <Choice label="List" of={lists} chosen={versions ? "versions" : "models"} onChoose={onShow} />
    </search>
  );
};

const lists = { models: "Models", versions: "Versions" } as const;

/** What could be typed next, below the field while it has the focus: Tab goes there, Enter takes one. */
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

const starts = ["team:", "owner:", "tag:", "stage:", "alias:", "version:", "metric:", "param:"];

/** What the last word could become. */
const completions = (text: string, teams: readonly { slug: string }[]): readonly string[] => {
  const at = text.lastIndexOf(" ") + 1;
  const [before, last] = [text.slice(0, at), text.slice(at)];
  if (last === "") return [];
  const choices = [...starts, ...teams.flatMap(({ slug }) => [`team:${quote(slug)}`, `owner:${quote(slug)}`])];
  return choices.filter((choice) => choice.startsWith(last) && choice !== last).map((choice) => before + choice);
};

import { useQuery } from "@tanstack/react-query";
import { Choice } from "../parts/form/Choice.tsx";
import bar from "../parts/list/bar.module.css";
import { quote, without } from "../parts/list/clauses.ts";
import { FilterField } from "../parts/list/FilterField.tsx";
import { Unseen } from "../parts/word/Unseen.tsx";
import styles from "./FilterBar.module.css";
import { type Facets, modelFacetsQuery } from "./facets.queries.ts";
import { openWords, parseFilter, tiers } from "./filter.ts";
import { teamsQuery } from "./models.queries.ts";

interface Props {
  readonly filter: string;
  readonly versions: boolean;
  readonly onFilter: (filter: string) => void;
  readonly onShow: (show: "models" | "versions") => void;
}

/** The filter as text, the teams as a choice, and the switch between models and versions. */
export const FilterBar = ({ filter, versions, onFilter, onShow }: Props) => {
  const { data: teams = [] } = useQuery(teamsQuery);
  const { data: listed } = useQuery({ ...modelFacetsQuery({}), enabled: !versions });
  const given = parseFilter(filter).find(({ key }) => key === "team");
  const chooseTeam = (slug: string): void => {
    const rest = given === undefined ? filter : without(filter, given);
    onFilter(`${rest} ${slug && `team:${quote(slug)}`}`.trim());
  };
  return (
    <search className={bar.bar}>
      <FilterField
        label="Filter models"
        placeholder="Name, team:risk, tag:key=value"
        hint="team:, owner:, holds:, open:, tier:, tag:, stage:, alias:, version:, metric: and param: narrow it down."
        filter={filter}
        onFilter={onFilter}
        completions={(text) => completions(text, teams, listed?.facets ?? [])}
      />
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

const starts = [
  "team:",
  "owner:",
  "holds:",
  "open:",
  "tier:",
  "tag:",
  "stage:",
  "alias:",
  "version:",
  "metric:",
  "param:",
];

/** What the last word could become. */
const completions = (text: string, teams: readonly { slug: string }[], facets: Facets["facets"]): readonly string[] => {
  const at = text.lastIndexOf(" ") + 1;
  const [before, last] = [text.slice(0, at), text.slice(at)];
  if (last === "") return [];
  const valuesOf = (wanted: string, clause: string): string[] =>
    facets
      .filter(({ key }) => key === wanted)
      .flatMap(({ values }) => values.map(({ value }) => `${clause}:${quote(value)}`));
  const choices = [
    ...starts,
    ...teams.flatMap(({ slug }) => [`team:${quote(slug)}`, `owner:${quote(slug)}`]),
    ...valuesOf("owner", "owner"),
    ...valuesOf("slot", "holds"),
    ...Object.keys(openWords).map((word) => `open:${word}`),
    ...tiers.map((tier) => `tier:${tier.toLowerCase()}`),
  ];
  const fitting = choices.filter((choice) => choice.startsWith(last) && choice !== last);
  return [...new Set(fitting)].map((choice) => before + choice);
};

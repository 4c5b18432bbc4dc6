import { quote, without } from "../parts/list/clauses.ts";
import { Word } from "../parts/word/text.ts";
import { Unseen } from "../parts/word/Unseen.tsx";
import styles from "./FacetsPanel.module.css";
import type { Facets } from "./facets.queries.ts";
import { type ClauseKey, parseFilter } from "./filter.ts";

interface Props {
  readonly of: Facets;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
}

interface Told {
  readonly title: string;
  readonly clause: ClauseKey;
  /** How a value is said, where the service names it by a constant. */
  readonly say?: (label: string) => string;
}

/** What each key of facets is called, and the clause that narrows the list to one of its values. */
const told: Readonly<Record<string, Told>> = {
  team: { title: "Team", clause: "team" },
  owner: { title: "Owner", clause: "owner" },
  slot: { title: "Holds", clause: "holds" },
  riskTier: { title: "Risk tier", clause: "tier", say: Word },
  stage: { title: "Stage", clause: "stage" },
  alias: { title: "Alias", clause: "alias" },
  tag: { title: "Tag", clause: "tag" },
};

/** Which values the listed items have, counted; a value narrows the list to it, and chosen once more widens it again. */
export const FacetsPanel = ({ of, filter, onFilter }: Props) => (
  <section className={styles.panel} aria-label="Narrow down">
    {of.facets
      .filter(({ values }) => values.length > 0)
      .map(({ key, values }) => (
        <FacetGroup key={key} told={told[key]} values={values} filter={filter} onFilter={onFilter} />
      ))}
    {of.facets.some(({ values }) => values.some(({ capped }) => capped)) && (
      <p className={styles.note}>+ means at least so many: of long lists 1,000 items are counted.</p>
    )}
  </section>
);

interface GroupProps extends Omit<Props, "of"> {
  readonly told: Told | undefined;
  readonly values: Facets["facets"][number]["values"];
}

const FacetGroup = ({ told, values, filter, onFilter }: GroupProps) => {
  if (told === undefined) return null;
  const { title, clause, say = String } = told;
  const clauses = parseFilter(filter).filter(({ key }) => key === clause);
  const toggled = (value: string): string => {
    const given = clauses.find((each) => each.value === value);
    if (given !== undefined) return without(filter, given);
    // Tags add up; of all else an item has one, or one is asked for.
    const rest = clause === "tag" ? filter : clauses.reduce(without, filter);
    return `${rest} ${clause}:${quote(value)}`.trim();
  };
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      {values.map(({ value, label, count, capped }) => (
        <button
          key={value}
          type="button"
          className={styles.value}
          aria-pressed={clauses.some((each) => each.value === value)}
          onClick={() => onFilter(toggled(value))}
        >
          <span className={styles.label} title={label}>
            {say(label)}
          </span>{" "}
          <span className={styles.count}>
            {count.toLocaleString("en-GB")}
            {capped && "+"}
            <Unseen>{count === 1 ? " item" : " items"}</Unseen>
          </span>
        </button>
      ))}
    </fieldset>
  );
};

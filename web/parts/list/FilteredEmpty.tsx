import { Button } from "../form/Button.tsx";
import { Unseen } from "../word/Unseen.tsx";
import { type Clause, without } from "./clauses.ts";
import styles from "./Empty.module.css";

interface Props {
  readonly what: string;
  readonly filter: string;
  readonly clauses: readonly Pick<Clause, "text">[];
  readonly onFilter: (filter: string) => void;
  /** The filter without one of its clauses, where it is not of the console's own grammar. */
  readonly rest?: (clause: Pick<Clause, "text">) => string;
}

/** Nothing matches all clauses together: each can be taken away. */
export const FilteredEmpty = ({
  what,
  filter,
  clauses,
  onFilter,
  rest = (clause) => without(filter, clause),
}: Props) => (
  <div className={styles.empty}>
    <p className={styles.title}>No {what} that you may read matches all of this.</p>
    <ul className={styles.clauses}>
      {clauses.map((clause) => (
        <li key={clause.text}>
          <code>{clause.text}</code>
          <Button onClick={() => onFilter(rest(clause))}>
            Remove<Unseen> {clause.text}</Unseen>
          </Button>
        </li>
      ))}
    </ul>
  </div>
);

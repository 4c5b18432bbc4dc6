import type { RunFilter } from "../gql/graphql.ts";
import { type Clause, without } from "../parts/list/clauses.ts";
import { runFilter } from "./experiment.queries.ts";
import { FilterRefused } from "./filter-refused.ts";
import { isMlflow, readMlflow } from "./mlflow-filter.ts";
import { parseRunFilter } from "./run-filter.ts";

/** What a text asks for, in the console's grammar or MLflow's. */
export interface ReadFilter {
  /** Null: the text is no filter. */
  readonly filter: RunFilter | null;
  /** As it stands in the field: with the quotes put that were left out. */
  readonly text: string;
  readonly refused: FilterRefused | null;
  /** What must hold, each by itself. */
  readonly clauses: readonly Pick<Clause, "text">[];
  /** The text without one of them. */
  readonly rest: (clause: Pick<Clause, "text">) => string;
}

/** Reads the filter of an experiment's runs. */
export const readFilter = (experimentId: string, text: string): ReadFilter => {
  if (!isMlflow(text)) {
    const clauses = parseRunFilter(text);
    const filter = runFilter(experimentId, clauses);
    return { filter, text, refused: null, clauses, rest: (clause) => without(text, clause) };
  }
  try {
    const { condition, text: quoted, clauses } = readMlflow(text);
    return {
      filter: { ...condition, experimentIds: [experimentId], rootsOnly: true, matchChildren: true },
      text: quoted,
      refused: null,
      clauses: clauses.map((clause) => ({ text: clause })),
      rest: (gone) => clauses.filter((clause) => clause !== gone.text).join(" AND "),
    };
  } catch (error) {
    if (!(error instanceof FilterRefused)) throw error;
    return { filter: null, text, refused: error, clauses: [], rest: () => "" };
  }
};

import { type Reader, sql } from "../../db/sql.js";

/** What runs may have measured: what their tags name, and logged models by UUID. */
export interface Measurable {
  readonly targets: readonly string[];
  readonly loggedModels: readonly string[];
}

const measured = sql(
  "evaluations.measured_by_run",
  `select array(select distinct l.target from evaluation_link l where l.run = $1 and l.target = any($2::text[])) as targets,
     array(select m.model from unnest($3::uuid[]) m(model) where exists (
       select from latest_model_metric x where x.model = m.model and x.run = $1 and x.dataset_digest <> '')) as "loggedModels"`,
);

/** Those of them that the run has measured. */
export const measuredBy = async (
  db: Reader,
  runUuid: string,
  { targets, loggedModels }: Measurable,
): Promise<Measurable> =>
  (await db.row<Measurable>(measured, [runUuid, targets, loggedModels])) ?? { targets: [], loggedModels: [] };

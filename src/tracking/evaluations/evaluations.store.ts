import { type Sql, sql } from "../../db/sql.js";

const insert = sql(
  "evaluation.insert",
  `insert into evaluation (id, model_version_id, dataset_name, dataset_digest, keys, metrics, run, recorded_by, behind)
   values ($1, $2, $3, $4, $5, $6::float8[], $7, $8, $9)`,
);

/** Values of a version that somebody says it has on a data set. */
export interface NewEvaluation {
  readonly id: string;
  readonly modelVersionId: string;
  readonly dataset: { readonly name: string; readonly digest: string };
  readonly metrics: readonly { readonly key: string; readonly value: number }[];
  /** UUID of the run that measured them; null: none of this service. */
  readonly run: string | null;
  readonly by: string;
  /** Everyone behind the record. */
  readonly behind: readonly string[];
}

/** Stores a record of an evaluation; it never changes. */
export const storeEvaluation = async (tx: Sql, evaluation: NewEvaluation): Promise<void> => {
  const { id, modelVersionId, dataset, metrics, run, by, behind } = evaluation;
  const [keys, values] = [metrics.map(({ key }) => key), metrics.map(({ value }) => String(value))];
  await tx.rows(insert, [id, modelVersionId, dataset.name, dataset.digest, keys, values, run, by, behind]);
};

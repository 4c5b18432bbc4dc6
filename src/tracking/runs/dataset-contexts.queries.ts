import { type Reader, sql } from "../../db/sql.js";

/** A data set of a run, and what it was to the run. */
export interface DatasetContext {
  readonly name: string;
  readonly digest: string;
  /** `mlflow.data.context`, as it was when the data set was logged: it never changes. */
  readonly context: string | null;
}

const contexts = sql(
  "run.dataset_contexts",
  `select d.name, d.digest, i.context from run_dataset i join dataset d on d.id = i.dataset
   where i.run = $1 order by i.place`,
);

/** The data sets of a run with their contexts, in the order they were logged in. */
export const datasetContexts = (db: Reader, runUuid: string): Promise<DatasetContext[]> =>
  db.rows<DatasetContext>(contexts, [runUuid]);

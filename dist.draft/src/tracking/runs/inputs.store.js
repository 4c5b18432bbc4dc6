import { sql } from "../../db/sql.js";
/** The tag that says what a data set was to a run. */
export const DATASET_CONTEXT = "mlflow.data.context";
const putDatasets = sql("dataset.put", `insert into dataset (experiment, name, digest, source_type, source, schema, profile)
   select $1, d.name, d.digest, d."sourceType", d.source, d.schema, d.profile
   from json_to_recordset($2) as d(name text, digest text, "sourceType" text, source text, schema text, profile text)
   order by d.name, d.digest on conflict do nothing`);
const linkDatasets = sql("dataset.link", `insert into run_dataset (run, dataset, tags, context)
   select $1, d.id, g.tags, g.context
   from rows from (json_to_recordset($3) as (name text, digest text, tags json, context text))
     with ordinality as g(name, digest, tags, context, place)
   join dataset d on d.experiment = $2 and d.name = g.name and d.digest = g.digest
   order by g.place on conflict do nothing`);
const putModelInputs = sql("run.put_model_inputs", `insert into run_model_input (run, model) select $1, m from unnest($2::uuid[]) with ordinality as g(m, place)
   order by place on conflict do nothing`);
const putModelOutputs = sql("run.put_model_outputs", `insert into run_model_output (run, model, step)
   select $1, m, step from unnest($2::uuid[], $3::bigint[]) with ordinality as g(m, step, place)
   order by place on conflict do nothing`);
/** Links data sets to the run; one that is linked already keeps its tags, as in MLflow. */
export const storeDatasetInputs = async (tx, run, inputs) => {
    if (inputs.length === 0)
        return;
    await tx.rows(putDatasets, [run.experiment, JSON.stringify(inputs)]);
    const links = inputs.map(({ name, digest, tags }) => ({
        name,
        digest,
        tags,
        context: tags.find(({ key }) => key === DATASET_CONTEXT)?.value ?? null,
    }));
    await tx.rows(linkDatasets, [run.uuid, run.experiment, JSON.stringify(links)]);
};
/** Links logged models that the run used. */
export const storeModelInputs = async (tx, run, models) => {
    if (models.length > 0)
        await tx.rows(putModelInputs, [run, models]);
};
/** Links logged models that the run made. */
export const storeModelOutputs = async (tx, run, models) => {
    if (models.length === 0)
        return;
    await tx.rows(putModelOutputs, [run, models.map(({ uuid }) => uuid), models.map(({ step }) => step)]);
};
//# sourceMappingURL=inputs.store.js.map
import { inTurn, readInTurn } from "../../db/read-in-turn.js";
import { dynamicSql, Values } from "../../db/sql.js";
import { readableExperiments } from "../experiments/experiments.queries.js";
/** Hexadecimal digits of logged model l. */
export const modelHex = "encode(uuid_send(l.uuid), 'hex')";
/** Where the artifacts of logged model l are, of experiment e. */
export const modelArtifactUri = `coalesce(e.artifact_location, 'mlflow-artifacts:/' || e.number) || '/models/m-' || ${modelHex} || '/artifacts'`;
export const loggedModelColumns = `l.id, l.uuid, l.experiment, e.id as "experimentId", l.name, l.model_type as "modelType",
  l.source_run as "sourceRun", l.status, l.created_at as "createdAt", l.created_by as "createdById",
  l.updated_at as "updatedAt", l.deleted_at as "deletedAt", ${modelArtifactUri} as "artifactUri"`;
/** Logged models by id, deleted ones too, in no order; those that the caller may not read are left out. */
export const loggedModelsById = async (db, ability, ids) => {
    const values = new Values();
    const text = `select ${loggedModelColumns} from logged_model l join experiment e on e.number = l.experiment
    where l.id = any(${values.add(ids)}::text[]) and ${readableExperiments(ability, values)}`;
    return db.rows(dynamicSql(text), values.list);
};
const data = inTurn("logged_model.data", "uuid", (model) => `select row_to_json(facts) from (select
     (select json_agg(json_build_object('key', p.key, 'value', p.value) order by p.key)
        from logged_model_param p where p.model = ${model}) as params,
     (select json_agg(json_build_object('key', t.key, 'value', t.value) order by t.key)
        from logged_model_tag t where t.model = ${model}) as tags,
     (select json_agg(json_build_object('key', m.key, 'value', m.value, 'timestamp', m.timestamp::text,
        'step', m.step::text, 'run', encode(uuid_send(m.run), 'hex'), 'experiment', (select r.experiment::text from run r
         where r.uuid = m.run), 'datasetName', m.dataset_name,
        'datasetDigest', m.dataset_digest) order by m.key, m.run, m.dataset_name, m.dataset_digest)
        from latest_model_metric m where m.model = ${model}) as metrics) facts`);
/**
 * What the first of the logged models hold, by uuid: of all of them, unless that is too much for one answer. Whoever asks
 * must be allowed to read them.
 */
export const loggedModelData = async (db, uuids) => {
    const rows = await readInTurn(db, data, uuids);
    return new Map([...rows].map(([uuid, row]) => [uuid, row === null ? noLoggedModelData : heldBy(row)]));
};
const heldBy = ({ params, tags, metrics }) => ({
    params: params ?? [],
    tags: tags ?? [],
    metrics: (metrics ?? []).map((each) => ({
        ...each,
        value: Number(each.value),
        timestamp: BigInt(each.timestamp),
        step: BigInt(each.step),
        experiment: BigInt(each.experiment),
    })),
});
export const noLoggedModelData = { params: [], tags: [], metrics: [] };
//# sourceMappingURL=logged-models.queries.js.map
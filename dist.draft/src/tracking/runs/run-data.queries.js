import { hexOfUuid } from "../../db/ids.js";
import { inTurn, readInTurn } from "../../db/read-in-turn.js";
import { keysOf } from "../keys.store.js";
const data = inTurn("run.data", "uuid", (run) => `select row_to_json(facts) from (select
     (select json_agg(json_build_array(m.key, m.value, m.timestamp::text, m.step::text))
        from latest_metric m where m.run = ${run}) as metrics,
     (select json_agg(json_build_array(p.key, p.value)) from run_param p where p.run = ${run}) as params,
     (select json_agg(json_build_array(t.key, t.value)) from run_tag t where t.run = ${run}) as tags,
     (select json_agg(json_build_object('name', d.name, 'digest', d.digest, 'sourceType', d.source_type,
        'source', d.source, 'schema', d.schema, 'profile', d.profile, 'tags', i.tags) order by i.place)
        from run_dataset i join dataset d on d.id = i.dataset where i.run = ${run}) as datasets,
     (select json_agg(json_build_array(i.model, l.experiment::text) order by i.place)
        from run_model_input i join logged_model l on l.uuid = i.model where i.run = ${run}) as inputs,
     (select json_agg(json_build_array(o.model, l.experiment::text, o.step::text) order by o.place)
        from run_model_output o join logged_model l on l.uuid = o.model where o.run = ${run}) as outputs) facts`);
const byKey = (a, b) => (a.key < b.key ? -1 : 1);
/**
 * What the first of the runs hold, by uuid: of all of them, unless that is too much for one answer. Metrics, params and
 * tags by key. Whoever asks must be allowed to read the runs.
 */
export const runData = async (db, uuids, reader = db.reader) => {
    const rows = await readInTurn(reader, data, uuids);
    const numbers = [...rows.values()].flatMap((row) => [...(row?.metrics ?? []), ...(row?.params ?? []), ...(row?.tags ?? [])].map(([key]) => key));
    const name = await keysOf(db, numbers);
    return new Map([...rows].map(([uuid, row]) => [uuid, row === null ? noRunData : heldBy(row, name)]));
};
const heldBy = (row, name) => {
    const pairs = (list) => (list ?? []).map(([key, value]) => ({ key: name(key), value })).sort(byKey);
    const { metrics, params, tags, datasets, inputs, outputs } = row;
    return {
        metrics: (metrics ?? [])
            .map(([key, value, timestamp, step]) => ({
            key: name(key),
            value: Number(value),
            timestamp: BigInt(timestamp),
            step: BigInt(step),
        }))
            .sort(byKey),
        params: pairs(params),
        tags: pairs(tags),
        datasets: datasets ?? [],
        modelInputs: (inputs ?? []).map(([model, experiment]) => ({
            model: hexOfUuid(model),
            experiment: BigInt(experiment),
        })),
        modelOutputs: (outputs ?? []).map(([model, experiment, step]) => ({
            model: hexOfUuid(model),
            experiment: BigInt(experiment),
            step: BigInt(step),
        })),
    };
};
export const noRunData = {
    metrics: [],
    params: [],
    tags: [],
    datasets: [],
    modelInputs: [],
    modelOutputs: [],
};
//# sourceMappingURL=run-data.queries.js.map
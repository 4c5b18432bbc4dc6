import { sql } from "../../db/sql.js";
const insert = sql("param.insert", `insert into run_param (run, key, experiment, start_time, value)
   select $1, p.key, $2, $3, p.value from json_to_recordset($4) as p(key integer, value text) order by p.key
   on conflict do nothing`);
const different = sql("param.different", `select k.key, k.value as "storedValue", p.value
   from json_to_recordset($2) as p(key integer, value text) join run_param k on k.run = $1 and k.key = p.key
   where k.value <> p.value order by k.key limit 1`);
/**
 * Stores params, each once: the same value again changes nothing. Answers the first whose stored value is another, in
 * which case the transaction must not commit.
 */
export const storeParams = async (tx, run, params, numbers) => {
    if (params.length === 0)
        return undefined;
    const rows = JSON.stringify(params.map(({ key, value }) => ({ key: numbers.get(key), value })));
    await tx.rows(insert, [run.uuid, run.experiment, run.startTime, rows]);
    return tx.row(different, [run.uuid, rows]);
};
//# sourceMappingURL=params.store.js.map
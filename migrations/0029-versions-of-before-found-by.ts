import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";

/** Versions at a time: one may have frozen ten thousand params. */
const BATCH = 200;

/**
 * The narrow rows of versions that were there before 0028, in batches of their own transactions: nothing waits for more
 * than one batch. A version that is being frozen is waited for; what is interrupted begins again and finds its rows.
 */
export class VersionsOfBeforeFoundBy1796342400029 implements Migration {
  name = "VersionsOfBeforeFoundBy1796342400029";
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (let after: string | null = ""; after !== null; ) {
      const [row] = (await runner.query(fill, [after, BATCH])) as [{ last: string | null }];
      after = row.last;
    }
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}

const fill = `
  with batch as materialized (
    select id, params, metrics from model_version where id > $1 order by id limit $2 for share
  ), params as (
    insert into version_param (model_version_id, key, value)
      select b.id, p ->> 'key', p ->> 'value' from batch b cross join json_array_elements(b.params) p
      on conflict do nothing
  ), metrics as (
    insert into version_metric (model_version_id, key, value)
      select b.id, m ->> 'key', (m ->> 'value')::float8 from batch b cross join json_array_elements(b.metrics) m
      on conflict do nothing
  )
  select max(id) as last from batch`;

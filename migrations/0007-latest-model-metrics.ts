import type { MigrationInterface, QueryRunner } from "typeorm";
import { bounded, roles } from "./sql.js";

/**
 * The latest value of each metric of a logged model, by run and data set, as `latest_metric` is of a run: reading a model
 * must not read its whole course. `place` stands for what a row is the latest of: an index cannot hold all of it.
 */
export class LatestModelMetrics1795651200007 implements MigrationInterface {
  name = "LatestModelMetrics1795651200007";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      create table latest_model_metric (
        model uuid not null references logged_model, key text collate "C" not null, run uuid not null,
        dataset_name text collate "C" not null, dataset_digest text collate "C" not null,
        value double precision not null, step bigint not null, timestamp bigint not null,
        place uuid not null generated always as (md5(run::text || length(key) || ' ' || key || length(dataset_name) || ' '
          || dataset_name || dataset_digest)::uuid) stored,
        primary key (model, place)
      ) with (fillfactor = 80);
      insert into latest_model_metric (model, key, run, dataset_name, dataset_digest, value, step, timestamp)
        select distinct on (model, key, run, dataset_name, dataset_digest) model, key, run, dataset_name, dataset_digest,
          value, step, timestamp
        from logged_model_metric
        order by model, key, run, dataset_name, dataset_digest, step desc, timestamp desc, value desc;
      grant select, insert, update (value, step, timestamp) on latest_model_metric to ${app};`);
    await runner.query(
      bounded({
        table: "latest_model_metric",
        owner: "model",
        what: "metrics of a logged model, by run and data set",
        most: 10_000,
      }),
    );
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}

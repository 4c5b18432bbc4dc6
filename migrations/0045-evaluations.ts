import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { bounded, governed, noted, roles } from "./sql.js";

/**
 * Which versions runs evaluated. `evaluation_link`: what the tags of a run name, written by the statement that writes the
 * tag; `evaluation`: values that somebody recorded without leaving them in a run; `model_file`: what an MLmodel calls its
 * model, by the digest of its bytes. Tags that were there before give their links here; files are read by a job.
 */
export class Evaluations1796601600045 implements Migration {
  name = "Evaluations1796601600045";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(links);
    await runner.query(recorded);
    await runner.query(modelFiles);
    await runner.query(linksOfBefore);
    await runner.query(`
      create index latest_model_metric_on_data on latest_model_metric (model, key) where dataset_digest <> '';
      grant select, insert, delete on evaluation_link to ${app};
      grant select, insert on evaluation to ${app};
      grant select, insert, update (model_uuid, read_at) on model_file to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}

/** `target`: a logged model (`m-…`), the model_uuid of an MLmodel, or `churn/7`, `churn/production`, `churn@champion`. */
const links = `
  create table evaluation_link (
    run uuid not null references run, key integer not null references tracking_key,
    source text not null check (source in ('RUN_DATASETS', 'RUN_TAG')),
    target text collate "C" not null, dataset text collate "C" not null,
    primary key (run, key, target, dataset)
  );
  create index evaluation_link_target on evaluation_link (target, run desc);`;

const recorded = `
  create table evaluation (
    id text collate "C" primary key,
    model_version_id text collate "C" not null references model_version,
    dataset_name text collate "C" not null, dataset_digest text collate "C" not null,
    keys text[] not null check (cardinality(keys) between 1 and 1000),
    metrics double precision[] not null check (cardinality(metrics) = cardinality(keys)),
    run uuid references run,
    recorded_at timestamptz not null default clock_timestamp(),
    recorded_by text collate "C" not null references principal,
    behind text[] not null
  );
  create index evaluation_of_version on evaluation (model_version_id, recorded_at desc);
  ${governed("evaluation", "model_version_id")}
  ${noted("evaluation", ["id"])}
  ${bounded({ table: "evaluation", owner: "model_version_id", what: "recorded evaluations of a version", most: 10_000 })}`;

const modelFiles = `
  create table model_file (
    sha256 bytea primary key check (length(sha256) = 32), model_uuid text collate "C", read_at timestamptz
  );
  create index model_file_unread on model_file (sha256) where read_at is null;
  insert into model_file (sha256) select distinct sha256 from version_artifact where path = 'MLmodel'
    on conflict do nothing;`;

/** What no JSON reader takes is nobody's link. */
const linksOfBefore = `
  do $$
  declare
    t record;
  begin
    for t in
      select r.run, r.key, r.value from tracking_key k cross join experiment e
      join run_tag r on r.experiment = e.number and r.key = k.id
      where k.key = 'mlflow.datasets'
    loop
      begin
        insert into evaluation_link (run, key, source, target, dataset)
          select t.run, t.key, 'RUN_DATASETS', i ->> 'model', i ->> 'name'
          from json_array_elements(t.value::json) i
          where i ->> 'model' ~ '^[A-Za-z0-9-]{1,64}$' and length(i ->> 'name') between 1 and 500
          limit 100
          on conflict do nothing;
      exception when data_exception then null;
      end;
    end loop;
  end $$;`;

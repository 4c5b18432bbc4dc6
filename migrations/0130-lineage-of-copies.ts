import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { roles } from "./sql.js";

/**
 * Which version another was copied from, and which versions a run recorded values of. Copies of before are found by their source: by
 * the model that had the name when they were made. Those whose files are elsewhere have the original's source, and are not found.
 */
export class LineageOfCopies1796688000130 implements Migration {
  name = "LineageOfCopies1796688000130";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      create table version_copy (
        model_version_id text collate "C" primary key references model_version,
        copied_from text collate "C" not null references model_version
      );
      create index version_copy_from on version_copy (copied_from, model_version_id);
      create index evaluation_of_run on evaluation (run) where run is not null;
      grant select, insert on version_copy to ${app};
      insert into version_copy
        select v.id, o.id from model_version v
        cross join lateral (select regexp_match(v.source, '^models:/+([^/]+)/0*([0-9]{1,9})/*$') as part) p
        join model_name n on n.name = p.part[1] and n.valid_from <= v.created_at
          and coalesce(n.valid_to, 'infinity') > v.created_at
        join model_version o on o.registered_model_id = n.registered_model_id and o.version = p.part[2]::integer and o.id <> v.id
        where v.source like 'models:/%' and v.source !~ '^models:/+m-[0-9a-f]{32}/'
        union all
        select v.id, o.id from model_version v
        join model_version o on o.id = substring(v.source from '^mlflow-artifacts:/versions/([^/]+)/artifacts/*$') and o.id <> v.id
        where v.source like 'mlflow-artifacts:/versions/%';`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}

import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { roles } from "./sql.js";

/**
 * What versions are found by: a narrow row for each param and metric that one froze. A trigger writes them from the
 * frozen lists, also for an older release beside this one; the runtime login can only read them. `prefix` is what an
 * index can hold of a long value. Versions of before follow in 0029.
 */
export class VersionsFoundBy1796342400028 implements Migration {
  name = "VersionsFoundBy1796342400028";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      create table version_param (
        model_version_id text collate "C" not null, key text collate "C" not null, value text not null,
        prefix text collate "C" not null generated always as (left(value, 200)) stored,
        primary key (model_version_id, key)
      );
      create index version_param_search on version_param (key, prefix, model_version_id);
      create table version_metric (
        model_version_id text collate "C" not null, key text collate "C" not null, value double precision not null,
        primary key (model_version_id, key)
      );
      create index version_metric_search on version_metric (key, value, model_version_id);
      create index model_version_creator on model_version (created_by, created_at, id);
      grant select on version_param, version_metric to ${app};
      ${keep}
      create trigger model_version_is_found after insert on model_version for each row
        when (new.params::text <> '[]' or new.metrics::text <> '[]') execute function keep_version_facts();
      create trigger model_version_is_found_again after update of params, metrics on model_version for each row
        execute function keep_version_facts();`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}

const keep = `
  create function keep_version_facts() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$ begin
    if tg_op = 'UPDATE' then
      delete from public.version_param where model_version_id = new.id;
      delete from public.version_metric where model_version_id = new.id;
    end if;
    insert into public.version_param (model_version_id, key, value)
      select new.id, p ->> 'key', p ->> 'value' from json_array_elements(new.params) p on conflict do nothing;
    insert into public.version_metric (model_version_id, key, value)
      select new.id, m ->> 'key', (m ->> 'value')::float8 from json_array_elements(new.metrics) m on conflict do nothing;
    return null;
  end $$;`;

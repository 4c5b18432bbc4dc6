import { governed, roles } from "./sql.js";
/** Experiments, runs, their metrics, params, tags, data sets, logged models, artifacts; what versions freeze of them. */
export class Tracking1795478400005 {
    constructor() {
        this.name = "Tracking1795478400005";
    }
    async up(runner) {
        const { app } = await roles(runner);
        for (const statements of [
            experiments,
            runs,
            inputs,
            loggedModels,
            artifacts,
            snapshots,
            staged,
            placeSlot,
            defaultExperiment,
        ])
            await runner.query(statements);
        await runner.query(triggers);
        await runner.query(`
      grant select, insert on experiment, experiment_tag, tracking_key, run, run_metric, latest_metric, run_param,
        run_tag, dataset, run_dataset, run_model_input, run_model_output, logged_model, logged_model_param,
        logged_model_tag, logged_model_metric, blob, artifact, version_artifact to ${app};
      grant update (name, visibility, updated_at, deleted_at, deleted_by, restored_at) on experiment to ${app};
      grant update (value) on experiment_tag to ${app};
      grant update (status, end_time, deleted_at, deleted_by) on run to ${app};
      grant update (value, step, timestamp) on latest_metric to ${app};
      grant update (value) on run_tag to ${app};
      grant update (status, updated_at, deleted_at, deleted_by) on logged_model to ${app};
      grant update (value) on logged_model_tag to ${app};
      grant update (sha256, size, stored_at) on artifact to ${app};
      grant update (touched_at) on blob to ${app};
      grant delete on experiment_tag, run_tag, logged_model_tag, artifact, blob, version_artifact to ${app};
      grant update (params, metrics, datasets, artifacts, run_snapshot, snapshot, digest, holds_artifacts, staged)
        on model_version to ${app};`);
    }
    async down() {
        throw new Error("migrations are forward only");
    }
}
/**
 * \`number\` is MLflow's experiment id: eighteen random digits, so that it tells nothing of other teams' experiments.
 * `owner_id` is a team's id, or the organisation's for experiment 0.
 */
const experiments = `
  create table experiment (
    id text collate "C" primary key, number bigint not null unique check (number >= 0),
    owner_id text collate "C" not null, visibility text not null check (visibility in ('ORGANIZATION', 'TEAM')),
    name text collate "C" not null, artifact_location text,
    created_at timestamptz not null default clock_timestamp(), created_by text collate "C" not null,
    updated_at timestamptz not null default clock_timestamp(), deleted_at timestamptz, deleted_by text collate "C",
    restored_at timestamptz, unique (owner_id, name)
  );
  create index experiment_name on experiment (name);
  create index experiment_created on experiment (created_at desc, number);
  create table experiment_tag (
    experiment_id text collate "C" not null references experiment, key text collate "C" not null, value text not null,
    primary key (experiment_id, key)
  );
  create index experiment_tag_search on experiment_tag (key, left(value, 200), experiment_id);`;
/**
 * A run's \`uuid\` is both its MLflow id (32 hexadecimal digits) and, as a TypeID, its \`id\`. What is searched for
 * carries the run's experiment and start, so that one index finds, orders and pages it. \`prefix\` is what such an index
 * can hold of a long value. A run has no name column: its name is the tag mlflow.runName.
 */
const runs = `
  create table tracking_key (
    id integer generated always as identity primary key, key text collate "C" not null unique
  );
  create table run (
    uuid uuid primary key, id text collate "C" not null unique, experiment bigint not null references experiment (number),
    user_id text not null, status text not null check (status in ('RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED')),
    start_time bigint not null, end_time bigint, created_at timestamptz not null default clock_timestamp(),
    created_by text collate "C" not null, deleted_at timestamptz, deleted_by text collate "C"
  ) with (fillfactor = 90);
  create index run_newest on run (experiment, start_time desc, uuid);
  create table run_metric (
    run uuid not null, key integer not null, timestamp bigint not null, step bigint not null,
    value double precision not null, primary key (run, key, timestamp, step, value)
  );
  create table latest_metric (
    run uuid not null, key integer not null, experiment bigint not null, start_time bigint not null,
    value double precision not null, step bigint not null, timestamp bigint not null, primary key (run, key)
  ) with (fillfactor = 80);
  create index latest_metric_search on latest_metric (experiment, key, value, start_time desc, run);
  create table run_param (
    run uuid not null, key integer not null, experiment bigint not null, start_time bigint not null, value text not null,
    prefix text collate "C" not null generated always as (left(value, 200)) stored, primary key (run, key)
  );
  create index run_param_search on run_param (experiment, key, prefix, start_time desc, run);
  create table run_tag (
    run uuid not null, key integer not null, experiment bigint not null, start_time bigint not null, value text not null,
    prefix text collate "C" not null generated always as (left(value, 200)) stored, primary key (run, key)
  );
  create index run_tag_search on run_tag (experiment, key, prefix, start_time desc, run);`;
const inputs = `
  create table dataset (
    id bigint generated always as identity primary key, experiment bigint not null references experiment (number),
    name text collate "C" not null, digest text collate "C" not null, source_type text not null, source text not null,
    schema text, profile text, unique (experiment, name, digest)
  );
  create table run_dataset (
    run uuid not null references run, dataset bigint not null references dataset, tags json not null, context text,
    place bigint generated always as identity, primary key (run, dataset)
  );
  create index run_dataset_of on run_dataset (dataset, run);
  create table run_model_input (
    run uuid not null references run, model uuid not null, place bigint generated always as identity,
    primary key (run, model)
  );
  create table run_model_output (
    run uuid not null references run, model uuid not null, step bigint not null,
    place bigint generated always as identity, primary key (run, model, step)
  );
  create index run_model_output_of on run_model_output (model);`;
/** \`uuid\` is the MLflow id (\`m-\` and 32 hexadecimal digits) and, as a TypeID, \`id\`. \`source_run\` is as the client wrote it. */
const loggedModels = `
  create table logged_model (
    uuid uuid primary key, id text collate "C" not null unique, experiment bigint not null references experiment (number),
    name text collate "C" not null, model_type text not null, source_run text collate "C",
    status text not null check (status in ('PENDING', 'READY', 'UPLOAD_FAILED')),
    created_at timestamptz not null default clock_timestamp(), created_by text collate "C" not null,
    updated_at timestamptz not null default clock_timestamp(), deleted_at timestamptz, deleted_by text collate "C"
  );
  create index logged_model_newest on logged_model (experiment, created_at desc, uuid);
  create index logged_model_run on logged_model (source_run) where source_run is not null;
  create table logged_model_param (
    model uuid not null references logged_model, key text collate "C" not null, value text not null,
    primary key (model, key)
  );
  create table logged_model_tag (
    model uuid not null references logged_model, key text collate "C" not null, value text not null,
    primary key (model, key)
  );
  create table logged_model_metric (
    model uuid not null references logged_model, key text collate "C" not null, timestamp bigint not null,
    step bigint not null, value double precision not null, run uuid not null,
    dataset_name text collate "C" not null default '', dataset_digest text collate "C" not null default '',
    primary key (model, key, timestamp, step, value, run, dataset_name, dataset_digest)
  );`;
/** \`owner\` is a run's or a logged model's uuid: no two things have the same. */
const artifacts = `
  create table blob (
    sha256 bytea primary key check (length(sha256) = 32), size bigint not null check (size >= 0),
    touched_at timestamptz not null default clock_timestamp()
  );
  create index blob_touched on blob (touched_at);
  create table artifact (
    owner uuid not null, path text collate "C" not null, sha256 bytea not null references blob, size bigint not null,
    stored_at timestamptz not null default clock_timestamp(), primary key (owner, path)
  );
  create index artifact_blob on artifact (sha256);
  create table version_artifact (
    model_version_id text collate "C" not null references model_version, path text collate "C" not null,
    sha256 bytea not null references blob, size bigint not null, primary key (model_version_id, path)
  );
  create index version_artifact_blob on version_artifact (sha256);`;
/**
 * What a version froze of its run. PROVISIONAL while the run was still running: taken again once, then FINAL. NONE: the
 * version was made without a run that its author reads, or with its content given. The files of a version are those of
 * its manifest: what is final loses none and gets no other, by no statement of the service's login.
 */
const snapshots = `
  alter table model_version add column run uuid references run, add column logged_model uuid references logged_model,
    add column run_snapshot json, add column holds_artifacts boolean not null default false,
    add column artifact_root text, add column run_link text not null default '',
    add column snapshot text not null default 'NONE' check (snapshot in ('NONE', 'PROVISIONAL', 'FINAL'));
  create index model_version_updated on model_version (updated_at desc, id);
  create index model_version_newest on model_version (registered_model_id, updated_at desc, version desc)
    where deleted_at is null;
  create index model_version_of_run on model_version (run) where run is not null;
  create index model_version_of_logged_model on model_version (logged_model) where logged_model is not null;
  create index model_version_provisional on model_version (run) where snapshot = 'PROVISIONAL';
  create function refuse_thawing() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    raise exception 'the content of a version is frozen' using errcode = '42501';
  end $$;
  create trigger model_version_is_frozen before update of params, metrics, datasets, artifacts, run_snapshot, snapshot,
      digest, holds_artifacts on model_version
    for each row when (old.snapshot <> 'PROVISIONAL' or new.snapshot <> 'FINAL') execute function refuse_thawing();
  alter table model_version enable always trigger model_version_is_frozen;
  create function keep_manifest() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
  declare
    v_version text;
    v_manifest json;
  begin
    for v_version in select distinct model_version_id from touched loop
      select v.artifacts into v_manifest from public.model_version v
        where v.id = v_version and (tg_op = 'INSERT' or v.snapshot = 'PROVISIONAL');
      if v_manifest is null or (tg_op = 'INSERT' and exists (
        select t.path, encode(t.sha256, 'hex'), t.size::text from touched t where t.model_version_id = v_version
        except select f ->> 'path', f ->> 'sha256', f ->> 'size' from json_array_elements(v_manifest) f
      )) then
        raise exception 'the files of a version are those of its manifest' using errcode = '42501';
      end if;
    end loop;
    return null;
  end $$;
  create trigger version_artifact_of_manifest after insert on version_artifact referencing new table as touched
    for each statement execute function keep_manifest();
  create trigger version_artifact_is_frozen after delete on version_artifact referencing old table as touched
    for each statement execute function keep_manifest();
  alter table version_artifact enable always trigger version_artifact_of_manifest;
  alter table version_artifact enable always trigger version_artifact_is_frozen;`;
/** Which versions were never moved to a stage: the newest of them is found at once, however many have been. */
const staged = `
  alter table model_version add column staged boolean not null default false;
  alter table model_version disable trigger user;
  update model_version v set staged = true where exists (select from slot s where s.model_version_id = v.id and s.is_stage);
  alter table model_version enable trigger user;
  alter table model_version enable always trigger model_version_is_audited;
  alter table model_version enable always trigger model_version_no_truncate;
  alter table model_version enable always trigger model_version_is_frozen;
  create index model_version_unstaged on model_version (registered_model_id, version desc)
    where deleted_at is null and not staged;`;
/** MLflow's clients expect experiment 0; it comes with the service, so that no entry tells of its making. */
const defaultExperiment = `
  insert into experiment (id, number, owner_id, visibility, name, created_by)
    values ('exp_00000000000000000000000000', 0, 'org_00000000000000000000000000', 'ORGANIZATION', 'Default',
      'sys_00000000000000000000000000');`;
/** As before; a change of stage moves `updated_at` of the versions and the model, as MLflow's timestamps do. */
const placeSlot = `
  create or replace function place_slot(p_model text, p_version_id text, p_version integer, p_slot text, p_is_stage boolean,
    p_exclusive boolean, p_landing text)
  returns table (instant timestamptz, from_slot text, displaced_id text, displaced_version integer)
  language plpgsql as $$
  #variable_conflict use_column
  begin
    update registered_model m set instant = greatest(clock_timestamp(), m.instant + interval '1 microsecond'),
      updated_at = case when p_is_stage then greatest(clock_timestamp(), m.updated_at) else m.updated_at end
      where m.id = p_model returning m.instant into place_slot.instant;
    if p_is_stage then
      delete from slot s where s.model_version_id = p_version_id and s.is_stage returning s.slot into place_slot.from_slot;
      if found then
        update slot_interval i set valid_to = place_slot.instant where i.model_version_id = p_version_id
          and i.slot = place_slot.from_slot and i.valid_to is null;
      end if;
    end if;
    if p_exclusive then
      delete from slot s where s.registered_model_id = p_model and s.slot = p_slot
        returning s.model_version_id, s.version into place_slot.displaced_id, place_slot.displaced_version;
      if found then
        update slot_interval i set valid_to = place_slot.instant where i.model_version_id = place_slot.displaced_id
          and i.slot = p_slot and i.valid_to is null;
        if p_is_stage and p_landing is not null then
          insert into slot values (p_model, p_landing, place_slot.displaced_id, place_slot.displaced_version, true, false,
            place_slot.instant);
          insert into slot_interval (registered_model_id, model_version_id, version, slot, exclusive, valid_from)
            values (p_model, place_slot.displaced_id, place_slot.displaced_version, p_landing, false, place_slot.instant);
        end if;
      end if;
    end if;
    if p_slot is not null then
      insert into slot values (p_model, p_slot, p_version_id, p_version, p_is_stage, p_exclusive, place_slot.instant);
      insert into slot_interval (registered_model_id, model_version_id, version, slot, exclusive, valid_from)
        values (p_model, p_version_id, p_version, p_slot, p_exclusive, place_slot.instant);
    end if;
    if p_is_stage then
      update model_version v set updated_at = greatest(clock_timestamp(), v.updated_at),
          staged = (v.id <> p_version_id or p_slot is not null)
        where v.id in (p_version_id, place_slot.displaced_id);
    end if;
    return next;
  end $$;`;
const triggers = [
    governed("experiment", "id"),
    governed("experiment_tag", "experiment_id"),
    governed("run", "id", "insert or update of status, deleted_at or delete"),
    governed("logged_model", "id", "insert or update of status, deleted_at or delete"),
    governed("version_artifact", "model_version_id"),
].join("\n");
//# sourceMappingURL=0005-tracking.js.map
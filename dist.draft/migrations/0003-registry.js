import { governed, roles } from "./sql.js";
/** Registered models, their versions, slots with their history, tags and grants. */
export class Registry1795478400003 {
    constructor() {
        this.name = "Registry1795478400003";
    }
    async up(runner) {
        const { app } = await roles(runner);
        await runner.query(models);
        await runner.query(slots);
        await runner.query(tags);
        await runner.query(placeSlot);
        await runner.query(triggers);
        await runner.query(`
      grant select, insert on lifecycle_revision, registered_model, model_name, model_version, slot_interval,
        ownership_tag, transfer_offer, access_grant, slot, tag to ${app};
      grant update (name, team_id, visibility, description, last_version, instant, updated_at, deleted_at, deleted_by)
        on registered_model to ${app};
      grant update (valid_to) on model_name, slot_interval, ownership_tag to ${app};
      grant update (description, updated_at, deleted_at, deleted_by) on model_version to ${app};
      grant update, delete on slot, tag, access_grant, transfer_offer to ${app};`);
    }
    async down() {
        throw new Error("migrations are forward only");
    }
}
const models = `
  create table lifecycle_revision (
    revision integer primary key, organization_id text collate "C" not null, stages json not null, edges json not null,
    set_at timestamptz not null default clock_timestamp(), set_by text collate "C" not null
  );
  create table registered_model (
    id text collate "C" primary key, name text collate "C" not null, team_id text collate "C" not null references team,
    visibility text not null check (visibility in ('ORGANIZATION', 'TEAM')), description text not null default '',
    last_version integer not null default 0, instant timestamptz not null default clock_timestamp(),
    created_at timestamptz not null default clock_timestamp(), created_by text collate "C" not null references principal,
    updated_at timestamptz not null default clock_timestamp(), deleted_at timestamptz, deleted_by text collate "C"
  ) with (fillfactor = 80);
  create unique index registered_model_name on registered_model (name) where deleted_at is null;
  create index registered_model_visibility on registered_model (visibility);
  create index registered_model_team on registered_model (team_id, name);
  create index registered_model_order on registered_model (name, id);
  create index registered_model_created on registered_model (created_at, id);
  create index registered_model_updated on registered_model (updated_at, id);
  create table model_name (
    registered_model_id text collate "C" not null references registered_model, name text collate "C" not null,
    valid_from timestamptz not null, valid_to timestamptz, primary key (registered_model_id, valid_from)
  );
  create index model_name_at on model_name (name, valid_from desc);
  create table model_version (
    id text collate "C" primary key, registered_model_id text collate "C" not null references registered_model,
    version integer not null, source text not null, run_id text collate "C", description text not null default '',
    params json not null, metrics json not null, datasets json not null, artifacts json not null, digest text not null,
    created_at timestamptz not null, created_by text collate "C" not null references principal,
    authors text[] not null, updated_at timestamptz not null default clock_timestamp(),
    deleted_at timestamptz, deleted_by text collate "C", unique (registered_model_id, version)
  );
  create index model_version_live on model_version (registered_model_id, version desc) where deleted_at is null;
  create index model_version_run on model_version (run_id) where run_id is not null;
  create index model_version_created on model_version (created_at, id);`;
const slots = `
  create table slot (
    registered_model_id text collate "C" not null references registered_model, slot text collate "C" not null,
    model_version_id text collate "C" not null references model_version, version integer not null,
    is_stage boolean not null, exclusive boolean not null, since timestamptz not null,
    primary key (model_version_id, slot)
  );
  create unique index slot_exclusive on slot (registered_model_id, slot) where exclusive;
  create unique index slot_one_stage on slot (model_version_id) where is_stage;
  create index slot_holder on slot (registered_model_id, slot, version desc);
  create index slot_name on slot (slot, model_version_id);
  create table slot_interval (
    id bigint generated always as identity primary key,
    registered_model_id text collate "C" not null references registered_model,
    model_version_id text collate "C" not null references model_version, version integer not null,
    slot text collate "C" not null, exclusive boolean not null, valid_from timestamptz not null, valid_to timestamptz
  );
  create index slot_interval_at on slot_interval (registered_model_id, slot, valid_from desc);
  create index slot_interval_version on slot_interval (model_version_id, id);
  create unique index slot_interval_open on slot_interval (model_version_id, slot) where valid_to is null;`;
/**
 * Moves a slot to a version, under the model's lock: one instant ends what was and begins what is. The holder that an
 * exclusive stage displaces lands in `p_landing`. A null `p_slot` only releases the version's stage.
 */
const placeSlot = `
  create function place_slot(p_model text, p_version_id text, p_version integer, p_slot text, p_is_stage boolean,
    p_exclusive boolean, p_landing text)
  returns table (instant timestamptz, from_slot text, displaced_id text, displaced_version integer)
  language plpgsql as $$
  #variable_conflict use_column
  begin
    update registered_model m set instant = greatest(clock_timestamp(), m.instant + interval '1 microsecond')
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
    return next;
  end $$;`;
const tags = `
  create table tag (
    subject_id text collate "C" not null, key text collate "C" not null, value text not null,
    primary key (subject_id, key)
  );
  create index tag_search on tag (key, left(value, 200), subject_id);
  create table ownership_tag (
    id bigint generated always as identity primary key,
    registered_model_id text collate "C" not null references registered_model, key text collate "C" not null,
    team_id text collate "C" references team, principal_id text collate "C" references principal,
    valid_from timestamptz not null, valid_to timestamptz, set_by text collate "C" not null,
    check (num_nonnulls(team_id, principal_id) = 1)
  );
  create unique index ownership_tag_current on ownership_tag (registered_model_id, key) where valid_to is null;
  create index ownership_tag_team on ownership_tag (team_id, key) where valid_to is null;
  create index ownership_tag_principal on ownership_tag (principal_id, key) where valid_to is null;
  create table access_grant (
    registered_model_id text collate "C" not null references registered_model,
    team_id text collate "C" not null references team,
    role text not null check (role in ('VIEWER', 'CONTRIBUTOR', 'MAINTAINER')), slots text[],
    granted_by text collate "C" not null, granted_at timestamptz not null default clock_timestamp(),
    primary key (registered_model_id, team_id)
  );
  create index access_grant_team on access_grant (team_id);
  create table transfer_offer (
    registered_model_id text collate "C" primary key references registered_model,
    team_id text collate "C" not null references team, reason text not null,
    offered_by text collate "C" not null references principal,
    offered_at timestamptz not null default clock_timestamp(), expires_at timestamptz not null
  );`;
const triggers = [
    governed("lifecycle_revision", "organization_id"),
    governed("registered_model", "id"),
    governed("model_name", "registered_model_id"),
    governed("model_version", "id"),
    governed("slot", "model_version_id"),
    governed("slot_interval", "model_version_id"),
    governed("tag", "subject_id"),
    governed("ownership_tag", "registered_model_id"),
    governed("access_grant", "registered_model_id"),
    governed("transfer_offer", "registered_model_id"),
].join("\n");
//# sourceMappingURL=0003-registry.js.map
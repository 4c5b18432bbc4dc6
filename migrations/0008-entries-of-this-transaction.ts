import type { MigrationInterface, QueryRunner } from "typeorm";
import { roles } from "./sql.js";

/**
 * `audit.require_entry` no longer trusts the number that stands in an entry's `xid`: a restored log brings numbers of
 * another server, which are still to come here. An entry counts, and its link to the row's thing, if this very
 * transaction wrote the row, by what PostgreSQL itself keeps of each row's writer (`xmin`).
 */
export class EntriesOfThisTransaction1795824000008 implements MigrationInterface {
  name = "EntriesOfThisTransaction1795824000008";

  async up(runner: QueryRunner): Promise<void> {
    const { audit } = await roles(runner);
    await runner.query(`set local role ${audit}`);
    await runner.query(wroteHere);
    await runner.query("revoke all on function audit.wrote_here(xid) from public");
    await runner.query(requireEntry);
    await runner.query("reset role");
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}

/**
 * Whether a row that is seen was written by this transaction: as itself, or in a savepoint, whose number comes later and
 * is still in progress. Of what is in progress a transaction sees its own alone. `xmin` has the low 32 bits; the full
 * number of a savepoint is less than 2^31 beyond the transaction's own.
 */
const wroteHere = `
  create function audit.wrote_here(p_writer xid) returns boolean
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
  declare
    v_own constant bigint := pg_current_xact_id()::text::bigint;
    v_later constant bigint := (p_writer::text::bigint - v_own) & 4294967295;
  begin
    return v_later = 0
      or v_later < 2147483648 and pg_xact_status((v_own + v_later)::text::xid8) = 'in progress';
  end $$;`;

/**
 * The last word on "no change without its entry": an entry that this transaction wrote must say that the row's thing was
 * acted on. That it is merely mentioned (as the owning team, as a policy that applied) does not count.
 */
const requireEntry = `
  create or replace function audit.require_entry() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
  declare
    v_own constant xid8 := pg_current_xact_id();
    v_ids text[];
    v_entries bigint[];
  begin
    case tg_argv[0]
      when 'id' then
        if tg_op <> 'INSERT' then v_ids := array[old.id]; end if;
        if tg_op <> 'DELETE' then v_ids := v_ids || new.id; end if;
      when 'registered_model_id' then
        if tg_op <> 'INSERT' then v_ids := array[old.registered_model_id]; end if;
        if tg_op <> 'DELETE' then v_ids := v_ids || new.registered_model_id; end if;
      when 'model_version_id' then
        if tg_op <> 'INSERT' then v_ids := array[old.model_version_id]; end if;
        if tg_op <> 'DELETE' then v_ids := v_ids || new.model_version_id; end if;
      when 'request_id' then
        if tg_op <> 'INSERT' then v_ids := array[old.request_id]; end if;
        if tg_op <> 'DELETE' then v_ids := v_ids || new.request_id; end if;
      else
        if tg_op <> 'INSERT' then
          execute format('select array[($1).%I]', tg_argv[0]) into v_ids using old;
        end if;
        if tg_op <> 'DELETE' then
          execute format('select $2 || ($1).%I', tg_argv[0]) into v_ids using new, v_ids;
        end if;
    end case;
    select array_agg(e.id) into v_entries from audit.entry e
      where e.xid = v_own and e.outcome = 'ALLOWED' and (e.xmin = v_own::xid or audit.wrote_here(e.xmin));
    if exists (
      select from unnest(v_ids) as changed(id) where not exists (
        select from audit.subject s where s.entry_id = any(v_entries) and s.subject_id = changed.id
          and s.role not in ('owner', 'team', 'principal', 'policy')
          and (s.xmin = v_own::xid or audit.wrote_here(s.xmin)))
    ) then
      raise exception 'no audit entry for % of %.%', v_ids, tg_table_schema, tg_table_name using errcode = 'CS001';
    end if;
    return null;
  end $$;`;

import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { applyText, roles } from "./sql.js";

/**
 * A disclosure is a row, one value each, with whose it is and of which category, so that a person's can be deleted. What
 * was in `audit.pii` goes there; the release before reads it by a view of that name. Labels of principals leave the links,
 * where nothing reads them. A note of a row may lose its salt: then nobody can guess what a row said that was cleared.
 */
export class Disclosures1796601600037 implements Migration {
  name = "Disclosures1796601600037";
  narrows = {
    "audit.pii": viewOfPii,
    "audit.pii.entry_id": viewOfPii,
    "audit.pii.disclosures": viewOfPii,
  };

  async up(runner: QueryRunner): Promise<void> {
    const { app, audit } = await roles(runner);
    await runner.query(`set local role ${audit}`);
    await runner.query(table);
    await applyText(runner, ["audit.path_of"]);
    await runner.query(moved);
    await applyText(runner, ["audit.append", "audit.keep_note", "audit.erase"]);
    await runner.query(guards);
    await runner.query(`
      revoke all on function audit.path_of(text), audit.keep_note(), audit.erase(text, text[]) from public;
      grant select on audit.disclosure, audit.pii to ${app};
      grant execute on function audit.erase(text, text[]) to ${app};`);
    await runner.query("reset role");
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}

const viewOfPii = "the release before reads it as a view of the same columns, and writes by audit.append alone";

const table = `
  create table audit.disclosure (
    entry_id bigint not null, path text collate "C" not null, category text collate "C" not null,
    principal_id text collate "C" not null, disclosure text not null,
    primary key (entry_id, path), check (category in ('NAME', 'NETWORK', 'TEXT')), check (path ~ '^(/[A-Za-z0-9_]+)+$')
  );`;

const moved = `
  insert into audit.disclosure (entry_id, path, category, principal_id, disclosure)
    select p.entry_id, audit.path_of(d), case when audit.path_of(d) = '/actor/name' then 'NAME' else 'NETWORK' end, e.actor_id, d
    from audit.pii p join audit.entry e on e.id = p.entry_id cross join lateral unnest(p.disclosures) d;
  drop table audit.pii;
  create view audit.pii as
    select entry_id, array_agg(disclosure) as disclosures from audit.disclosure group by entry_id;
  alter table audit.subject disable trigger subject_is_append_only;
  update audit.subject set label = null where kind = 'principal' and label is not null;
  alter table audit.subject enable always trigger subject_is_append_only;`;

const guards = `
  create trigger disclosure_is_not_changed before update on audit.disclosure
    for each row execute function audit.refuse_change();
  alter table audit.disclosure enable always trigger disclosure_is_not_changed;
  create trigger disclosure_no_truncate before truncate on audit.disclosure
    for each statement execute function audit.refuse_change();
  alter table audit.disclosure enable always trigger disclosure_no_truncate;
  create constraint trigger disclosure_wants_entry after delete on audit.disclosure
    deferrable initially deferred for each row execute function audit.require_entry('principal_id');
  alter table audit.disclosure enable always trigger disclosure_wants_entry;
  drop trigger row_change_is_append_only on audit.row_change;
  create trigger row_change_is_append_only before update or delete on audit.row_change
    for each row execute function audit.keep_note();
  alter table audit.row_change enable always trigger row_change_is_append_only;`;

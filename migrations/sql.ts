import { readFileSync } from "node:fs";
import type { QueryRunner } from "typeorm";

/** The two roles that a migration grants to, as the provisioning told this session. */
export const roles = async (runner: QueryRunner): Promise<{ app: string; audit: string }> => {
  const [row] = (await runner.query(
    `select quote_ident(coalesce(nullif(current_setting('countersign.app_role', true), ''), current_user)) as app,
            quote_ident(coalesce(nullif(current_setting('countersign.audit_role', true), ''), current_user)) as audit`,
  )) as [{ app: string; audit: string }];
  return row;
};

/**
 * Applies SQL functions of `functions/` in this migration: those that must change together with its tables, or a service
 * that is running meanwhile works with half of them.
 */
export const applyText = async (runner: QueryRunner, names: readonly string[]): Promise<void> => {
  for (const name of names) await runner.query(readFileSync(new URL(`functions/${name}.sql`, import.meta.url), "utf8"));
};

/**
 * Refuses a commit that changed a row of `table` without an audit entry of what stands in `column`; refuses TRUNCATE,
 * which no entry could tell.
 */
export const governed = (table: string, column: string, events = "insert or update or delete"): string => `
  create constraint trigger ${table}_is_audited after ${events} on ${table}
    deferrable initially deferred for each row execute function audit.require_entry('${column}');
  alter table ${table} enable always trigger ${table}_is_audited;
  create trigger ${table}_no_truncate before truncate on ${table}
    for each statement execute function audit.refuse_truncate();
  alter table ${table} enable always trigger ${table}_no_truncate;`;

/**
 * Notes each change of a governed row for `audit.append` to seal: the row by its primary key, without columns that change
 * without an entry. On the events of the trigger that wants the entry. A column that comes later to rows that are there,
 * with a value, makes them differ from their notes: let it be null, or note the rows anew under an entry, as 0036 does.
 */
export const noted = (table: string, columns: readonly string[], leftOut: readonly string[] = []): string => `
  do $$ begin
    execute regexp_replace(
      (select pg_get_triggerdef(oid) from pg_trigger where tgname = '${table}_is_audited' and tgrelid = '${table}'::regclass),
      '^CREATE CONSTRAINT TRIGGER (\\S+)_is_audited AFTER (.*) DEFERRABLE .*$',
      'create trigger \\1_is_noted after \\2 for each row execute function audit.note_row(''{${columns.join()}}'', ''{${leftOut.join()}}'')');
  end $$;
  alter table ${table} enable always trigger ${table}_is_noted;`;

/** How much one thing may hold of what stands in a table. */
export interface Bound {
  readonly table: string;
  /** Column that says whose a row is. */
  readonly owner: string;
  /** What is held, in the words of the refusal. */
  readonly what: string;
  /** Rows. */
  readonly most: number;
  /** Bytes: what is summed over the rows `held`. */
  readonly bytes?: { readonly sum: string; readonly most: number };
  readonly join?: string;
  /** Whether rows change, too. */
  readonly changes?: boolean;
}

/**
 * Refuses a statement after which something holds more than its bound, with SQLSTATE CS002, a message for callers and
 * the owner as detail. What is beyond the bound already may shrink.
 */
export const bounded = ({ table, owner, what, most, bytes, join = "", changes = false }: Bound): string => {
  const words = `${most.toLocaleString("en-US")} ${what}`;
  const size = bytes === undefined ? words : `${words}, ${bytes.most / 2 ** 20} MiB in all`;
  const sum = bytes === undefined ? "0" : `coalesce(sum(${bytes.sum}), 0)`;
  const sparesShrinking = `if tg_op = 'UPDATE' then
        continue when (select ${sum} from touched held ${join} where held.${owner} = v_owner)
          <= (select ${sum} from before held ${join} where held.${owner} = v_owner);
      end if;`;
  const events = changes ? ["insert", "update"] : ["insert"];
  return `
  create function bound_${table}() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
  declare
    v_owner public.${table}.${owner}%type;
    v_rows bigint;
    v_bytes bigint;
  begin
    for v_owner in select distinct ${owner} from touched loop
      ${changes ? sparesShrinking : ""}
      select count(*), ${sum} into v_rows, v_bytes
        from public.${table} held ${join} where held.${owner} = v_owner;
      if (tg_op = 'INSERT' and v_rows > ${most}) or v_bytes > ${bytes?.most ?? 0} then
        raise exception 'At most ${size}; this would be ${bytes === undefined ? "%" : "% in % bytes"}.', v_rows${bytes === undefined ? "" : ", v_bytes"}
          using errcode = 'CS002', detail = v_owner::text;
      end if;
    end loop;
    return null;
  end $$;
  ${events
    .map(
      (event) => `create trigger ${table}_is_bounded_on_${event} after ${event} on ${table}
    referencing ${event === "update" ? "old table as before " : ""}new table as touched for each statement execute function bound_${table}();`,
    )
    .join("\n  ")}`;
};

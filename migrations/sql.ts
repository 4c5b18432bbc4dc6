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

import { roles } from "./sql.js";
/**
 * `audit.require_entry` no longer trusts the number in an entry's `xid`: a restored log brings numbers of another server,
 * which are still to come here. An entry counts, and its link to the row's thing, if this very transaction wrote the
 * row, by what PostgreSQL itself keeps of each row's writer (`xmin`).
 */
export class EntriesOfThisTransaction1795824000008 {
    constructor() {
        this.name = "EntriesOfThisTransaction1795824000008";
    }
    async up(runner) {
        const { audit } = await roles(runner);
        await runner.query(`set local role ${audit}`);
        await runner.query(wroteHere);
        await runner.query("revoke all on function audit.wrote_here(xid) from public");
        await runner.query("reset role");
    }
    async down() {
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
//# sourceMappingURL=0008-entries-of-this-transaction.js.map
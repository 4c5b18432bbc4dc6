import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
const folder = new URL("../../migrations/functions/", import.meta.url);
const table = "public.schema_function";
/** Every SQL function of this release, by name. */
export const livingFunctions = () => readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => {
    const text = readFileSync(new URL(file, folder), "utf8");
    return { name: file.slice(0, -".sql".length), text, digest: createHash("sha256").update(text).digest("hex") };
});
/** The functions whose text in the database is not this release's, as `schema_function` says. */
export const changedFunctions = async (client) => {
    const found = await client.query(`select to_regclass('${table}') is not null as yes`);
    if (found.rows[0]?.yes !== true)
        return livingFunctions();
    const { rows } = await client.query(`select name, digest from ${table}`);
    const stored = new Map(rows.map(({ name, digest }) => [name, digest]));
    return livingFunctions().filter(({ name, digest }) => stored.get(name) !== digest);
};
/**
 * Creates these functions anew and notes their digests, in one transaction. `audit.*` belong to the role that owns the
 * log. Only a process that knows every migration of the database may call this, so that an older release never puts an
 * old function back.
 */
export const applyFunctions = async (client, functions, auditRole) => {
    const quoted = await client.query("select quote_ident($1) as role", [auditRole]);
    await client.query("begin");
    try {
        await client.query(`create table if not exists ${table} (
      name text collate "C" primary key, digest text not null, applied_at timestamptz not null default clock_timestamp()
    )`);
        await client.query("set local search_path = public");
        for (const { name, text, digest } of functions) {
            if (name.startsWith("audit."))
                await client.query(`set local role ${quoted.rows[0]?.role}`);
            await client.query(text);
            await client.query("reset role");
            await client.query(`insert into ${table} (name, digest) values ($1, $2)
         on conflict (name) do update set digest = excluded.digest, applied_at = clock_timestamp()`, [name, digest]);
        }
        await client.query("commit");
    }
    catch (error) {
        await client.query("rollback").catch(() => undefined);
        throw error;
    }
};
//# sourceMappingURL=living-functions.js.map
import pg from "pg";
import { checkContent } from "./content.js";
import { checkDisclosures } from "./disclosures.js";
import { checkEntries } from "./entries.js";
import type { LogFinding } from "./finding.js";
import { checkRows } from "./rows.js";

/**
 * Looks through the whole log, and with `state` through every governed row, by a connection's own transaction. It trusts
 * no function of the database's own.
 */
export const lookThrough = async (client: pg.ClientBase, { state }: { state: boolean }): Promise<LogFinding[]> => {
  for (const setting of ["timezone = 'UTC'", "bytea_output = 'hex'", "statement_timeout = 0"])
    await client.query(`set local ${setting}`);
  const entries = [...(await checkEntries(client)), ...(await checkDisclosures(client))];
  return state ? [...entries, ...(await checkRows(client)), ...(await checkContent(client))] : entries;
};

/** The same as of one moment, by a login that may read; it holds up nobody. */
export const verifyLog = async (url: string, options: { state: boolean }): Promise<LogFinding[]> => {
  const client = new pg.Client({ connectionString: url, application_name: "countersign log verify" });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    return await lookThrough(client, options);
  } finally {
    await client.end();
  }
};

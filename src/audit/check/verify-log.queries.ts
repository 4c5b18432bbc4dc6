import pg from "pg";
// Reads 64-bit numbers as what they are.
import "../../db/pool.js";
import { checkDisclosures } from "./disclosures.js";
import { checkEntries } from "./entries.js";
import type { Asked, Check, LogFinding } from "./finding.js";
import { checkMerkle } from "./merkle.js";
import { checkRows } from "./rows.js";

/** What is looked at besides the log: every governed row, and what others know to look for; null: nothing. */
interface Looks {
  readonly state: readonly Check[] | null;
}

/** Looks through the whole log by a connection's own transaction. It trusts no function of the database's own. */
export const lookThrough = async (client: Asked, { state }: Looks): Promise<LogFinding[]> => {
  for (const setting of ["timezone = 'UTC'", "bytea_output = 'hex'", "statement_timeout = 0"])
    await client.query(`set local ${setting}`);
  const findings = [
    ...(await checkEntries(client)),
    ...(await checkDisclosures(client)),
    ...(await checkMerkle(client)),
  ];
  for (const check of state === null ? [] : [checkRows, ...state]) findings.push(...(await check(client)));
  return findings;
};

/** The same as of one moment, by a login that may read; it holds up nobody. */
export const verifyLog = async (url: string, options: Looks): Promise<LogFinding[]> => {
  const client = new pg.Client({ connectionString: url, application_name: "countersign log verify" });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    return await lookThrough(client, options);
  } finally {
    await client.end();
  }
};

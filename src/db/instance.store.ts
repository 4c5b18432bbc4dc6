import { randomBytes } from "node:crypto";
import { type Sql, sql } from "./sql.js";

const keep = sql("instance.keep", "insert into instance (key, value) values ($1, $2) on conflict do nothing");
const read = sql("instance.read", "select value from instance where key = $1");

/** The secret that signs cursors: made once per database, the same for every replica. */
export const cursorSecret = async (db: Sql): Promise<string> => {
  await db.rows(keep, ["cursor-secret", randomBytes(32).toString("base64url")]);
  const row = await db.row<{ value: string }>(read, ["cursor-secret"]);
  if (row === undefined) throw new Error("the cursor secret was not kept");
  return row.value;
};

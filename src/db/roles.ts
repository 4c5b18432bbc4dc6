import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import pg from "pg";

/** Names of the roles of one database. */
export interface RoleNames {
  /** Runs migrations and owns what is in schema public. */
  owner: string;
  /** What the service runs as; its rights come from the migrations' grants. */
  app: string;
  /** Owns schema audit; nobody logs in as it. */
  audit: string;
  /** What the sequencer runs as: it alone extends the log's tree. */
  sequencer: string;
}

/** Role names carry the database's name, since roles are shared by a cluster; 63 bytes are all that fit. */
export const roleNames = (database: string): RoleNames => ({
  owner: shortened(database, "_owner"),
  app: shortened(database, "_app"),
  audit: shortened(database, "_audit_owner"),
  sequencer: shortened(database, "_sequencer"),
});

const shortened = (database: string, suffix: string): string => {
  if (Buffer.byteLength(database + suffix) <= 63) return database + suffix;
  const hash = createHash("sha256").update(database).digest("hex").slice(0, 10);
  let head = database;
  while (Buffer.byteLength(`${head}_${hash}${suffix}`) > 63) head = [...head].slice(0, -1).join("");
  return `${head}_${hash}${suffix}`;
};

/** Makes what is missing of the roles and lets them into the database. Runs inside the caller's transaction. */
export const makeRoles = async (client: pg.Client, names: RoleNames): Promise<void> => {
  const { rows } = await client.query<{ rolname: string }>("select rolname from pg_roles where rolname = any($1)", [
    Object.values(names),
  ]);
  const present = new Set(rows.map((row) => row.rolname));
  const name = pg.escapeIdentifier;
  const { database } = (await client.query("select current_database() as database")).rows[0] as { database: string };
  for (const role of [names.owner, names.app, names.sequencer])
    if (!present.has(role)) await client.query(`create role ${name(role)} login`);
  if (!present.has(names.audit)) await client.query(`create role ${name(names.audit)} nologin`);
  if (!(await isMember(client, names.owner, names.audit)))
    await client.query(`grant ${name(names.audit)} to ${name(names.owner)}`);
  await client.query(`grant create, connect on database ${name(database)} to ${name(names.owner)}`);
  await client.query(`grant connect on database ${name(database)} to ${name(names.app)}, ${name(names.sequencer)}`);
  await client.query(`grant create, usage on schema public to ${name(names.owner)}`);
  await client.query(`grant usage on schema public to ${name(names.app)}`);
};

const isMember = async (client: pg.Client, member: string, role: string): Promise<boolean> => {
  const { rows } = await client.query<{ yes: boolean }>("select pg_has_role($1, $2, 'member') as yes", [member, role]);
  return rows[0]?.yes === true;
};

/** Sets a login's password by its SCRAM verifier, so that the clear text reaches no server log. */
export const setPassword = async (client: pg.Client, role: string, password: string): Promise<void> => {
  const verifier = pg.escapeLiteral(scramVerifier(password));
  await client.query(`alter role ${pg.escapeIdentifier(role)} login password ${verifier}`);
};

const scramVerifier = (password: string): string => {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, 4096, 32, "sha256");
  const key = (label: string): Buffer => createHmac("sha256", salted).update(label).digest();
  const stored = createHash("sha256").update(key("Client Key")).digest("base64");
  return `SCRAM-SHA-256$4096:${salt.toString("base64")}$${stored}:${key("Server Key").toString("base64")}`;
};

// Writes schema.sql and migrations/rights.sql from the catalogues of a migrated database: `npm run schema`. A test refuses a drift.
import { writeFileSync } from "node:fs";
import pg from "pg";
import { readLogin } from "../src/db/connection-url.js";
import { readRights, rightsSql } from "../src/db/rights.js";
import { migratedServer } from "./migrated-server.js";
import { schemaSql } from "./schema-sql.js";

const server = await migratedServer("countersign_schema");
try {
  const { ownerUrl, appRole, auditRole, sequencerUrl } = server.logins;
  const client = new pg.Client(ownerUrl);
  await client.connect();
  const roles = {
    app: appRole,
    audit: auditRole,
    owner: readLogin(ownerUrl).user ?? "",
    sequencer: readLogin(sequencerUrl ?? "").user ?? "",
  };
  writeFileSync("schema.sql", await schemaSql(client, roles));
  writeFileSync("migrations/rights.sql", rightsSql(await readRights(client, appRole)));
  await client.end();
} finally {
  await server.stop();
}

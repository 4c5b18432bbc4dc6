import pino from "pino";
import { expect, test } from "vitest";
import { migrate } from "../../src/db/migrate.js";
import { borrowDatabase } from "../../src/db/resolve-database.js";
import { query } from "../support/database.js";
import { postgresPid, startService, temporaryHome } from "../support/service.js";

const log = pino({ level: "silent" });

test("a command reaches the home's database while the service is down, and while it runs", async () => {
  const home = temporaryHome();
  const config = { home, databaseUrl: null, databaseOwnerUrl: null, readConnections: 1, writeConnections: 1 };
  const whoOwns = "select current_user as login";
  const down = await borrowDatabase(config, log);
  await migrate(down.ownerUrl, down, log);
  expect(await query(down.ownerUrl, whoOwns)).toEqual([{ login: "countersign_owner" }]);
  await down.stop();
  expect(postgresPid(home)).toBeNull();

  const service = startService({ home });
  await service.url();
  const running = await borrowDatabase(config, log);
  expect(await query(running.ownerUrl, whoOwns)).toEqual([{ login: "countersign_owner" }]);
  await running.stop();
  expect(postgresPid(home)).not.toBeNull();
});

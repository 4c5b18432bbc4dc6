import pino from "pino";
import { accessEntities } from "../../src/access/access.entities.js";
import { createSignInLink } from "../../src/access/sessions/create-sign-in-link.js";
import { systemCtx } from "../../src/access/system.js";
import { openDatabase } from "../../src/db/database.js";
import { joined } from "../../src/kinds.js";
import type { World } from "./world.js";

const quiet = pino({ level: "silent" });

/** The code of a new sign-in link, made as the service and its command line make it. */
export const signInCode = async (world: World): Promise<string> => {
  const db = await openDatabase({
    url: world.database.runtimeUrl,
    entities: accessEntities,
    kinds: joined().ids,
    readPoolSize: 1,
    writePoolSize: 1,
    timeouts: { statement: 10_000, wait: 10_000 },
    log: quiet,
    changeFeed: false,
  });
  try {
    return (await createSignInLink(systemCtx(db, quiet, "cli"), {})).code;
  } finally {
    await db.close();
  }
};

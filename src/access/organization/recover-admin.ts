import type { Logger } from "pino";
import { z } from "zod";
import { command, type Tx } from "../../acts/command.js";
import type { BaseCtx } from "../../context.js";
import type { Database } from "../../db/database.js";
import { newId } from "../../db/ids.js";
import { firstAdministrator, lockOrganization } from "../access.store.js";
import { freeAdminHandle } from "../principals/principals.store.js";
import { systemCtx } from "../system.js";
import { type Administrator, makeAdministrator, mintAdminToken } from "./make-administrator.step.js";

/**
 * A new token for the first active administrator, for whoever owns the database and has lost theirs. If every
 * administrator is gone, a new one is made: nobody's account is brought back.
 */
export const recoverAdmin = (db: Database, log: Logger): Promise<{ handle: string; secret: string }> =>
  recover(systemCtx(db, log, "cli"), {});

const recover = command("recoverAdmin", { scope: "ADMIN", input: z.object({}) }, async (_: BaseCtx, tx) => {
  await lockOrganization(tx);
  const admin = (await firstAdministrator(tx)) ?? (await makeAnother(tx));
  const secret = await mintAdminToken(tx, admin, "recovered by the owner of the database", null);
  return { handle: admin.handle, secret };
});

const makeAnother = async (tx: Tx): Promise<Administrator> => {
  const suffix = newId("usr").slice(-8);
  return makeAdministrator(tx, await freeAdminHandle(tx, suffix));
};

import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import type { BaseCtx } from "../../context.js";
import { storePackKey } from "./packs.store.js";

/**
 * Announces a key of packs in the log, once for each log; run by the service itself before the first pack that the key
 * signs. It is an act of the log's own stream.
 */
export const addPackKey = command(
  "addPackKey",
  {
    scope: null,
    input: z.strictObject({ logId: z.string(), origin: z.string(), keyid: z.string(), publicKey: z.string() }),
  },
  async (_ctx: BaseCtx, tx, { logId, origin, keyid, publicKey }) => {
    if (!(await storePackKey(tx, { logId, keyid, publicKey }))) return new Unchanged({ keyid });
    tx.audit({ stream: logId, after: { keyid, origin, publicKey } });
    return { keyid };
  },
);

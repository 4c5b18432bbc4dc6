import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import type { BaseCtx } from "../../context.js";
import { lockRequestOf } from "../request-rights.js";
import { findRequest } from "../requests.store.js";
import { reexamine } from "../void-outdated.step.js";

/** Evaluates the gates of one pending request anew; run by the service itself. */
export const evaluateGates = command(
  "evaluateGates",
  { scope: "WRITE", input: z.strictObject({ transitionRequestId: z.string() }) },
  async (ctx: BaseCtx, tx, { transitionRequestId }) => {
    const done = { transitionRequestId };
    const found = await findRequest(tx, transitionRequestId);
    const locked = found && (await lockRequestOf(tx, found.id, found.versionId));
    if (locked === undefined || locked.request.state !== "PENDING" || locked.request.expired)
      return new Unchanged(done);
    return (await reexamine(tx, ctx.db.kinds, locked.request)) ? done : new Unchanged(done);
  },
);

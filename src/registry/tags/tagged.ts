import type { Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { requireRight } from "../rights.js";
import { type LockedSubject, lockReadableSubject } from "../subject.js";

/** Locks the model or version that the id names; tagging needs `contribute`. */
export const lockTagged = async (ctx: Ctx, tx: Tx, subjectId: string): Promise<LockedSubject> => {
  const subject = await lockReadableSubject(ctx, tx, subjectId);
  requireRight(ctx, subject.model, "contribute");
  return subject;
};

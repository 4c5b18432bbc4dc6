import type { Tx } from "../../acts/command.js";
import type { Link, NewEntry } from "../../audit/entry.js";
import type { Ctx } from "../../context.js";
import { DomainError } from "../../errors.js";
import type { LockedModel } from "../registry.store.js";

/** Refuses to delete what holds an exclusive stage, or a slot that a policy guards: it must be moved out first. */
export const requireNothingHeld = async (
  ctx: Ctx,
  tx: Tx,
  model: LockedModel,
  held: readonly { slot: string; exclusive: boolean }[],
): Promise<void> => {
  const stage = held.find(({ slot, exclusive }) => exclusive && !slot.startsWith("@"));
  if (stage !== undefined) throw stillHeld(stage.slot, "an exclusive stage");
  if (held.length === 0) return;
  const guarded = await ctx.guard.guarded(
    tx,
    model,
    held.map(({ slot }) => slot),
  );
  if (guarded[0] !== undefined) throw stillHeld(guarded[0], "a slot that an approval policy guards");
};

const stillHeld = (slot: string, what: string): DomainError =>
  new DomainError("EXCLUSIVE_STAGE_HELD", `It holds ${slot}, ${what}: move it out first.`, { details: { slot } });

const LINKS_AN_ENTRY = 500;

/** One entry, or several in a row on its stream when it touches more things than one entry should list. */
export const entriesFor = (entry: NewEntry, touched: readonly Link[]): NewEntry[] => {
  const { subjects = [], ...rest } = entry;
  const parts = Math.max(1, Math.ceil(touched.length / LINKS_AN_ENTRY));
  return Array.from({ length: parts }, (_, part) => ({
    ...rest,
    ...(parts > 1 && { decision: { part: part + 1, of: parts } }),
    subjects: [...subjects, ...touched.slice(part * LINKS_AN_ENTRY, (part + 1) * LINKS_AN_ENTRY)],
  }));
};

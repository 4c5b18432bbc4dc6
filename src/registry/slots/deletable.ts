import type { Tx } from "../../acts/command.js";
import type { Link, NewEntry } from "../../audit/entry.js";
import type { Ctx } from "../../context.js";
import { DomainError } from "../../errors.js";
import type { LockedModel } from "../registry.store.js";
import type { HeldSlot } from "../slots.store.js";

/** Refuses to delete what holds an exclusive stage, or a slot that a policy guards: it must be moved out first. */
export const requireNothingHeld = async (
  ctx: Ctx,
  tx: Tx,
  model: LockedModel,
  held: readonly HeldSlot[],
): Promise<void> => {
  const stage = held.find(({ slot, exclusive }) => exclusive && !slot.startsWith("@"));
  if (stage !== undefined) throw stillHeld(model, stage, "an exclusive stage");
  if (held.length === 0) return;
  const [slot] = await ctx.guard.guarded(
    tx,
    model,
    held.map((each) => each.slot),
  );
  const guarded = held.find((each) => each.slot === slot);
  if (guarded !== undefined) throw stillHeld(model, guarded, "which an approval policy guards");
};

const stillHeld = (model: LockedModel, { slot, version }: HeldSlot, what: string): DomainError =>
  new DomainError(
    "EXCLUSIVE_STAGE_HELD",
    `Version ${version} of "${model.name}" holds ${slot}, ${what}: ${wayOut(slot)} first.`,
    { details: { slot } },
  );

/** The calls that free a version of a slot, for GraphQL and for MLflow's clients. */
const wayOut = (slot: string): string =>
  slot.startsWith("@")
    ? `give it to another version with requestTransition(to: "${slot}"), from MLflow with set_registered_model_alias(alias="${slot.slice(1)}"),`
    : `move that version out with requestTransition(to: "Archived"), from MLflow with transition_model_version_stage(stage="Archived"),`;

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

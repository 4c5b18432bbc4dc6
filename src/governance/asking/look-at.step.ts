import type { Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { forbidden, invalid } from "../../errors.js";
import { holdLifecycle } from "../../registry/lifecycle.store.js";
import { type Lifecycle, parseSlot } from "../../registry/lifecycle-rules.js";
import type { Locked } from "../../registry/registry.store.js";
import { readMove } from "../move.store.js";
import { type Move, slotsOfAsker } from "../move-rules.js";
import { mayOnSlots } from "../slot-rights.js";
import type { Ask } from "./ask.js";

/** Versions that one move sends to Archived at the most. */
const MOST_ARCHIVED = 500;

/** A move as somebody who may ask for it would have it. */
export interface Prospect {
  readonly locked: Locked;
  readonly lifecycle: Lifecycle;
  readonly move: Move;
}

/** Looks at a move of a version, its rows locked. Refuses whoever may not even ask. */
export const prospectOf = async (
  ctx: Ctx,
  tx: Tx,
  locked: Locked,
  ask: Pick<Ask, "to" | "archiving" | "emergency">,
): Promise<Prospect> => {
  const prospect = await lookAt(tx, locked, ask);
  refuseUnlessAsker(ctx, prospect.move);
  return prospect;
};

/** Looks at a move of a version, its rows locked, whoever asks. */
export const lookAt = async (
  tx: Tx,
  locked: Locked,
  { to, archiving = false, emergency = null }: Pick<Ask, "to" | "archiving" | "emergency">,
): Promise<Prospect> => {
  const lifecycle = await holdLifecycle(tx);
  const slot = parseSlot(lifecycle, to);
  const move = await readMove(tx, locked, { slot, archiving, emergency: emergency !== null });
  if (move.archives.length > MOST_ARCHIVED)
    throw invalid(
      "to",
      `more than ${MOST_ARCHIVED} other versions share ${move.slot.name}: archive some by themselves first.`,
    );
  return { locked, lifecycle, move };
};

const refuseUnlessAsker = (ctx: Ctx, move: Move): void => {
  if (mayOnSlots(ctx.access, "request", move)) return;
  const [to, from] = slotsOfAsker(move);
  const way = from === undefined ? `to ${to}` : `from ${from} to ${to}`;
  throw forbidden(
    `Moving a version of "${move.model.name}" ${way} takes CONTRIBUTOR in its team, or a grant that covers ${from === undefined ? "that slot" : "both"}.`,
  );
};

import type { Access } from "../access/ability.js";
import { type Move, slotsOfAsker } from "./move-rules.js";

/** Whether these rights cover every slot that whoever asks for the move must be allowed. */
export const mayOnSlots = (
  { ability }: Pick<Access, "ability">,
  action: "request" | "move",
  move: Pick<Move, "model" | "slot" | "from">,
): boolean =>
  slotsOfAsker(move).every((slot) =>
    ability.can(action, { type: "Slot", modelId: move.model.id, teamId: move.model.teamId, slot }),
  );

import type { Tx } from "../../acts/command.js";
import type { GuardedModel } from "../slot-guard.js";
import { countedTier, isLower } from "./tier-rules.js";
import { readTier, storeTier } from "./tiers.store.js";

/**
 * Gives a model that takes a guarded name the tier of the model that had it last, unless its own is higher, with an entry:
 * which policies guard a name follows from the tier.
 */
export const inheritTier = async (
  tx: Tx,
  model: GuardedModel & { readonly isNew: boolean },
  lastHolderId: string,
  by: string,
): Promise<void> => {
  const then = await readTier(tx, lastHolderId);
  const own = (await readTier(tx, model.id))?.tier ?? null;
  if (then === undefined || (!model.isNew && !isLower(countedTier(own), then.tier))) return;
  await storeTier(tx, model.id, then, by);
  tx.audit({
    stream: model.id,
    action: "setRiskTier",
    label: model.name,
    subjects: [{ id: model.teamId, role: "owner" }],
    before: { riskTier: own },
    after: { riskTier: then.tier },
    decision: { lastHolder: lastHolderId },
  });
};

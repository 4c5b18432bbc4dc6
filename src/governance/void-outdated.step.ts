import type { Tx } from "../acts/command.js";
import type { IdKinds } from "../db/id-kinds.js";
import { applyReady } from "./apply-transition.step.js";
import type { Cause } from "./cause.js";
import { examineRequests } from "./examine-requests.step.js";
import type { RequestRow } from "./requests.store.js";

/**
 * Voids each open request of the model whose statement has stopped being true, with an entry that names the cause, and
 * evaluates the gates of the others anew: what has passed them all and need not be signed is applied. The model's row is
 * locked. Called after every change of a slot, tag, owner or existence.
 */
export const voidOutdated = async (tx: Tx, kinds: IdKinds, modelId: string, cause: string): Promise<void> =>
  applyReady(tx, kinds, await examineRequests(tx, modelId, { kinds, event: { text: cause } }));

/** Voids every open request of the model. */
export const voidAll = async (tx: Tx, kinds: IdKinds, modelId: string, cause: string): Promise<void> => {
  await examineRequests(tx, modelId, { kinds, event: { text: cause }, ends: () => true });
};

/** Voids the open requests of the model that were opened under an earlier revision of the policy, or before it came. */
export const voidUnderPolicy = async (
  tx: Tx,
  kinds: IdKinds,
  modelId: string,
  cause: Required<Cause>,
): Promise<void> => {
  const ends = ({ policies }: { policies: readonly { id: string | null }[] }): boolean =>
    policies.some(({ id }) => id === cause.policy.id);
  await applyReady(tx, kinds, await examineRequests(tx, modelId, { kinds, event: cause, ends }));
};

/** Looks at one pending request of a model, its row locked, for what no command has told; answers whether that changed it. */
export const reexamine = async (
  tx: Tx,
  kinds: IdKinds,
  { id, modelId }: Pick<RequestRow, "id" | "modelId">,
): Promise<boolean> => {
  let changed = false;
  const noting: Tx = {
    ...tx,
    audit: (entry) => {
      changed = true;
      tx.audit(entry);
    },
  };
  const ready = await examineRequests(noting, modelId, { kinds, event: { text: "" }, only: id });
  await applyReady(noting, kinds, ready);
  return changed;
};

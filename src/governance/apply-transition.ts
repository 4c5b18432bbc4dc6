import type { Ctx } from "../context.js";
import type { Tx } from "../db/command.js";
import { LANDING_STAGE, type Slot } from "../registry/lifecycle-rules.js";
import { versionLinks } from "../registry/rights.js";
import { placeSlot } from "../registry/slots.store.js";
import type { Locked } from "./locked.store.js";
import { closeRequest } from "./requests.store.js";
import type { Statement } from "./statement.js";

/** Moves the version into the slot and closes its request, with an entry for it and one for whom it displaced. */
export const applyTransition = async (
  ctx: Ctx,
  tx: Tx,
  locked: Locked,
  { id, slot, statement }: { id: string; slot: Slot; statement: Statement },
): Promise<void> => {
  const { model, version } = locked;
  const move = await placeSlot(tx, model.id, version, slot);
  if (!(await closeRequest(tx, id, "APPLIED", null))) throw new Error(`request ${id} was not pending`);
  const label = `${model.name}/${version.version}`;
  const displaced = move.displaced;
  const displacedLink = displaced && {
    id: displaced.id,
    role: "displaced" as const,
    label: `${model.name}/${displaced.version}`,
  };
  tx.audit({
    stream: version.id,
    action: "applyTransition",
    label,
    subjects: [...versionLinks(locked.model), { id, role: "request" }, ...(displacedLink ? [displacedLink] : [])],
    before: { stage: move.from, holder: displaced?.version ?? null },
    after: { slot: slot.name, holder: version.version, since: move.instant, request: id },
    decision: { displaces: statement.displaces?.version ?? null, policies: statement.policies.map((p) => p.id) },
  });
  if (displaced && displacedLink)
    tx.audit({
      stream: displaced.id,
      action: "applyTransition",
      label: displacedLink.label,
      subjects: [...versionLinks(locked.model), { id, role: "request" }, { id: version.id, role: "subject", label }],
      before: { slot: slot.name, holder: displaced.version },
      after: { slot: slot.isStage ? LANDING_STAGE : null, displacedBy: version.version, since: move.instant },
    });
  await ctx.guard.voidUntrue(ctx, tx, model.id, `version ${version.version} took ${slot.name}`);
};

import type { Tx } from "../acts/command.js";
import type { Link } from "../audit/entry.js";
import type { Ctx } from "../context.js";
import { LANDING_STAGE, type Slot } from "../registry/lifecycle-rules.js";
import { versionLinks } from "../registry/rights.js";
import { type Holder, type Move, placeSlot } from "../registry/slots.store.js";
import type { Locked } from "./locked.store.js";
import { closeRequest } from "./requests.store.js";
import type { Statement } from "./statement.js";

interface Applying {
  readonly id: string;
  readonly slot: Slot;
  readonly statement: Statement;
}

const labelOf = ({ model }: Locked, { version }: { version: number }): string => `${model.name}/${version}`;

/** Moves the version into the slot and closes its request, with an entry for it and one for each that had to go. */
export const applyTransition = async (ctx: Ctx, tx: Tx, locked: Locked, applying: Applying): Promise<void> => {
  const { model, version } = locked;
  const { id, slot, statement } = applying;
  const move = await placeSlot(tx, model.id, version, slot);
  if (!(await closeRequest(tx, id, "APPLIED", null))) throw new Error(`request ${id} was not pending`);
  const archived = await archive(tx, locked, statement.archives ?? []);
  const { displaced } = move;
  const gone = [...(displaced === null ? [] : [{ holder: displaced, since: move.instant }]), ...archived];
  enterTold(tx, locked, applying, { move, gone });
  for (const each of gone) leaveTold(tx, locked, applying, each);
  await ctx.guard.voidUntrue(ctx, tx, model.id, `version ${version.version} took ${slot.name}`);
};

/** A version that left the slot, and when it landed. */
interface Gone {
  readonly holder: Holder;
  readonly since: string;
}

const archive = async (tx: Tx, { model }: Locked, holders: readonly Holder[]): Promise<Gone[]> => {
  const landing: Slot = { name: LANDING_STAGE, isStage: true, exclusive: false };
  const gone: Gone[] = [];
  for (const holder of holders) gone.push({ holder, since: (await placeSlot(tx, model.id, holder, landing)).instant });
  return gone;
};

const enterTold = (
  tx: Tx,
  locked: Locked,
  { id, slot, statement }: Applying,
  { move, gone }: { move: Move; gone: readonly Gone[] },
): void => {
  const { version } = locked;
  const links = gone.map(({ holder }): Link => ({ id: holder.id, role: "displaced", label: labelOf(locked, holder) }));
  tx.audit({
    stream: version.id,
    action: "applyTransition",
    label: labelOf(locked, version),
    subjects: [...versionLinks(locked.model), { id, role: "request" }, ...links],
    before: { stage: move.from, holder: move.displaced?.version ?? null },
    after: { slot: slot.name, holder: version.version, since: move.instant, request: id },
    decision: {
      displaces: statement.displaces?.version ?? null,
      ...(statement.archives !== undefined && { archives: statement.archives.map((each) => each.version) }),
      policies: statement.policies.map((policy) => policy.id),
    },
  });
};

const leaveTold = (tx: Tx, locked: Locked, { id, slot }: Applying, { holder, since }: Gone): void => {
  const { version } = locked;
  tx.audit({
    stream: holder.id,
    action: "applyTransition",
    label: labelOf(locked, holder),
    subjects: [
      ...versionLinks(locked.model),
      { id, role: "request" },
      { id: version.id, role: "subject", label: labelOf(locked, version) },
    ],
    before: { slot: slot.name, holder: holder.version },
    after: { slot: slot.isStage ? LANDING_STAGE : null, displacedBy: version.version, since },
  });
};

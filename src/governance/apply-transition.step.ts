import type { Tx } from "../acts/command.js";
import type { Link } from "../audit/entry.js";
import type { IdKinds } from "../db/id-kinds.js";
import { type Holder, LANDING_STAGE, type Slot } from "../registry/lifecycle-rules.js";
import type { Locked } from "../registry/registry.store.js";
import { versionLabel, versionLinks } from "../registry/rights.js";
import { type Placed, placeSlot } from "../registry/slots.store.js";
import { type Signer, toldSigner } from "./approval-rules.js";
import { examineRequests } from "./examine-requests.step.js";
import type { GateResult } from "./gates/gate-rules.js";
import type { Judged } from "./gates/settle-gates.step.js";
import { auditedGates } from "./gates/told-gates.js";
import type { Move } from "./move-rules.js";
import { closeRequest } from "./requests.store.js";
import { openReview } from "./reviews/open-review.step.js";
import { waiversOf } from "./waivers/waivers.queries.js";

interface Applying {
  /** The request's id. */
  readonly id: string;
  readonly move: Move;
  /** What the gates said in this transaction. */
  readonly gates: readonly GateResult[];
  /** Whose approvals were counted, with the roles that they held in this transaction. */
  readonly approvers?: readonly Signer[];
}

/** Applies requests that have passed their gates and that nobody need sign, as far as each is still pending. */
export const applyReady = async (tx: Tx, kinds: IdKinds, ready: readonly Judged[]): Promise<void> => {
  for (const { locked, request, move, gates } of ready)
    if (await closeRequest(tx, request.id, "APPLIED", null))
      await applyTransition(tx, kinds, locked, { id: request.id, move, gates });
};

/** Moves the version into the slot, as its request asks, with an entry for it and one for each that had to go. */
export const applyTransition = async (tx: Tx, kinds: IdKinds, locked: Locked, applying: Applying): Promise<void> => {
  const { model, version } = locked;
  const { move } = applying;
  const placed = await placeSlot(tx, model.id, version, move.slot);
  const archived = await archive(tx, locked, move.archives);
  const { displaced } = placed;
  const gone = [...(displaced === null ? [] : [{ holder: displaced, since: placed.instant }]), ...archived];
  recordEntering(tx, locked, { ...applying, approvers: await countedIn(tx, applying) }, { placed, gone });
  for (const each of gone) recordLeaving(tx, locked, applying, each);
  if (move.emergency) await openReview(tx, locked, applying);
  const event = { text: `version ${version.version} took ${move.slot.name}` };
  await applyReady(tx, kinds, await examineRequests(tx, model.id, { kinds, event }));
};

/** Whose approvals and waivers the move was judged by, each once, with the roles that they hold in this transaction. */
const countedIn = async (tx: Tx, { id, gates, approvers = [] }: Applying): Promise<Signer[]> => {
  const waivers = gates.some(({ verdict }) => verdict === "WAIVED") ? await waiversOf(tx, id) : [];
  return [...new Map([...approvers, ...waivers].map((signer) => [signer.id, signer])).values()];
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

const recordEntering = (
  tx: Tx,
  { model, version }: Locked,
  { id, move, gates, approvers = [] }: Applying,
  { placed, gone }: { placed: Placed; gone: readonly Gone[] },
): void => {
  const { slot, archives, policies } = move;
  const links = gone.map(
    ({ holder }): Link => ({ id: holder.id, role: "displaced", label: versionLabel(model, holder) }),
  );
  tx.audit({
    stream: version.id,
    action: "applyTransition",
    label: versionLabel(model, version),
    subjects: [...versionLinks(model), { id, role: "request" }, ...links],
    before: { stage: placed.from, holder: placed.displaced?.version ?? null },
    after: { slot: slot.name, holder: version.version, since: placed.instant, request: id },
    decision: {
      displaces: move.holder?.version ?? null,
      ...(archives.length > 0 && { archives: archives.map((each) => each.version) }),
      policies: policies.map((policy) => policy.id),
      ...auditedGates(gates),
      ...(approvers.length > 0 && { signers: approvers.map(toldSigner) }),
    },
  });
};

const recordLeaving = (tx: Tx, { model, version }: Locked, { id, move }: Applying, { holder, since }: Gone): void => {
  const { slot } = move;
  tx.audit({
    stream: holder.id,
    action: "applyTransition",
    label: versionLabel(model, holder),
    subjects: [
      ...versionLinks(model),
      { id, role: "request" },
      { id: version.id, role: "subject", label: versionLabel(model, version) },
    ],
    before: { slot: slot.name, holder: holder.version },
    after: { slot: slot.isStage ? LANDING_STAGE : null, displacedBy: version.version, since },
  });
};

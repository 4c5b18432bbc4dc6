import { peopleBehind } from "../access/caller.js";
import { type Tx, Unchanged } from "../acts/command.js";
import type { Ctx } from "../context.js";
import { newId } from "../db/ids.js";
import { DomainError, forbidden, invalid } from "../errors.js";
import { freezeModelVersion } from "../registry/frozen/freeze-model-version.step.js";
import { lifecycleFor } from "../registry/lifecycle.store.js";
import { allowsMove, type Lifecycle, NO_STAGE, nextStages, parseSlot, type Slot } from "../registry/lifecycle-rules.js";
import { versionLinks } from "../registry/rights.js";
import { holderOf } from "../registry/slots.store.js";
import { applyTransition } from "./apply-transition.js";
import type { HeldPolicy, Parties } from "./approval-rules.js";
import { closeWithEntry } from "./close-request.js";
import { policyLinks } from "./links.js";
import type { Locked } from "./locked.store.js";
import { heldPolicy, type PolicyRow, policiesApplying } from "./policies.store.js";
import { latestRequestFor, openRequestFor, storeRequest } from "./requests.store.js";
import { type Statement, sealStatement } from "./statement.js";
import { type Situation, situationOf, slotsTouched, statementNow } from "./truth.store.js";

/** Hours that a request without a policy stays open. */
const DEFAULT_EXPIRY_HOURS = 168;

/** Versions that one move sends to Archived at the most. */
const MOST_ARCHIVED = 500;

export interface Ask {
  readonly to: string;
  readonly reason: string;
  readonly ticketUrl: string | null;
  readonly expectedHolder: number | null;
  /** Whether the other versions in a shared stage are to go to Archived. */
  readonly archiving?: boolean;
  /** Whether a program asks, which will ask again: what people have decided against is then not asked anew. */
  readonly repeating?: boolean;
}

export interface Asked {
  readonly transitionRequestId: string;
  readonly modelVersionId: string;
  /** Whether the version is in the slot now. */
  readonly applied: boolean;
}

/** A move as it would be, by someone who may ask for it. */
export interface Prospect {
  readonly lifecycle: Lifecycle;
  readonly slot: Slot;
  readonly situation: Situation;
  /** The slots that the caller's rights must cover. */
  readonly own: readonly string[];
}

/** Looks at a move of a version, its rows locked. Refuses whoever may not even ask. */
export const prospectOf = async (
  ctx: Ctx,
  tx: Tx,
  locked: Locked,
  { to, archiving }: Pick<Ask, "to" | "archiving">,
): Promise<Prospect> => {
  const lifecycle = await lifecycleFor(tx);
  const slot = parseSlot(lifecycle, to);
  const situation = await situationOf(tx, locked, slot, archiving === true);
  const own = [slot.name, ...(situation.from === null || situation.from === NO_STAGE ? [] : [situation.from])];
  refuseUnlessAsker(ctx, locked.model, own);
  if (situation.archives.length > MOST_ARCHIVED)
    throw invalid(
      "to",
      `more than ${MOST_ARCHIVED} other versions share ${slot.name}: archive some by themselves first.`,
    );
  return { lifecycle, slot, situation, own };
};

/** Whether the version is where the move would bring it. */
export const isThere = ({ slot, situation }: Prospect, versionId: string): boolean =>
  situation.from === slot.name || situation.holder?.id === versionId;

/**
 * Asks for a version to enter a slot, its rows locked: applied at once where no policy guards and the caller may move,
 * else left pending. An open request of the same version for the same slot is the answer.
 */
export const askTransition = async (ctx: Ctx, tx: Tx, locked: Locked, ask: Ask): Promise<Asked | Unchanged<Asked>> =>
  askFor(ctx, tx, locked, { prospect: await prospectOf(ctx, tx, locked, ask), ask });

/** As `askTransition`, of a move that has been looked at. */
export const askFor = async (
  ctx: Ctx,
  tx: Tx,
  locked: Locked,
  { prospect, ask }: { prospect: Prospect; ask: Ask },
): Promise<Asked | Unchanged<Asked>> => {
  const { model, version } = locked;
  const { slot, situation, own } = prospect;
  await checkHolder(tx, model.id, slot, ask.expectedHolder);
  const rows = await policiesApplying(tx, model, slotsTouched(slot, situation, version.id));
  const direct = rows.length === 0 && may(ctx, "move", model, own);
  const open = await openRequestFor(tx, version.id, slot.name);
  if (open !== undefined && !open.expired && !direct)
    return new Unchanged({ transitionRequestId: open.id, modelVersionId: version.id, applied: false });
  checkMove(prospect, version.id);
  if (open?.expired) await closeWithEntry(tx, locked, open, "EXPIRED", "its time has passed");
  else if (open !== undefined)
    await closeWithEntry(tx, locked, open, "VOIDED", `${ctx.principal.handle} made the move`);
  if (ask.repeating === true && !direct) await refuseDecided(tx, locked, slot);
  const policies =
    rows.length === 0 ? [contributorsRule(model.teamId)] : rows.map((row) => heldPolicy(row, model.teamId));
  const settled = await settle(ctx, tx, locked);
  const statement = await statementNow(tx, settled, slot, situation, policies);
  const id = await openRequest(ctx, tx, settled, { ask, statement, policies, rows });
  if (direct) await applyTransition(ctx, tx, settled, { id, slot, statement });
  return { transitionRequestId: id, modelVersionId: version.id, applied: direct };
};

/** A job that runs every night must not ask again what people have decided. */
const refuseDecided = async (tx: Tx, { model, version }: Locked, slot: Slot): Promise<void> => {
  const last = await latestRequestFor(tx, version.id, slot.name);
  if (last?.state !== "REJECTED" && last?.state !== "WITHDRAWN") return;
  const cause = last.cause === null ? "" : ` (${last.cause})`;
  throw new DomainError(
    "APPROVAL_REQUIRED",
    `Moving version ${version.version} of '${model.name}' to ${slot.name} was ${last.state.toLowerCase()} in request ${last.id}${cause}. It is not asked again by itself: call the GraphQL mutation requestTransition to ask anew.`,
    { details: { slot: slot.name, wire: { approval_request_id: last.id } } },
  );
};

/** What is signed must not change any more: a snapshot of a run that goes on is taken now, for good. */
const settle = async (ctx: Ctx, tx: Tx, locked: Locked): Promise<Locked> => {
  const { model, version } = locked;
  if (version.snapshot !== "PROVISIONAL") return locked;
  return { model, version: { ...version, digest: await freezeModelVersion(ctx, tx, version.id), snapshot: "FINAL" } };
};

/** Without a policy a contributor's request waits for one maintainer of the model's team. */
const contributorsRule = (teamId: string): HeldPolicy => ({
  id: null,
  name: "contributors ask, a maintainer approves",
  revision: 0,
  digest: null,
  requirements: [{ role: "MAINTAINER", teamId, count: 1 }],
  separationOfDuties: ["REQUESTER"],
  boundTags: [],
});

const may = (ctx: Ctx, action: "request" | "move", model: Locked["model"], slots: readonly string[]): boolean =>
  slots.every((slot) =>
    ctx.access.ability.can(action, { type: "Slot", modelId: model.id, teamId: model.teamId, slot }),
  );

/** `slots` are the one to enter and, where there is one, the one to leave. */
const refuseUnlessAsker = (ctx: Ctx, model: Locked["model"], slots: readonly string[]): void => {
  if (may(ctx, "request", model, slots)) return;
  const [to, from] = slots;
  const move = from === undefined ? `to ${to}` : `from ${from} to ${to}`;
  throw forbidden(
    `Moving a version of "${model.name}" ${move} takes CONTRIBUTOR in its team, or a grant that covers ${from === undefined ? "that slot" : "both"}.`,
  );
};

const checkHolder = async (tx: Tx, modelId: string, slot: Slot, expected: number | null): Promise<void> => {
  if (expected === null) return;
  if (!slot.exclusive)
    throw invalid("expectedHolder", `${slot.name} is not exclusive: it has no single holder to expect.`);
  const holder = await holderOf(tx, modelId, slot.name);
  const current = holder?.version ?? 0;
  if (current !== expected)
    throw new DomainError(
      "HOLDER_CHANGED",
      `${slot.name} is held by ${current === 0 ? "no version" : `version ${current}`}, not by ${expected === 0 ? "none" : `version ${expected}`}: look again, then ask again.`,
      { path: ["input", "expectedHolder"], details: { currentHolder: current } },
    );
};

const checkMove = (prospect: Prospect, versionId: string): void => {
  const { lifecycle, slot, situation } = prospect;
  if (isThere(prospect, versionId))
    throw new DomainError("ALREADY_IN_SLOT", `The version holds ${slot.name} already.`, { path: ["input", "to"] });
  const { from } = situation;
  if (from === null || allowsMove(lifecycle, from, slot.name)) return;
  const allowed = nextStages(lifecycle, from).map(({ name }) => name);
  throw new DomainError(
    "TRANSITION_NOT_ALLOWED",
    `The lifecycle has no edge from ${from} to ${slot.name}. From ${from} a version may go to ${allowed.length === 0 ? "no other stage" : allowed.join(", ")}.`,
    { path: ["input", "to"] },
  );
};

interface Opening {
  readonly ask: Ask;
  readonly statement: Statement;
  readonly policies: readonly HeldPolicy[];
  readonly rows: readonly PolicyRow[];
}

const openRequest = async (ctx: Ctx, tx: Tx, locked: Locked, opening: Opening): Promise<string> => {
  const { ask, statement, policies, rows } = opening;
  const { model, version } = locked;
  const id = newId("req");
  const sealed = sealStatement(statement);
  const parties: Parties = { requesters: peopleBehind(ctx), authors: version.authors };
  const hours = rows.length === 0 ? DEFAULT_EXPIRY_HOURS : Math.min(...rows.map((row) => row.expiresAfterHours));
  const expiresAt = await storeRequest(tx, {
    id,
    statement,
    text: sealed.text,
    digest: sealed.digest,
    reason: ask.reason,
    ticketUrl: ask.ticketUrl,
    requestedBy: ctx.principal.id,
    parties,
    policies,
    expiresAfterHours: hours,
  });
  tx.audit({
    stream: version.id,
    label: `${model.name}/${version.version}`,
    subjects: [...versionLinks(locked.model), { id, role: "request" }, ...policyLinks(policies)],
    before: { [statement.to]: statement.displaces?.version ?? null, stage: statement.from },
    after: { request: id, to: statement.to, state: "PENDING", contentDigest: sealed.digest, expiresAt },
    reason: ask.reason,
    decision: {
      policies: rows.map((row) => ({ id: row.id, name: row.name, revision: row.revision, digest: row.digest })),
      ticket: ask.ticketUrl,
    },
  });
  return id;
};

import { isDeepStrictEqual } from "node:util";
import { type Tx, Unchanged } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { DomainError } from "../../errors.js";
import type { Locked } from "../../registry/registry.store.js";
import { closeWithEntry } from "../close-request.step.js";
import type { Move } from "../move-rules.js";
import { latestRequestFor, openRequestFor, type RequestRow } from "../requests.store.js";
import type { Ask, Asked } from "./ask.js";

/** The request that had been opened for the version and the slot, when the move is asked for again. */
export interface Earlier {
  readonly row: RequestRow;
  /** OVERTAKEN: it is an ordinary one, and an emergency asks. */
  readonly standing: "OPEN" | "EXPIRED" | "OVERTAKEN";
}

/** Reads it, and what it is beside a new one; null where there is none. */
export const earlierRequest = async (tx: Tx, { version, slot, emergency }: Move): Promise<Earlier | null> => {
  const row = await openRequestFor(tx, version.id, slot.name);
  if (row === undefined) return null;
  const isOvertaken = emergency && row.emergency === null;
  return { row, standing: row.expired ? "EXPIRED" : isOvertaken ? "OVERTAKEN" : "OPEN" };
};

/** The open request is the answer to the same person in the same words, and to programs; to others REQUEST_OPEN names it. */
export const answerOpen = (ctx: Ctx, move: Move, { row }: Earlier, ask: Ask): Unchanged<Asked> => {
  if (ask.repeating !== true) refuseOtherWords(ctx, move, row, ask);
  return new Unchanged({ transitionRequestId: row.id, modelVersionId: move.version.id, applied: false });
};

/** Ends it, with an entry that says why: another takes its place, or the move is made. */
export const closeEarlier = async (ctx: Ctx, tx: Tx, locked: Locked, { row, standing }: Earlier): Promise<void> => {
  const { handle } = ctx.principal;
  if (standing === "EXPIRED") return closeWithEntry(tx, locked, row, "EXPIRED", { text: "its time has passed" });
  const text = standing === "OVERTAKEN" ? `${handle} asked for the move in an emergency` : `${handle} made the move`;
  return closeWithEntry(tx, locked, row, "VOIDED", { text });
};

/** What somebody else asks, or why and on what terms, must not be dropped in silence. */
const refuseOtherWords = (ctx: Ctx, { model, version, slot }: Move, open: RequestRow, ask: Ask): void => {
  const { reason, ticketUrl, expectedHolder, waivers = [], emergency = null } = ask;
  const mine = open.requestedBy === ctx.principal.id;
  const same =
    open.reason === reason &&
    open.ticketUrl === ticketUrl &&
    open.expectedHolder === expectedHolder &&
    isDeepStrictEqual([open.waivers, open.emergency], [waivers, emergency]);
  if (mine && same) return;
  const how = mine
    ? "you asked for it in other words (reason, ticketUrl, expectedHolder, waivers, emergency)"
    : "somebody else asked for it";
  throw new DomainError(
    "REQUEST_OPEN",
    `Request ${open.id} to move version ${version.version} of "${model.name}" to ${slot.name} is open, and ${how}. Have it signed; or withdraw it (withdrawTransition) and ask anew.`,
    { path: ["input", "to"], details: { transitionRequestId: open.id } },
  );
};

/** A job that runs every night must not ask again what people have decided. */
export const refuseDecided = async (tx: Tx, { model, version, slot }: Move): Promise<void> => {
  const last = await latestRequestFor(tx, version.id, slot.name);
  if (last?.state !== "REJECTED" && last?.state !== "WITHDRAWN") return;
  const cause = last.cause === null ? "" : ` (${last.cause})`;
  throw new DomainError(
    "APPROVAL_REQUIRED",
    `Moving version ${version.version} of '${model.name}' to ${slot.name} was ${last.state.toLowerCase()} in request ${last.id}${cause}. It is not asked again by itself: call the GraphQL mutation requestTransition to ask anew.`,
    { details: { slot: slot.name, transitionRequestId: last.id } },
  );
};

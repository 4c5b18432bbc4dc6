import { ageOf, authOf } from "../access/principal.js";
import { CommittedRefusal, type Tx } from "../acts/command.js";
import type { Ctx } from "../context.js";
import { newId } from "../db/ids.js";
import { DomainError } from "../errors.js";
import { lifecycleFor } from "../registry/lifecycle.store.js";
import { type Lifecycle, parseSlot } from "../registry/lifecycle-rules.js";
import { versionLabel, versionLinks } from "../registry/rights.js";
import { judgeSigner, type Parties, type Signer } from "./approval-rules.js";
import { closeWithEntry } from "./close-request.step.js";
import { type Move, voidedBy } from "./move-rules.js";
import { type LockedRequest, lockReadableRequest } from "./request-rights.js";
import { approversOf } from "./requests.queries.js";
import { storeDecision } from "./requests.store.js";
import { moveNow } from "./void-outdated.step.js";

/** A pending request with everything locked, and true at this instant. */
export interface LiveRequest extends LockedRequest {
  readonly lifecycle: Lifecycle;
  readonly move: Move;
  readonly parties: Parties;
}

/** The request if it is still pending and true; else it is closed, which commits, and the caller is told why. */
export const liveRequest = async (ctx: Ctx, tx: Tx, id: string): Promise<LiveRequest | CommittedRefusal> => {
  const seen = await lockReadableRequest(ctx, tx, id);
  const { request, version } = seen;
  if (request.state !== "PENDING")
    throw new DomainError("REQUEST_CLOSED", `The request is ${request.state}; only a pending one can be decided.`);
  if (request.expired) {
    await closeWithEntry(tx, seen, request, "EXPIRED", "its time has passed");
    return new CommittedRefusal(new DomainError("REQUEST_CLOSED", "The request has expired; ask again."));
  }
  const lifecycle = await lifecycleFor(tx);
  const now = await moveNow(tx, seen, request, parseSlot(lifecycle, request.slot));
  if ("cause" in now) {
    await closeWithEntry(tx, seen, request, "VOIDED", now.cause);
    return new CommittedRefusal(voidedBy(now.cause));
  }
  const parties: Parties = { requesters: request.requestedFor, authors: version.authors };
  return { ...seen, lifecycle, move: now.move, parties };
};

export interface Verdict {
  readonly verdict: "APPROVE" | "REJECT";
  readonly meaning: string;
  readonly comment: string | null;
}

/** Records one decision of the caller, if it could fill a place; returns the decision's id and the signer. */
export const recordDecision = async (
  ctx: Ctx,
  tx: Tx,
  live: LiveRequest,
  { verdict, meaning, comment }: Verdict,
): Promise<{ id: string; approvers: readonly Signer[] }> => {
  const { request, parties, model, version } = live;
  const { principal, credential, access } = ctx;
  const signer: Signer = { id: principal.id, kind: principal.kind, roles: access.roles, mintedBy: credential.mintedBy };
  const others = (await approversOf(tx, request.id)).filter(({ id }) => id !== principal.id);
  const judged = judgeSigner(request.policies, parties, signer, others);
  if ("refusal" in judged) throw judged.refusal;
  const id = newId("dec");
  const age = ageOf(credential);
  await storeDecision(tx, {
    id,
    requestId: request.id,
    principalId: principal.id,
    verdict,
    printedName: principal.displayName,
    role: judged.role,
    meaning,
    comment,
    contentDigest: request.contentDigest,
    authMethod: credential.method,
    authAgeSeconds: age,
    credentialId: credential.id,
    mintedBy: credential.mintedBy,
    invitedBy: credential.invitedBy,
  });
  tx.audit({
    stream: version.id,
    label: versionLabel(model, version),
    subjects: [...versionLinks(live.model), { id: request.id, role: "request" }],
    before: { request: request.id, state: "PENDING", displaces: request.statement.displaces?.version ?? null },
    after: {
      request: request.id,
      state: verdict === "REJECT" ? "REJECTED" : "PENDING",
      decision: id,
      verdict,
      role: judged.role,
      meaning,
      contentDigest: request.contentDigest,
    },
    reason: comment,
    decision: {
      auth: {
        ...authOf(credential),
        ageSeconds: age,
        ...(credential.invitedBy !== null && { invitedBy: credential.invitedBy }),
      },
    },
  });
  return { id, approvers: [...others, signer] };
};

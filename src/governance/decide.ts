import { CommittedRefusal, type Tx } from "../acts/command.js";
import type { Ctx } from "../context.js";
import { newId } from "../db/ids.js";
import { DomainError, notFound } from "../errors.js";
import { lifecycleFor } from "../registry/lifecycle.store.js";
import { parseSlot, type Slot } from "../registry/lifecycle-rules.js";
import { versionLinks } from "../registry/rights.js";
import { judgeSigner, type Parties, type Signer } from "./approval-rules.js";
import { closeWithEntry } from "./close-request.js";
import { type Locked, lockSubjects } from "./locked.store.js";
import { approversOf, readableRequest } from "./requests.queries.js";
import { lockRequest, type RequestRow, storeDecision } from "./requests.store.js";
import type { Statement } from "./statement.js";
import { stateNow } from "./void-transition.js";

/** A pending request with everything locked, and true at this instant. */
export interface LiveRequest extends Locked {
  readonly request: RequestRow;
  readonly slot: Slot;
  readonly statement: Statement;
  readonly parties: Parties;
}

/** Finds and locks a request that the caller can see, with its model and version. */
export const lockVisibleRequest = async (ctx: Ctx, tx: Tx, id: string): Promise<Locked & { request: RequestRow }> => {
  const seen = await readableRequest(tx, ctx.access.ability, id);
  const locked = seen && (await lockSubjects(tx, seen.versionId));
  const request = locked && (await lockRequest(tx, id));
  if (!locked || !request) throw notFound("transition request");
  const { model, version } = locked;
  tx.target(
    { id: version.id, role: "target", label: `${model.name}/${version.version}` },
    { id: model.teamId, role: "owner", label: model.teamSlug },
    { id: request.id, role: "request" },
  );
  return { ...locked, request };
};

/** The request if it is still pending and true; else it is closed, which commits, and the caller is told why. */
export const liveRequest = async (ctx: Ctx, tx: Tx, id: string): Promise<LiveRequest | CommittedRefusal> => {
  const seen = await lockVisibleRequest(ctx, tx, id);
  const { request, version } = seen;
  if (request.state !== "PENDING")
    throw new DomainError("REQUEST_CLOSED", `The request is ${request.state}; only a pending one can be decided.`);
  if (request.expired) {
    await closeWithEntry(tx, seen, request, "EXPIRED", "its time has passed");
    return new CommittedRefusal(new DomainError("REQUEST_CLOSED", "The request has expired; ask again."));
  }
  const slot = parseSlot(await lifecycleFor(tx), request.slot);
  const now = await stateNow(tx, seen, request, slot);
  if ("cause" in now) {
    await closeWithEntry(tx, seen, request, "VOIDED", now.cause);
    return new CommittedRefusal(new DomainError("REQUEST_VOIDED", `The request is void: ${now.cause}.`));
  }
  const parties: Parties = { requesters: request.requestedFor, authors: version.authors };
  return { ...seen, slot, statement: now.statement, parties };
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
  const age = credential.issuedAt === null ? null : Math.max(0, Math.floor(Date.now() / 1_000 - credential.issuedAt));
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
    label: `${model.name}/${version.version}`,
    subjects: [...versionLinks(live.model), { id: request.id, role: "request" }],
    before: { request: request.id, state: "PENDING", displaces: live.statement.displaces?.version ?? null },
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
        method: credential.method,
        ageSeconds: age,
        credential: credential.id,
        mintedBy: [...credential.mintedBy],
        ...(credential.invitedBy !== null && { invitedBy: credential.invitedBy }),
      },
    },
  });
  return { id, approvers: [...others, signer] };
};

import { ageOf, authOf } from "../access/principal.js";
import type { TeamRole } from "../access/roles.js";
import { CommittedRefusal, type Tx } from "../acts/command.js";
import type { Link } from "../audit/entry.js";
import type { Ctx } from "../context.js";
import { newId } from "../db/ids.js";
import { DomainError } from "../errors.js";
import { holdLifecycle } from "../registry/lifecycle.store.js";
import { type Lifecycle, parseSlot } from "../registry/lifecycle-rules.js";
import { versionLabel, versionLinks } from "../registry/rights.js";
import { applyReady } from "./apply-transition.step.js";
import { type Parties, type Signer, toldSigner } from "./approval-rules.js";
import { closeWithEntry } from "./close-request.step.js";
import { isReady, type MoveNow, moveNow } from "./examine-requests.step.js";
import { type Judged, settleGates } from "./gates/settle-gates.step.js";
import { gatesPending } from "./gates/told-gates.js";
import { sameHands } from "./hands-rules.js";
import { voidedBy } from "./move-rules.js";
import { holdPolicies } from "./policies/policies.store.js";
import { type LockedRequest, lockReadableRequest } from "./request-rights.js";
import { approversOf } from "./requests/decisions.queries.js";
import { type LatestDecision, latestDecisionOf, type RequestRow, storeDecision, type Vote } from "./requests.store.js";
import type { ReviewState } from "./reviews/reviews.store.js";
import { judgeSigner } from "./signer-rules.js";
import { type GivenSignature, proveSignature } from "./signing/prove-signature.step.js";
import type { GivenWaiver } from "./waivers/waiver-rules.js";
import { waiversIn } from "./waivers/waivers.queries.js";

/** A pending request with everything locked, and true at this instant. */
export interface LiveRequest extends LockedRequest, MoveNow {
  readonly lifecycle: Lifecycle;
  readonly parties: Parties;
}

/** A decision that the caller has given in these very words, with the same hands in the credential. */
interface Repeated {
  readonly decisionId: string;
}

/**
 * The request if it is still pending and true; else it is closed, which commits, and the caller is told why. A decision
 * that is repeated word for word is the one that was given, whatever has become of the request.
 */
export const liveRequest = async (
  ctx: Ctx,
  tx: Tx,
  id: string,
  verdict: Verdict,
): Promise<LiveRequest | Repeated | CommittedRefusal> => {
  const seen = await lockReadableRequest(ctx, tx, id);
  const { request } = seen;
  const latest = await latestDecisionOf(tx, request.id, ctx.principal.id);
  if (latest !== undefined && isRepeated(ctx, request, latest, verdict)) return { decisionId: latest.id };
  const now = await trueRequest(ctx, tx, seen);
  if (now instanceof CommittedRefusal || request.phase === "SIGNATURES") return now;
  const [settled] = await settleGates(tx, [{ ...now, locked: seen }]);
  if (settled === undefined) throw gatesPending(now.move, now.gates, request.id);
  return settledMeanwhile(ctx, tx, settled);
};

/** The request, pending in whichever phase, and true at this instant; else it is closed, which commits. */
export const trueRequest = async (ctx: Ctx, tx: Tx, seen: LockedRequest): Promise<LiveRequest | CommittedRefusal> => {
  const { request, version } = seen;
  if (request.state !== "PENDING")
    throw new DomainError("REQUEST_CLOSED", `The request is ${request.state}; only a pending one can be decided.`);
  if (request.expired) {
    await closeWithEntry(tx, seen, request, "EXPIRED", { text: "its time has passed" });
    return new CommittedRefusal(new DomainError("REQUEST_CLOSED", "The request has expired; ask again."));
  }
  const lifecycle = await holdLifecycle(tx);
  await holdPolicies(
    tx,
    request.policies.flatMap(({ id: policyId }) => (policyId === null ? [] : [policyId])),
  );
  const now = await moveNow(tx, seen, request, {
    slot: parseSlot(lifecycle, request.slot),
    kinds: ctx.db.kinds,
  });
  if ("cause" in now) {
    await closeWithEntry(tx, seen, request, "VOIDED", now.cause);
    return new CommittedRefusal(voidedBy(now.cause));
  }
  const waivers = await waiversIn(tx, request);
  const parties: Parties = { requesters: request.requestedFor, authors: version.authors, waivers };
  return { ...seen, lifecycle, ...now, parties };
};

/**
 * What whoever decides is told of a request whose gates say something else than when it was sealed: it is sealed anew, and
 * applied if they have passed and nobody need sign it, which commits.
 */
export const settledMeanwhile = async (ctx: Ctx, tx: Tx, settled: Judged): Promise<CommittedRefusal> => {
  const { request, move, gates } = settled;
  if (request.phase === "GATES") return new CommittedRefusal(gatesPending(move, gates, request.id));
  const { kinds } = ctx.db;
  if (await isReady(tx, kinds, settled)) {
    await applyReady(tx, kinds, [settled]);
    return new CommittedRefusal(
      new DomainError("REQUEST_CLOSED", "The gates have passed just now, and the move is made: nobody need sign it."),
    );
  }
  return new CommittedRefusal(
    new DomainError(
      "CONTENT_CHANGED",
      "The gates have passed just now: read the request, then decide on what it says.",
      {
        path: ["input", "contentDigest"],
        details: { contentDigest: request.contentDigest },
      },
    ),
  );
};

/** What a decision makes of a review. */
export interface ReviewDecided {
  readonly id: string;
  readonly state: ReviewState;
  /** Whose confirmations were counted, with the roles that they held in this transaction. */
  readonly signers: readonly Signer[];
}

export interface Verdict {
  readonly verdict: Vote;
  readonly meaning: string;
  readonly comment: string | null;
  /** The gate that it waives, and what that has found. */
  readonly gate?: Pick<GivenWaiver, "policy" | "key" | "observed">;
  /** The review that it decides, of an emergency that was applied. */
  readonly review?: ReviewDecided;
  /** What the caller was shown; a rejection need not say. */
  readonly contentDigest?: string;
  /** What the caller signed with a key of their own. */
  readonly signature?: GivenSignature;
}

const isRepeated = (
  ctx: Ctx,
  request: RequestRow,
  latest: LatestDecision,
  { contentDigest, signature, ...said }: Verdict,
): boolean => {
  const { verdict, meaning, comment } = latest;
  const alike = verdict === said.verdict && meaning === said.meaning && comment === said.comment;
  const sameSignature = signature == null || signature.signatureRequestId === latest.signatureRequestId;
  const digest = contentDigest ?? request.contentDigest;
  return alike && sameSignature && digest === request.contentDigest && sameHands(latest, ctx.credential);
};

/** Records one decision of the caller, if it could fill a place; returns the decision's id and the signer. */
export const recordDecision = async (
  ctx: Ctx,
  tx: Tx,
  live: LiveRequest,
  said: Verdict,
): Promise<{ id: string; approvers: readonly Signer[] }> => {
  const { request, parties } = live;
  const signer = signerOf(ctx);
  const others = (await approversOf(tx, request.id)).filter(({ id }) => id !== signer.id);
  const verdict = said.verdict === "REJECT" ? "REJECT" : "APPROVE";
  const judged = judgeSigner({ verdict, policies: request.policies, parties, signer, others });
  if ("refusal" in judged) throw judged.refusal;
  return { id: await keepDecision(ctx, tx, live, { ...said, role: judged.role }), approvers: [...others, signer] };
};

const reviewLink = (review: ReviewDecided | undefined): Link[] =>
  review === undefined ? [] : [{ id: review.id, role: "review" }];

/** The caller as a signature of theirs counts now. */
export const signerOf = ({ principal: { id, kind }, access: { roles }, credential: { mintedBy } }: Ctx): Signer => ({
  id,
  kind,
  roles,
  mintedBy,
});

/** Stores a decision that the caller may give, with its entry; answers its id. */
export const keepDecision = async (
  ctx: Ctx,
  tx: Tx,
  live: LockedRequest,
  { role, ...said }: Verdict & { readonly role: TeamRole },
): Promise<string> => {
  const { request, model, version } = live;
  const { principal, credential } = ctx;
  const { verdict, meaning, comment, gate, review } = said;
  const proven = await proveSignature(ctx, tx, request, said);
  const id = newId("dec");
  const age = ageOf(credential);
  await storeDecision(tx, {
    id,
    requestId: request.id,
    principalId: principal.id,
    verdict,
    printedName: principal.displayName,
    role,
    meaning,
    comment,
    gate,
    contentDigest: request.contentDigest,
    authMethod: credential.method,
    authAgeSeconds: age,
    credentialId: credential.id,
    mintedBy: credential.mintedBy,
    invitedBy: credential.invitedBy,
    signatureRequestId: proven?.signatureRequestId ?? null,
  });
  tx.audit({
    stream: version.id,
    label: versionLabel(model, version),
    subjects: [
      ...versionLinks(live.model),
      { id: request.id, role: "request" },
      ...reviewLink(review),
      ...(proven?.links ?? []),
    ],
    before: { request: request.id, state: request.state, displaces: request.statement.displaces?.version ?? null },
    after: {
      request: request.id,
      state: verdict === "REJECT" ? "REJECTED" : request.state,
      ...(review !== undefined && { review: review.id, reviewState: review.state }),
      decision: id,
      verdict,
      role,
      ...(gate !== undefined && { gate: { policy: gate.policy, key: gate.key } }),
      meaning,
      contentDigest: request.contentDigest,
      ...(proven !== null && { signature: proven.told }),
    },
    reason: comment,
    decision: {
      auth: {
        ...authOf(credential),
        ageSeconds: age,
        ...(credential.invitedBy !== null && { invitedBy: credential.invitedBy }),
      },
      ...(review !== undefined && { signers: review.signers.map(toldSigner) }),
    },
  });
  return id;
};

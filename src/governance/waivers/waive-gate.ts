import { z } from "zod";
import { CommittedRefusal, command, type Tx, Unchanged } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { DomainError, forbidden, notFound } from "../../errors.js";
import { id, reason, text } from "../../input.js";
import { keepDecision, type LiveRequest, settledMeanwhile, signerOf, trueRequest } from "../decide.step.js";
import type { GateResult } from "../gates/gate-rules.js";
import { settleGates } from "../gates/settle-gates.step.js";
import { lockReadableRequest } from "../request-rights.js";
import { judgeSigner } from "../signer-rules.js";
import { signatureInput } from "../signing/prove-signature.step.js";
import { carries } from "../signing/signature-requests.store.js";
import { reexamine } from "../void-outdated.step.js";
import { isOf, waiverRule } from "./waiver-rules.js";
import { waiversOf } from "./waivers.queries.js";

/**
 * Waives a gate of a request that has not passed, for what it finds now: by the rules of signatures, before anybody signs.
 * Once all who must have, the gate is WAIVED, and the statement sealed anew. Scope: APPROVE; right: a role that the gate's
 * `waivableBy` names.
 */
export const waiveGate = command(
  "waiveGate",
  {
    scope: "APPROVE",
    input: z.strictObject({
      transitionRequestId: id,
      policyId: id,
      gateKey: text(64, { min: 1 }),
      contentDigest: text(200),
      reason,
      signature: signatureInput,
    }),
  },
  async (ctx, tx, { transitionRequestId, policyId, gateKey: key, contentDigest, reason: why, signature }) => {
    const seen = await lockReadableRequest(ctx, tx, transitionRequestId);
    const waived = { policy: policyId, key, contentDigest, reason: why };
    const repeated = await givenBefore(ctx, tx, transitionRequestId, waived);
    if (repeated !== undefined && (await carries(tx, repeated, signature)))
      return new Unchanged({ transitionRequestId, decisionId: repeated });
    const live = await trueRequest(ctx, tx, seen);
    if (live instanceof CommittedRefusal) return live;
    const [settled] = await settleGates(tx, [{ ...live, locked: seen }]);
    if (settled !== undefined) return settledMeanwhile(ctx, tx, settled);
    if (contentDigest !== live.request.contentDigest)
      throw new DomainError("CONTENT_CHANGED", "This is not the contentDigest of the request: read it again.", {
        path: ["input", "contentDigest"],
        details: { contentDigest: live.request.contentDigest },
      });
    const result = live.gates.find((each) => isOf(each, waived));
    if (result === undefined) throw notFound("gate of this request", ["input", "gateKey"]);
    const role = await roleToWaive(ctx, tx, live, result);
    const decisionId = await keepDecision(ctx, tx, live, {
      verdict: "WAIVE",
      meaning: "RESPONSIBILITY",
      comment: why,
      role,
      gate: { policy: policyId, key, observed: result.observed },
      signature,
    });
    await reexamine(tx, ctx.db.kinds, live.request);
    return { transitionRequestId, decisionId };
  },
);

type Waived = Pick<Awaited<ReturnType<typeof waiversOf>>[number], "policy" | "key" | "contentDigest" | "reason">;

/** The waiver that the caller has given in these very words, by the same hands. */
const givenBefore = async (ctx: Ctx, tx: Tx, requestId: string, waived: Waived): Promise<string | undefined> => {
  const hands = [...ctx.credential.mintedBy].sort().join();
  const given = await waiversOf(tx, requestId);
  return given.findLast(
    ({ id: by, mintedBy, ...each }) =>
      by === ctx.principal.id &&
      isOf(waived, each) &&
      each.reason === waived.reason &&
      each.contentDigest === waived.contentDigest &&
      [...mintedBy].sort().join() === hands,
  )?.decision;
};

/** The role that the caller waives the gate in; refuses who may not, and what need not be waived. */
const roleToWaive = async (ctx: Ctx, tx: Tx, live: LiveRequest, result: GateResult) => {
  const { request, parties, move } = live;
  const policy = move.guarding.find(({ id: guarding }) => guarding === result.policy);
  if (policy === undefined) throw new Error(`no policy ${result.policy} guards request ${request.id}`);
  if (result.gate.waivableBy === undefined)
    throw forbidden(`Nobody may waive the gate "${result.key}": its policy names nobody who could.`);
  if (request.phase !== "GATES" || result.verdict !== "PENDING")
    throw new DomainError("CONFLICT", `The gate "${result.key}" is ${result.verdict}: there is nothing to waive.`, {
      path: ["input", "gateKey"],
    });
  const { requesters, authors } = parties;
  const given = (await waiversOf(tx, request.id)).filter((each) => isOf(result, each));
  const judged = judgeSigner({
    verdict: "WAIVE",
    policies: [waiverRule(policy, result.gate, move.model.teamId)],
    parties: { requesters, authors },
    signer: signerOf(ctx),
    others: given.filter(({ id: by, observed }) => by !== ctx.principal.id && observed === result.observed),
  });
  if ("refusal" in judged) throw judged.refusal;
  return judged.role;
};

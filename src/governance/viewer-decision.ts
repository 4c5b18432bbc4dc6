import type { Caller } from "../access/caller.js";
import type { Parties, Signer } from "./approval-rules.js";
import type { RequestRead } from "./requests.queries.js";
import type { ViewerDecision } from "./requests.types.js";
import { judgeSigner } from "./signer-rules.js";

/** That somebody can neither sign for nor against, and why. */
export const refusedDecision = (code: string, message: string): ViewerDecision => ({
  canApprove: false,
  canReject: false,
  code,
  message,
});

/** What a caller can do about a request now: the rule that a decision is judged by, asked beforehand. */
export const viewerDecision = (
  request: RequestRead,
  { principal, credential, access }: Caller,
  approvers: readonly Signer[],
  waivers: Parties["waivers"] = [],
): ViewerDecision => {
  if (request.state !== "PENDING")
    return refusedDecision("REQUEST_CLOSED", `The request is ${request.state}; only a pending one can be decided.`);
  if (request.phase === "GATES")
    return refusedDecision("GATES_PENDING", "The request waits for its gates; it can be signed once they have passed.");
  if (!credential.scopes.has("APPROVE"))
    return refusedDecision("FORBIDDEN", "The credential that you signed in with lacks the scope APPROVE.");
  const signing = {
    policies: request.policies,
    parties: { requesters: request.requestedFor, authors: request.authors, waivers },
    signer: { id: principal.id, kind: principal.kind, roles: access.roles, mintedBy: credential.mintedBy },
    others: approvers.filter(({ id }) => id !== principal.id),
  };
  const approving = judgeSigner({ verdict: "APPROVE", ...signing });
  const canReject = "role" in judgeSigner({ verdict: "REJECT", ...signing });
  if ("role" in approving) return { canApprove: true, canReject, code: null, message: null };
  return { ...refusedDecision(approving.refusal.code, approving.refusal.message), canReject };
};

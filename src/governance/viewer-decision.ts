import type { Caller } from "../access/caller.js";
import { judgeSigner, type Signer } from "./approval-rules.js";
import type { RequestRead } from "./requests.queries.js";
import type { ViewerDecision } from "./requests.types.js";

const refused = (code: string, message: string): ViewerDecision => ({
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
): ViewerDecision => {
  if (request.state !== "PENDING")
    return refused("REQUEST_CLOSED", `The request is ${request.state}; only a pending one can be decided.`);
  if (!credential.scopes.has("APPROVE"))
    return refused("FORBIDDEN", "The credential that you signed in with lacks the scope APPROVE.");
  const others = approvers.filter(({ id }) => id !== principal.id);
  const me = { id: principal.id, kind: principal.kind, roles: access.roles, mintedBy: credential.mintedBy };
  const parties = { requesters: request.requestedFor, authors: request.authors };
  const judged = judgeSigner(request.policies, parties, me, others);
  if ("refusal" in judged) return refused(judged.refusal.code, judged.refusal.message);
  return { canApprove: true, canReject: true, code: null, message: null };
};

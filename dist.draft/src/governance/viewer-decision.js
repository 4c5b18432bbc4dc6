import { judgeSigner } from "./signer-rules.js";
const refused = (code, message) => ({
    canApprove: false,
    canReject: false,
    code,
    message,
});
/** What a caller can do about a request now: the rule that a decision is judged by, asked beforehand. */
export const viewerDecision = (request, { principal, credential, access }, approvers) => {
    if (request.state !== "PENDING")
        return refused("REQUEST_CLOSED", `The request is ${request.state}; only a pending one can be decided.`);
    if (!credential.scopes.has("APPROVE"))
        return refused("FORBIDDEN", "The credential that you signed in with lacks the scope APPROVE.");
    const signing = {
        policies: request.policies,
        parties: { requesters: request.requestedFor, authors: request.authors },
        signer: { id: principal.id, kind: principal.kind, roles: access.roles, mintedBy: credential.mintedBy },
        others: approvers.filter(({ id }) => id !== principal.id),
    };
    const approving = judgeSigner({ verdict: "APPROVE", ...signing });
    const canReject = "role" in judgeSigner({ verdict: "REJECT", ...signing });
    if ("role" in approving)
        return { canApprove: true, canReject, code: null, message: null };
    return { ...refused(approving.refusal.code, approving.refusal.message), canReject };
};
//# sourceMappingURL=viewer-decision.js.map
import type { Tx } from "../../acts/command.js";
import type { Locked } from "../../registry/registry.store.js";
import { versionLabel, versionLinks } from "../../registry/rights.js";
import { policyLinks } from "../links.js";
import { type Move, statementOf } from "../move-rules.js";
import { type RequestRow, resealRequest } from "../requests.store.js";
import { sealStatement } from "../statement.js";
import { arePending, type GateResult, isSameEvidence } from "./gate-rules.js";
import { auditedGates } from "./told-gates.js";

/**
 * Seals a request anew that waits for its gates, where they say something else than before, with an entry that has both
 * digests; answers it as it is then. Once they have all passed, what is signed is fixed.
 */
export const settleGates = async (
  tx: Tx,
  { model, version }: Locked,
  request: RequestRow,
  { move, gates }: { readonly move: Move; readonly gates: readonly GateResult[] },
): Promise<RequestRow> => {
  if (request.phase !== "GATES" || isSameEvidence(request.gates, gates)) return request;
  const phase = arePending(gates).length > 0 ? "GATES" : "SIGNATURES";
  const statement = statementOf({ ...move, gates }, request.statement.v ?? 1);
  const sealed = sealStatement(statement);
  if (!(await resealRequest(tx, request.id, { ...sealed, gates, phase }))) return request;
  tx.audit({
    stream: version.id,
    action: "evaluateGates",
    label: versionLabel(model, version),
    subjects: [...versionLinks(model), { id: request.id, role: "request" }, ...policyLinks(request.policies)],
    before: { request: request.id, phase: request.phase, contentDigest: request.contentDigest },
    after: { request: request.id, phase, contentDigest: sealed.digest },
    decision: { ...auditedGates(gates) },
  });
  return { ...request, statement, contentDigest: sealed.digest, phase, gates };
};

import type { Tx } from "../../acts/command.js";
import type { NewEntry } from "../../audit/entry.js";
import type { Locked } from "../../registry/registry.store.js";
import { versionLabel, versionLinks } from "../../registry/rights.js";
import { policyLinks } from "../links.js";
import { type Move, statementOf } from "../move-rules.js";
import { type RequestRow, type Resealed, resealRequests } from "../requests.store.js";
import { sealStatement } from "../statement.js";
import { arePending, type GateResult, isSameEvidence } from "./gate-rules.js";
import { auditedGates } from "./told-gates.js";

/** A request whose gates have been evaluated: its move, and what they say now. */
export interface Judged {
  readonly locked: Locked;
  readonly request: RequestRow;
  readonly move: Move;
  readonly gates: readonly GateResult[];
}

/**
 * Seals those requests anew that wait for their gates, where they say something else than before, each with an entry that
 * has both digests; answers them as they are then. Once all of its gates have passed, what is signed of a request is fixed.
 */
export const settleGates = async (tx: Tx, judged: readonly Judged[]): Promise<Judged[]> => {
  const changed = judged
    .filter(({ request, gates }) => request.phase === "GATES" && !isSameEvidence(request.gates, gates))
    .map(sealedAnew);
  const done = await resealRequests(
    tx,
    changed.map(({ resealed }) => resealed),
  );
  return changed.flatMap(({ before, after }) => {
    if (!done.has(after.id)) return [];
    tx.audit(entryOf(before, after));
    return [{ ...before, request: after }];
  });
};

const sealedAnew = (before: Judged): { before: Judged; after: RequestRow; resealed: Resealed } => {
  const { request, move, gates } = before;
  const statement = statementOf({ ...move, gates }, request.statement.v ?? 1);
  const phase = arePending(gates).length > 0 ? "GATES" : "SIGNATURES";
  const { text, digest } = sealStatement(statement);
  const after: RequestRow = { ...request, statement, contentDigest: digest, phase, gates };
  return { before, after, resealed: { id: request.id, text, digest, gates, phase } };
};

const entryOf = ({ locked, request }: Judged, { phase, contentDigest, gates }: RequestRow): NewEntry => ({
  stream: locked.version.id,
  action: "evaluateGates",
  label: versionLabel(locked.model, locked.version),
  subjects: [...versionLinks(locked.model), { id: request.id, role: "request" }, ...policyLinks(request.policies)],
  before: { request: request.id, phase: request.phase, contentDigest: request.contentDigest },
  after: { request: request.id, phase, contentDigest },
  decision: { ...auditedGates(gates) },
});

import type { Tx } from "../acts/command.js";
import { versionLinks } from "../registry/rights.js";
import type { Locked } from "./locked.store.js";
import { closeRequest, type RequestRow, type RequestState } from "./requests.store.js";

const actions = {
  REJECTED: "rejectTransition",
  WITHDRAWN: "withdrawTransition",
  EXPIRED: "expireTransition",
  VOIDED: "voidTransition",
} as const;

/** Ends a pending request with an entry that names the cause and the version it would have displaced. */
export const closeWithEntry = async (
  tx: Tx,
  locked: Pick<Locked, "model"> & { version: { id: string; version: number } },
  request: Pick<RequestRow, "id" | "slot" | "statement">,
  state: Exclude<RequestState, "PENDING" | "APPLIED">,
  cause: string,
): Promise<void> => {
  if (!(await closeRequest(tx, request.id, state, cause))) return;
  const { displaces } = JSON.parse(request.statement) as { displaces: { version: number } | null };
  tx.audit({
    stream: locked.version.id,
    action: actions[state],
    label: `${locked.model.name}/${locked.version.version}`,
    subjects: [...versionLinks(locked.model), { id: request.id, role: "request" }],
    before: { request: request.id, state: "PENDING", to: request.slot },
    after: { request: request.id, state, cause, wouldDisplace: displaces?.version ?? null },
    reason: cause,
  });
};

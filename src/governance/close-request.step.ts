import type { Tx } from "../acts/command.js";
import { textOf } from "../audit/personal.js";
import type { Locked } from "../registry/registry.store.js";
import { versionLabel, versionLinks } from "../registry/rights.js";
import { type Cause, withoutPolicy } from "./cause.js";
import { policyLinks } from "./links.js";
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
  { model, version }: Locked,
  request: Pick<RequestRow, "id" | "slot" | "statement">,
  state: Exclude<RequestState, "PENDING" | "APPLIED">,
  cause: Cause,
): Promise<void> => {
  if (!(await closeRequest(tx, request.id, state, cause))) return;
  const { policy } = cause;
  const told = policy === undefined ? cause.text : withoutPolicy(cause.text);
  tx.audit({
    stream: version.id,
    action: actions[state],
    label: versionLabel(model, version),
    subjects: [
      ...versionLinks(model),
      { id: request.id, role: "request" },
      ...policyLinks(policy === undefined ? [] : [policy]),
    ],
    before: { request: request.id, state: "PENDING", to: request.slot },
    after: {
      request: request.id,
      state,
      cause: textOf(told),
      wouldDisplace: request.statement.displaces?.version ?? null,
    },
    reason: told,
  });
};

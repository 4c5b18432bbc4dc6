import { peopleBehind } from "../../access/caller.js";
import type { Tx } from "../../acts/command.js";
import { type Told, textOf } from "../../audit/personal.js";
import type { Ctx } from "../../context.js";
import { newId } from "../../db/ids.js";
import { versionLabel, versionLinks } from "../../registry/rights.js";
import { auditedGates } from "../gates/told-gates.js";
import { policyLinks } from "../links.js";
import { statementOf } from "../move-rules.js";
import { type NewRequest, storeRequest } from "../requests.store.js";
import { sealStatement } from "../statement.js";
import type { AskedWaiver } from "../waivers/waiver-rules.js";
import type { Ask } from "./ask.js";
import type { Prospect } from "./look-at.step.js";

/** Hours that a request without a policy stays open. */
const DEFAULT_EXPIRY_HOURS = 168;

const toldWaivers = (waivers: readonly AskedWaiver[]): { waivers?: Told } =>
  waivers.length === 0
    ? {}
    : { waivers: waivers.map(({ policy, key, reason }) => ({ policy, key, reason: textOf(reason) })) };

/** Stores the request with its sealed statement, and its entry. */
export const openRequest = async (
  ctx: Ctx,
  tx: Tx,
  { locked, move }: Pick<Prospect, "locked" | "move">,
  ask: Ask & Pick<NewRequest, "phase" | "gates"> & { readonly applied: boolean },
): Promise<string> => {
  const { model, version } = locked;
  const { guarding, policies } = move;
  const id = newId("req");
  const statement = statementOf(move);
  const sealed = sealStatement(statement);
  const hours = guarding.map(({ expiresAfterHours }) => expiresAfterHours);
  const expiresAt = await storeRequest(tx, {
    id,
    state: ask.applied ? "APPLIED" : "PENDING",
    statement,
    text: sealed.text,
    digest: sealed.digest,
    reason: ask.reason,
    ticketUrl: ask.ticketUrl,
    expectedHolder: ask.expectedHolder,
    requestedBy: ctx.principal.id,
    parties: { requesters: peopleBehind(ctx), authors: version.authors },
    policies,
    phase: ask.phase,
    gates: ask.gates,
    waivers: ask.waivers ?? [],
    emergency: ask.emergency ?? null,
    expiresAfterHours: hours.length === 0 ? DEFAULT_EXPIRY_HOURS : Math.min(...hours),
  });
  tx.audit({
    stream: version.id,
    ...(ask.action !== undefined && { action: ask.action }),
    label: versionLabel(model, version),
    subjects: [...versionLinks(model), { id, role: "request" }, ...policyLinks(policies)],
    before: { [statement.to]: statement.displaces?.version ?? null, stage: statement.from },
    after: {
      request: id,
      to: statement.to,
      state: "PENDING",
      contentDigest: sealed.digest,
      expiresAt,
      ...(ask.phase === "GATES" && { phase: ask.phase }),
      ...toldWaivers(ask.waivers ?? []),
      ...(ask.emergency != null && {
        emergency: { reason: textOf(ask.emergency.reason), incidentUrl: ask.emergency.incidentUrl },
      }),
    },
    reason: ask.reason,
    decision: {
      policies: guarding.map(({ id: policy, name, revision, digest }) => ({ id: policy, name, revision, digest })),
      ticket: ask.ticketUrl,
      ...auditedGates(ask.gates),
    },
  });
  return id;
};

import type { Ctx } from "../context.js";
import { DomainError } from "../errors.js";
import { gatesAwaited } from "../governance/gates/told-gates.js";
import { signersInWords } from "../governance/requests/signers-in-words.js";
import { hiddenPoliciesOf } from "../governance/requests.pages.js";
import { type RequestRead, requestsById } from "../governance/requests.queries.js";
import { sendAlias } from "../governance/send-alias.js";
import { type Sent, sendTransition } from "../governance/send-transition.js";
import { otherHolders } from "../registry/slots.store.js";
import type { VersionDetails } from "../registry/version-details.queries.js";
import { viaClient } from "./wire/client.js";
import type { Call } from "./wire/operation.js";

/** A 403 that names the request: the client shows its message and does not try again. */
const waiting = (message: string, slot: string, transitionRequestId: string): DomainError =>
  new DomainError("APPROVAL_REQUIRED", message, { details: { slot, transitionRequestId } });

/** Names the request and each missing thing, with the line that brings it. */
const waitsForGates = (request: RequestRead, hidden: ReadonlySet<string>): DomainError => {
  const { id, to, modelName, version, gates, expiresAt } = request;
  const moving = { model: { name: modelName }, version: { version }, slot: { name: to } };
  const message = `${gatesAwaited(moving, gates)}. Request ${id} is open until ${expiresAt}; once they have passed, it can be signed, and is applied where nobody need sign. Then the same call succeeds.`;
  return new DomainError("GATES_PENDING", message, {
    details: { gates, hidden: [...hidden], transitionRequestId: id },
  });
};

const waitsFor = async (ctx: Ctx, request: RequestRead): Promise<DomainError> => {
  const { id, to, modelName, version } = request;
  const move = `Moving version ${version} of '${modelName}' to ${to}`;
  if (request.state !== "PENDING")
    return waiting(
      `${move}: request ${id} was ${request.state.toLowerCase()} just now. Look at it, then call again.`,
      to,
      id,
    );
  const hidden = await hiddenPoliciesOf(ctx, request);
  if (request.phase === "GATES") return waitsForGates(request, hidden);
  const signers = await signersInWords(ctx.db.reader, hidden, request);
  return waiting(
    `${move} needs approval. Request ${id} is open until ${request.expiresAt} and must be signed by ${signers}: they sign with the GraphQL mutation approveTransition at /graphql. Then the same call succeeds.`,
    to,
    id,
  );
};

/** Refuses a call whose move waits for signatures (APPROVAL_REQUIRED): names the request, who must sign and how. */
const requireApplied = async (ctx: Ctx, sent: Sent, slot: string): Promise<void> => {
  if (sent.waitsFor === null) return;
  const [request] = await requestsById(ctx.db.reader, ctx.access.ability, [sent.waitsFor]);
  if (request?.state === "APPLIED") return;
  throw request === undefined
    ? waiting(`The move needs approval: see request ${sent.waitsFor}.`, slot, sent.waitsFor)
    : await waitsFor(ctx, request);
};

interface ToStage {
  readonly modelVersionId: string;
  /** A stage in the lifecycle's spelling. */
  readonly to: string;
  /** Whether the other versions in a shared stage are to go to Archived. */
  readonly archiving?: boolean;
}

/**
 * Brings a version into a stage, as `requestTransition` does in GraphQL: done when it may be done at once or is done
 * already, else refused with the request that is open; or, after a rejection or a withdrawal, with that decision.
 */
export const moveVersion = async ({ ctx, headers }: Call, { archiving = false, ...move }: ToStage): Promise<void> => {
  const sent = await sendTransition(ctx, { ...move, archiving, reason: viaClient(headers) });
  await requireApplied(ctx, sent, move.to);
};

/** Moves every other version in a shared stage to Archived, where the move itself has been made before. */
export const archiveOthers = async (
  call: Call,
  { id, registeredModelId, stage }: Pick<VersionDetails, "id" | "registeredModelId" | "stage">,
): Promise<void> => {
  for (const other of await otherHolders(call.ctx.db.reader, registeredModelId, stage, id))
    await moveVersion(call, { modelVersionId: other.id, to: "Archived" });
};

/** Points an alias at a version, likewise. */
export const moveAlias = async (
  { ctx, headers }: Call,
  version: VersionDetails | undefined,
  alias: string,
): Promise<void> => {
  const model = version === undefined ? null : { id: version.registeredModelId, teamId: version.teamId };
  const sent = await sendAlias(ctx, { modelVersionId: version?.id ?? "", alias, reason: viaClient(headers), model });
  await requireApplied(ctx, sent, `@${alias}`);
};

import type { Ctx } from "../context.js";
import { DomainError } from "../errors.js";
import { isGuarded } from "../governance/policies.queries.js";
import { type RequestRead, requestsById, signersInWords } from "../governance/requests.queries.js";
import { sendTransition } from "../governance/send-transition.js";
import { setAlias } from "../registry/slots/set-alias.js";
import { otherHolders } from "../registry/slots.store.js";
import type { VersionDetails } from "../registry/version-details.queries.js";
import { viaClient } from "./wire/client.js";
import type { Call } from "./wire/operation.js";

/** A 403 that names the request: the client shows its message and does not try again. */
const waiting = (message: string, requestId: string): DomainError =>
  new DomainError("APPROVAL_REQUIRED", message, { details: { wire: { approval_request_id: requestId } } });

const waitsFor = async (ctx: Ctx, request: RequestRead): Promise<DomainError> => {
  const { id, to, modelName, version } = request;
  const move = `Moving version ${version} of '${modelName}' to ${to}`;
  if (request.state !== "PENDING")
    return waiting(
      `${move}: request ${id} was ${request.state.toLowerCase()} just now. Look at it, then call again.`,
      id,
    );
  const signers = await signersInWords(ctx.db.read, request);
  return waiting(
    `${move} needs approval. Request ${id} is open until ${request.expiresAt} and must be signed by ${signers}: they sign with the GraphQL mutation approveTransition at /graphql. Then the same call succeeds.`,
    id,
  );
};

interface Move {
  readonly modelVersionId: string;
  /** A stage in the lifecycle's spelling, or `@alias`. */
  readonly to: string;
  /** Whether the other versions in a shared stage are to go to Archived. */
  readonly archiving?: boolean;
}

/**
 * Brings a version into a slot, as `requestTransition` does in GraphQL: done when it may be done at once or is done
 * already, else APPROVAL_REQUIRED, which names the request that is open, who must sign and how; or, after a rejection or
 * a withdrawal, that decision.
 */
export const moveVersion = async ({ ctx, headers }: Call, { archiving = false, ...move }: Move): Promise<void> => {
  const sent = await sendTransition(ctx, { ...move, archiving, reason: viaClient(headers) });
  if (sent.waitsFor === null) return;
  const [request] = await requestsById(ctx.db.read, ctx.access.ability, [sent.waitsFor]);
  if (request?.state === "APPLIED") return;
  throw request === undefined
    ? waiting(`The move needs approval: see request ${sent.waitsFor}.`, sent.waitsFor)
    : await waitsFor(ctx, request);
};

/** Moves every other version in a shared stage to Archived, where the move itself has been made before. */
export const archiveOthers = async (
  call: Call,
  { id, registeredModelId, stage }: Pick<VersionDetails, "id" | "registeredModelId" | "stage">,
): Promise<void> => {
  for (const other of await otherHolders(call.ctx.db.read, registeredModelId, stage, id))
    await moveVersion(call, { modelVersionId: other.id, to: "Archived" });
};

/** Points an alias at a version: at once where the caller may move it and no policy guards it, else by a request. */
export const moveAlias = async (call: Call, version: VersionDetails | undefined, alias: string): Promise<void> => {
  const modelVersionId = version?.id ?? "";
  if (version !== undefined && (await mustAsk(call.ctx, version, `@${alias}`)))
    return moveVersion(call, { modelVersionId, to: `@${alias}` });
  try {
    await setAlias(call.ctx, { modelVersionId, alias });
  } catch (error) {
    // A policy that has come since.
    if (!(error instanceof DomainError) || error.code !== "APPROVAL_REQUIRED") throw error;
    await moveVersion(call, { modelVersionId, to: `@${alias}` });
  }
};

/** Who may not even ask is refused by `setAlias`, in its words. */
const mustAsk = async ({ db, access }: Ctx, version: VersionDetails, slot: string): Promise<boolean> => {
  const { registeredModelId: modelId, teamId } = version;
  const may = (action: "request" | "move"): boolean =>
    access.ability.can(action, { type: "Slot", modelId, teamId, slot });
  if (!may("request")) return false;
  return !may("move") || (await isGuarded(db.read, modelId, slot));
};

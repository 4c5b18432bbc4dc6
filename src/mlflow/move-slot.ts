import type { Ctx } from "../context.js";
import { attempted } from "../db/attempt.js";
import { DomainError } from "../errors.js";
import { isGuarded } from "../governance/policies.queries.js";
import { requestTransition } from "../governance/request-transition.js";
import { latestRequestFor, requestsById, signersInWords } from "../governance/requests.queries.js";
import { setAlias } from "../registry/set-alias.js";
import { otherHolders, type VersionDetails, versionDetails } from "../registry/version-details.queries.js";
import { viaClient } from "./client.js";
import type { Call } from "./operation.js";

/** A 403 that names the request: the client shows its message and does not try again. */
const waiting = (message: string, requestId: string): DomainError =>
  new DomainError("APPROVAL_REQUIRED", message, { details: { wire: { approval_request_id: requestId } } });

/**
 * Asks for a version to enter a slot, as `requestTransition` does in GraphQL: done when it may be done at once, else
 * APPROVAL_REQUIRED, which names the request that is open, who must sign and how. After a rejection or a withdrawal the
 * same call opens no other: a job that runs every night must not ask again what people have decided.
 */
const ask = async (
  call: Call,
  version: Pick<VersionDetails, "id" | "version" | "modelName">,
  slot: string,
): Promise<void> => {
  const { ctx, headers } = call;
  const last = await latestRequestFor(ctx.db.read, version.id, slot);
  const what = `version ${version.version} of '${version.modelName}'`;
  if (last?.state === "REJECTED" || last?.state === "WITHDRAWN")
    await attempted("requestTransition", ctx, async ({ targets }) => {
      targets.push({ id: version.id, role: "target" });
      throw waiting(
        `Moving ${what} to ${slot} was ${last.state.toLowerCase()} in request ${last.id}${last.cause === null ? "" : ` (${last.cause})`}. It is not asked again by itself: call the GraphQL mutation requestTransition to ask anew.`,
        last.id,
      );
    });
  const reason = viaClient(headers);
  const { transitionRequestId } = await requestTransition(ctx, { modelVersionId: version.id, to: slot, reason });
  const [request] = await requestsById(ctx.db.read, ctx.access.ability, [transitionRequestId]);
  if (request?.state !== "PENDING") return;
  const signers = await signersInWords(ctx.db.read, request.policies);
  throw waiting(
    `Moving ${what} to ${slot} needs approval. Request ${request.id} is open until ${request.expiresAt} and must be signed by ${signers}: they sign with the GraphQL mutation approveTransition at /graphql. Then the same call succeeds.`,
    request.id,
  );
};

/** Moves a version to a stage; one that is there already is left there. */
export const moveStage = async (call: Call, version: VersionDetails, stage: string): Promise<void> => {
  if (version.stage !== stage) await ask(call, version, stage);
};

/** Moves every other version that holds the stage to Archived, as `archive_existing_versions` asks for. */
export const archiveOthers = async (call: Call, version: VersionDetails, stage: string): Promise<void> => {
  const others = await otherHolders(call.ctx.db.read, version.registeredModelId, stage, version.id);
  for (const other of others) await ask(call, { ...other, modelName: version.modelName }, "Archived");
};

/** Points an alias at a version: at once where the caller may move it and no policy guards it, else by a request. */
export const moveAlias = async (
  call: Call,
  { modelVersionId, name, alias }: { modelVersionId: string; name: string; alias: string },
): Promise<void> => {
  const { ctx } = call;
  const [version] = modelVersionId === "" ? [] : await versionDetails(ctx.db.read, [modelVersionId]);
  if (version === undefined || (await movesFreely(ctx, version.registeredModelId, `@${alias}`)))
    return void (await setAlias(ctx, { modelVersionId, alias }));
  if (!version.aliases.includes(alias)) await ask(call, { ...version, modelName: name }, `@${alias}`);
};

const movesFreely = async (ctx: Ctx, modelId: string, slot: string): Promise<boolean> => {
  const guard = await isGuarded(ctx.db.read, modelId, slot);
  const may = (action: "request" | "move"): boolean =>
    ctx.access.ability.can(action, { type: "Slot", modelId, teamId: guard.teamId, slot });
  // Who may not even ask is refused by `setAlias`, in its words.
  return !guard.guarded ? may("move") || !may("request") : !may("request");
};

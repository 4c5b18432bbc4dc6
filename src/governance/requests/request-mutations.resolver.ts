import { Arg, Ctx as Context, Mutation, Resolver } from "type-graphql";
import type { Ctx } from "../../context.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { plain } from "../../graphql/plain.js";
import { Policy } from "../../graphql/policy.js";
import { versionLoader } from "../../registry/registry.loaders.js";
import { approveTransition } from "../approve-transition.js";
import { decisionEntriesLoader, decisionsLoader, requestLoader } from "../governance.loaders.js";
import { rejectTransition } from "../reject-transition.js";
import {
  ApproveTransitionInput,
  ApproveTransitionPayload,
  RejectTransitionInput,
  RejectTransitionPayload,
  RequestTransitionInput,
  RequestTransitionPayload,
  RollbackSlotInput,
  RollbackSlotPayload,
  WaiveGateInput,
  WaiveGatePayload,
  WithdrawTransitionInput,
  WithdrawTransitionPayload,
} from "../request-mutations.types.js";
import { requestTransition } from "../request-transition.js";
import { warningsOfRequest } from "../requests.pages.js";
import { TransitionRequest } from "../requests.types.js";
import { rollbackSlot } from "../rollback-slot.js";
import { waiveGate } from "../waivers/waive-gate.js";
import { withdrawTransition } from "../withdraw-transition.js";

const readRequest = (ctx: Ctx, id: string) => loader(ctx, requestLoader).clear(id).load(id);
const readVersion = (ctx: Ctx, id: string) => loader(ctx, versionLoader).clear(id).load(id);

const readAsked =
  (ctx: Ctx) =>
  async ({ transitionRequestId, modelVersionId }: { transitionRequestId: string; modelVersionId: string }) => {
    const transitionRequest = await readRequest(ctx, transitionRequestId);
    return {
      transitionRequest,
      modelVersion: await readVersion(ctx, modelVersionId),
      warnings: transitionRequest === null ? [] : await warningsOfRequest(ctx, transitionRequest),
    };
  };

const NONE = { warnings: [] };

/** The decision, and where its entry stands. */
const readDecision = async (ctx: Ctx, requestId: string, made: string) => {
  const decisions = await loader(ctx, decisionsLoader).clear(requestId).load(requestId);
  const entries = await loader(ctx, decisionEntriesLoader).clear(requestId).load(requestId);
  return {
    decision: decisions.find(({ id }) => id === made) ?? null,
    entry: entries.find(({ decisionId }) => decisionId === made) ?? null,
  };
};

@Resolver(() => TransitionRequest)
export class RequestMutationsResolver {
  @Mutation(() => RequestTransitionPayload, {
    description:
      "Asks to move a version to a stage or alias: applied at once where no policy guards it and you may move it. " +
      "Asked again in the same words it is the same request; in others, or by others, REQUEST_OPEN names the open one.",
  })
  @Policy({ scope: "WRITE", description: "CONTRIBUTOR of the model's team, or a grant" })
  requestTransition(
    @Context() ctx: Ctx,
    @Arg("input", () => RequestTransitionInput, { description: "The move to make." }) input: RequestTransitionInput,
  ) {
    return mutate(ctx, () => requestTransition(ctx, plain(input)), readAsked(ctx), NONE);
  }

  @Mutation(() => RollbackSlotPayload, {
    description: "Asks for the slot's latest earlier holder that still exists, by the same rules.",
  })
  @Policy({ scope: "WRITE", description: "CONTRIBUTOR of the model's team, or a grant" })
  rollbackSlot(
    @Context() ctx: Ctx,
    @Arg("input", () => RollbackSlotInput, { description: "The slot." }) input: RollbackSlotInput,
  ) {
    return mutate(ctx, () => rollbackSlot(ctx, { ...input }), readAsked(ctx), NONE);
  }

  @Mutation(() => ApproveTransitionPayload, {
    description: "Signs a request; the last signature applies it. The same words again are the same signature.",
  })
  @Policy({ scope: "APPROVE", description: "a role that the request's requirements name" })
  approveTransition(
    @Context() ctx: Ctx,
    @Arg("input", () => ApproveTransitionInput, { description: "The signature." }) input: ApproveTransitionInput,
  ) {
    return mutate(
      ctx,
      () => approveTransition(ctx, plain(input)),
      async ({ transitionRequestId, decisionId }) => ({
        transitionRequest: await readRequest(ctx, transitionRequestId),
        ...(await readDecision(ctx, transitionRequestId, decisionId)),
      }),
    );
  }

  @Mutation(() => RejectTransitionPayload, { description: "Ends a request by a signature against it." })
  @Policy({ scope: "APPROVE", description: "a role that the request's requirements name" })
  rejectTransition(
    @Context() ctx: Ctx,
    @Arg("input", () => RejectTransitionInput, { description: "The signature." }) input: RejectTransitionInput,
  ) {
    return mutate(
      ctx,
      () => rejectTransition(ctx, plain(input)),
      async ({ transitionRequestId, decisionId }) => ({
        transitionRequest: await readRequest(ctx, transitionRequestId),
        ...(await readDecision(ctx, transitionRequestId, decisionId)),
      }),
    );
  }

  @Mutation(() => WaiveGatePayload, {
    description:
      "Waives a gate that has not passed, for what it finds now, before anybody signs; a gate that fails only if the waiver was asked for with the move. Nobody both waives a gate of a policy and signs under it.",
  })
  @Policy({ scope: "APPROVE", description: "a role that the gate's waivableBy names" })
  waiveGate(
    @Context() ctx: Ctx,
    @Arg("input", () => WaiveGateInput, { description: "The waiver." }) input: WaiveGateInput,
  ) {
    return mutate(
      ctx,
      () => waiveGate(ctx, plain(input)),
      async ({ transitionRequestId, decisionId }) => ({
        transitionRequest: await readRequest(ctx, transitionRequestId),
        ...(await readDecision(ctx, transitionRequestId, decisionId)),
      }),
    );
  }

  @Mutation(() => WithdrawTransitionPayload, { description: "Takes a pending request back." })
  @Policy({ scope: "WRITE", description: "the requester, or MAINTAINER of the model's team" })
  withdrawTransition(
    @Context() ctx: Ctx,
    @Arg("input", () => WithdrawTransitionInput, { description: "The request." }) input: WithdrawTransitionInput,
  ) {
    return mutate(
      ctx,
      () => withdrawTransition(ctx, { ...input }),
      async ({ transitionRequestId }) => ({
        transitionRequest: await readRequest(ctx, transitionRequestId),
      }),
    );
  }
}

import { Arg, Args, Ctx as Context, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { principalLoader, signersLoader, teamLoader } from "../access/access.loaders.js";
import { Principal, Team } from "../access/access.types.js";
import type { Ctx } from "../context.js";
import { readFacet } from "../db/facets.js";
import { keyset } from "../db/keyset.js";
import { ListArgs, PageArgs, page } from "../graphql/connection.js";
import { type CountedPage, counted } from "../graphql/counted.js";
import { loader } from "../graphql/loader.js";
import { mutate } from "../graphql/mutate.js";
import { plain } from "../graphql/plain.js";
import { Policy } from "../graphql/policy.js";
import { idAsked, parseFilter } from "../input.js";
import { versionLoader } from "../registry/registry.loaders.js";
import { ModelVersion } from "../registry/registry.types.js";
import { approveTransition } from "./approve-transition.js";
import { withoutPolicy } from "./cause.js";
import { requirementRows } from "./foresight/requirement-rows.js";
import {
  approversLoader,
  decisionEntriesLoader,
  decisionsLoader,
  policyLoader,
  requestLoader,
  waiversLoader,
} from "./governance.loaders.js";
import { requestFilter } from "./list-filters.js";
import { rejectTransition } from "./reject-transition.js";
import { TransitionRequestFilter, TransitionRequestOrder } from "./request-filters.types.js";
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
} from "./request-mutations.types.js";
import { requestTransition } from "./request-transition.js";
import { hiddenPoliciesOf, warningsOfRequest } from "./requests.pages.js";
import {
  newestFirst,
  type RequestFilter,
  type RequestRead,
  requestFacets,
  requestIds,
  requestPlace,
  requestsPage,
} from "./requests.queries.js";
import {
  Decision,
  DisplacedVersion,
  EntryPlace,
  TransitionRequest,
  TransitionRequestConnection,
  TransitionRequirement,
  ViewerDecision,
} from "./requests.types.js";
import { rollbackSlot } from "./rollback-slot.js";
import { viewerDecision } from "./viewer-decision.js";
import { waiveGate } from "./waivers/waive-gate.js";
import { withdrawTransition } from "./withdraw-transition.js";

const readRequest = (ctx: Ctx, id: string) => loader(ctx, requestLoader).clear(id).load(id);
const readVersion = (ctx: Ctx, id: string) => loader(ctx, versionLoader).clear(id).load(id);

const listRequests = async (
  ctx: Ctx,
  filter: RequestFilter,
  { first, after }: PageArgs,
  order = newestFirst,
): Promise<CountedPage<RequestRead>> => {
  const keys = keyset("transitionRequests", [filter, order]);
  const rows = await requestsPage(ctx.db.reader, ctx.access, ctx.principal.id, {
    filter,
    order,
    after: keys.decode(after),
    limit: first + 1,
  });
  return counted(
    page(rows, first, (row) => keys.encode(...requestPlace(row, order)), after),
    {
      find: (limit) => requestIds(ctx.db.reader, ctx.access, ctx.principal.id, { filter, limit }),
      facet: (found, key, values) => readFacet(ctx.db.reader, requestFacets, found, key, values),
    },
  );
};

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

const decisionOfViewer = async (ctx: Ctx, request: RequestRead): Promise<ViewerDecision> => {
  const approvers = await loader(ctx, approversLoader).load(request.id);
  return viewerDecision(request, ctx, approvers, await loader(ctx, waiversLoader).load(request.id));
};

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
export class TransitionRequestResolver {
  @Query(() => TransitionRequest, {
    nullable: true,
    description: "A transition request; null when absent or not visible.",
  })
  @Policy({ scope: "READ" })
  transitionRequest(@Context() ctx: Ctx, @Arg("id", () => ID, { description: "Its id." }) id: string) {
    return loader(ctx, requestLoader).load(idAsked(id, ["id"]));
  }

  @Query(() => TransitionRequestConnection, { description: "Transition requests, newest first by default." })
  @Policy({ scope: "READ" })
  transitionRequests(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => TransitionRequestFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    filter: TransitionRequestFilter | null,
    @Arg("orderBy", () => TransitionRequestOrder, { nullable: true, description: "The order of the list." })
    orderBy: TransitionRequestOrder | null | undefined,
  ) {
    const order = orderBy == null ? newestFirst : { field: orderBy.field, direction: orderBy.direction ?? "ASC" };
    return listRequests(ctx, parseFilter(requestFilter, filter), paging, order);
  }

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

  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description: "The version asked for; null when you may not read it (any more).",
  })
  @Policy({ scope: "READ" })
  modelVersion(@Root() request: RequestRead, @Context() ctx: Ctx) {
    return loader(ctx, versionLoader).load(request.modelVersionId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "The reason why it ended, when it was not applied. A policy is named to those who may read it; others read that a policy that applies has changed.",
  })
  @Policy({ scope: "READ" })
  async cause(@Root() { cause, causePolicyId }: RequestRead, @Context() ctx: Ctx): Promise<string | null> {
    if (causePolicyId === null || cause === null) return cause;
    return (await loader(ctx, policyLoader).load(causePolicyId)) === null ? withoutPolicy(cause) : cause;
  }

  @FieldResolver(() => Principal, { description: "The principal that asked." })
  @Policy({ scope: "READ" })
  requestedBy(@Root() request: RequestRead, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(request.requestedById);
  }

  @FieldResolver(() => DisplacedVersion, {
    nullable: true,
    description: "The version that holds the slot, which the move would displace.",
  })
  @Policy({ scope: "READ" })
  displaces(@Root() { displacesId, displacesVersion }: RequestRead): DisplacedVersion | null {
    return displacesId === null ? null : { id: displacesId, version: displacesVersion ?? 0 };
  }

  @FieldResolver(() => [Decision], { description: "Every signature, oldest first." })
  @Policy({ scope: "READ" })
  async decisions(@Root() request: RequestRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    return (await loader(ctx, decisionsLoader).load(request.id)).slice(0, first);
  }

  @FieldResolver(() => [TransitionRequirement], { description: "Which signatures the request needs and has." })
  @Policy({ scope: "READ" })
  async requirements(@Root() request: RequestRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    const waivers = await loader(ctx, waiversLoader).load(request.id);
    const parties = { requesters: request.requestedFor, authors: request.authors, waivers };
    const signers = await loader(ctx, approversLoader).load(request.id);
    const rows = requirementRows(request.policies, { parties, signers, hidden: await hiddenPoliciesOf(ctx, request) });
    return rows.slice(0, first);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "What is approved, as canonical JSON (RFC 8785); null when it names a policy that you neither read nor could sign for. With `v` 2 it names the model; requests opened before have neither `v` nor `model`.",
  })
  @Policy({ scope: "READ" })
  async statement(@Root() request: RequestRead, @Context() ctx: Ctx): Promise<string | null> {
    return (await hiddenPoliciesOf(ctx, request)).size > 0 ? null : request.statement;
  }

  @FieldResolver(() => Boolean, { description: "Whether your signature would count now." })
  @Policy({ scope: "READ" })
  async viewerCanApprove(@Root() request: RequestRead, @Context() ctx: Ctx): Promise<boolean> {
    return (await decisionOfViewer(ctx, request)).canApprove;
  }

  @FieldResolver(() => ViewerDecision, {
    description: "What you can do about it now, and the rule that refuses the rest.",
  })
  @Policy({ scope: "READ" })
  async viewerDecision(@Root() request: RequestRead, @Context() ctx: Ctx): Promise<ViewerDecision> {
    return decisionOfViewer(ctx, request);
  }
}

@Resolver(() => TransitionRequirement)
export class TransitionRequirementResolver {
  @FieldResolver(() => Team, {
    nullable: true,
    description: "The team that the role must be in; null when the policy is hidden.",
  })
  @Policy({ scope: "READ" })
  team(@Root() { teamId }: TransitionRequirement, @Context() ctx: Ctx) {
    return teamId === null ? null : loader(ctx, teamLoader).load(teamId);
  }

  @FieldResolver(() => [Principal], {
    description: "People who could fill it, by handle; empty but for the team's members, administrators and auditors.",
  })
  @Policy({ scope: "READ" })
  candidates(
    @Root() { teamId, role, excludes }: TransitionRequirement,
    @Context() ctx: Ctx,
    @Args(() => ListArgs) { first }: ListArgs,
  ) {
    return teamId === null ? [] : loader(ctx, signersLoader).load({ id: teamId, args: { role, excludes, first } });
  }
}

@Resolver(() => Decision)
export class DecisionResolver {
  @FieldResolver(() => Principal, { description: "The principal that signed." })
  @Policy({ scope: "READ" })
  by(@Root() decision: Decision, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(decision.principalId);
  }

  @FieldResolver(() => EntryPlace, { nullable: true, description: "The audit entry that records it." })
  @Policy({ scope: "READ" })
  async entry(@Root() { id, requestId }: Decision, @Context() ctx: Ctx): Promise<EntryPlace | null> {
    const entries = await loader(ctx, decisionEntriesLoader).load(requestId);
    return entries.find(({ decisionId }) => decisionId === id) ?? null;
  }

  @FieldResolver(() => Principal, {
    nullable: true,
    description: "Who invited the signer to make that credential; null for one that was made otherwise.",
  })
  @Policy({ scope: "READ" })
  invitedBy(@Root() { invitedById }: Decision, @Context() ctx: Ctx) {
    return invitedById === null ? null : loader(ctx, principalLoader).load(invitedById);
  }
}

@Resolver(() => ModelVersion)
export class VersionRequestsResolver {
  @FieldResolver(() => TransitionRequestConnection, { description: "Requests to move this version, newest first." })
  @Policy({ scope: "READ" })
  transitionRequests(@Root() version: ModelVersion, @Context() ctx: Ctx, @Args(() => PageArgs) paging: PageArgs) {
    return listRequests(ctx, { modelVersionId: version.id }, paging);
  }
}

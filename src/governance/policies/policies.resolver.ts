import { Arg, Args, Ctx as Context, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { teamLoader } from "../../access/access.loaders.js";
import { Team } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { keyset } from "../../db/keyset.js";
import { ListArgs, PageArgs, page } from "../../graphql/connection.js";
import { loader, loadFound } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { plain } from "../../graphql/plain.js";
import { Policy } from "../../graphql/policy.js";
import { idAsked, parseFilter } from "../../input.js";
import { modelLoader } from "../../registry/registry.loaders.js";
import { RegisteredModel } from "../../registry/registry.types.js";
import { Gate } from "../gates/gates.types.js";
import { shownGate } from "../gates/shown-gate.js";
import { guardsLoader, openRequestsLoader, policyLoader } from "../governance.loaders.js";
import { policyFilter } from "../list-filters.js";
import { createApprovalPolicy } from "./create-approval-policy.js";
import { warningsOfPolicy } from "./policies.pages.js";
import { type PolicyRead, policiesPage } from "./policies.queries.js";
import {
  ApprovalPolicy,
  ApprovalPolicyConnection,
  ApprovalPolicyFilter,
  CreateApprovalPolicyInput,
  CreateApprovalPolicyPayload,
  RetireApprovalPolicyInput,
  RetireApprovalPolicyPayload,
  SlotGuard,
  UpdateApprovalPolicyInput,
  UpdateApprovalPolicyPayload,
} from "./policies.types.js";
import { ApprovalRequirement } from "./requirements.types.js";
import { retireApprovalPolicy } from "./retire-approval-policy.js";
import { updateApprovalPolicy } from "./update-approval-policy.js";

const readPolicy =
  (ctx: Ctx) =>
  async ({ approvalPolicyId }: { approvalPolicyId: string }) => ({
    approvalPolicy: await loader(ctx, policyLoader).clear(approvalPolicyId).load(approvalPolicyId),
  });

const readWithWarnings = (ctx: Ctx) => async (made: { approvalPolicyId: string }) => {
  const { approvalPolicy } = await readPolicy(ctx)(made);
  return { approvalPolicy, warnings: approvalPolicy === null ? [] : await warningsOfPolicy(ctx, approvalPolicy) };
};

const NONE = { warnings: [] };

@Resolver(() => ApprovalPolicy)
export class ApprovalPolicyResolver {
  @Query(() => ApprovalPolicy, { nullable: true, description: "An approval policy; null when absent or not visible." })
  @Policy({ scope: "READ" })
  approvalPolicy(@Context() ctx: Ctx, @Arg("id", () => ID, { description: "Its id." }) id: string) {
    return loader(ctx, policyLoader).load(idAsked(id, ["id"]));
  }

  @Query(() => ApprovalPolicyConnection, { description: "Approval policies, oldest first." })
  @Policy({ scope: "READ" })
  async approvalPolicies(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Arg("filter", () => ApprovalPolicyFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    given: ApprovalPolicyFilter | null,
  ) {
    const filter = parseFilter(policyFilter, given);
    const keys = keyset("approvalPolicies", filter);
    const from = (keys.decode(after)?.[0] as string | undefined) ?? null;
    const rows = await policiesPage(ctx.db.reader, ctx.access, { filter, after: from, limit: first + 1 });
    return page(rows, first, ({ id }) => keys.encode(id), after);
  }

  @Mutation(() => CreateApprovalPolicyPayload, {
    description: "Says who must sign before a version enters or leaves a slot.",
  })
  @Policy({ scope: "ADMIN", description: "ADMIN, or OWNER of the team covered" })
  createApprovalPolicy(
    @Context() ctx: Ctx,
    @Arg("input", () => CreateApprovalPolicyInput, { description: "The policy." }) input: CreateApprovalPolicyInput,
  ) {
    return mutate(ctx, () => createApprovalPolicy(ctx, plain(input)), readWithWarnings(ctx), NONE);
  }

  @Mutation(() => UpdateApprovalPolicyPayload, {
    description:
      "Makes a new revision of a policy; requests opened under the one before are void, and what changes nothing makes none. While a version holds a slot that it guards, only an ADMIN loosens it; an OWNER may tighten it.",
  })
  @Policy({ scope: "ADMIN", description: "ADMIN, or OWNER of the team covered" })
  updateApprovalPolicy(
    @Context() ctx: Ctx,
    @Arg("input", () => UpdateApprovalPolicyInput, { description: "The change to make." })
    input: UpdateApprovalPolicyInput,
  ) {
    return mutate(ctx, () => updateApprovalPolicy(ctx, plain(input)), readWithWarnings(ctx), NONE);
  }

  @Mutation(() => RetireApprovalPolicyPayload, {
    description:
      "Ends a policy; requests opened under it are void. While a version holds a slot that it guards, this takes an ADMIN.",
  })
  @Policy({ scope: "ADMIN", description: "ADMIN, or OWNER of the team covered" })
  retireApprovalPolicy(
    @Context() ctx: Ctx,
    @Arg("input", () => RetireApprovalPolicyInput, { description: "The policy." }) input: RetireApprovalPolicyInput,
  ) {
    return mutate(ctx, () => retireApprovalPolicy(ctx, { ...input }), readPolicy(ctx));
  }

  @FieldResolver(() => [Gate], { description: "What must hold of a version before it enters one of its slots." })
  @Policy({ scope: "READ" })
  gates(@Root() policy: PolicyRead, @Args(() => ListArgs) { first }: ListArgs) {
    return policy.gates.slice(0, first).map(shownGate);
  }

  @FieldResolver(() => Team, { nullable: true, description: "The team that it covers, for TEAM scope." })
  @Policy({ scope: "READ" })
  team(@Root() policy: PolicyRead, @Context() ctx: Ctx) {
    return policy.teamId === null ? null : loader(ctx, teamLoader).load(policy.teamId);
  }

  @FieldResolver(() => RegisteredModel, { nullable: true, description: "The model that it covers, for MODEL scope." })
  @Policy({ scope: "READ" })
  registeredModel(@Root() policy: PolicyRead, @Context() ctx: Ctx) {
    return policy.registeredModelId === null ? null : loader(ctx, modelLoader).load(policy.registeredModelId);
  }
}

@Resolver(() => ApprovalRequirement)
export class ApprovalRequirementResolver {
  @FieldResolver(() => Team, {
    nullable: true,
    description: "The team that the signer's role must be in; null means the team that owns the model.",
  })
  @Policy({ scope: "READ" })
  team(@Root() requirement: ApprovalRequirement, @Context() ctx: Ctx) {
    return requirement.teamId === null ? null : loader(ctx, teamLoader).load(requirement.teamId);
  }
}

@Resolver(() => RegisteredModel)
export class ModelGovernanceResolver {
  @FieldResolver(() => [SlotGuard], {
    description: "Its slots that approval policies guard, by slot; only by the policies that you may read.",
  })
  @Policy({ scope: "READ" })
  async guards(@Root() model: RegisteredModel, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    return (await loader(ctx, guardsLoader).load(model.id)).slice(0, first);
  }

  @FieldResolver(() => Int, { description: "How many requests to move its versions are pending." })
  @Policy({ scope: "READ" })
  openRequestCount(@Root() model: RegisteredModel, @Context() ctx: Ctx): Promise<number> {
    return loader(ctx, openRequestsLoader).load(model.id);
  }
}

@Resolver(() => SlotGuard)
export class SlotGuardResolver {
  @FieldResolver(() => [ApprovalPolicy], { description: "The policies that guard it and that you may read." })
  @Policy({ scope: "READ" })
  policies(@Root() guard: SlotGuard, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    return loadFound(loader(ctx, policyLoader), guard.policyIds.slice(0, first));
  }
}

var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, Ctx as Context, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { teamLoader } from "../../access/access.loaders.js";
import { Team } from "../../access/access.types.js";
import { keyset } from "../../db/keyset.js";
import { ListArgs, PageArgs, page } from "../../graphql/connection.js";
import { loader, loadFound } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { parseFilter } from "../../input.js";
import { modelLoader } from "../../registry/registry.loaders.js";
import { RegisteredModel } from "../../registry/registry.types.js";
import { guardsLoader, openRequestsLoader, policyLoader } from "../governance.loaders.js";
import { policyFilter } from "../list-filters.js";
import { createApprovalPolicy } from "./create-approval-policy.js";
import { warningsOfPolicy } from "./policies.pages.js";
import { policiesPage } from "./policies.queries.js";
import { ApprovalPolicy, ApprovalPolicyConnection, ApprovalPolicyFilter, ApprovalRequirement, CreateApprovalPolicyInput, CreateApprovalPolicyPayload, RetireApprovalPolicyInput, RetireApprovalPolicyPayload, SlotGuard, UpdateApprovalPolicyInput, UpdateApprovalPolicyPayload, } from "./policies.types.js";
import { retireApprovalPolicy } from "./retire-approval-policy.js";
import { updateApprovalPolicy } from "./update-approval-policy.js";
const readPolicy = (ctx) => async ({ approvalPolicyId }) => ({
    approvalPolicy: await loader(ctx, policyLoader).clear(approvalPolicyId).load(approvalPolicyId),
});
const readWithWarnings = (ctx) => async (made) => {
    const { approvalPolicy } = await readPolicy(ctx)(made);
    return { approvalPolicy, warnings: approvalPolicy === null ? [] : await warningsOfPolicy(ctx, approvalPolicy) };
};
const NONE = { warnings: [] };
let ApprovalPolicyResolver = class ApprovalPolicyResolver {
    approvalPolicy(ctx, id) {
        return loader(ctx, policyLoader).load(id);
    }
    async approvalPolicies(ctx, { first, after }, given) {
        const filter = parseFilter(policyFilter, given);
        const keys = keyset("approvalPolicies", filter);
        const from = keys.decode(after)?.[0] ?? null;
        const rows = await policiesPage(ctx.db.reader, ctx.access, { filter, after: from, limit: first + 1 });
        return page(rows, first, ({ id }) => keys.encode(id), after);
    }
    createApprovalPolicy(ctx, input) {
        const { scope, requirements, ...rest } = input;
        const plain = { ...rest, scope: { ...scope }, requirements: requirements.map((each) => ({ ...each })) };
        return mutate(ctx, () => createApprovalPolicy(ctx, plain), readWithWarnings(ctx), NONE);
    }
    updateApprovalPolicy(ctx, input) {
        const { requirements, ...rest } = input;
        const plain = requirements == null ? rest : { ...rest, requirements: requirements.map((each) => ({ ...each })) };
        return mutate(ctx, () => updateApprovalPolicy(ctx, plain), readWithWarnings(ctx), NONE);
    }
    retireApprovalPolicy(ctx, input) {
        return mutate(ctx, () => retireApprovalPolicy(ctx, { ...input }), readPolicy(ctx));
    }
    team(policy, ctx) {
        return policy.teamId === null ? null : loader(ctx, teamLoader).load(policy.teamId);
    }
    registeredModel(policy, ctx) {
        return policy.registeredModelId === null ? null : loader(ctx, modelLoader).load(policy.registeredModelId);
    }
};
__decorate([
    Query(() => ApprovalPolicy, { nullable: true, description: "An approval policy; null when absent or not visible." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Arg("id", () => ID, { description: "Its id." }))
], ApprovalPolicyResolver.prototype, "approvalPolicy", null);
__decorate([
    Query(() => ApprovalPolicyConnection, { description: "Approval policies, oldest first." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Args(() => PageArgs)),
    __param(2, Arg("filter", () => ApprovalPolicyFilter, {
        nullable: true,
        description: "Return only items that match; absent means all.",
    }))
], ApprovalPolicyResolver.prototype, "approvalPolicies", null);
__decorate([
    Mutation(() => CreateApprovalPolicyPayload, {
        description: "Says who must sign before a version enters or leaves a slot.",
    }),
    Policy({ scope: "ADMIN", description: "ADMIN, or OWNER of the team covered" }),
    __param(0, Context()),
    __param(1, Arg("input", () => CreateApprovalPolicyInput, { description: "The policy." }))
], ApprovalPolicyResolver.prototype, "createApprovalPolicy", null);
__decorate([
    Mutation(() => UpdateApprovalPolicyPayload, {
        description: "Makes a new revision of a policy; requests opened under the one before are void, and what changes nothing makes none. While a version holds a slot that it guards, only an ADMIN loosens it; an OWNER may tighten it.",
    }),
    Policy({ scope: "ADMIN", description: "ADMIN, or OWNER of the team covered" }),
    __param(0, Context()),
    __param(1, Arg("input", () => UpdateApprovalPolicyInput, { description: "The change to make." }))
], ApprovalPolicyResolver.prototype, "updateApprovalPolicy", null);
__decorate([
    Mutation(() => RetireApprovalPolicyPayload, {
        description: "Ends a policy; requests opened under it are void. While a version holds a slot that it guards, this takes an ADMIN.",
    }),
    Policy({ scope: "ADMIN", description: "ADMIN, or OWNER of the team covered" }),
    __param(0, Context()),
    __param(1, Arg("input", () => RetireApprovalPolicyInput, { description: "The policy." }))
], ApprovalPolicyResolver.prototype, "retireApprovalPolicy", null);
__decorate([
    FieldResolver(() => Team, { nullable: true, description: "The team that it covers, for TEAM scope." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], ApprovalPolicyResolver.prototype, "team", null);
__decorate([
    FieldResolver(() => RegisteredModel, { nullable: true, description: "The model that it covers, for MODEL scope." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], ApprovalPolicyResolver.prototype, "registeredModel", null);
ApprovalPolicyResolver = __decorate([
    Resolver(() => ApprovalPolicy)
], ApprovalPolicyResolver);
export { ApprovalPolicyResolver };
let ApprovalRequirementResolver = class ApprovalRequirementResolver {
    team(requirement, ctx) {
        return requirement.teamId === null ? null : loader(ctx, teamLoader).load(requirement.teamId);
    }
};
__decorate([
    FieldResolver(() => Team, {
        nullable: true,
        description: "The team that the signer's role must be in; null means the team that owns the model.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], ApprovalRequirementResolver.prototype, "team", null);
ApprovalRequirementResolver = __decorate([
    Resolver(() => ApprovalRequirement)
], ApprovalRequirementResolver);
export { ApprovalRequirementResolver };
let ModelGovernanceResolver = class ModelGovernanceResolver {
    async guards(model, ctx, { first }) {
        return (await loader(ctx, guardsLoader).load(model.id)).slice(0, first);
    }
    openRequestCount(model, ctx) {
        return loader(ctx, openRequestsLoader).load(model.id);
    }
};
__decorate([
    FieldResolver(() => [SlotGuard], {
        description: "Its slots that approval policies guard, by slot; only by the policies that you may read.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], ModelGovernanceResolver.prototype, "guards", null);
__decorate([
    FieldResolver(() => Int, { description: "How many requests to move its versions are pending." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], ModelGovernanceResolver.prototype, "openRequestCount", null);
ModelGovernanceResolver = __decorate([
    Resolver(() => RegisteredModel)
], ModelGovernanceResolver);
export { ModelGovernanceResolver };
let SlotGuardResolver = class SlotGuardResolver {
    policies(guard, ctx, { first }) {
        return loadFound(loader(ctx, policyLoader), guard.policyIds.slice(0, first));
    }
};
__decorate([
    FieldResolver(() => [ApprovalPolicy], { description: "The policies that guard it and that you may read." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], SlotGuardResolver.prototype, "policies", null);
SlotGuardResolver = __decorate([
    Resolver(() => SlotGuard)
], SlotGuardResolver);
export { SlotGuardResolver };
//# sourceMappingURL=policies.resolver.js.map
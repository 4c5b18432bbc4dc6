var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, Ctx as Context, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { principalLoader, signersLoader, teamLoader } from "../access/access.loaders.js";
import { Principal, Team } from "../access/access.types.js";
import { keyset } from "../db/keyset.js";
import { ListArgs, PageArgs, page } from "../graphql/connection.js";
import { loader } from "../graphql/loader.js";
import { mutate } from "../graphql/mutate.js";
import { Policy } from "../graphql/policy.js";
import { parseFilter } from "../input.js";
import { versionLoader } from "../registry/registry.loaders.js";
import { ModelVersion } from "../registry/registry.types.js";
import { countSignatures, excludedFrom } from "./approval-rules.js";
import { approveTransition } from "./approve-transition.js";
import { HIDDEN_CAUSE } from "./cause.js";
import { approversLoader, decisionEntriesLoader, decisionsLoader, policyLoader, requestLoader, } from "./governance.loaders.js";
import { requestFilter } from "./list-filters.js";
import { isHidden } from "./policies/hidden-policies.js";
import { rejectTransition } from "./reject-transition.js";
import { ApproveTransitionInput, ApproveTransitionPayload, RejectTransitionInput, RejectTransitionPayload, RequestTransitionInput, RequestTransitionPayload, RollbackSlotInput, RollbackSlotPayload, WithdrawTransitionInput, WithdrawTransitionPayload, } from "./request-mutations.types.js";
import { requestTransition } from "./request-transition.js";
import { hiddenPoliciesOf, warningsOfRequest } from "./requests.pages.js";
import { requestsPage } from "./requests.queries.js";
import { Decision, DisplacedVersion, EntryPlace, TransitionRequest, TransitionRequestConnection, TransitionRequestFilter, TransitionRequirement, ViewerDecision, } from "./requests.types.js";
import { rollbackSlot } from "./rollback-slot.js";
import { viewerDecision } from "./viewer-decision.js";
import { withdrawTransition } from "./withdraw-transition.js";
const readRequest = (ctx, id) => loader(ctx, requestLoader).clear(id).load(id);
const readVersion = (ctx, id) => loader(ctx, versionLoader).clear(id).load(id);
const listRequests = async (ctx, filter, { first, after }) => {
    const keys = keyset("transitionRequests", filter);
    const from = keys.decode(after)?.[0];
    const rows = await requestsPage(ctx.db.reader, ctx.access, ctx.principal.id, {
        filter,
        after: from ?? null,
        limit: first + 1,
    });
    return page(rows, first, ({ id }) => keys.encode(id), after);
};
const readAsked = (ctx) => async ({ transitionRequestId, modelVersionId }) => {
    const transitionRequest = await readRequest(ctx, transitionRequestId);
    return {
        transitionRequest,
        modelVersion: await readVersion(ctx, modelVersionId),
        warnings: transitionRequest === null ? [] : await warningsOfRequest(ctx, transitionRequest),
    };
};
const NONE = { warnings: [] };
/** The decision, and where its entry stands. */
const readDecision = async (ctx, requestId, made) => {
    const decisions = await loader(ctx, decisionsLoader).clear(requestId).load(requestId);
    const entries = await loader(ctx, decisionEntriesLoader).clear(requestId).load(requestId);
    return {
        decision: decisions.find(({ id }) => id === made) ?? null,
        entry: entries.find(({ decisionId }) => decisionId === made) ?? null,
    };
};
let TransitionRequestResolver = class TransitionRequestResolver {
    transitionRequest(ctx, id) {
        return loader(ctx, requestLoader).load(id);
    }
    transitionRequests(ctx, paging, filter) {
        return listRequests(ctx, parseFilter(requestFilter, filter), paging);
    }
    requestTransition(ctx, input) {
        return mutate(ctx, () => requestTransition(ctx, { ...input }), readAsked(ctx), NONE);
    }
    rollbackSlot(ctx, input) {
        return mutate(ctx, () => rollbackSlot(ctx, { ...input }), readAsked(ctx), NONE);
    }
    approveTransition(ctx, input) {
        return mutate(ctx, () => approveTransition(ctx, { ...input }), async ({ transitionRequestId, decisionId }) => ({
            transitionRequest: await readRequest(ctx, transitionRequestId),
            ...(await readDecision(ctx, transitionRequestId, decisionId)),
        }));
    }
    rejectTransition(ctx, input) {
        return mutate(ctx, () => rejectTransition(ctx, { ...input }), async ({ transitionRequestId, decisionId }) => ({
            transitionRequest: await readRequest(ctx, transitionRequestId),
            ...(await readDecision(ctx, transitionRequestId, decisionId)),
        }));
    }
    withdrawTransition(ctx, input) {
        return mutate(ctx, () => withdrawTransition(ctx, { ...input }), async ({ transitionRequestId }) => ({
            transitionRequest: await readRequest(ctx, transitionRequestId),
        }));
    }
    modelVersion(request, ctx) {
        return loader(ctx, versionLoader).load(request.modelVersionId);
    }
    async cause({ cause, causePolicyId }, ctx) {
        if (causePolicyId === null)
            return cause;
        return (await loader(ctx, policyLoader).load(causePolicyId)) === null ? HIDDEN_CAUSE : cause;
    }
    requestedBy(request, ctx) {
        return loader(ctx, principalLoader).load(request.requestedById);
    }
    displaces({ displacesId, displacesVersion }) {
        return displacesId === null ? null : { id: displacesId, version: displacesVersion ?? 0 };
    }
    async decisions(request, ctx, { first }) {
        return (await loader(ctx, decisionsLoader).load(request.id)).slice(0, first);
    }
    async requirements(request, ctx, { first }) {
        const parties = { requesters: request.requestedFor, authors: request.authors };
        const { given } = countSignatures(request.policies, parties, await loader(ctx, approversLoader).load(request.id));
        const hidden = await hiddenPoliciesOf(ctx, request);
        const rows = request.policies.flatMap((policy, index) => policy.requirements.map(({ role, teamId, count }, place) => ({
            role,
            needed: count,
            given: given[index]?.[place] ?? 0,
            ...(isHidden(hidden, policy)
                ? { teamId: null, policyName: null, policyId: null, policyRevision: null }
                : {
                    teamId,
                    policyName: policy.name,
                    policyId: policy.id,
                    policyRevision: policy.id === null ? null : policy.revision,
                }),
            excludes: excludedFrom(policy, parties),
        })));
        return rows.slice(0, first);
    }
    async statement(request, ctx) {
        return (await hiddenPoliciesOf(ctx, request)).size > 0 ? null : request.statement;
    }
    async viewerCanApprove(request, ctx) {
        return viewerDecision(request, ctx, await loader(ctx, approversLoader).load(request.id)).canApprove;
    }
    async viewerDecision(request, ctx) {
        return viewerDecision(request, ctx, await loader(ctx, approversLoader).load(request.id));
    }
};
__decorate([
    Query(() => TransitionRequest, {
        nullable: true,
        description: "A transition request; null when absent or not visible.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Arg("id", () => ID, { description: "Its id." }))
], TransitionRequestResolver.prototype, "transitionRequest", null);
__decorate([
    Query(() => TransitionRequestConnection, { description: "Transition requests, newest first." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Args(() => PageArgs)),
    __param(2, Arg("filter", () => TransitionRequestFilter, {
        nullable: true,
        description: "Return only items that match; absent means all.",
    }))
], TransitionRequestResolver.prototype, "transitionRequests", null);
__decorate([
    Mutation(() => RequestTransitionPayload, {
        description: "Asks to move a version to a stage or alias: applied at once where no policy guards it and you may move it. " +
            "Asked again in the same words it is the same request; in others, or by others, REQUEST_OPEN names the open one.",
    }),
    Policy({ scope: "WRITE", description: "CONTRIBUTOR of the model's team, or a grant" }),
    __param(0, Context()),
    __param(1, Arg("input", () => RequestTransitionInput, { description: "The move to make." }))
], TransitionRequestResolver.prototype, "requestTransition", null);
__decorate([
    Mutation(() => RollbackSlotPayload, {
        description: "Asks for the slot's latest earlier holder that still exists, by the same rules.",
    }),
    Policy({ scope: "WRITE", description: "CONTRIBUTOR of the model's team, or a grant" }),
    __param(0, Context()),
    __param(1, Arg("input", () => RollbackSlotInput, { description: "The slot." }))
], TransitionRequestResolver.prototype, "rollbackSlot", null);
__decorate([
    Mutation(() => ApproveTransitionPayload, {
        description: "Signs a request; the last signature applies it. The same words again are the same signature.",
    }),
    Policy({ scope: "APPROVE", description: "a role that the request's requirements name" }),
    __param(0, Context()),
    __param(1, Arg("input", () => ApproveTransitionInput, { description: "The signature." }))
], TransitionRequestResolver.prototype, "approveTransition", null);
__decorate([
    Mutation(() => RejectTransitionPayload, { description: "Ends a request by a signature against it." }),
    Policy({ scope: "APPROVE", description: "a role that the request's requirements name" }),
    __param(0, Context()),
    __param(1, Arg("input", () => RejectTransitionInput, { description: "The signature." }))
], TransitionRequestResolver.prototype, "rejectTransition", null);
__decorate([
    Mutation(() => WithdrawTransitionPayload, { description: "Takes a pending request back." }),
    Policy({ scope: "WRITE", description: "the requester, or MAINTAINER of the model's team" }),
    __param(0, Context()),
    __param(1, Arg("input", () => WithdrawTransitionInput, { description: "The request." }))
], TransitionRequestResolver.prototype, "withdrawTransition", null);
__decorate([
    FieldResolver(() => ModelVersion, {
        nullable: true,
        description: "The version asked for; null when you may not read it (any more).",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], TransitionRequestResolver.prototype, "modelVersion", null);
__decorate([
    FieldResolver(() => String, {
        nullable: true,
        description: "The reason why it ended, when it was not applied. A policy is named to those who may read it; others read that a policy that applies has changed.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], TransitionRequestResolver.prototype, "cause", null);
__decorate([
    FieldResolver(() => Principal, { description: "The principal that asked." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], TransitionRequestResolver.prototype, "requestedBy", null);
__decorate([
    FieldResolver(() => DisplacedVersion, {
        nullable: true,
        description: "The version that holds the slot, which the move would displace.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root())
], TransitionRequestResolver.prototype, "displaces", null);
__decorate([
    FieldResolver(() => [Decision], { description: "Every signature, oldest first." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], TransitionRequestResolver.prototype, "decisions", null);
__decorate([
    FieldResolver(() => [TransitionRequirement], { description: "Which signatures the request needs and has." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], TransitionRequestResolver.prototype, "requirements", null);
__decorate([
    FieldResolver(() => String, {
        nullable: true,
        description: "What is approved, as canonical JSON (RFC 8785); null when it names a policy that you neither read nor could sign for. With `v` 2 it names the model; requests opened before have neither `v` nor `model`.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], TransitionRequestResolver.prototype, "statement", null);
__decorate([
    FieldResolver(() => Boolean, { description: "Whether your signature would count now." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], TransitionRequestResolver.prototype, "viewerCanApprove", null);
__decorate([
    FieldResolver(() => ViewerDecision, {
        description: "What you can do about it now, and the rule that refuses the rest.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], TransitionRequestResolver.prototype, "viewerDecision", null);
TransitionRequestResolver = __decorate([
    Resolver(() => TransitionRequest)
], TransitionRequestResolver);
export { TransitionRequestResolver };
let TransitionRequirementResolver = class TransitionRequirementResolver {
    team({ teamId }, ctx) {
        return teamId === null ? null : loader(ctx, teamLoader).load(teamId);
    }
    candidates({ teamId, role, excludes }, ctx, { first }) {
        return teamId === null ? [] : loader(ctx, signersLoader).load({ id: teamId, args: { role, excludes, first } });
    }
};
__decorate([
    FieldResolver(() => Team, {
        nullable: true,
        description: "The team that the role must be in; null when the policy is hidden.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], TransitionRequirementResolver.prototype, "team", null);
__decorate([
    FieldResolver(() => [Principal], {
        description: "People who could fill it, by handle; empty but for the team's members, administrators and auditors.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], TransitionRequirementResolver.prototype, "candidates", null);
TransitionRequirementResolver = __decorate([
    Resolver(() => TransitionRequirement)
], TransitionRequirementResolver);
export { TransitionRequirementResolver };
let DecisionResolver = class DecisionResolver {
    by(decision, ctx) {
        return loader(ctx, principalLoader).load(decision.principalId);
    }
    async entry({ id, requestId }, ctx) {
        const entries = await loader(ctx, decisionEntriesLoader).load(requestId);
        return entries.find(({ decisionId }) => decisionId === id) ?? null;
    }
    invitedBy({ invitedById }, ctx) {
        return invitedById === null ? null : loader(ctx, principalLoader).load(invitedById);
    }
};
__decorate([
    FieldResolver(() => Principal, { description: "The principal that signed." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], DecisionResolver.prototype, "by", null);
__decorate([
    FieldResolver(() => EntryPlace, { nullable: true, description: "The audit entry that records it." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], DecisionResolver.prototype, "entry", null);
__decorate([
    FieldResolver(() => Principal, {
        nullable: true,
        description: "Who invited the signer to make that credential; null for one that was made otherwise.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], DecisionResolver.prototype, "invitedBy", null);
DecisionResolver = __decorate([
    Resolver(() => Decision)
], DecisionResolver);
export { DecisionResolver };
let VersionRequestsResolver = class VersionRequestsResolver {
    transitionRequests(version, ctx, paging) {
        return listRequests(ctx, { modelVersionId: version.id }, paging);
    }
};
__decorate([
    FieldResolver(() => TransitionRequestConnection, { description: "Requests to move this version, newest first." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => PageArgs))
], VersionRequestsResolver.prototype, "transitionRequests", null);
VersionRequestsResolver = __decorate([
    Resolver(() => ModelVersion)
], VersionRequestsResolver);
export { VersionRequestsResolver };
//# sourceMappingURL=requests.resolver.js.map
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { TeamRole } from "../../access/access.types.js";
import { connectionOf } from "../../graphql/connection.js";
import { same } from "../../graphql/enum.js";
import { Node } from "../../graphql/node.js";
import { DateTime, Sha256 } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
export const SeparationOfDuties = same(["REQUESTER", "AUTHOR"]);
registerEnumType(SeparationOfDuties, {
    name: "SeparationOfDuties",
    description: "Who may not sign under a policy, and may not have minted the credential of the person who signs.",
    valuesConfig: {
        REQUESTER: { description: "The person who asked for the move, or who minted the credential that asked." },
        AUTHOR: {
            description: "A person who made the version, who opened its run, or who wrote what it froze of run and logged model; or who minted a credential that did.",
        },
    },
});
export const ApprovalPolicyScope = same(["ORGANIZATION", "TEAM", "MODEL"]);
registerEnumType(ApprovalPolicyScope, {
    name: "ApprovalPolicyScope",
    description: "What a policy covers.",
    valuesConfig: {
        ORGANIZATION: { description: "Every registered model." },
        TEAM: { description: "The models of one team." },
        MODEL: { description: "One registered model." },
    },
});
let ApprovalRequirement = class ApprovalRequirement {
};
__decorate([
    Field(() => TeamRole, { description: "The role that signs." })
], ApprovalRequirement.prototype, "role", void 0);
__decorate([
    Field(() => Int, { description: "The number of signatures." })
], ApprovalRequirement.prototype, "count", void 0);
ApprovalRequirement = __decorate([
    ObjectType({ description: "A requirement of a policy.", simpleResolvers: true })
], ApprovalRequirement);
export { ApprovalRequirement };
let ApprovalPolicy = class ApprovalPolicy extends Node {
};
__decorate([
    Field(() => String, { description: "Its name." })
], ApprovalPolicy.prototype, "name", void 0);
__decorate([
    Field(() => ApprovalPolicyScope, { description: "The team, model or organisation that it covers." })
], ApprovalPolicy.prototype, "scope", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Name of the model that it covers, for MODEL scope." })
], ApprovalPolicy.prototype, "modelName", void 0);
__decorate([
    Field(() => Int, { description: "Number of the current revision, from 1." })
], ApprovalPolicy.prototype, "revision", void 0);
__decorate([
    Field(() => Sha256, { description: "Digest of the current revision's content." })
], ApprovalPolicy.prototype, "digest", void 0);
__decorate([
    Field(() => [String], { description: "The slots guarded: entering, leaving and removing." })
], ApprovalPolicy.prototype, "slots", void 0);
__decorate([
    Field(() => [ApprovalRequirement], { description: "The signatures asked for." })
], ApprovalPolicy.prototype, "requirements", void 0);
__decorate([
    Field(() => [SeparationOfDuties], { description: "People who may not sign." })
], ApprovalPolicy.prototype, "separationOfDuties", void 0);
__decorate([
    Field(() => [String], { description: "Tag keys whose values the statement binds." })
], ApprovalPolicy.prototype, "boundTags", void 0);
__decorate([
    Field(() => Int, { description: "Hours that a request stays open." })
], ApprovalPolicy.prototype, "expiresAfterHours", void 0);
__decorate([
    Field(() => DateTime, { description: "When it was made." })
], ApprovalPolicy.prototype, "createdAt", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "When it was retired." })
], ApprovalPolicy.prototype, "retiredAt", void 0);
ApprovalPolicy = __decorate([
    ObjectType({
        description: "Who must sign before a version enters or leaves a slot.",
        implements: Node,
        simpleResolvers: true,
    })
], ApprovalPolicy);
export { ApprovalPolicy };
let SlotGuard = class SlotGuard {
};
__decorate([
    Field(() => String, { description: "The slot: `Production`, `@champion`." })
], SlotGuard.prototype, "slot", void 0);
SlotGuard = __decorate([
    ObjectType({ description: "A slot that nobody moves by role alone.", simpleResolvers: true })
], SlotGuard);
export { SlotGuard };
export const ApprovalPolicyConnection = connectionOf(() => ApprovalPolicy, "ApprovalPolicy");
let ApprovalPolicyFilter = class ApprovalPolicyFilter {
};
__decorate([
    Field(() => String, { nullable: true, description: "Return only items of the team with this slug." })
], ApprovalPolicyFilter.prototype, "team", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Return only items of the registered model with this name." })
], ApprovalPolicyFilter.prototype, "model", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "Return only policies that guard this slot, such as `Production` or `@champion`.",
    })
], ApprovalPolicyFilter.prototype, "slot", void 0);
__decorate([
    Field(() => Boolean, { nullable: true, description: "Include retired policies." })
], ApprovalPolicyFilter.prototype, "includeRetired", void 0);
ApprovalPolicyFilter = __decorate([
    InputType({ description: "Conditions on approval policies; all that are given must hold." })
], ApprovalPolicyFilter);
export { ApprovalPolicyFilter };
let ApprovalPolicyScopeInput = class ApprovalPolicyScopeInput {
};
__decorate([
    Field(() => Boolean, { nullable: true, description: "`true`: every registered model." })
], ApprovalPolicyScopeInput.prototype, "organization", void 0);
__decorate([
    Field(() => ID, { nullable: true, description: "The models of this team." })
], ApprovalPolicyScopeInput.prototype, "teamId", void 0);
__decorate([
    Field(() => ID, { nullable: true, description: "This registered model." })
], ApprovalPolicyScopeInput.prototype, "registeredModelId", void 0);
ApprovalPolicyScopeInput = __decorate([
    InputType({ description: "What a policy covers: exactly one of the three." })
], ApprovalPolicyScopeInput);
export { ApprovalPolicyScopeInput };
let ApprovalRequirementInput = class ApprovalRequirementInput {
};
__decorate([
    Field(() => TeamRole, { description: "The role that signs." })
], ApprovalRequirementInput.prototype, "role", void 0);
__decorate([
    Field(() => ID, {
        nullable: true,
        description: "The team that the signer's role must be in; absent means the team that owns the model.",
    })
], ApprovalRequirementInput.prototype, "teamId", void 0);
__decorate([
    Field(() => Int, { description: "The number of signatures: 1–20." })
], ApprovalRequirementInput.prototype, "count", void 0);
ApprovalRequirementInput = __decorate([
    InputType({ description: "Signatures that a policy asks for." })
], ApprovalRequirementInput);
export { ApprovalRequirementInput };
let CreateApprovalPolicyInput = class CreateApprovalPolicyInput extends MutationInput {
};
__decorate([
    Field(() => String, { description: "1–256 characters." })
], CreateApprovalPolicyInput.prototype, "name", void 0);
__decorate([
    Field(() => ApprovalPolicyScopeInput, { description: "The team, model or organisation that it covers." })
], CreateApprovalPolicyInput.prototype, "scope", void 0);
__decorate([
    Field(() => [String], { description: "Slots to guard: `Production`, `@champion`; 1–50." })
], CreateApprovalPolicyInput.prototype, "slots", void 0);
__decorate([
    Field(() => [ApprovalRequirementInput], { description: "Who must sign: 1–10 requirements." })
], CreateApprovalPolicyInput.prototype, "requirements", void 0);
__decorate([
    Field(() => [SeparationOfDuties], {
        nullable: true,
        description: "Who may not sign; by default nobody is excluded.",
    })
], CreateApprovalPolicyInput.prototype, "separationOfDuties", void 0);
__decorate([
    Field(() => [String], { nullable: true, description: "Tag keys whose values the approval binds; at most 50." })
], CreateApprovalPolicyInput.prototype, "boundTags", void 0);
__decorate([
    Field(() => Int, { nullable: true, description: "Hours that a request stays open: 1–8,760; default 168." })
], CreateApprovalPolicyInput.prototype, "expiresAfterHours", void 0);
CreateApprovalPolicyInput = __decorate([
    InputType({ description: "A new approval policy." })
], CreateApprovalPolicyInput);
export { CreateApprovalPolicyInput };
let UpdateApprovalPolicyInput = class UpdateApprovalPolicyInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The policy." })
], UpdateApprovalPolicyInput.prototype, "approvalPolicyId", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "1–256 characters." })
], UpdateApprovalPolicyInput.prototype, "name", void 0);
__decorate([
    Field(() => [String], { nullable: true, description: "Slots to guard; 1–50." })
], UpdateApprovalPolicyInput.prototype, "slots", void 0);
__decorate([
    Field(() => [ApprovalRequirementInput], { nullable: true, description: "Who must sign: 1–10 requirements." })
], UpdateApprovalPolicyInput.prototype, "requirements", void 0);
__decorate([
    Field(() => [SeparationOfDuties], { nullable: true, description: "People who may not sign." })
], UpdateApprovalPolicyInput.prototype, "separationOfDuties", void 0);
__decorate([
    Field(() => [String], { nullable: true, description: "Tag keys that the approval binds." })
], UpdateApprovalPolicyInput.prototype, "boundTags", void 0);
__decorate([
    Field(() => Int, { nullable: true, description: "Hours that a request stays open." })
], UpdateApprovalPolicyInput.prototype, "expiresAfterHours", void 0);
UpdateApprovalPolicyInput = __decorate([
    InputType({ description: "A new revision of a policy. What is absent stays as it is." })
], UpdateApprovalPolicyInput);
export { UpdateApprovalPolicyInput };
let RetireApprovalPolicyInput = class RetireApprovalPolicyInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The policy." })
], RetireApprovalPolicyInput.prototype, "approvalPolicyId", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The reason." })
], RetireApprovalPolicyInput.prototype, "reason", void 0);
RetireApprovalPolicyInput = __decorate([
    InputType({ description: "The end of a policy." })
], RetireApprovalPolicyInput);
export { RetireApprovalPolicyInput };
let CreateApprovalPolicyPayload = class CreateApprovalPolicyPayload extends Payload {
};
__decorate([
    Field(() => ApprovalPolicy, { nullable: true, description: "The policy." })
], CreateApprovalPolicyPayload.prototype, "approvalPolicy", void 0);
__decorate([
    Field(() => [String], {
        description: "Where too few people could sign: how many could now, by requirement and role. Who is separated from whom shows when a move is asked for; credentials are judged at signing.",
    })
], CreateApprovalPolicyPayload.prototype, "warnings", void 0);
CreateApprovalPolicyPayload = __decorate([
    ObjectType({ description: "The policy.", simpleResolvers: true })
], CreateApprovalPolicyPayload);
export { CreateApprovalPolicyPayload };
let UpdateApprovalPolicyPayload = class UpdateApprovalPolicyPayload extends CreateApprovalPolicyPayload {
};
UpdateApprovalPolicyPayload = __decorate([
    ObjectType({ description: "The policy.", simpleResolvers: true })
], UpdateApprovalPolicyPayload);
export { UpdateApprovalPolicyPayload };
let RetireApprovalPolicyPayload = class RetireApprovalPolicyPayload extends Payload {
};
__decorate([
    Field(() => ApprovalPolicy, { nullable: true, description: "The policy." })
], RetireApprovalPolicyPayload.prototype, "approvalPolicy", void 0);
RetireApprovalPolicyPayload = __decorate([
    ObjectType({ description: "The policy.", simpleResolvers: true })
], RetireApprovalPolicyPayload);
export { RetireApprovalPolicyPayload };
//# sourceMappingURL=policies.types.js.map
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { MutationInput, Payload } from "../graphql/user-error.js";
import { ModelVersion } from "../registry/registry.types.js";
import { Decision, DecisionMeaning, EntryPlace, TransitionRequest } from "./requests.types.js";
let RequestTransitionInput = class RequestTransitionInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The version to move." })
], RequestTransitionInput.prototype, "modelVersionId", void 0);
__decorate([
    Field(() => String, { description: "Where to: a stage (`Production`, any case) or an alias (`@champion`)." })
], RequestTransitionInput.prototype, "to", void 0);
__decorate([
    Field(() => String, { description: "The reason: 1–2,000 characters." })
], RequestTransitionInput.prototype, "reason", void 0);
__decorate([
    Field(() => Int, { nullable: true, description: "The version that you believe holds the slot, 0 for none." })
], RequestTransitionInput.prototype, "expectedHolder", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "An http(s) URL of a ticket." })
], RequestTransitionInput.prototype, "ticketUrl", void 0);
RequestTransitionInput = __decorate([
    InputType({ description: "A move asked for." })
], RequestTransitionInput);
export { RequestTransitionInput };
let ApproveTransitionInput = class ApproveTransitionInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The request." })
], ApproveTransitionInput.prototype, "transitionRequestId", void 0);
__decorate([
    Field(() => String, { description: "The request's `contentDigest` as it was shown to you." })
], ApproveTransitionInput.prototype, "contentDigest", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "At most 2,000 characters." })
], ApproveTransitionInput.prototype, "comment", void 0);
__decorate([
    Field(() => DecisionMeaning, {
        nullable: true,
        description: "The meaning of the signature; the default is APPROVAL.",
    })
], ApproveTransitionInput.prototype, "meaning", void 0);
ApproveTransitionInput = __decorate([
    InputType({ description: "A signature for a request." })
], ApproveTransitionInput);
export { ApproveTransitionInput };
let RejectTransitionInput = class RejectTransitionInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The request." })
], RejectTransitionInput.prototype, "transitionRequestId", void 0);
__decorate([
    Field(() => String, { description: "The reason: 1–2,000 characters." })
], RejectTransitionInput.prototype, "comment", void 0);
RejectTransitionInput = __decorate([
    InputType({ description: "A signature against a request." })
], RejectTransitionInput);
export { RejectTransitionInput };
let WithdrawTransitionInput = class WithdrawTransitionInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The request." })
], WithdrawTransitionInput.prototype, "transitionRequestId", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The reason." })
], WithdrawTransitionInput.prototype, "reason", void 0);
WithdrawTransitionInput = __decorate([
    InputType({ description: "A request taken back." })
], WithdrawTransitionInput);
export { WithdrawTransitionInput };
let RollbackSlotInput = class RollbackSlotInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The registered model." })
], RollbackSlotInput.prototype, "registeredModelId", void 0);
__decorate([
    Field(() => String, { description: "An exclusive stage or an alias (`@champion`)." })
], RollbackSlotInput.prototype, "slot", void 0);
__decorate([
    Field(() => String, { description: "The reason: 1–2,000 characters." })
], RollbackSlotInput.prototype, "reason", void 0);
RollbackSlotInput = __decorate([
    InputType({ description: "A slot to be given back to its previous holder." })
], RollbackSlotInput);
export { RollbackSlotInput };
let RequestTransitionPayload = class RequestTransitionPayload extends Payload {
};
__decorate([
    Field(() => TransitionRequest, { nullable: true, description: "The request: applied at once, or pending." })
], RequestTransitionPayload.prototype, "transitionRequest", void 0);
__decorate([
    Field(() => ModelVersion, { nullable: true, description: "The version." })
], RequestTransitionPayload.prototype, "modelVersion", void 0);
__decorate([
    Field(() => [String], {
        description: "While it waits and too few people could sign: how many could now, by requirement, role and separation of duties. Credentials are judged at signing.",
    })
], RequestTransitionPayload.prototype, "warnings", void 0);
RequestTransitionPayload = __decorate([
    ObjectType({ description: "The request, and the version as it is now.", simpleResolvers: true })
], RequestTransitionPayload);
export { RequestTransitionPayload };
let RollbackSlotPayload = class RollbackSlotPayload extends RequestTransitionPayload {
};
RollbackSlotPayload = __decorate([
    ObjectType({ description: "The request, and the version asked for.", simpleResolvers: true })
], RollbackSlotPayload);
export { RollbackSlotPayload };
let ApproveTransitionPayload = class ApproveTransitionPayload extends Payload {
};
__decorate([
    Field(() => TransitionRequest, { nullable: true, description: "The request." })
], ApproveTransitionPayload.prototype, "transitionRequest", void 0);
__decorate([
    Field(() => Decision, { nullable: true, description: "The decision to record." })
], ApproveTransitionPayload.prototype, "decision", void 0);
__decorate([
    Field(() => EntryPlace, { nullable: true, description: "The committed audit entry that records it." })
], ApproveTransitionPayload.prototype, "entry", void 0);
ApproveTransitionPayload = __decorate([
    ObjectType({ description: "The request, and the decision recorded.", simpleResolvers: true })
], ApproveTransitionPayload);
export { ApproveTransitionPayload };
let RejectTransitionPayload = class RejectTransitionPayload extends ApproveTransitionPayload {
};
RejectTransitionPayload = __decorate([
    ObjectType({ description: "The request, and the decision recorded.", simpleResolvers: true })
], RejectTransitionPayload);
export { RejectTransitionPayload };
let WithdrawTransitionPayload = class WithdrawTransitionPayload extends Payload {
};
__decorate([
    Field(() => TransitionRequest, { nullable: true, description: "The request." })
], WithdrawTransitionPayload.prototype, "transitionRequest", void 0);
WithdrawTransitionPayload = __decorate([
    ObjectType({ description: "The request.", simpleResolvers: true })
], WithdrawTransitionPayload);
export { WithdrawTransitionPayload };
//# sourceMappingURL=request-mutations.types.js.map
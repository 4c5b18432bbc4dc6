var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { GrantRole, RegisteredModel } from "../registry.types.js";
import { Lifecycle } from "../slots/slots.types.js";
const KEY = "`OWNER`, `STEWARD`, `VALIDATOR`, `ON_CALL`, or a custom key of 1–250 characters.";
let SetOwnershipTagInput = class SetOwnershipTagInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The registered model." })
], SetOwnershipTagInput.prototype, "registeredModelId", void 0);
__decorate([
    Field(() => String, { description: KEY })
], SetOwnershipTagInput.prototype, "key", void 0);
__decorate([
    Field(() => ID, { nullable: true, description: "The user; then no teamId." })
], SetOwnershipTagInput.prototype, "principalId", void 0);
__decorate([
    Field(() => ID, { nullable: true, description: "The team; then no principalId." })
], SetOwnershipTagInput.prototype, "teamId", void 0);
SetOwnershipTagInput = __decorate([
    InputType({ description: "Who shall answer for a model, and in which way: a user or a team." })
], SetOwnershipTagInput);
export { SetOwnershipTagInput };
let RemoveOwnershipTagInput = class RemoveOwnershipTagInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The registered model." })
], RemoveOwnershipTagInput.prototype, "registeredModelId", void 0);
__decorate([
    Field(() => String, { description: KEY })
], RemoveOwnershipTagInput.prototype, "key", void 0);
RemoveOwnershipTagInput = __decorate([
    InputType({ description: "An ownership tag to be ended." })
], RemoveOwnershipTagInput);
export { RemoveOwnershipTagInput };
let GrantAccessInput = class GrantAccessInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The registered model." })
], GrantAccessInput.prototype, "registeredModelId", void 0);
__decorate([
    Field(() => ID, { description: "The other team." })
], GrantAccessInput.prototype, "teamId", void 0);
__decorate([
    Field(() => GrantRole, {
        description: "The most that its members get: each those of their own roles that it includes.",
    })
], GrantAccessInput.prototype, "role", void 0);
__decorate([
    Field(() => [String], {
        nullable: true,
        description: "The only slots they can move: `Staging`, `@challenger`; 1–50. Absent: every slot.",
    })
], GrantAccessInput.prototype, "slots", void 0);
GrantAccessInput = __decorate([
    InputType({ description: "The access that another team gets to a model." })
], GrantAccessInput);
export { GrantAccessInput };
let RevokeAccessInput = class RevokeAccessInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The registered model." })
], RevokeAccessInput.prototype, "registeredModelId", void 0);
__decorate([
    Field(() => ID, { description: "The other team." })
], RevokeAccessInput.prototype, "teamId", void 0);
RevokeAccessInput = __decorate([
    InputType({ description: "A team's access to be taken back." })
], RevokeAccessInput);
export { RevokeAccessInput };
let StageInput = class StageInput {
};
__decorate([
    Field(() => String, { description: "Its name: a letter, then up to 63 letters, digits, spaces, _ or -." })
], StageInput.prototype, "name", void 0);
__decorate([
    Field(() => Boolean, { description: "Whether at most one version of a model holds it." })
], StageInput.prototype, "exclusive", void 0);
StageInput = __decorate([
    InputType({ description: "A stage." })
], StageInput);
export { StageInput };
let StageEdgeInput = class StageEdgeInput {
};
__decorate([
    Field(() => String, { description: "The stage that the version leaves." })
], StageEdgeInput.prototype, "from", void 0);
__decorate([
    Field(() => String, { description: "The stage that the version moves to." })
], StageEdgeInput.prototype, "to", void 0);
StageEdgeInput = __decorate([
    InputType({ description: "A way from one stage to another." })
], StageEdgeInput);
export { StageEdgeInput };
let SetLifecycleInput = class SetLifecycleInput extends MutationInput {
};
__decorate([
    Field(() => [StageInput], { description: "Every stage, MLflow's four among them; at most 50." })
], SetLifecycleInput.prototype, "stages", void 0);
__decorate([
    Field(() => [StageEdgeInput], { nullable: true, description: "The ways; absent: from any stage to any." })
], SetLifecycleInput.prototype, "edges", void 0);
SetLifecycleInput = __decorate([
    InputType({ description: "The organisation's stages and the ways between them." })
], SetLifecycleInput);
export { SetLifecycleInput };
const MODEL = { nullable: true, description: "The registered model; null when refused." };
let SetOwnershipTagPayload = class SetOwnershipTagPayload extends Payload {
};
__decorate([
    Field(() => RegisteredModel, MODEL)
], SetOwnershipTagPayload.prototype, "registeredModel", void 0);
SetOwnershipTagPayload = __decorate([
    ObjectType({ description: "The model with the ownership tag.", simpleResolvers: true })
], SetOwnershipTagPayload);
export { SetOwnershipTagPayload };
let RemoveOwnershipTagPayload = class RemoveOwnershipTagPayload extends Payload {
};
__decorate([
    Field(() => RegisteredModel, MODEL)
], RemoveOwnershipTagPayload.prototype, "registeredModel", void 0);
RemoveOwnershipTagPayload = __decorate([
    ObjectType({ description: "The model without the ownership tag.", simpleResolvers: true })
], RemoveOwnershipTagPayload);
export { RemoveOwnershipTagPayload };
let GrantAccessPayload = class GrantAccessPayload extends Payload {
};
__decorate([
    Field(() => RegisteredModel, MODEL)
], GrantAccessPayload.prototype, "registeredModel", void 0);
GrantAccessPayload = __decorate([
    ObjectType({ description: "The model as shared.", simpleResolvers: true })
], GrantAccessPayload);
export { GrantAccessPayload };
let RevokeAccessPayload = class RevokeAccessPayload extends Payload {
};
__decorate([
    Field(() => RegisteredModel, MODEL)
], RevokeAccessPayload.prototype, "registeredModel", void 0);
RevokeAccessPayload = __decorate([
    ObjectType({ description: "The model as no longer shared.", simpleResolvers: true })
], RevokeAccessPayload);
export { RevokeAccessPayload };
let SetLifecyclePayload = class SetLifecyclePayload extends Payload {
};
__decorate([
    Field(() => Lifecycle, { nullable: true, description: "The lifecycle; null when refused." })
], SetLifecyclePayload.prototype, "lifecycle", void 0);
SetLifecyclePayload = __decorate([
    ObjectType({ description: "The lifecycle as set.", simpleResolvers: true })
], SetLifecyclePayload);
export { SetLifecyclePayload };
//# sourceMappingURL=sharing.types.js.map
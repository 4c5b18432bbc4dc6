var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { TagInput } from "../../graphql/shapes.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { ModelVisibility, RegisteredModel } from "../registry.types.js";
const NAME = "1–256 characters, no “/” or “:”, not “.” or “..”, no white space around it, no control, bidirectional or zero-width characters.";
const REASON = "The reason: 1–2,000 characters.";
let CreateRegisteredModelInput = class CreateRegisteredModelInput extends MutationInput {
};
__decorate([
    Field(() => String, { description: NAME })
], CreateRegisteredModelInput.prototype, "name", void 0);
__decorate([
    Field(() => ID, { description: "The team that will own it." })
], CreateRegisteredModelInput.prototype, "teamId", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "A description: at most 10,000 characters." })
], CreateRegisteredModelInput.prototype, "description", void 0);
__decorate([
    Field(() => ModelVisibility, { nullable: true, description: "Who may read it; the default is ORGANIZATION." })
], CreateRegisteredModelInput.prototype, "visibility", void 0);
__decorate([
    Field(() => [TagInput], { nullable: true, description: "Its first tags; at most 1,000." })
], CreateRegisteredModelInput.prototype, "tags", void 0);
CreateRegisteredModelInput = __decorate([
    InputType({ description: "A new registered model." })
], CreateRegisteredModelInput);
export { CreateRegisteredModelInput };
let UpdateRegisteredModelInput = class UpdateRegisteredModelInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The registered model." })
], UpdateRegisteredModelInput.prototype, "registeredModelId", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "A description: at most 10,000 characters." })
], UpdateRegisteredModelInput.prototype, "description", void 0);
__decorate([
    Field(() => ModelVisibility, { nullable: true, description: "Who may read it; a change needs OWNER." })
], UpdateRegisteredModelInput.prototype, "visibility", void 0);
UpdateRegisteredModelInput = __decorate([
    InputType({ description: "A change of a registered model; what is absent stays." })
], UpdateRegisteredModelInput);
export { UpdateRegisteredModelInput };
let RenameRegisteredModelInput = class RenameRegisteredModelInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The registered model." })
], RenameRegisteredModelInput.prototype, "registeredModelId", void 0);
__decorate([
    Field(() => String, { description: NAME })
], RenameRegisteredModelInput.prototype, "name", void 0);
RenameRegisteredModelInput = __decorate([
    InputType({ description: "The new name of a registered model." })
], RenameRegisteredModelInput);
export { RenameRegisteredModelInput };
let TransferRegisteredModelInput = class TransferRegisteredModelInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The registered model." })
], TransferRegisteredModelInput.prototype, "registeredModelId", void 0);
__decorate([
    Field(() => ID, { description: "The receiving team; the owning team itself withdraws an offer." })
], TransferRegisteredModelInput.prototype, "teamId", void 0);
__decorate([
    Field(() => String, { description: REASON })
], TransferRegisteredModelInput.prototype, "reason", void 0);
TransferRegisteredModelInput = __decorate([
    InputType({ description: "A registered model and the team it shall belong to." })
], TransferRegisteredModelInput);
export { TransferRegisteredModelInput };
let DeleteRegisteredModelInput = class DeleteRegisteredModelInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The registered model." })
], DeleteRegisteredModelInput.prototype, "registeredModelId", void 0);
__decorate([
    Field(() => String, { description: REASON })
], DeleteRegisteredModelInput.prototype, "reason", void 0);
DeleteRegisteredModelInput = __decorate([
    InputType({ description: "A registered model to be deleted." })
], DeleteRegisteredModelInput);
export { DeleteRegisteredModelInput };
const MODEL = {
    nullable: true,
    description: "The registered model; null when refused, or when you may not read it (any more).",
};
let CreateRegisteredModelPayload = class CreateRegisteredModelPayload extends Payload {
};
__decorate([
    Field(() => RegisteredModel, MODEL)
], CreateRegisteredModelPayload.prototype, "registeredModel", void 0);
CreateRegisteredModelPayload = __decorate([
    ObjectType({ description: "The model that was made.", simpleResolvers: true })
], CreateRegisteredModelPayload);
export { CreateRegisteredModelPayload };
let UpdateRegisteredModelPayload = class UpdateRegisteredModelPayload extends Payload {
};
__decorate([
    Field(() => RegisteredModel, MODEL)
], UpdateRegisteredModelPayload.prototype, "registeredModel", void 0);
UpdateRegisteredModelPayload = __decorate([
    ObjectType({ description: "The model as changed.", simpleResolvers: true })
], UpdateRegisteredModelPayload);
export { UpdateRegisteredModelPayload };
let RenameRegisteredModelPayload = class RenameRegisteredModelPayload extends Payload {
};
__decorate([
    Field(() => RegisteredModel, MODEL)
], RenameRegisteredModelPayload.prototype, "registeredModel", void 0);
RenameRegisteredModelPayload = __decorate([
    ObjectType({ description: "The model under its new name.", simpleResolvers: true })
], RenameRegisteredModelPayload);
export { RenameRegisteredModelPayload };
let TransferRegisteredModelPayload = class TransferRegisteredModelPayload extends Payload {
};
__decorate([
    Field(() => RegisteredModel, MODEL)
], TransferRegisteredModelPayload.prototype, "registeredModel", void 0);
TransferRegisteredModelPayload = __decorate([
    ObjectType({ description: "The model, moved; or not yet, with its `transferOffer`.", simpleResolvers: true })
], TransferRegisteredModelPayload);
export { TransferRegisteredModelPayload };
let DeleteRegisteredModelPayload = class DeleteRegisteredModelPayload extends Payload {
};
__decorate([
    Field(() => RegisteredModel, MODEL)
], DeleteRegisteredModelPayload.prototype, "registeredModel", void 0);
DeleteRegisteredModelPayload = __decorate([
    ObjectType({ description: "The model as deleted.", simpleResolvers: true })
], DeleteRegisteredModelPayload);
export { DeleteRegisteredModelPayload };
//# sourceMappingURL=models.types.js.map
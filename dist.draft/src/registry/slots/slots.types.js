var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection.js";
import { DateTime } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { ModelVersion, RegisteredModel } from "../registry.types.js";
let Stage = class Stage {
};
__decorate([
    Field(() => String, { description: "Its name; matched in any case." })
], Stage.prototype, "name", void 0);
__decorate([
    Field(() => Boolean, { description: "Whether at most one version of a model holds it." })
], Stage.prototype, "exclusive", void 0);
Stage = __decorate([
    ObjectType({ description: "A stage of the organisation's lifecycle.", simpleResolvers: true })
], Stage);
export { Stage };
let StageEdge = class StageEdge {
};
__decorate([
    Field(() => String, { description: "The stage that the version leaves." })
], StageEdge.prototype, "from", void 0);
__decorate([
    Field(() => String, { description: "The stage that the version moves to." })
], StageEdge.prototype, "to", void 0);
StageEdge = __decorate([
    ObjectType({ description: "A way from one stage to another.", simpleResolvers: true })
], StageEdge);
export { StageEdge };
let Lifecycle = class Lifecycle {
};
__decorate([
    Field(() => [Stage], { description: "The stages; MLflow's four are always among them." })
], Lifecycle.prototype, "stages", void 0);
__decorate([
    Field(() => [StageEdge], { description: "The ways; where none were given, from any stage to any other." })
], Lifecycle.prototype, "edges", void 0);
Lifecycle = __decorate([
    ObjectType({ description: "The organisation's stages and the ways between them.", simpleResolvers: true })
], Lifecycle);
export { Lifecycle };
let SlotInterval = class SlotInterval {
};
__decorate([
    Field(() => String, { description: "The slot: `Production`, `@champion`." })
], SlotInterval.prototype, "slot", void 0);
__decorate([
    Field(() => Int, { description: "The version that held it." })
], SlotInterval.prototype, "version", void 0);
__decorate([
    Field(() => DateTime, { description: "The start, which is included." })
], SlotInterval.prototype, "from", void 0);
__decorate([
    Field(() => DateTime, {
        nullable: true,
        description: "The end, which is not included; null means that it has not ended.",
    })
], SlotInterval.prototype, "to", void 0);
SlotInterval = __decorate([
    ObjectType({ description: "A time in which a version held a slot.", simpleResolvers: true })
], SlotInterval);
export { SlotInterval };
export const SlotIntervalConnection = connectionOf(() => SlotInterval, "SlotInterval");
let HeldSlot = class HeldSlot {
};
__decorate([
    Field(() => String, { description: "The slot: `Production`, `@champion`." })
], HeldSlot.prototype, "slot", void 0);
__decorate([
    Field(() => Int, { description: "The version that holds it; in a shared stage the highest." })
], HeldSlot.prototype, "version", void 0);
__decorate([
    Field(() => DateTime, { description: "When it began." })
], HeldSlot.prototype, "since", void 0);
HeldSlot = __decorate([
    ObjectType({ description: "Who holds a slot of a model now.", simpleResolvers: true })
], HeldSlot);
export { HeldSlot };
let SetAliasInput = class SetAliasInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The version." })
], SetAliasInput.prototype, "modelVersionId", void 0);
__decorate([
    Field(() => String, {
        description: 'The alias, with or without "@": 1–255 letters, digits, _ or -; not "latest", not like "v7".',
    })
], SetAliasInput.prototype, "alias", void 0);
SetAliasInput = __decorate([
    InputType({ description: "An alias to be pointed at a version." })
], SetAliasInput);
export { SetAliasInput };
let RemoveAliasInput = class RemoveAliasInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The registered model." })
], RemoveAliasInput.prototype, "registeredModelId", void 0);
__decorate([
    Field(() => String, { description: 'The alias, with or without "@".' })
], RemoveAliasInput.prototype, "alias", void 0);
RemoveAliasInput = __decorate([
    InputType({ description: "An alias to be taken away." })
], RemoveAliasInput);
export { RemoveAliasInput };
let SetAliasPayload = class SetAliasPayload extends Payload {
};
__decorate([
    Field(() => ModelVersion, { nullable: true, description: "The version." })
], SetAliasPayload.prototype, "modelVersion", void 0);
SetAliasPayload = __decorate([
    ObjectType({ description: "The version that now has the alias.", simpleResolvers: true })
], SetAliasPayload);
export { SetAliasPayload };
let RemoveAliasPayload = class RemoveAliasPayload extends Payload {
};
__decorate([
    Field(() => RegisteredModel, { nullable: true, description: "The model." })
], RemoveAliasPayload.prototype, "registeredModel", void 0);
RemoveAliasPayload = __decorate([
    ObjectType({ description: "The model without the alias.", simpleResolvers: true })
], RemoveAliasPayload);
export { RemoveAliasPayload };
//# sourceMappingURL=slots.types.js.map
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, InputType, Int, registerEnumType } from "type-graphql";
import { OrderDirection } from "../graphql/shapes.js";
import { ModelVisibility } from "./registry.types.js";
export const RegisteredModelOrderField = { NAME: "NAME", CREATED_AT: "CREATED_AT", UPDATED_AT: "UPDATED_AT" };
registerEnumType(RegisteredModelOrderField, {
    name: "RegisteredModelOrderField",
    description: "What registered models are ordered by.",
    valuesConfig: {
        NAME: { description: "By name, in the order of its code points." },
        CREATED_AT: { description: "By the time of creation." },
        UPDATED_AT: { description: "By the time of the last change." },
    },
});
export const ModelVersionOrderField = { CREATED_AT: "CREATED_AT", VERSION: "VERSION", NAME: "NAME" };
registerEnumType(ModelVersionOrderField, {
    name: "ModelVersionOrderField",
    description: "What versions are ordered by.",
    valuesConfig: {
        CREATED_AT: { description: "By the time of creation." },
        VERSION: { description: "By number; in a list over several models, by the model's name first." },
        NAME: { description: "By the model's name, then by number." },
    },
});
let TagFilter = class TagFilter {
};
__decorate([
    Field(() => String, { nullable: true, description: "The whole key." })
], TagFilter.prototype, "key", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The whole value." })
], TagFilter.prototype, "value", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The beginning of the key." })
], TagFilter.prototype, "keyPrefix", void 0);
TagFilter = __decorate([
    InputType({ description: "One condition on tags: `key` or `keyPrefix`, and a `value` if wanted." })
], TagFilter);
export { TagFilter };
let OwnershipFilter = class OwnershipFilter {
};
__decorate([
    Field(() => String, { nullable: true, description: "`OWNER`, `STEWARD`, `VALIDATOR`, `ON_CALL` or a custom key." })
], OwnershipFilter.prototype, "key", void 0);
__decorate([
    Field(() => [String], { nullable: true, description: "One of these keys, at most 20." })
], OwnershipFilter.prototype, "keys", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The tag points at the team with this slug." })
], OwnershipFilter.prototype, "team", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The tag points at the user with this handle." })
], OwnershipFilter.prototype, "principal", void 0);
OwnershipFilter = __decorate([
    InputType({
        description: "A current ownership tag that the model carries; all given conditions hold of the same one.",
    })
], OwnershipFilter);
export { OwnershipFilter };
let RegisteredModelFilter = class RegisteredModelFilter {
};
__decorate([
    Field(() => String, {
        nullable: true,
        description: "Return only models whose name contains this text, in upper or lower case.",
    })
], RegisteredModelFilter.prototype, "nameContains", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Return only items of the team with this slug." })
], RegisteredModelFilter.prototype, "team", void 0);
__decorate([
    Field(() => ModelVisibility, { nullable: true, description: "Return only items with this visibility." })
], RegisteredModelFilter.prototype, "visibility", void 0);
__decorate([
    Field(() => [TagFilter], {
        nullable: true,
        description: "Return only items that carry every one of these tags; at most 10.",
    })
], RegisteredModelFilter.prototype, "tags", void 0);
__decorate([
    Field(() => OwnershipFilter, {
        nullable: true,
        description: "Return only models with a current ownership tag like this.",
    })
], RegisteredModelFilter.prototype, "ownership", void 0);
__decorate([
    Field(() => Boolean, { nullable: true, description: "Include deleted items that you may read." })
], RegisteredModelFilter.prototype, "includeDeleted", void 0);
RegisteredModelFilter = __decorate([
    InputType({ description: "Conditions on registered models; all that are given must hold." })
], RegisteredModelFilter);
export { RegisteredModelFilter };
let RegisteredModelOrder = class RegisteredModelOrder {
};
__decorate([
    Field(() => RegisteredModelOrderField, { description: "What to order by." })
], RegisteredModelOrder.prototype, "field", void 0);
__decorate([
    Field(() => OrderDirection, { nullable: true, description: "The direction; the default is ASC." })
], RegisteredModelOrder.prototype, "direction", void 0);
RegisteredModelOrder = __decorate([
    InputType({ description: "The order of registered models." })
], RegisteredModelOrder);
export { RegisteredModelOrder };
let ModelVersionFilter = class ModelVersionFilter {
};
__decorate([
    Field(() => String, { nullable: true, description: "Return only items of the registered model with this name." })
], ModelVersionFilter.prototype, "model", void 0);
__decorate([
    Field(() => Int, { nullable: true, description: "Return only versions with this number." })
], ModelVersionFilter.prototype, "version", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "Return only versions that are in this stage now; `None` means in no other stage.",
    })
], ModelVersionFilter.prototype, "stage", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "Return only versions that this alias points at now; “@” may be left out.",
    })
], ModelVersionFilter.prototype, "alias", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "Return only items whose model belongs to the team with this slug.",
    })
], ModelVersionFilter.prototype, "team", void 0);
__decorate([
    Field(() => [TagFilter], {
        nullable: true,
        description: "Return only versions that carry every one of these tags themselves; at most 10.",
    })
], ModelVersionFilter.prototype, "tags", void 0);
__decorate([
    Field(() => [TagFilter], {
        nullable: true,
        description: "Return only versions whose model carries every one of these tags; at most 10.",
    })
], ModelVersionFilter.prototype, "modelTags", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "Return only versions that name this run, by its id here (`run_…`) or by MLflow's.",
    })
], ModelVersionFilter.prototype, "runId", void 0);
__decorate([
    Field(() => Boolean, { nullable: true, description: "Include deleted items that you may read." })
], ModelVersionFilter.prototype, "includeDeleted", void 0);
ModelVersionFilter = __decorate([
    InputType({ description: "Conditions on versions; all that are given must hold." })
], ModelVersionFilter);
export { ModelVersionFilter };
let ModelVersionOrder = class ModelVersionOrder {
};
__decorate([
    Field(() => ModelVersionOrderField, { description: "What to order by." })
], ModelVersionOrder.prototype, "field", void 0);
__decorate([
    Field(() => OrderDirection, { nullable: true, description: "The direction; the default is ASC." })
], ModelVersionOrder.prototype, "direction", void 0);
ModelVersionOrder = __decorate([
    InputType({ description: "The order of versions." })
], ModelVersionOrder);
export { ModelVersionOrder };
//# sourceMappingURL=filters.types.js.map
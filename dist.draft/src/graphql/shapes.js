var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
/** Shapes that models, versions, runs and logged models share. */
/** What may be the key of a tag. */
export const TAG_KEY = "1–250 characters, not blank, nothing invisible; not beginning with `countersign.`.";
/** What may be the value of a tag. */
export const TAG_VALUE = "At most 100,000 characters.";
export const OrderDirection = { ASC: "ASC", DESC: "DESC" };
registerEnumType(OrderDirection, {
    name: "OrderDirection",
    description: "The direction of an order.",
    valuesConfig: { ASC: { description: "The lowest value first." }, DESC: { description: "The highest value first." } },
});
let Tag = class Tag {
};
__decorate([
    Field(() => String, {
        description: "The key; on models and versions `countersign.…` keys read ownership tags and cannot be set as tags.",
    })
], Tag.prototype, "key", void 0);
__decorate([
    Field(() => String, { description: "The value." })
], Tag.prototype, "value", void 0);
Tag = __decorate([
    ObjectType({
        description: "A key with a value, changeable at any time but where it is frozen.",
        simpleResolvers: true,
    })
], Tag);
export { Tag };
let Param = class Param {
};
__decorate([
    Field(() => String, { description: "Its name." })
], Param.prototype, "key", void 0);
__decorate([
    Field(() => String, { description: "Its value, as text." })
], Param.prototype, "value", void 0);
Param = __decorate([
    ObjectType({
        description: "A named setting that a version, run or logged model was made with.",
        simpleResolvers: true,
    })
], Param);
export { Param };
let TagInput = class TagInput {
};
__decorate([
    Field(() => String, { description: TAG_KEY })
], TagInput.prototype, "key", void 0);
__decorate([
    Field(() => String, { description: TAG_VALUE })
], TagInput.prototype, "value", void 0);
TagInput = __decorate([
    InputType({ description: "A tag." })
], TagInput);
export { TagInput };
//# sourceMappingURL=shapes.js.map
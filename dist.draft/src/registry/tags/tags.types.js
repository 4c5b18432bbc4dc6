var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Node } from "../../graphql/node.js";
import { TAG_KEY, TAG_VALUE } from "../../graphql/shapes.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
let SetTagInput = class SetTagInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The registered model or version." })
], SetTagInput.prototype, "subjectId", void 0);
__decorate([
    Field(() => String, { description: TAG_KEY })
], SetTagInput.prototype, "key", void 0);
__decorate([
    Field(() => String, { description: TAG_VALUE })
], SetTagInput.prototype, "value", void 0);
SetTagInput = __decorate([
    InputType({ description: "A tag to be set, over the value it had." })
], SetTagInput);
export { SetTagInput };
let DeleteTagInput = class DeleteTagInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The registered model or version." })
], DeleteTagInput.prototype, "subjectId", void 0);
__decorate([
    Field(() => String, { description: "The tag's key." })
], DeleteTagInput.prototype, "key", void 0);
DeleteTagInput = __decorate([
    InputType({ description: "A tag to be taken away." })
], DeleteTagInput);
export { DeleteTagInput };
let SetTagPayload = class SetTagPayload extends Payload {
};
__decorate([
    Field(() => Node, { nullable: true, description: "The registered model or version." })
], SetTagPayload.prototype, "subject", void 0);
SetTagPayload = __decorate([
    ObjectType({ description: "What now carries the tag.", simpleResolvers: true })
], SetTagPayload);
export { SetTagPayload };
let DeleteTagPayload = class DeleteTagPayload extends Payload {
};
__decorate([
    Field(() => Node, { nullable: true, description: "The registered model or version." })
], DeleteTagPayload.prototype, "subject", void 0);
DeleteTagPayload = __decorate([
    ObjectType({ description: "What no longer carries the tag.", simpleResolvers: true })
], DeleteTagPayload);
export { DeleteTagPayload };
//# sourceMappingURL=tags.types.js.map
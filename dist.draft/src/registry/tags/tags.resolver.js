var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Ctx as Context, Mutation, Resolver } from "type-graphql";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { rereadSubject } from "../reread.js";
import { deleteTag } from "./delete-tag.js";
import { setTag } from "./set-tag.js";
import { DeleteTagInput, DeleteTagPayload, SetTagInput, SetTagPayload } from "./tags.types.js";
let TagsResolver = class TagsResolver {
    setTag(ctx, input) {
        return mutate(ctx, () => setTag(ctx, { ...input }), rereadSubject(ctx));
    }
    deleteTag(ctx, input) {
        return mutate(ctx, () => deleteTag(ctx, { ...input }), rereadSubject(ctx));
    }
};
__decorate([
    Mutation(() => SetTagPayload, { description: "Sets a tag on a model or version, over the value it had." }),
    Policy({ scope: "WRITE", description: "CONTRIBUTOR of the model's team, or a grant" }),
    __param(0, Context()),
    __param(1, Arg("input", () => SetTagInput, { description: "The tag." }))
], TagsResolver.prototype, "setTag", null);
__decorate([
    Mutation(() => DeleteTagPayload, { description: "Takes a tag from a model or version." }),
    Policy({ scope: "WRITE", description: "CONTRIBUTOR of the model's team, or a grant" }),
    __param(0, Context()),
    __param(1, Arg("input", () => DeleteTagInput, { description: "The tag." }))
], TagsResolver.prototype, "deleteTag", null);
TagsResolver = __decorate([
    Resolver()
], TagsResolver);
export { TagsResolver };
//# sourceMappingURL=tags.resolver.js.map
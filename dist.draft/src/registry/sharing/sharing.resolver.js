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
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { rereadModel } from "../reread.js";
import { setLifecycle } from "../slots/set-lifecycle.js";
import { lifecycleLoader } from "../slots/slots.loaders.js";
import { grantAccess } from "./grant-access.js";
import { removeOwnershipTag } from "./remove-ownership-tag.js";
import { revokeAccess } from "./revoke-access.js";
import { setOwnershipTag } from "./set-ownership-tag.js";
import { GrantAccessInput, GrantAccessPayload, RemoveOwnershipTagInput, RemoveOwnershipTagPayload, RevokeAccessInput, RevokeAccessPayload, SetLifecycleInput, SetLifecyclePayload, SetOwnershipTagInput, SetOwnershipTagPayload, } from "./sharing.types.js";
let SharingResolver = class SharingResolver {
    setOwnershipTag(ctx, input) {
        return mutate(ctx, () => setOwnershipTag(ctx, { ...input }), rereadModel(ctx));
    }
    removeOwnershipTag(ctx, input) {
        return mutate(ctx, () => removeOwnershipTag(ctx, { ...input }), rereadModel(ctx));
    }
    grantAccess(ctx, input) {
        return mutate(ctx, () => grantAccess(ctx, { ...input }), rereadModel(ctx));
    }
    revokeAccess(ctx, input) {
        return mutate(ctx, () => revokeAccess(ctx, { ...input }), rereadModel(ctx));
    }
    setLifecycle(ctx, input) {
        return mutate(ctx, () => setLifecycle(ctx, { ...input }), async () => {
            ctx.loaders.clear();
            return { lifecycle: await loader(ctx, lifecycleLoader).load("current") };
        });
    }
};
__decorate([
    Mutation(() => SetOwnershipTagPayload, {
        description: "Points an ownership tag of a model at a team or a user, from now on.",
    }),
    Policy({ scope: "WRITE", description: "OWNER of the model's team, or ADMIN" }),
    __param(0, Context()),
    __param(1, Arg("input", () => SetOwnershipTagInput, { description: "The tag." }))
], SharingResolver.prototype, "setOwnershipTag", null);
__decorate([
    Mutation(() => RemoveOwnershipTagPayload, { description: "Ends an ownership tag of a model; its history stays." }),
    Policy({ scope: "WRITE", description: "OWNER of the model's team, or ADMIN" }),
    __param(0, Context()),
    __param(1, Arg("input", () => RemoveOwnershipTagInput, { description: "The tag." }))
], SharingResolver.prototype, "removeOwnershipTag", null);
__decorate([
    Mutation(() => GrantAccessPayload, {
        description: "Shares a model with another team, or changes what it was given.",
    }),
    Policy({ scope: "ADMIN", description: "OWNER of the model's team, or ADMIN" }),
    __param(0, Context()),
    __param(1, Arg("input", () => GrantAccessInput, { description: "The grant." }))
], SharingResolver.prototype, "grantAccess", null);
__decorate([
    Mutation(() => RevokeAccessPayload, { description: "Takes a team's access to a model back." }),
    Policy({ scope: "ADMIN", description: "OWNER of the model's team, or ADMIN" }),
    __param(0, Context()),
    __param(1, Arg("input", () => RevokeAccessInput, { description: "The grant." }))
], SharingResolver.prototype, "revokeAccess", null);
__decorate([
    Mutation(() => SetLifecyclePayload, {
        description: "Sets the organisation's stages, which of them are exclusive, and the moves between them. A stage that a policy guards keeps its spelling.",
    }),
    Policy({ scope: "ADMIN", description: "ADMIN" }),
    __param(0, Context()),
    __param(1, Arg("input", () => SetLifecycleInput, { description: "The lifecycle." }))
], SharingResolver.prototype, "setLifecycle", null);
SharingResolver = __decorate([
    Resolver()
], SharingResolver);
export { SharingResolver };
//# sourceMappingURL=sharing.resolver.js.map
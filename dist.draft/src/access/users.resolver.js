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
import { loader } from "../graphql/loader.js";
import { mutate } from "../graphql/mutate.js";
import { Policy } from "../graphql/policy.js";
import { principalLoader } from "./access.loaders.js";
import { createUser } from "./create-user.js";
import { deactivateUser } from "./deactivate-user.js";
import { grantOrganizationRole } from "./grant-organization-role.js";
import { linkUserIdentity } from "./link-user-identity.js";
import { reactivateUser } from "./reactivate-user.js";
import { revokeOrganizationRole } from "./revoke-organization-role.js";
import { CreateUserInput, CreateUserPayload, DeactivateUserInput, DeactivateUserPayload, GrantOrganizationRoleInput, GrantOrganizationRolePayload, LinkUserIdentityInput, LinkUserIdentityPayload, ReactivateUserInput, ReactivateUserPayload, RevokeOrganizationRoleInput, RevokeOrganizationRolePayload, } from "./users.types.js";
const adminOnly = { scope: "ADMIN", description: "organisation role ADMIN" };
/** The principal after a change, read again. */
const readPrincipal = (ctx, id) => {
    ctx.loaders.clear();
    return loader(ctx, principalLoader).load(id);
};
const asUser = (ctx) => async ({ principalId }) => ({ user: await readPrincipal(ctx, principalId) });
const asPrincipal = (ctx) => async ({ principalId }) => ({
    principal: await readPrincipal(ctx, principalId),
});
let UsersResolver = class UsersResolver {
    createUser(ctx, input) {
        return mutate(ctx, () => createUser(ctx, input), asUser(ctx));
    }
    linkUserIdentity(ctx, input) {
        return mutate(ctx, () => linkUserIdentity(ctx, input), asUser(ctx));
    }
    deactivateUser(ctx, input) {
        return mutate(ctx, () => deactivateUser(ctx, input), asUser(ctx));
    }
    reactivateUser(ctx, input) {
        return mutate(ctx, () => reactivateUser(ctx, input), asUser(ctx));
    }
    grantOrganizationRole(ctx, input) {
        return mutate(ctx, () => grantOrganizationRole(ctx, input), asPrincipal(ctx));
    }
    revokeOrganizationRole(ctx, input) {
        return mutate(ctx, () => revokeOrganizationRole(ctx, input), asPrincipal(ctx));
    }
};
__decorate([
    Mutation(() => CreateUserPayload, { description: "Makes a user." }),
    Policy(adminOnly),
    __param(0, Context()),
    __param(1, Arg("input", () => CreateUserInput, { description: "The user." }))
], UsersResolver.prototype, "createUser", null);
__decorate([
    Mutation(() => LinkUserIdentityPayload, {
        description: "Lets a subject of the identity provider sign in as a user; one that a deactivated user had moves over.",
    }),
    Policy(adminOnly),
    __param(0, Context()),
    __param(1, Arg("input", () => LinkUserIdentityInput, { description: "The user and the subject." }))
], UsersResolver.prototype, "linkUserIdentity", null);
__decorate([
    Mutation(() => DeactivateUserPayload, {
        description: "Ends a user's rights and tokens at once. The last administrator and a team's last owner cannot go.",
    }),
    Policy(adminOnly),
    __param(0, Context()),
    __param(1, Arg("input", () => DeactivateUserInput, { description: "The user." }))
], UsersResolver.prototype, "deactivateUser", null);
__decorate([
    Mutation(() => ReactivateUserPayload, {
        description: "Lets a deactivated user in again, with the roles they still hold.",
    }),
    Policy(adminOnly),
    __param(0, Context()),
    __param(1, Arg("input", () => ReactivateUserInput, { description: "The user." }))
], UsersResolver.prototype, "reactivateUser", null);
__decorate([
    Mutation(() => GrantOrganizationRolePayload, { description: "Gives a role over the whole organisation." }),
    Policy(adminOnly),
    __param(0, Context()),
    __param(1, Arg("input", () => GrantOrganizationRoleInput, { description: "The principal and the role." }))
], UsersResolver.prototype, "grantOrganizationRole", null);
__decorate([
    Mutation(() => RevokeOrganizationRolePayload, {
        description: "Takes a role over the whole organisation. The last administrator cannot go.",
    }),
    Policy(adminOnly),
    __param(0, Context()),
    __param(1, Arg("input", () => RevokeOrganizationRoleInput, { description: "The principal and the role." }))
], UsersResolver.prototype, "revokeOrganizationRole", null);
UsersResolver = __decorate([
    Resolver()
], UsersResolver);
export { UsersResolver };
//# sourceMappingURL=users.resolver.js.map
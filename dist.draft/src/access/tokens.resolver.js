var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { PageArgs } from "../graphql/connection.js";
import { loader } from "../graphql/loader.js";
import { mutate } from "../graphql/mutate.js";
import { Policy } from "../graphql/policy.js";
import { principalLoader, tokenLoader } from "./access.loaders.js";
import { listTokens } from "./access.pages.js";
import { ApiToken, ApiTokenConnection, Principal } from "./access.types.js";
import { createApiToken } from "./create-api-token.js";
import { createServiceAccount } from "./create-service-account.js";
import { deactivateServiceAccount } from "./deactivate-service-account.js";
import { revokeApiToken } from "./revoke-api-token.js";
import { ApiTokenFilter, CreateApiTokenInput, CreateApiTokenPayload, CreateServiceAccountInput, CreateServiceAccountPayload, DeactivateServiceAccountInput, DeactivateServiceAccountPayload, RevokeApiTokenInput, RevokeApiTokenPayload, } from "./tokens.types.js";
const ownersOnly = { scope: "ADMIN", description: "OWNER of the team, or organisation role ADMIN" };
const asAccount = (ctx) => async ({ principalId }) => {
    ctx.loaders.clear();
    return { serviceAccount: await loader(ctx, principalLoader).load(principalId) };
};
const asToken = (ctx) => async ({ apiTokenId, secret = null }) => {
    ctx.loaders.clear();
    return { apiToken: await loader(ctx, tokenLoader).load(apiTokenId), secret };
};
let TokensResolver = class TokensResolver {
    apiTokens(ctx, paging, filter) {
        return listTokens(ctx, filter, paging);
    }
    principal(ctx, token) {
        return loader(ctx, principalLoader).load(token.principalId);
    }
    async mintedBy(ctx, token) {
        const minters = await Promise.all(token.mintedById.map((id) => loader(ctx, principalLoader).load(id)));
        return minters.filter((minter) => minter !== null);
    }
    async invitedBy(ctx, { invitedById }) {
        return invitedById === null ? null : loader(ctx, principalLoader).load(invitedById);
    }
    createServiceAccount(ctx, input) {
        return mutate(ctx, () => createServiceAccount(ctx, input), asAccount(ctx));
    }
    deactivateServiceAccount(ctx, input) {
        return mutate(ctx, () => deactivateServiceAccount(ctx, input), asAccount(ctx));
    }
    createApiToken(ctx, input) {
        return mutate(ctx, () => createApiToken(ctx, input), asToken(ctx));
    }
    revokeApiToken(ctx, input) {
        return mutate(ctx, () => revokeApiToken(ctx, input), asToken(ctx));
    }
};
__decorate([
    Query(() => ApiTokenConnection, {
        description: "API tokens, newest first: one's own, those of service accounts of teams one owns, all for administrators and auditors.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Args(() => PageArgs)),
    __param(2, Arg("filter", () => ApiTokenFilter, {
        nullable: true,
        description: "Return only items that match; absent means all.",
    }))
], TokensResolver.prototype, "apiTokens", null);
__decorate([
    FieldResolver(() => Principal, { description: "The bearer: who acts by it." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Root())
], TokensResolver.prototype, "principal", null);
__decorate([
    FieldResolver(() => [Principal], {
        description: "Everyone but the bearer who had a hand in minting it, over all generations: they may know its secret.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Root())
], TokensResolver.prototype, "mintedBy", null);
__decorate([
    FieldResolver(() => Principal, {
        nullable: true,
        description: "Who invited its bearer to make it, or the token that it was minted with; null for all others.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Root())
], TokensResolver.prototype, "invitedBy", null);
__decorate([
    Mutation(() => CreateServiceAccountPayload, { description: "Makes an account for a program, owned by a team." }),
    Policy(ownersOnly),
    __param(0, Context()),
    __param(1, Arg("input", () => CreateServiceAccountInput, { description: "The account." }))
], TokensResolver.prototype, "createServiceAccount", null);
__decorate([
    Mutation(() => DeactivateServiceAccountPayload, {
        description: "Ends a service account's rights and tokens, for good.",
    }),
    Policy(ownersOnly),
    __param(0, Context()),
    __param(1, Arg("input", () => DeactivateServiceAccountInput, { description: "The account." }))
], TokensResolver.prototype, "deactivateServiceAccount", null);
__decorate([
    Mutation(() => CreateApiTokenPayload, {
        description: "Mints a token: for oneself; for a user as an administrator; for a service account as an owner of its team or an " +
            "administrator (as the latter only, if it has a role over the whole organisation: that counts for a token while all who minted it are active ADMINs).",
    }),
    Policy({ scope: "ADMIN", description: "see above" }),
    __param(0, Context()),
    __param(1, Arg("input", () => CreateApiTokenInput, { description: "The token." }))
], TokensResolver.prototype, "createApiToken", null);
__decorate([
    Mutation(() => RevokeApiTokenPayload, {
        description: "Ends a token at once: one's own, a service account's as an owner of its team, any as an administrator.",
    }),
    Policy({ scope: "ADMIN", description: "see above" }),
    __param(0, Context()),
    __param(1, Arg("input", () => RevokeApiTokenInput, { description: "The token." }))
], TokensResolver.prototype, "revokeApiToken", null);
TokensResolver = __decorate([
    Resolver(() => ApiToken)
], TokensResolver);
export { TokensResolver };
//# sourceMappingURL=tokens.resolver.js.map
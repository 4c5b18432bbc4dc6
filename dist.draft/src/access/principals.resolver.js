var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, Ctx as Context, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { ListArgs, PageArgs } from "../graphql/connection.js";
import { loader } from "../graphql/loader.js";
import { Policy } from "../graphql/policy.js";
import { principalLoader, teamLoader } from "./access.loaders.js";
import { listUsers } from "./access.pages.js";
import { identitiesOf, membershipsOf, principalByHandle, } from "./access.queries.js";
import { Membership, Principal, PrincipalConnection, Team, UserIdentity, Viewer } from "./access.types.js";
import { lookedUp } from "./access-input.js";
import { scopes } from "./principal.js";
import { UserFilter } from "./users.types.js";
let ViewerResolver = class ViewerResolver {
    viewer({ access, credential }) {
        return {
            organizationRoles: access.organizationRoles,
            scopes: scopes.filter((scope) => credential.scopes.has(scope)),
        };
    }
    principal(ctx) {
        return loader(ctx, principalLoader).load(ctx.principal.id);
    }
    teams(ctx, { first }) {
        return membershipsOf(ctx, ctx.principal.id, first);
    }
};
__decorate([
    Query(() => Viewer, { description: "The caller, and what they may do." }),
    Policy({ scope: "ANY" }),
    __param(0, Context())
], ViewerResolver.prototype, "viewer", null);
__decorate([
    FieldResolver(() => Principal, { description: "The user or service account that asks." }),
    Policy({ scope: "ANY" }),
    __param(0, Context())
], ViewerResolver.prototype, "principal", null);
__decorate([
    FieldResolver(() => [Membership], {
        description: "The teams the caller is a member of, by slug, with the roles there.",
    }),
    Policy({ scope: "ANY" }),
    __param(0, Context()),
    __param(1, Args(() => ListArgs))
], ViewerResolver.prototype, "teams", null);
ViewerResolver = __decorate([
    Resolver(() => Viewer)
], ViewerResolver);
export { ViewerResolver };
let PrincipalResolver = class PrincipalResolver {
    users(ctx, paging, filter) {
        return listUsers(ctx, filter, paging);
    }
    async principal(ctx, handle) {
        const name = lookedUp(handle);
        return name === null ? null : ((await principalByHandle(ctx, name)) ?? null);
    }
    async team(ctx, principal) {
        return principal.teamId === null ? null : loader(ctx, teamLoader).load(principal.teamId);
    }
    memberships(ctx, principal, { first }) {
        return membershipsOf(ctx, principal.id, first);
    }
    identities(ctx, principal, { first }) {
        return identitiesOf(ctx, principal.id, first);
    }
};
__decorate([
    Query(() => PrincipalConnection, { description: "Users, by handle." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Args(() => PageArgs)),
    __param(2, Arg("filter", () => UserFilter, { nullable: true, description: "Return only items that match; absent means all." }))
], PrincipalResolver.prototype, "users", null);
__decorate([
    Query(() => Principal, { nullable: true, description: "A user or service account by its handle." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Arg("handle", () => String, { description: "Its handle." }))
], PrincipalResolver.prototype, "principal", null);
__decorate([
    FieldResolver(() => Team, { nullable: true, description: "The team that owns a service account; null for others." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Root())
], PrincipalResolver.prototype, "team", null);
__decorate([
    FieldResolver(() => [Membership], {
        description: "Memberships, by slug: all for oneself, administrators and auditors; those of one's own teams for others.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Root()),
    __param(2, Args(() => ListArgs))
], PrincipalResolver.prototype, "memberships", null);
__decorate([
    FieldResolver(() => [UserIdentity], {
        description: "Whose tokens sign in as this user; empty but for oneself and administrators.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Root()),
    __param(2, Args(() => ListArgs))
], PrincipalResolver.prototype, "identities", null);
PrincipalResolver = __decorate([
    Resolver(() => Principal)
], PrincipalResolver);
export { PrincipalResolver };
let MembershipResolver = class MembershipResolver {
    team(ctx, membership) {
        return loader(ctx, teamLoader).load(membership.teamId);
    }
    principal(ctx, membership) {
        return loader(ctx, principalLoader).load(membership.principalId);
    }
};
__decorate([
    FieldResolver(() => Team, { description: "The team." }),
    Policy({ scope: "ANY" }),
    __param(0, Context()),
    __param(1, Root())
], MembershipResolver.prototype, "team", null);
__decorate([
    FieldResolver(() => Principal, { description: "The member." }),
    Policy({ scope: "ANY" }),
    __param(0, Context()),
    __param(1, Root())
], MembershipResolver.prototype, "principal", null);
MembershipResolver = __decorate([
    Resolver(() => Membership)
], MembershipResolver);
export { MembershipResolver };
//# sourceMappingURL=principals.resolver.js.map
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { connectionOf } from "../graphql/connection.js";
import { same } from "../graphql/enum.js";
import { Node } from "../graphql/node.js";
import { DateTime } from "../graphql/scalars.js";
import { scopes } from "./principal.js";
import { organizationRoles, teamRoles } from "./roles.js";
export const TeamRole = same(teamRoles);
registerEnumType(TeamRole, {
    name: "TeamRole",
    description: "A role within a team; a principal may hold several. OWNER ⊃ MAINTAINER ⊃ CONTRIBUTOR ⊃ VIEWER; REVIEWER ⊃ VIEWER.",
    valuesConfig: {
        VIEWER: { description: "Reads what the team owns." },
        CONTRIBUTOR: { description: "Creates models and versions, tags, asks for transitions." },
        MAINTAINER: { description: "Moves slots that no policy guards, renames, deletes." },
        REVIEWER: { description: "Signs decisions." },
        OWNER: {
            description: "Manages members, grants, team policies, ownership tags, service accounts and their tokens.",
        },
    },
});
export const OrganizationRole = same(organizationRoles);
registerEnumType(OrganizationRole, {
    name: "OrganizationRole",
    description: "A role over the whole organisation.",
    valuesConfig: {
        ADMIN: { description: "Manages users, teams and settings, and reads all; neither moves nor signs by it." },
        AUDITOR: { description: "Reads everything, deleted things and the audit log too." },
        RESOLVER: { description: "Resolves and downloads every model." },
    },
});
export const TokenScope = same(scopes);
registerEnumType(TokenScope, {
    name: "TokenScope",
    description: "What a token may be used for. It never allows more than its bearer may do.",
    valuesConfig: {
        READ: { description: "Read only." },
        RESOLVE: { description: "Resolve and download." },
        WRITE: { description: "Write models, versions and transitions." },
        APPROVE: { description: "Sign decisions." },
        ADMIN: { description: "Manage members, tokens, grants and policies." },
    },
});
export const PrincipalKind = same(["USER", "SERVICE_ACCOUNT", "SYSTEM"]);
registerEnumType(PrincipalKind, {
    name: "PrincipalKind",
    description: "What a principal is.",
    valuesConfig: {
        USER: { description: "A person." },
        SERVICE_ACCOUNT: { description: "A program, owned by a team; it never signs." },
        SYSTEM: { description: "The service itself: what it did by itself." },
    },
});
let Principal = class Principal extends Node {
};
__decorate([
    Field(() => String, { description: "The unique short name; never given to another." })
], Principal.prototype, "handle", void 0);
__decorate([
    Field(() => String, { description: "The name to show." })
], Principal.prototype, "displayName", void 0);
__decorate([
    Field(() => PrincipalKind, { description: "A description." })
], Principal.prototype, "kind", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "E-mail address; null but for oneself and administrators." })
], Principal.prototype, "email", void 0);
__decorate([
    Field(() => [OrganizationRole], {
        nullable: true,
        description: "Roles over the whole organisation; null but for oneself, administrators and auditors.",
    })
], Principal.prototype, "organizationRoles", void 0);
__decorate([
    Field(() => DateTime, { description: "When it was made, or seen first." })
], Principal.prototype, "createdAt", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "When it was deactivated; null while it is active." })
], Principal.prototype, "deactivatedAt", void 0);
Principal = __decorate([
    ObjectType({
        implements: Node,
        description: "Somebody who acts: a user, a service account, the service itself.",
        simpleResolvers: true,
    })
], Principal);
export { Principal };
let UserIdentity = class UserIdentity {
};
__decorate([
    Field(() => String, { description: "The identity provider: `iss` in its tokens." })
], UserIdentity.prototype, "issuer", void 0);
__decorate([
    Field(() => String, { description: "The person: `sub` in its tokens." })
], UserIdentity.prototype, "subject", void 0);
__decorate([
    Field(() => DateTime, { description: "When it began." })
], UserIdentity.prototype, "linkedAt", void 0);
UserIdentity = __decorate([
    ObjectType({ description: "An identity provider's subject that signs in as a user.", simpleResolvers: true })
], UserIdentity);
export { UserIdentity };
let Team = class Team extends Node {
};
__decorate([
    Field(() => String, { description: "The unique short name." })
], Team.prototype, "slug", void 0);
__decorate([
    Field(() => String, { description: "The name to show." })
], Team.prototype, "name", void 0);
__decorate([
    Field(() => DateTime, { description: "When it was made." })
], Team.prototype, "createdAt", void 0);
Team = __decorate([
    ObjectType({ implements: Node, description: "A team: owns models and service accounts.", simpleResolvers: true })
], Team);
export { Team };
let Membership = class Membership {
};
__decorate([
    Field(() => [TeamRole], { description: "The roles, as given: an OWNER is not listed as MAINTAINER besides." })
], Membership.prototype, "roles", void 0);
Membership = __decorate([
    ObjectType({ description: "A principal's roles in a team, held directly or by a group.", simpleResolvers: true })
], Membership);
export { Membership };
let TeamGroup = class TeamGroup {
};
__decorate([
    Field(() => String, { description: "The group, as tokens name it." })
], TeamGroup.prototype, "group", void 0);
__decorate([
    Field(() => [TeamRole], { description: "The roles that it gives to a user whose token shows it." })
], TeamGroup.prototype, "roles", void 0);
TeamGroup = __decorate([
    ObjectType({ description: "An identity provider's group that gives roles in a team.", simpleResolvers: true })
], TeamGroup);
export { TeamGroup };
let ApiToken = class ApiToken extends Node {
};
__decorate([
    Field(() => String, { description: "Its purpose." })
], ApiToken.prototype, "name", void 0);
__decorate([
    Field(() => String, { description: "How its secret begins, to tell tokens apart." })
], ApiToken.prototype, "hint", void 0);
__decorate([
    Field(() => [TokenScope], { description: "The scopes that it may be used for." })
], ApiToken.prototype, "scopes", void 0);
__decorate([
    Field(() => [ID], { nullable: true, description: "Registered models that it is restricted to; null: to none." })
], ApiToken.prototype, "modelIds", void 0);
__decorate([
    Field(() => DateTime, { description: "When it was minted." })
], ApiToken.prototype, "createdAt", void 0);
__decorate([
    Field(() => DateTime, { description: "When it ends by itself." })
], ApiToken.prototype, "expiresAt", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "When it was revoked; null if it was not." })
], ApiToken.prototype, "revokedAt", void 0);
ApiToken = __decorate([
    ObjectType({
        implements: Node,
        description: "An API token. Its secret was shown once, when it was made.",
        simpleResolvers: true,
    })
], ApiToken);
export { ApiToken };
let Viewer = class Viewer {
};
__decorate([
    Field(() => [OrganizationRole], { description: "Roles over the whole organisation." })
], Viewer.prototype, "organizationRoles", void 0);
__decorate([
    Field(() => [TokenScope], { description: "What the credential used may be used for." })
], Viewer.prototype, "scopes", void 0);
Viewer = __decorate([
    ObjectType({ description: "The caller, and what they may do.", simpleResolvers: true })
], Viewer);
export { Viewer };
export const PrincipalConnection = connectionOf(() => Principal, "Principal");
export const TeamConnection = connectionOf(() => Team, "Team");
export const MembershipConnection = connectionOf(() => Membership, "Membership");
export const ApiTokenConnection = connectionOf(() => ApiToken, "ApiToken");
//# sourceMappingURL=access.types.js.map
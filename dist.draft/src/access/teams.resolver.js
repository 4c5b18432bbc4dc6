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
import { ListArgs, PageArgs } from "../graphql/connection.js";
import { loader } from "../graphql/loader.js";
import { mutate } from "../graphql/mutate.js";
import { Policy } from "../graphql/policy.js";
import { teamLoader } from "./access.loaders.js";
import { listMembers, listServiceAccounts, listTeams } from "./access.pages.js";
import { membership, teamBySlug, teamGroups } from "./access.queries.js";
import { MembershipConnection, PrincipalConnection, Team, TeamConnection, TeamGroup } from "./access.types.js";
import { lookedUp } from "./access-input.js";
import { addTeamMember } from "./add-team-member.js";
import { changeTeamMemberRoles } from "./change-team-member-roles.js";
import { createTeam } from "./create-team.js";
import { linkTeamGroup } from "./link-team-group.js";
import { removeTeamMember } from "./remove-team-member.js";
import { AddTeamMemberInput, AddTeamMemberPayload, ChangeTeamMemberRolesInput, ChangeTeamMemberRolesPayload, CreateTeamInput, CreateTeamPayload, LinkTeamGroupInput, LinkTeamGroupPayload, RemoveTeamMemberInput, RemoveTeamMemberPayload, UnlinkTeamGroupInput, UnlinkTeamGroupPayload, } from "./teams.types.js";
import { unlinkTeamGroup } from "./unlink-team-group.js";
const ownersOnly = { scope: "ADMIN", description: "OWNER of the team, or organisation role ADMIN" };
/** The team after a change, read again. */
const asTeam = (ctx) => async ({ teamId }) => {
    ctx.loaders.clear();
    return { team: await loader(ctx, teamLoader).load(teamId) };
};
const asMembership = (ctx) => async ({ teamId, principalId }) => {
    ctx.loaders.clear();
    return { membership: await membership(ctx, teamId, principalId) };
};
let TeamResolver = class TeamResolver {
    async team(ctx, slug) {
        const name = lookedUp(slug);
        return name === null ? null : ((await teamBySlug(ctx, name)) ?? null);
    }
    teams(ctx, paging) {
        return listTeams(ctx, paging);
    }
    members(ctx, team, paging) {
        return listMembers(ctx, team.id, paging);
    }
    serviceAccounts(ctx, team, paging) {
        return listServiceAccounts(ctx, team.id, paging);
    }
    groups(ctx, team, { first }) {
        return teamGroups(ctx, team.id, first);
    }
    createTeam(ctx, input) {
        return mutate(ctx, () => createTeam(ctx, input), asTeam(ctx));
    }
    addTeamMember(ctx, input) {
        return mutate(ctx, () => addTeamMember(ctx, input), asMembership(ctx));
    }
    changeTeamMemberRoles(ctx, input) {
        return mutate(ctx, () => changeTeamMemberRoles(ctx, input), asMembership(ctx));
    }
    removeTeamMember(ctx, input) {
        return mutate(ctx, () => removeTeamMember(ctx, input), asTeam(ctx));
    }
    linkTeamGroup(ctx, input) {
        return mutate(ctx, () => linkTeamGroup(ctx, input), asTeam(ctx));
    }
    unlinkTeamGroup(ctx, input) {
        return mutate(ctx, () => unlinkTeamGroup(ctx, input), asTeam(ctx));
    }
};
__decorate([
    Query(() => Team, { nullable: true, description: "A team by its slug." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Arg("slug", () => String, { description: "Its slug." }))
], TeamResolver.prototype, "team", null);
__decorate([
    Query(() => TeamConnection, { description: "Every team, by slug." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Args(() => PageArgs))
], TeamResolver.prototype, "teams", null);
__decorate([
    FieldResolver(() => MembershipConnection, {
        description: "Its members with their roles, by handle; empty but for its members, administrators and auditors.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Root()),
    __param(2, Args(() => PageArgs))
], TeamResolver.prototype, "members", null);
__decorate([
    FieldResolver(() => PrincipalConnection, { description: "The service accounts that it owns, by handle." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Root()),
    __param(2, Args(() => PageArgs))
], TeamResolver.prototype, "serviceAccounts", null);
__decorate([
    FieldResolver(() => [TeamGroup], {
        description: "Groups of the identity provider that give roles here; empty but for its owners, administrators and auditors.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Root()),
    __param(2, Args(() => ListArgs))
], TeamResolver.prototype, "groups", null);
__decorate([
    Mutation(() => CreateTeamPayload, {
        description: "Makes a team without members: name its first owner with addTeamMember.",
    }),
    Policy({ scope: "ADMIN", description: "organisation role ADMIN" }),
    __param(0, Context()),
    __param(1, Arg("input", () => CreateTeamInput, { description: "The team." }))
], TeamResolver.prototype, "createTeam", null);
__decorate([
    Mutation(() => AddTeamMemberPayload, { description: "Gives roles in a team, beside those held there already." }),
    Policy(ownersOnly),
    __param(0, Context()),
    __param(1, Arg("input", () => AddTeamMemberInput, { description: "The member to add, the team and the roles." }))
], TeamResolver.prototype, "addTeamMember", null);
__decorate([
    Mutation(() => ChangeTeamMemberRolesPayload, {
        description: "Makes a member's roles exactly these. A team's last owner stays one.",
    }),
    Policy(ownersOnly),
    __param(0, Context()),
    __param(1, Arg("input", () => ChangeTeamMemberRolesInput, { description: "The member, the team and the new roles." }))
], TeamResolver.prototype, "changeTeamMemberRoles", null);
__decorate([
    Mutation(() => RemoveTeamMemberPayload, {
        description: "Takes all roles of a member. A team's last owner cannot go.",
    }),
    Policy(ownersOnly),
    __param(0, Context()),
    __param(1, Arg("input", () => RemoveTeamMemberInput, { description: "The member and the team." }))
], TeamResolver.prototype, "removeTeamMember", null);
__decorate([
    Mutation(() => LinkTeamGroupPayload, {
        description: "Gives roles to every user whose token shows a group. A second call replaces the roles.",
    }),
    Policy(ownersOnly),
    __param(0, Context()),
    __param(1, Arg("input", () => LinkTeamGroupInput, { description: "The group, the team and the roles." }))
], TeamResolver.prototype, "linkTeamGroup", null);
__decorate([
    Mutation(() => UnlinkTeamGroupPayload, { description: "Takes the roles that a group gave." }),
    Policy(ownersOnly),
    __param(0, Context()),
    __param(1, Arg("input", () => UnlinkTeamGroupInput, { description: "The group and the team." }))
], TeamResolver.prototype, "unlinkTeamGroup", null);
TeamResolver = __decorate([
    Resolver(() => Team)
], TeamResolver);
export { TeamResolver };
//# sourceMappingURL=teams.resolver.js.map
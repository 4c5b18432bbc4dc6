import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Ctx } from "../../context.js";
import { ListArgs, PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { teamLoader } from "../access.loaders.js";
import { listMembers, listServiceAccounts, listTeams } from "../access.pages.js";
import { membership, type TeamRead, teamBySlug, teamGroups } from "../access.queries.js";
import { MembershipConnection, PrincipalConnection, Team, TeamConnection, TeamGroup } from "../access.types.js";
import { lookedUp } from "../access-input.js";
import { linkTeamGroup } from "../groups/link-team-group.js";
import { unlinkTeamGroup } from "../groups/unlink-team-group.js";
import { addTeamMember } from "./add-team-member.js";
import type { MembershipKey } from "./change-member-roles.step.js";
import { changeTeamMemberRoles } from "./change-team-member-roles.js";
import { createTeam } from "./create-team.js";
import { removeTeamMember } from "./remove-team-member.js";
import {
  AddTeamMemberInput,
  AddTeamMemberPayload,
  ChangeTeamMemberRolesInput,
  ChangeTeamMemberRolesPayload,
  CreateTeamInput,
  CreateTeamPayload,
  LinkTeamGroupInput,
  LinkTeamGroupPayload,
  RemoveTeamMemberInput,
  RemoveTeamMemberPayload,
  UnlinkTeamGroupInput,
  UnlinkTeamGroupPayload,
} from "./teams.types.js";

const ownersOnly = { scope: "ADMIN", description: "OWNER of the team, or organisation role ADMIN" } as const;

/** The team after a change, read again. */
const asTeam =
  (ctx: Ctx) =>
  async ({ teamId }: { teamId: string }) => {
    ctx.loaders.clear();
    return { team: await loader(ctx, teamLoader).load(teamId) };
  };

const asMembership =
  (ctx: Ctx) =>
  async ({ teamId, principalId }: MembershipKey) => {
    ctx.loaders.clear();
    return { membership: await membership(ctx, teamId, principalId) };
  };

@Resolver(() => Team)
export class TeamResolver {
  @Query(() => Team, { nullable: true, description: "A team by its slug." })
  @Policy({ scope: "READ" })
  async team(
    @Context() ctx: Ctx,
    @Arg("slug", () => String, { description: "Its slug." }) slug: string,
  ): Promise<TeamRead | null> {
    const name = lookedUp(slug);
    return name === null ? null : ((await teamBySlug(ctx, name)) ?? null);
  }

  @Query(() => TeamConnection, { description: "Every team, by slug." })
  @Policy({ scope: "READ" })
  teams(@Context() ctx: Ctx, @Args(() => PageArgs) paging: PageArgs) {
    return listTeams(ctx, paging);
  }

  @FieldResolver(() => MembershipConnection, {
    description: "Its members with their roles, by handle; empty but for its members, administrators and auditors.",
  })
  @Policy({ scope: "READ" })
  members(@Context() ctx: Ctx, @Root() team: TeamRead, @Args(() => PageArgs) paging: PageArgs) {
    return listMembers(ctx, team.id, paging);
  }

  @FieldResolver(() => PrincipalConnection, { description: "The service accounts that it owns, by handle." })
  @Policy({ scope: "READ" })
  serviceAccounts(@Context() ctx: Ctx, @Root() team: TeamRead, @Args(() => PageArgs) paging: PageArgs) {
    return listServiceAccounts(ctx, team.id, paging);
  }

  @FieldResolver(() => [TeamGroup], {
    description:
      "Groups of the identity provider that give roles here; empty but for its owners, administrators and auditors.",
  })
  @Policy({ scope: "READ" })
  groups(@Context() ctx: Ctx, @Root() team: TeamRead, @Args(() => ListArgs) { first }: ListArgs) {
    return teamGroups(ctx, team.id, first);
  }

  @Mutation(() => CreateTeamPayload, {
    description: "Makes a team without members: name its first owner with addTeamMember.",
  })
  @Policy({ scope: "ADMIN", description: "organisation role ADMIN" })
  createTeam(
    @Context() ctx: Ctx,
    @Arg("input", () => CreateTeamInput, { description: "The team." }) input: CreateTeamInput,
  ) {
    return mutate(ctx, () => createTeam(ctx, input), asTeam(ctx));
  }

  @Mutation(() => AddTeamMemberPayload, { description: "Gives roles in a team, beside those held there already." })
  @Policy(ownersOnly)
  addTeamMember(
    @Context() ctx: Ctx,
    @Arg("input", () => AddTeamMemberInput, { description: "The member to add, the team and the roles." })
    input: AddTeamMemberInput,
  ) {
    return mutate(ctx, () => addTeamMember(ctx, input), asMembership(ctx));
  }

  @Mutation(() => ChangeTeamMemberRolesPayload, {
    description: "Makes a member's roles exactly these. A team's last owner stays one.",
  })
  @Policy(ownersOnly)
  changeTeamMemberRoles(
    @Context() ctx: Ctx,
    @Arg("input", () => ChangeTeamMemberRolesInput, { description: "The member, the team and the new roles." })
    input: ChangeTeamMemberRolesInput,
  ) {
    return mutate(ctx, () => changeTeamMemberRoles(ctx, input), asMembership(ctx));
  }

  @Mutation(() => RemoveTeamMemberPayload, {
    description: "Takes all roles of a member. A team's last owner cannot go.",
  })
  @Policy(ownersOnly)
  removeTeamMember(
    @Context() ctx: Ctx,
    @Arg("input", () => RemoveTeamMemberInput, { description: "The member and the team." })
    input: RemoveTeamMemberInput,
  ) {
    return mutate(ctx, () => removeTeamMember(ctx, input), asTeam(ctx));
  }

  @Mutation(() => LinkTeamGroupPayload, {
    description: "Gives roles to every user whose token shows a group. A second call replaces the roles.",
  })
  @Policy(ownersOnly)
  linkTeamGroup(
    @Context() ctx: Ctx,
    @Arg("input", () => LinkTeamGroupInput, { description: "The group, the team and the roles." })
    input: LinkTeamGroupInput,
  ) {
    return mutate(ctx, () => linkTeamGroup(ctx, input), asTeam(ctx));
  }

  @Mutation(() => UnlinkTeamGroupPayload, { description: "Takes the roles that a group gave." })
  @Policy(ownersOnly)
  unlinkTeamGroup(
    @Context() ctx: Ctx,
    @Arg("input", () => UnlinkTeamGroupInput, { description: "The group and the team." }) input: UnlinkTeamGroupInput,
  ) {
    return mutate(ctx, () => unlinkTeamGroup(ctx, input), asTeam(ctx));
  }
}

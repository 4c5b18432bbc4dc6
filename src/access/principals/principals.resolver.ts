import { Arg, Args, Ctx as Context, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Ctx } from "../../context.js";
import { ListArgs, PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { principalLoader, teamLoader } from "../access.loaders.js";
import { listUsers } from "../access.pages.js";
import {
  identitiesOf,
  type MembershipRead,
  membershipsOf,
  type PrincipalRead,
  principalByHandle,
} from "../access.queries.js";
import { Membership, Principal, PrincipalConnection, Team, UserIdentity, Viewer } from "../access.types.js";
import { lookedUp } from "../access-input.js";
import { scopes } from "../principal.js";
import { UserFilter } from "./users.types.js";

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: "The caller, and what they may do." })
  @Policy({ scope: "ANY" })
  viewer(@Context() { access, credential }: Ctx): Viewer {
    return {
      organizationRoles: access.organizationRoles,
      scopes: scopes.filter((scope) => credential.scopes.has(scope)),
    };
  }

  @FieldResolver(() => Principal, { description: "The user or service account that asks." })
  @Policy({ scope: "ANY" })
  principal(@Context() ctx: Ctx): Promise<PrincipalRead | null> {
    return loader(ctx, principalLoader).load(ctx.principal.id);
  }

  @FieldResolver(() => [Membership], {
    description: "The teams the caller is a member of, by slug, with the roles there.",
  })
  @Policy({ scope: "ANY" })
  teams(@Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs): Promise<MembershipRead[]> {
    return membershipsOf(ctx, ctx.principal.id, first);
  }
}

@Resolver(() => Principal)
export class PrincipalResolver {
  @Query(() => PrincipalConnection, { description: "Users, by handle." })
  @Policy({ scope: "READ" })
  users(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => UserFilter, { nullable: true, description: "Return only items that match; absent means all." })
    filter: UserFilter | null,
  ) {
    return listUsers(ctx, filter, paging);
  }

  @Query(() => Principal, { nullable: true, description: "A user or service account by its handle." })
  @Policy({ scope: "READ" })
  async principal(
    @Context() ctx: Ctx,
    @Arg("handle", () => String, { description: "Its handle." }) handle: string,
  ): Promise<PrincipalRead | null> {
    const name = lookedUp(handle);
    return name === null ? null : ((await principalByHandle(ctx, name)) ?? null);
  }

  @FieldResolver(() => Team, { nullable: true, description: "The team that owns a service account; null for others." })
  @Policy({ scope: "READ" })
  async team(@Context() ctx: Ctx, @Root() principal: PrincipalRead) {
    return principal.teamId === null ? null : loader(ctx, teamLoader).load(principal.teamId);
  }

  @FieldResolver(() => [Membership], {
    description:
      "Memberships, by slug: all for oneself, administrators and auditors; those of one's own teams for others.",
  })
  @Policy({ scope: "READ" })
  memberships(@Context() ctx: Ctx, @Root() principal: PrincipalRead, @Args(() => ListArgs) { first }: ListArgs) {
    return membershipsOf(ctx, principal.id, first);
  }

  @FieldResolver(() => [UserIdentity], {
    description: "Whose tokens sign in as this user; empty but for oneself and administrators.",
  })
  @Policy({ scope: "READ" })
  identities(@Context() ctx: Ctx, @Root() principal: PrincipalRead, @Args(() => ListArgs) { first }: ListArgs) {
    return identitiesOf(ctx, principal.id, first);
  }
}

@Resolver(() => Membership)
export class MembershipResolver {
  @FieldResolver(() => Team, { description: "The team." })
  @Policy({ scope: "ANY" })
  team(@Context() ctx: Ctx, @Root() membership: MembershipRead) {
    return loader(ctx, teamLoader).load(membership.teamId);
  }

  @FieldResolver(() => Principal, { description: "The member." })
  @Policy({ scope: "ANY" })
  principal(@Context() ctx: Ctx, @Root() membership: MembershipRead) {
    return loader(ctx, principalLoader).load(membership.principalId);
  }
}

import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Ctx } from "../../context.js";
import { PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { principalLoader } from "../access.loaders.js";
import type { PrincipalRead } from "../access.queries.js";
import { Principal } from "../access.types.js";
import { createInvitation } from "./create-invitation.js";
import { invitationLoader } from "./invitations.loaders.js";
import { listInvitations } from "./invitations.pages.js";
import type { InvitationRead } from "./invitations.queries.js";
import {
  CreateInvitationInput,
  CreateInvitationPayload,
  Invitation,
  InvitationConnection,
  InvitationFilter,
  RevokeInvitationInput,
  RevokeInvitationPayload,
} from "./invitations.types.js";
import { revokeInvitation } from "./revoke-invitation.js";

const readInvitation = (ctx: Ctx, id: string) => loader(ctx, invitationLoader).clear(id).load(id);

@Resolver(() => Invitation)
export class InvitationsResolver {
  @Query(() => InvitationConnection, {
    description: "Invitations, newest first: for administrators and auditors; none for anybody else.",
  })
  @Policy({ scope: "READ" })
  invitations(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => InvitationFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    filter: InvitationFilter | null,
  ) {
    return listInvitations(ctx, filter, paging);
  }

  @FieldResolver(() => Principal, { description: "The user who is invited, and who will hold the token." })
  @Policy({ scope: "READ" })
  principal(@Context() ctx: Ctx, @Root() invitation: InvitationRead): Promise<PrincipalRead | null> {
    return loader(ctx, principalLoader).load(invitation.principalId);
  }

  @FieldResolver(() => Principal, {
    description: "The person who invited; the service itself for links that it prints for its operator.",
  })
  @Policy({ scope: "READ" })
  createdBy(@Context() ctx: Ctx, @Root() invitation: InvitationRead): Promise<PrincipalRead | null> {
    return loader(ctx, principalLoader).load(invitation.createdById);
  }

  @Mutation(() => CreateInvitationPayload, {
    description:
      "Invites a user to make a token that nobody else had a hand in: what they sign with it is theirs alone.",
  })
  @Policy({
    scope: "ADMIN",
    description: "organisation role ADMIN, by a credential with every scope and no list of models",
  })
  createInvitation(
    @Context() ctx: Ctx,
    @Arg("input", () => CreateInvitationInput, { description: "The user to invite." }) input: CreateInvitationInput,
  ) {
    return mutate(
      ctx,
      () => createInvitation(ctx, { ...input }),
      async ({ invitationId, code = null }: { invitationId: string; code?: string | null }) => ({
        invitation: await readInvitation(ctx, invitationId),
        code,
      }),
    );
  }

  @Mutation(() => RevokeInvitationPayload, { description: "Takes an invitation back that nobody has redeemed." })
  @Policy({ scope: "ADMIN", description: "organisation role ADMIN" })
  revokeInvitation(
    @Context() ctx: Ctx,
    @Arg("input", () => RevokeInvitationInput, { description: "The invitation to take back." })
    input: RevokeInvitationInput,
  ) {
    return mutate(
      ctx,
      () => revokeInvitation(ctx, { ...input }),
      async ({ invitationId }) => ({ invitation: await readInvitation(ctx, invitationId) }),
    );
  }
}

import { Arg, Ctx as Context, Mutation, Resolver } from "type-graphql";
import type { Ctx } from "../../context.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { principalLoader } from "../access.loaders.js";
import { erasePersonalData } from "../erasure/erase-personal-data.js";
import { ErasePersonalDataInput, ErasePersonalDataPayload } from "../erasure/erasure.types.js";
import { grantOrganizationRole } from "../organization/grant-organization-role.js";
import { revokeOrganizationRole } from "../organization/revoke-organization-role.js";
import { createUser } from "./create-user.js";
import { deactivateUser } from "./deactivate-user.js";
import { linkUserIdentity } from "./link-user-identity.js";
import { reactivateUser } from "./reactivate-user.js";
import {
  CreateUserInput,
  CreateUserPayload,
  DeactivateUserInput,
  DeactivateUserPayload,
  GrantOrganizationRoleInput,
  GrantOrganizationRolePayload,
  LinkUserIdentityInput,
  LinkUserIdentityPayload,
  ReactivateUserInput,
  ReactivateUserPayload,
  RevokeOrganizationRoleInput,
  RevokeOrganizationRolePayload,
} from "./users.types.js";

const adminOnly = { scope: "ADMIN", description: "organisation role ADMIN" } as const;

/** The principal after a change, read again. */
const readPrincipal = (ctx: Ctx, id: string) => {
  ctx.loaders.clear();
  return loader(ctx, principalLoader).load(id);
};

const asUser =
  (ctx: Ctx) =>
  async ({ principalId }: { principalId: string }) => ({ user: await readPrincipal(ctx, principalId) });

const asPrincipal =
  (ctx: Ctx) =>
  async ({ principalId }: { principalId: string }) => ({
    principal: await readPrincipal(ctx, principalId),
  });

@Resolver()
export class UsersResolver {
  @Mutation(() => CreateUserPayload, { description: "Makes a user." })
  @Policy(adminOnly)
  createUser(
    @Context() ctx: Ctx,
    @Arg("input", () => CreateUserInput, { description: "The user." }) input: CreateUserInput,
  ) {
    return mutate(ctx, () => createUser(ctx, input), asUser(ctx));
  }

  @Mutation(() => LinkUserIdentityPayload, {
    description:
      "Lets a subject of the identity provider sign in as a user; one that a deactivated user had moves over.",
  })
  @Policy(adminOnly)
  linkUserIdentity(
    @Context() ctx: Ctx,
    @Arg("input", () => LinkUserIdentityInput, { description: "The user and the subject." })
    input: LinkUserIdentityInput,
  ) {
    return mutate(ctx, () => linkUserIdentity(ctx, input), asUser(ctx));
  }

  @Mutation(() => DeactivateUserPayload, {
    description: "Ends a user's rights and tokens at once. The last administrator and a team's last owner cannot go.",
  })
  @Policy(adminOnly)
  deactivateUser(
    @Context() ctx: Ctx,
    @Arg("input", () => DeactivateUserInput, { description: "The user." }) input: DeactivateUserInput,
  ) {
    return mutate(ctx, () => deactivateUser(ctx, input), asUser(ctx));
  }

  @Mutation(() => ReactivateUserPayload, {
    description: "Lets a deactivated user in again, with the roles they still hold.",
  })
  @Policy(adminOnly)
  reactivateUser(
    @Context() ctx: Ctx,
    @Arg("input", () => ReactivateUserInput, { description: "The user." }) input: ReactivateUserInput,
  ) {
    return mutate(ctx, () => reactivateUser(ctx, input), asUser(ctx));
  }

  @Mutation(() => ErasePersonalDataPayload, {
    description:
      "Erases what is held of a person: values that audit entries only commit to, and rows. Every hash still holds. What stays is listed.",
  })
  @Policy(adminOnly)
  erasePersonalData(
    @Context() ctx: Ctx,
    @Arg("input", () => ErasePersonalDataInput, { description: "The person, and the categories of data." })
    input: ErasePersonalDataInput,
  ) {
    return mutate(
      ctx,
      () => erasePersonalData(ctx, input),
      async ({ principalId, ...erased }) => ({
        erased: { ...erased, principal: await readPrincipal(ctx, principalId) },
      }),
    );
  }

  @Mutation(() => GrantOrganizationRolePayload, { description: "Gives a role over the whole organisation." })
  @Policy(adminOnly)
  grantOrganizationRole(
    @Context() ctx: Ctx,
    @Arg("input", () => GrantOrganizationRoleInput, { description: "The principal and the role." })
    input: GrantOrganizationRoleInput,
  ) {
    return mutate(ctx, () => grantOrganizationRole(ctx, input), asPrincipal(ctx));
  }

  @Mutation(() => RevokeOrganizationRolePayload, {
    description: "Takes a role over the whole organisation. The last administrator cannot go.",
  })
  @Policy(adminOnly)
  revokeOrganizationRole(
    @Context() ctx: Ctx,
    @Arg("input", () => RevokeOrganizationRoleInput, { description: "The principal and the role." })
    input: RevokeOrganizationRoleInput,
  ) {
    return mutate(ctx, () => revokeOrganizationRole(ctx, input), asPrincipal(ctx));
  }
}

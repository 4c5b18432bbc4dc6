import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Ctx } from "../../context.js";
import { PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { principalLoader, tokenLoader } from "../access.loaders.js";
import { listTokens } from "../access.pages.js";
import type { PrincipalRead } from "../access.queries.js";
import { ApiToken, ApiTokenConnection, Principal } from "../access.types.js";
import { createServiceAccount } from "../principals/create-service-account.js";
import { deactivateServiceAccount } from "../principals/deactivate-service-account.js";
import { createApiToken } from "./create-api-token.js";
import { revokeApiToken } from "./revoke-api-token.js";
import type { TokenRead } from "./tokens.queries.js";
import {
  ApiTokenFilter,
  CreateApiTokenInput,
  CreateApiTokenPayload,
  CreateServiceAccountInput,
  CreateServiceAccountPayload,
  DeactivateServiceAccountInput,
  DeactivateServiceAccountPayload,
  RevokeApiTokenInput,
  RevokeApiTokenPayload,
} from "./tokens.types.js";

const ownersOnly = { scope: "ADMIN", description: "OWNER of the team, or organisation role ADMIN" } as const;

const asAccount =
  (ctx: Ctx) =>
  async ({ principalId }: { principalId: string }) => {
    ctx.loaders.clear();
    return { serviceAccount: await loader(ctx, principalLoader).load(principalId) };
  };

const asToken =
  (ctx: Ctx) =>
  async ({ apiTokenId, secret = null }: { apiTokenId: string; secret?: string | null }) => {
    ctx.loaders.clear();
    return { apiToken: await loader(ctx, tokenLoader).load(apiTokenId), secret };
  };

@Resolver(() => ApiToken)
export class TokensResolver {
  @Query(() => ApiTokenConnection, {
    description:
      "API tokens, newest first: one's own, those of service accounts of teams one owns, all for administrators and auditors.",
  })
  @Policy({ scope: "READ" })
  apiTokens(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => ApiTokenFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    filter: ApiTokenFilter | null,
  ) {
    return listTokens(ctx, filter, paging);
  }

  @FieldResolver(() => Principal, { description: "The bearer: who acts by it." })
  @Policy({ scope: "READ" })
  principal(@Context() ctx: Ctx, @Root() token: TokenRead): Promise<PrincipalRead | null> {
    return loader(ctx, principalLoader).load(token.principalId);
  }

  @FieldResolver(() => [Principal], {
    description:
      "Everyone but the bearer who had a hand in minting it, over all generations: they may know its secret.",
  })
  @Policy({ scope: "READ" })
  async mintedBy(@Context() ctx: Ctx, @Root() token: TokenRead): Promise<PrincipalRead[]> {
    const minters = await Promise.all(token.mintedById.map((id) => loader(ctx, principalLoader).load(id)));
    return minters.filter((minter) => minter !== null);
  }

  @FieldResolver(() => Principal, {
    nullable: true,
    description: "Who invited its bearer to make it, or the token that it was minted with; null for all others.",
  })
  @Policy({ scope: "READ" })
  async invitedBy(@Context() ctx: Ctx, @Root() { invitedById }: TokenRead): Promise<PrincipalRead | null> {
    return invitedById === null ? null : loader(ctx, principalLoader).load(invitedById);
  }

  @Mutation(() => CreateServiceAccountPayload, { description: "Makes an account for a program, owned by a team." })
  @Policy(ownersOnly)
  createServiceAccount(
    @Context() ctx: Ctx,
    @Arg("input", () => CreateServiceAccountInput, { description: "The account." }) input: CreateServiceAccountInput,
  ) {
    return mutate(ctx, () => createServiceAccount(ctx, input), asAccount(ctx));
  }

  @Mutation(() => DeactivateServiceAccountPayload, {
    description: "Ends a service account's rights and tokens, for good.",
  })
  @Policy(ownersOnly)
  deactivateServiceAccount(
    @Context() ctx: Ctx,
    @Arg("input", () => DeactivateServiceAccountInput, { description: "The account." })
    input: DeactivateServiceAccountInput,
  ) {
    return mutate(ctx, () => deactivateServiceAccount(ctx, input), asAccount(ctx));
  }

  @Mutation(() => CreateApiTokenPayload, {
    description:
      "Mints a token: for oneself; for a user as an administrator; for a service account as an owner of its team or an " +
      "administrator (as the latter only, if it has a role over the whole organisation: that counts for a token while all who minted it are active ADMINs).",
  })
  @Policy({ scope: "ADMIN", description: "see above" })
  createApiToken(
    @Context() ctx: Ctx,
    @Arg("input", () => CreateApiTokenInput, { description: "The token." }) input: CreateApiTokenInput,
  ) {
    return mutate(ctx, () => createApiToken(ctx, input), asToken(ctx));
  }

  @Mutation(() => RevokeApiTokenPayload, {
    description:
      "Ends a token at once: one's own, a service account's as an owner of its team, any as an administrator.",
  })
  @Policy({ scope: "ADMIN", description: "see above" })
  revokeApiToken(
    @Context() ctx: Ctx,
    @Arg("input", () => RevokeApiTokenInput, { description: "The token." }) input: RevokeApiTokenInput,
  ) {
    return mutate(ctx, () => revokeApiToken(ctx, input), asToken(ctx));
  }
}

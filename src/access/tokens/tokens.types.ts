import { Field, ID, InputType, ObjectType } from "type-graphql";
import { DateTime } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { ApiToken, Principal, TeamRole, TokenScope } from "../access.types.js";
import type { Scope } from "../principal.js";

@InputType({ description: "Conditions on tokens; all that are given must hold." })
export class ApiTokenFilter {
  @Field(() => String, { nullable: true, description: "Return only items of the principal with this handle." })
  principal?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "`true` returns only usable tokens, `false` only ended ones; absent means both.",
  })
  active?: boolean | null;
}

@InputType({ description: "A new account for a program." })
export class CreateServiceAccountInput extends MutationInput {
  @Field(() => ID, { description: "The team that owns it: its owners manage its tokens." })
  teamId: string;

  @Field(() => String, {
    description: "1–63 characters: a–z, 0–9, “.”, “_”, “-”, beginning with a letter or digit; unique.",
  })
  handle: string;

  @Field(() => String, { description: "The name to show: 1–256 characters." })
  displayName: string;

  @Field(() => [TeamRole], { nullable: true, description: "Roles in that team; absent: none." })
  roles?: TeamRole[] | null;
}

@InputType({ description: "A service account to be deactivated." })
export class DeactivateServiceAccountInput extends MutationInput {
  @Field(() => ID, { description: "The service account." })
  principalId: string;

  @Field(() => String, { nullable: true, description: "The reason: 1–2,000 characters." })
  reason?: string | null;
}

@InputType({ description: "A new API token: never stronger than the one it is minted with." })
export class CreateApiTokenInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: "The bearer; absent: oneself. For others: see the mutation." })
  principalId?: string | null;

  @Field(() => String, { description: "Its purpose: 1–256 characters." })
  name: string;

  @Field(() => DateTime, { description: "When it ends: in the future, at most 366 days away." })
  expiresAt: string;

  @Field(() => [TokenScope], { description: "The scopes that it may be used for: 1–6 of them." })
  scopes: Scope[];

  @Field(() => [ID], {
    nullable: true,
    description: "The only registered models it is good for: 1–1,000; absent: the minting token's restriction, if any.",
  })
  modelIds?: string[] | null;
}

@InputType({ description: "A token to be ended." })
export class RevokeApiTokenInput extends MutationInput {
  @Field(() => ID, { description: "The token." })
  apiTokenId: string;
}

const ACCOUNT = { nullable: true, description: "The service account; null when refused." };
const TOKEN = { nullable: true, description: "The token; null when refused." };

@ObjectType({ description: "The account that was made.", simpleResolvers: true })
export class CreateServiceAccountPayload extends Payload {
  @Field(() => Principal, ACCOUNT)
  serviceAccount?: Principal | null;
}

@ObjectType({ description: "The account, which can no longer do anything.", simpleResolvers: true })
export class DeactivateServiceAccountPayload extends Payload {
  @Field(() => Principal, ACCOUNT)
  serviceAccount?: Principal | null;
}

@ObjectType({ description: "The token that was minted.", simpleResolvers: true })
export class CreateApiTokenPayload extends Payload {
  @Field(() => ApiToken, TOKEN)
  apiToken?: ApiToken | null;

  @Field(() => String, {
    nullable: true,
    description: "The secret: shown here and now only. Null when refused or repeated.",
  })
  secret?: string | null;
}

@ObjectType({ description: "The token, ended.", simpleResolvers: true })
export class RevokeApiTokenPayload extends Payload {
  @Field(() => ApiToken, TOKEN)
  apiToken?: ApiToken | null;
}

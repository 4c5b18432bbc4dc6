import { Field, ID, InputType, ObjectType } from "type-graphql";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { OrganizationRole, Principal, PrincipalKind } from "../access.types.js";

const HANDLE =
  "1–63 characters: a–z, 0–9, “.”, “_”, “-”, beginning with a letter or digit; unique, never given to another.";
const SHOWN =
  "The name to show: 1–256 characters, no white space around it, no control, bidirectional or zero-width ones.";
const REASON = { nullable: true, description: "The reason: 1–2,000 characters." };

@InputType({ description: "Conditions on users; all that are given must hold." })
export class UserFilter {
  @Field(() => String, { nullable: true, description: "Return only principals whose handle contains this text." })
  handleContains?: string | null;

  @Field(() => PrincipalKind, {
    nullable: true,
    description: "Return only principals of this kind. The default is USER.",
  })
  kind?: PrincipalKind | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "`true` returns only active principals, `false` only deactivated ones; absent means both.",
  })
  active?: boolean | null;
}

@InputType({ description: "A subject of the identity provider, as its tokens name it." })
export class IdentityInput {
  @Field(() => String, { description: "The identity provider: `iss` in its tokens; at most 2,000 characters." })
  issuer: string;

  @Field(() => String, { description: "The person: `sub` in its tokens; at most 255 characters." })
  subject: string;
}

@InputType({ description: "A new user." })
export class CreateUserInput extends MutationInput {
  @Field(() => String, { description: HANDLE })
  handle: string;

  @Field(() => String, { description: SHOWN })
  displayName: string;

  @Field(() => String, { nullable: true, description: "E-mail address; never used to join accounts." })
  email?: string | null;

  @Field(() => IdentityInput, {
    nullable: true,
    description: "The identity provider's subject that signs in as this user.",
  })
  identity?: IdentityInput | null;
}

@InputType({ description: "A user and a subject of the identity provider to be joined." })
export class LinkUserIdentityInput extends MutationInput {
  @Field(() => ID, { description: "The user." })
  principalId: string;

  @Field(() => IdentityInput, { description: "The identity provider's subject that signs in as this user." })
  identity: IdentityInput;
}

@InputType({ description: "A user to be deactivated." })
export class DeactivateUserInput extends MutationInput {
  @Field(() => ID, { description: "The user." })
  principalId: string;

  @Field(() => String, REASON)
  reason?: string | null;
}

@InputType({ description: "A user to be let in again." })
export class ReactivateUserInput extends MutationInput {
  @Field(() => ID, { description: "The user." })
  principalId: string;

  @Field(() => String, REASON)
  reason?: string | null;
}

@InputType({ description: "A role over the whole organisation to be given." })
export class GrantOrganizationRoleInput extends MutationInput {
  @Field(() => ID, { description: "The user or service account." })
  principalId: string;

  @Field(() => OrganizationRole, { description: "The role." })
  role: OrganizationRole;
}

@InputType({ description: "A role over the whole organisation to be taken." })
export class RevokeOrganizationRoleInput extends MutationInput {
  @Field(() => ID, { description: "The user or service account." })
  principalId: string;

  @Field(() => OrganizationRole, { description: "The role." })
  role: OrganizationRole;
}

const USER = { nullable: true, description: "The user; null when refused." };
const PRINCIPAL = { nullable: true, description: "The principal; null when refused." };

@ObjectType({ description: "The user that was made.", simpleResolvers: true })
export class CreateUserPayload extends Payload {
  @Field(() => Principal, USER)
  user?: Principal | null;
}

@ObjectType({ description: "The user with the identity.", simpleResolvers: true })
export class LinkUserIdentityPayload extends Payload {
  @Field(() => Principal, USER)
  user?: Principal | null;
}

@ObjectType({ description: "The user, who can no longer do anything.", simpleResolvers: true })
export class DeactivateUserPayload extends Payload {
  @Field(() => Principal, USER)
  user?: Principal | null;
}

@ObjectType({ description: "The user, who is active again.", simpleResolvers: true })
export class ReactivateUserPayload extends Payload {
  @Field(() => Principal, USER)
  user?: Principal | null;
}

@ObjectType({ description: "The principal, who now has the role.", simpleResolvers: true })
export class GrantOrganizationRolePayload extends Payload {
  @Field(() => Principal, PRINCIPAL)
  principal?: Principal | null;
}

@ObjectType({ description: "The principal, who no longer has the role.", simpleResolvers: true })
export class RevokeOrganizationRolePayload extends Payload {
  @Field(() => Principal, PRINCIPAL)
  principal?: Principal | null;
}

import { Field, ID, InputType, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection.js";
import { Node } from "../../graphql/node.js";
import { DateTime } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";

@ObjectType({
  implements: Node,
  description:
    "An invitation for a user to make a token that nobody else had a hand in. Its code was shown once, to the person who invited.",
  simpleResolvers: true,
})
export class Invitation extends Node {
  @Field(() => DateTime, { description: "When it was made." })
  createdAt: string;

  @Field(() => DateTime, { description: "When it ends by itself: at most 7 days after it was made." })
  expiresAt: string;

  @Field(() => DateTime, { nullable: true, description: "When the token was made by it; null if none was." })
  redeemedAt: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it was taken back, or ended by the deactivation of one of its two people; null if it was not.",
  })
  revokedAt: string | null;
}

export const InvitationConnection = connectionOf(() => Invitation, "Invitation");

@InputType({ description: "Conditions on invitations; all that are given must hold." })
export class InvitationFilter {
  @Field(() => String, { nullable: true, description: "Return only invitations for the user with this handle." })
  principal?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "`true` returns only invitations that can still be redeemed, `false` only ended ones; absent means both.",
  })
  open?: boolean | null;
}

@InputType({ description: "Somebody to be invited." })
export class CreateInvitationInput extends MutationInput {
  @Field(() => ID, { description: "The user: active, no service account." })
  principalId: string;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it ends: in the future, at most 7 days away; absent: in 7 days.",
  })
  expiresAt?: string | null;
}

@InputType({ description: "An invitation to be taken back." })
export class RevokeInvitationInput extends MutationInput {
  @Field(() => ID, { description: "The invitation." })
  invitationId: string;
}

const INVITATION = { nullable: true, description: "The invitation; null when refused." };

@ObjectType({ description: "The invitation that was made.", simpleResolvers: true })
export class CreateInvitationPayload extends Payload {
  @Field(() => Invitation, INVITATION)
  invitation?: Invitation | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The code to hand to that person alone: shown here and now only. They send it to `POST /invitations/redeem`. Null when refused or repeated.",
  })
  code?: string | null;
}

@ObjectType({ description: "The invitation, ended.", simpleResolvers: true })
export class RevokeInvitationPayload extends Payload {
  @Field(() => Invitation, INVITATION)
  invitation?: Invitation | null;
}

import { Field, ID, InputType, ObjectType } from "type-graphql";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { Membership, Team, TeamRole } from "../access.types.js";

const GROUP = "The group, as the identity provider's tokens name it: 1–256 characters.";

@InputType({ description: "A new team." })
export class CreateTeamInput extends MutationInput {
  @Field(() => String, {
    description: "1–63 characters: a–z, 0–9, “.”, “_”, “-”, beginning with a letter or digit; unique.",
  })
  slug: string;

  @Field(() => String, { description: "The name to show: 1–256 characters." })
  name: string;
}

@InputType({ description: "Roles to be given in a team." })
export class AddTeamMemberInput extends MutationInput {
  @Field(() => ID, { description: "The team." })
  teamId: string;

  @Field(() => ID, { description: "The user or service account." })
  principalId: string;

  @Field(() => [TeamRole], { description: "The roles, beside those held already: 1–5." })
  roles: TeamRole[];
}

@InputType({ description: "The roles that a member shall hold." })
export class ChangeTeamMemberRolesInput extends MutationInput {
  @Field(() => ID, { description: "The team." })
  teamId: string;

  @Field(() => ID, { description: "The member." })
  principalId: string;

  @Field(() => [TeamRole], { description: "Exactly these roles: 1–5." })
  roles: TeamRole[];
}

@InputType({ description: "A member to be removed." })
export class RemoveTeamMemberInput extends MutationInput {
  @Field(() => ID, { description: "The team." })
  teamId: string;

  @Field(() => ID, { description: "The member." })
  principalId: string;
}

@InputType({ description: "A group of the identity provider whose members shall hold roles in a team." })
export class LinkTeamGroupInput extends MutationInput {
  @Field(() => ID, { description: "The team." })
  teamId: string;

  @Field(() => String, { description: GROUP })
  group: string;

  @Field(() => [TeamRole], { description: "Exactly these roles: 1–5." })
  roles: TeamRole[];
}

@InputType({ description: "A group that shall give no roles any more." })
export class UnlinkTeamGroupInput extends MutationInput {
  @Field(() => ID, { description: "The team." })
  teamId: string;

  @Field(() => String, { description: GROUP })
  group: string;
}

const TEAM = { nullable: true, description: "The team; null when refused." };
const MEMBERSHIP = { nullable: true, description: "The membership; null when refused." };

@ObjectType({ description: "The team that was made.", simpleResolvers: true })
export class CreateTeamPayload extends Payload {
  @Field(() => Team, TEAM)
  team?: Team | null;
}

@ObjectType({ description: "The membership as it is now.", simpleResolvers: true })
export class AddTeamMemberPayload extends Payload {
  @Field(() => Membership, MEMBERSHIP)
  membership?: Membership | null;
}

@ObjectType({ description: "The membership as it is now.", simpleResolvers: true })
export class ChangeTeamMemberRolesPayload extends Payload {
  @Field(() => Membership, MEMBERSHIP)
  membership?: Membership | null;
}

@ObjectType({ description: "The team without the member.", simpleResolvers: true })
export class RemoveTeamMemberPayload extends Payload {
  @Field(() => Team, TEAM)
  team?: Team | null;
}

@ObjectType({ description: "The team with the group.", simpleResolvers: true })
export class LinkTeamGroupPayload extends Payload {
  @Field(() => Team, TEAM)
  team?: Team | null;
}

@ObjectType({ description: "The team without the group.", simpleResolvers: true })
export class UnlinkTeamGroupPayload extends Payload {
  @Field(() => Team, TEAM)
  team?: Team | null;
}

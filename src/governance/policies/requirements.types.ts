import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { TeamRole } from "../../access/access.types.js";

@ObjectType({ description: "A requirement of a policy.", simpleResolvers: true })
export class ApprovalRequirement {
  @Field(() => TeamRole, { description: "The role that signs." })
  role: TeamRole;

  teamId: string | null;

  @Field(() => Int, { description: "The number of signatures." })
  count: number;
}

@InputType({ description: "Signatures that a policy asks for." })
export class ApprovalRequirementInput {
  @Field(() => TeamRole, { description: "The role that signs." })
  role: TeamRole;

  @Field(() => ID, {
    nullable: true,
    description: "The team that the signer's role must be in; absent means the team that owns the model.",
  })
  teamId?: string | null;

  @Field(() => Int, { description: "The number of signatures: 1–20." })
  count: number;
}

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

@ObjectType({ description: "On what terms a policy lets an emergency through.", simpleResolvers: true })
export class EmergencyTerms {
  @Field(() => [ApprovalRequirement], { description: "The signatures that an emergency needs." })
  requirements: readonly ApprovalRequirement[];

  @Field(() => Int, { description: "Hours after its application within which it is reviewed." })
  reviewWithinHours: number;
}

@InputType({ description: "On what terms a policy lets an emergency through." })
export class EmergencyTermsInput {
  @Field(() => [ApprovalRequirementInput], {
    description: "The signatures that an emergency needs: 1–10 requirements.",
  })
  requirements: ApprovalRequirementInput[];

  @Field(() => Int, { description: "Hours after its application within which it is reviewed: 1–8,760." })
  reviewWithinHours: number;
}

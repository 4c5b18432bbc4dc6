import { Field, Int, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection.js";
import { DateTime, Sha256 } from "../../graphql/scalars.js";

@ObjectType({ description: "What a policy said from one change of it to the next.", simpleResolvers: true })
export class ApprovalPolicyRevision {
  createdById: string;

  @Field(() => Int, { description: "Its number, from 1." })
  revision: number;

  @Field(() => Sha256, { description: "SHA-256 of `content`; approvals bind it." })
  digest: string;

  @Field(() => DateTime, { description: "When it was made." })
  at: string;

  @Field(() => String, {
    description:
      "What it says, as canonical JSON (RFC 8785) in the form of docs/policy-digest.md; what stands at its default is left out.",
  })
  content: string;
}

export const ApprovalPolicyRevisionConnection = connectionOf(() => ApprovalPolicyRevision, "ApprovalPolicyRevision");

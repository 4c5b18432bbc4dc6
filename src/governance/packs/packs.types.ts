import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import { Sha256 } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { ApprovalPolicy, ApprovalPolicyScopeInput } from "../policies/policies.types.js";
import type { PolicyTemplate, PackControl as StoredControl } from "./pack.js";

export const PackStatus = same(["IN_FORCE", "SUPERSEDED", "UPCOMING"] as const);
registerEnumType(PackStatus, {
  name: "PackStatus",
  description: "How the rules that a pack is about stand.",
  valuesConfig: {
    IN_FORCE: { description: "They apply." },
    SUPERSEDED: { description: "Others have taken their place: the pack reads the records of then." },
    UPCOMING: { description: "They will apply." },
  },
});

@ObjectType({ description: "Something that a regime asks for, in the pack's own words.", simpleResolvers: true })
export class PackControl {
  @Field(() => String, { description: "Its id within the pack." })
  id: string;

  @Field(() => String, { description: "What it asks for." })
  title: string;

  @Field(() => String, { nullable: true, description: "What a person must judge; null: nothing." })
  judgement: string | null;
}

@ObjectType({ description: "A kind of document whose fields a pack knows.", simpleResolvers: true })
export class PackDocument {
  @Field(() => String, { description: "The kind: `VALIDATION_REPORT`." })
  kind: string;

  @Field(() => String, { description: "The JSON schema that its fields must fit, as JSON." })
  schema: string;
}

@ObjectType({
  description: "Controls, document schemas and policies for one regime, read from a file.",
  simpleResolvers: true,
})
export class PolicyPack {
  @Field(() => String, { description: "Its id: `sr-26-2`." })
  id: string;

  @Field(() => String, { description: "Its version." })
  version: string;

  @Field(() => String, { description: "The authority whose rules they are, and for whom they are." })
  regime: string;

  @Field(() => String, { description: "What it is about, in its own words." })
  title: string;

  @Field(() => PackStatus, { description: "How the rules stand." })
  status: keyof typeof PackStatus;

  @Field(() => String, {
    nullable: true,
    description: "The day from which the rules apply; null where no source says.",
  })
  effectiveFrom: string | null;

  @Field(() => Sha256, { description: "SHA-256 of the canonical JSON of its content." })
  digest: string;

  @Field(() => [String], { description: "What its author has read." })
  sources: readonly string[];

  @Field(() => [String], { description: "What the rules ask for and the pack says nothing of." })
  omits: readonly string[];

  @Field(() => [String], { description: "The names of teams that its policies use." })
  teams: readonly string[];

  controls: readonly StoredControl[];
  documents: readonly { readonly kind: string; readonly schema: object }[];
  policies: readonly PolicyTemplate[];
}

@ObjectType({ description: "The pack that a policy came with.", simpleResolvers: true })
export class PackOfPolicy {
  @Field(() => String, { description: "Its id." })
  id: string;

  @Field(() => String, { description: "Its version." })
  version: string;
}

@InputType({ description: "Who a team is that a pack names." })
export class PackTeamInput {
  @Field(() => String, { description: "The name within the pack." })
  name: string;

  @Field(() => ID, { description: "The team." })
  teamId: string;
}

@InputType({ description: "A pack to install." })
export class InstallPolicyPackInput extends MutationInput {
  @Field(() => String, { description: "The pack: `sr-26-2`." })
  packId: string;

  @Field(() => String, { description: "Its version." })
  packVersion: string;

  @Field(() => ApprovalPolicyScopeInput, { description: "The team, model or organisation that its policies cover." })
  scope: ApprovalPolicyScopeInput;

  @Field(() => [PackTeamInput], {
    nullable: true,
    description: "A team for each of the names that the pack uses; absent: it uses none.",
  })
  teams?: PackTeamInput[] | null;
}

@ObjectType({ description: "What the pack has made.", simpleResolvers: true })
export class InstallPolicyPackPayload extends Payload {
  @Field(() => [ApprovalPolicy], { nullable: true, description: "The policies." })
  approvalPolicies?: ApprovalPolicy[] | null;
}

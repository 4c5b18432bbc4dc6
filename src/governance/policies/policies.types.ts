import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionOf } from "../../graphql/connection.js";
import { same } from "../../graphql/enum.js";
import { Node } from "../../graphql/node.js";
import { DateTime, Sha256 } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { RiskTier } from "../../registry/tiers/tiers.types.js";
import { signings } from "../approval-rules.js";
import type { Gate as StoredGate } from "../gates/gate.js";
import { GateInput } from "../gates/gates.types.js";
import {
  ApprovalRequirement,
  ApprovalRequirementInput,
  EmergencyTerms,
  EmergencyTermsInput,
} from "./requirements.types.js";

export const SeparationOfDuties = same(["REQUESTER", "AUTHOR"] as const);
registerEnumType(SeparationOfDuties, {
  name: "SeparationOfDuties",
  description: "Who may not sign under a policy, and may not have minted the credential of the person who signs.",
  valuesConfig: {
    REQUESTER: { description: "The person who asked for the move, or who minted the credential that asked." },
    AUTHOR: {
      description:
        "A person who made the version, who opened its run, or who wrote what it froze of run and logged model; or who minted a credential that did.",
    },
  },
});

export const ApprovalPolicyScope = same(["ORGANIZATION", "TEAM", "MODEL"] as const);
registerEnumType(ApprovalPolicyScope, {
  name: "ApprovalPolicyScope",
  description: "What a policy covers.",
  valuesConfig: {
    ORGANIZATION: { description: "Every registered model." },
    TEAM: { description: "The models of one team." },
    MODEL: { description: "One registered model." },
  },
});

export const PolicySigning = same(signings);
registerEnumType(PolicySigning, {
  name: "PolicySigning",
  description: "With which keys decisions are signed under a policy; see docs/signing.md.",
  valuesConfig: {
    NONE: { description: "With none: the credential says who signs." },
    OWN_KEY: { description: "With a confirmed key of the signer's own." },
    USER_VERIFIED: { description: "With such a key, in a device that had its user verified, by PIN or finger." },
  },
});

@ObjectType({
  description: "What must hold, and who must sign, before a version enters a slot; and who before it leaves it.",
  implements: Node,
  simpleResolvers: true,
})
export class ApprovalPolicy extends Node {
  teamId: string | null;
  registeredModelId: string | null;

  @Field(() => String, { description: "Its name." })
  name: string;

  @Field(() => ApprovalPolicyScope, { description: "The team, model or organisation that it covers." })
  scope: string;

  @Field(() => String, { nullable: true, description: "Name of the model that it covers, for MODEL scope." })
  modelName: string | null;

  @Field(() => Int, { description: "Number of the current revision, from 1." })
  revision: number;

  @Field(() => Sha256, { description: "Digest of the current revision's content." })
  digest: string;

  @Field(() => [String], { description: "The slots guarded: entering, leaving and removing." })
  slots: readonly string[];

  @Field(() => [ApprovalRequirement], { description: "The signatures asked for." })
  requirements: readonly ApprovalRequirement[];

  @Field(() => [SeparationOfDuties], { description: "People who may not sign." })
  separationOfDuties: readonly string[];

  @Field(() => [String], { description: "Tag keys whose values the statement binds." })
  boundTags: readonly string[];

  @Field(() => Int, { description: "Hours that a request stays open." })
  expiresAfterHours: number;

  @Field(() => Int, {
    description:
      "Hours after a version left a slot within which a rollback to it need not pass again the gates that it had passed.",
  })
  rollbackWithinHours: number;

  @Field(() => [RiskTier], { description: "Risk tiers of the models that it covers; empty: every model." })
  tiers: readonly string[];

  @Field(() => EmergencyTerms, {
    nullable: true,
    description: "On what terms it lets an emergency through; null: on none.",
  })
  emergency: EmergencyTerms | null;

  @Field(() => PolicySigning, { description: "With which keys decisions are signed under it." })
  signing: string;

  gates: readonly StoredGate[];

  @Field(() => DateTime, { description: "When it was made." })
  createdAt: string;

  @Field(() => DateTime, { nullable: true, description: "When it was retired." })
  retiredAt: string | null;
}

@ObjectType({ description: "A slot that nobody moves by role alone.", simpleResolvers: true })
export class SlotGuard {
  @Field(() => String, { description: "The slot: `Production`, `@champion`." })
  slot: string;

  policyIds: readonly string[];
}

export const ApprovalPolicyConnection = connectionOf(() => ApprovalPolicy, "ApprovalPolicy");

@InputType({ description: "Conditions on approval policies; all that are given must hold." })
export class ApprovalPolicyFilter {
  @Field(() => String, { nullable: true, description: "Return only items of the team with this slug." })
  team?: string | null;

  @Field(() => String, { nullable: true, description: "Return only items of the registered model with this name." })
  model?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Return only policies that guard this slot, such as `Production` or `@champion`.",
  })
  slot?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Include retired policies." })
  includeRetired?: boolean | null;
}

@InputType({ description: "What a policy covers: exactly one of the three." })
export class ApprovalPolicyScopeInput {
  @Field(() => Boolean, { nullable: true, description: "`true`: every registered model." })
  organization?: boolean | null;

  @Field(() => ID, { nullable: true, description: "The models of this team." })
  teamId?: string | null;

  @Field(() => ID, { nullable: true, description: "This registered model." })
  registeredModelId?: string | null;
}

@InputType({ description: "A new approval policy." })
export class CreateApprovalPolicyInput extends MutationInput {
  @Field(() => String, { description: "1–256 characters." })
  name: string;

  @Field(() => ApprovalPolicyScopeInput, { description: "The team, model or organisation that it covers." })
  scope: ApprovalPolicyScopeInput;

  @Field(() => [String], { description: "Slots to guard: `Production`, `@champion`; 1–50." })
  slots: string[];

  @Field(() => [ApprovalRequirementInput], {
    description: "Who must sign: 1–10 requirements; none only where there is a gate.",
  })
  requirements: ApprovalRequirementInput[];

  @Field(() => [GateInput], {
    nullable: true,
    description: "What must hold of a version before it enters; at most 20.",
  })
  gates?: GateInput[] | null;

  @Field(() => Int, {
    nullable: true,
    description: "Hours within which a rollback need not pass the gates again: 0–8,760; default 168.",
  })
  rollbackWithinHours?: number | null;

  @Field(() => [RiskTier], {
    nullable: true,
    description: "Only models of these risk tiers; a model without one counts as HIGH. By default every model.",
  })
  tiers?: (keyof typeof RiskTier)[] | null;

  @Field(() => EmergencyTermsInput, {
    nullable: true,
    description: "On what terms an emergency goes through; absent means that none does.",
  })
  emergency?: EmergencyTermsInput | null;

  @Field(() => PolicySigning, { nullable: true, description: "With which keys decisions are signed; default NONE." })
  signing?: keyof typeof PolicySigning | null;

  @Field(() => [SeparationOfDuties], {
    nullable: true,
    description: "Who may not sign; by default nobody is excluded.",
  })
  separationOfDuties?: ("REQUESTER" | "AUTHOR")[] | null;

  @Field(() => [String], { nullable: true, description: "Tag keys whose values the approval binds; at most 50." })
  boundTags?: string[] | null;

  @Field(() => Int, { nullable: true, description: "Hours that a request stays open: 1–8,760; default 168." })
  expiresAfterHours?: number | null;
}

@InputType({ description: "A new revision of a policy. What is absent stays as it is." })
export class UpdateApprovalPolicyInput extends MutationInput {
  @Field(() => ID, { description: "The policy." })
  approvalPolicyId: string;

  @Field(() => String, { nullable: true, description: "1–256 characters." })
  name?: string;

  @Field(() => [String], { nullable: true, description: "Slots to guard; 1–50." })
  slots?: string[];

  @Field(() => [ApprovalRequirementInput], {
    nullable: true,
    description: "Who must sign: 1–10 requirements; none only where there is a gate.",
  })
  requirements?: ApprovalRequirementInput[];

  @Field(() => [GateInput], {
    nullable: true,
    description: "What must hold of a version before it enters; at most 20.",
  })
  gates?: GateInput[] | null;

  @Field(() => Int, { nullable: true, description: "Hours within which a rollback need not pass the gates again." })
  rollbackWithinHours?: number | null;

  @Field(() => [RiskTier], {
    nullable: true,
    description: "Only models of these risk tiers; an empty list: every model.",
  })
  tiers?: (keyof typeof RiskTier)[] | null;

  @Field(() => EmergencyTermsInput, {
    nullable: true,
    description: "On what terms an emergency goes through; null means that none does any more.",
  })
  emergency?: EmergencyTermsInput | null;

  @Field(() => PolicySigning, { nullable: true, description: "With which keys decisions are signed." })
  signing?: keyof typeof PolicySigning | null;

  @Field(() => [SeparationOfDuties], { nullable: true, description: "People who may not sign." })
  separationOfDuties?: ("REQUESTER" | "AUTHOR")[];

  @Field(() => [String], { nullable: true, description: "Tag keys that the approval binds." })
  boundTags?: string[];

  @Field(() => Int, { nullable: true, description: "Hours that a request stays open." })
  expiresAfterHours?: number;
}

@InputType({ description: "The end of a policy." })
export class RetireApprovalPolicyInput extends MutationInput {
  @Field(() => ID, { description: "The policy." })
  approvalPolicyId: string;

  @Field(() => String, { nullable: true, description: "The reason." })
  reason?: string | null;
}

@ObjectType({ description: "The policy.", simpleResolvers: true })
export class CreateApprovalPolicyPayload extends Payload {
  @Field(() => ApprovalPolicy, { nullable: true, description: "The policy." })
  approvalPolicy?: ApprovalPolicy | null;

  @Field(() => [String], {
    description:
      "Where too few people could sign: how many could now, by requirement and role. Who is separated from whom shows when a move is asked for; credentials are judged at signing.",
  })
  warnings: readonly string[];
}

@ObjectType({ description: "The policy.", simpleResolvers: true })
export class UpdateApprovalPolicyPayload extends CreateApprovalPolicyPayload {}

@ObjectType({ description: "The policy.", simpleResolvers: true })
export class RetireApprovalPolicyPayload extends Payload {
  @Field(() => ApprovalPolicy, { nullable: true, description: "The policy." })
  approvalPolicy?: ApprovalPolicy | null;
}

import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { TeamRole } from "../access/access.types.js";
import { connectionOf } from "../graphql/connection.js";
import { Node } from "../graphql/node.js";
import { DateTime, Long, Sha256 } from "../graphql/scalars.js";
import { MutationInput, Payload } from "../graphql/user-error.js";
import { ModelVersion } from "../registry/registry.types.js";
import type { HeldPolicy } from "./approval-rules.js";

const same = <Name extends string>(names: readonly Name[]): Record<Name, Name> =>
  Object.fromEntries(names.map((name) => [name, name])) as Record<Name, Name>;

export const TransitionRequestState = same(["PENDING", "APPLIED", "REJECTED", "WITHDRAWN", "EXPIRED", "VOIDED"] as const);
registerEnumType(TransitionRequestState, {
  name: "TransitionRequestState",
  description: "How far a transition request has come; all but PENDING are final.",
  valuesConfig: {
    PENDING: { description: "Waits for signatures." },
    APPLIED: { description: "The version was moved." },
    REJECTED: { description: "Someone who could sign refused." },
    WITHDRAWN: { description: "Taken back." },
    EXPIRED: { description: "Its time passed." },
    VOIDED: { description: "What was to be approved stopped being true." },
  },
});

export const DecisionVerdict = same(["APPROVE", "REJECT"] as const);
registerEnumType(DecisionVerdict, {
  name: "DecisionVerdict",
  description: "What a signature says.",
  valuesConfig: { APPROVE: { description: "Go ahead." }, REJECT: { description: "Do not." } },
});

export const DecisionMeaning = same(["AUTHORSHIP", "REVIEW", "VALIDATION", "APPROVAL", "RESPONSIBILITY"] as const);
registerEnumType(DecisionMeaning, {
  name: "DecisionMeaning",
  description: "What a signature means (21 CFR 11.50(a)(3)).",
  valuesConfig: {
    AUTHORSHIP: { description: "I made this." },
    REVIEW: { description: "I have read this." },
    VALIDATION: { description: "I have tested this." },
    APPROVAL: { description: "I approve this." },
    RESPONSIBILITY: { description: "I answer for this." },
  },
});

export const SeparationOfDuties = same(["REQUESTER", "AUTHOR"] as const);
registerEnumType(SeparationOfDuties, {
  name: "SeparationOfDuties",
  description: "Who may not sign under a policy.",
  valuesConfig: {
    REQUESTER: { description: "Whoever asked for the move, or minted the credential that asked." },
    AUTHOR: { description: "Whoever made the version, or minted the credential that made it." },
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

@ObjectType({ description: "Places of a request that one requirement asks for, and how many are filled.", simpleResolvers: true })
export class TransitionRequirement {
  @Field(() => TeamRole, { description: "The role that signs." })
  role: TeamRole;

  teamId: string;

  @Field(() => Int, { description: "How many signatures." })
  needed: number;

  @Field(() => Int, { description: "How many of them are given, by the signers' roles now." })
  given: number;

  @Field(() => String, { description: "The policy that asks." })
  policyName: string;

  @Field(() => ID, { nullable: true, description: "The policy's id; null where no policy applies and a contributor asked." })
  policyId: string | null;

  @Field(() => Int, { nullable: true, description: "The policy's revision that the request keeps." })
  policyRevision: number | null;
}

@ObjectType({ description: "One signature on a transition request; never edited.", simpleResolvers: true })
export class Decision {
  @Field(() => ID, { description: "Opaque; as entries cite it." })
  id: string;

  @Field(() => DecisionVerdict, { description: "Approve or reject." })
  verdict: "APPROVE" | "REJECT";

  principalId: string;

  @Field(() => String, { description: "The signer's name as it was then." })
  printedName: string;

  @Field(() => TeamRole, { description: "The role that the signature was given in." })
  role: TeamRole;

  @Field(() => DecisionMeaning, { description: "What the signature means." })
  meaning: string;

  @Field(() => String, { nullable: true, description: "What the signer said." })
  comment: string | null;

  @Field(() => DateTime, { description: "When, by the database's clock." })
  at: string;

  @Field(() => Sha256, { description: "Digest of the statement that was signed." })
  contentDigest: string;

  @Field(() => String, { description: "How the signer had authenticated: api-token or jwt." })
  authMethod: string;

  @Field(() => Long, { nullable: true, description: "Seconds between the credential's issue and the signature." })
  authAgeSeconds: bigint | null;

  @Field(() => ID, { nullable: true, description: "The API token signed with." })
  credentialId: string | null;

  @Field(() => [ID], { description: "Who, but the signer, minted that credential." })
  mintedBy: readonly string[];
}

@ObjectType({ description: "A version that a move would take a slot from.", simpleResolvers: true })
export class DisplacedVersion {
  @Field(() => ID, { description: "Its id." })
  id: string;

  @Field(() => Int, { description: "Its number." })
  version: number;
}

@ObjectType({ description: "A request to move a version to a slot.", implements: Node, simpleResolvers: true })
export class TransitionRequest extends Node {
  registeredModelId: string;
  modelVersionId: string;
  requestedById: string;
  requestedFor: readonly string[];
  authors: readonly string[];
  policies: readonly HeldPolicy[];
  displacesId: string | null;
  displacesVersion: number | null;

  @Field(() => String, { description: "Name of the registered model now." })
  modelName: string;

  @Field(() => Int, { description: "Number of the version." })
  version: number;

  @Field(() => String, { nullable: true, description: "The stage that the version would leave; null for an alias." })
  from: string | null;

  @Field(() => String, { description: "The slot asked for: `Production`, `@champion`." })
  to: string;

  @Field(() => TransitionRequestState, { description: "How far it has come." })
  state: string;

  @Field(() => String, { nullable: true, description: "Why it ended, where it was not applied." })
  cause: string | null;

  @Field(() => String, { description: "Why the move is asked for." })
  reason: string;

  @Field(() => String, { nullable: true, description: "A ticket elsewhere." })
  ticketUrl: string | null;

  @Field(() => DateTime, { description: "When it was asked." })
  requestedAt: string;

  @Field(() => DateTime, { description: "When it ends unsigned." })
  expiresAt: string;

  @Field(() => DateTime, { nullable: true, description: "When it ended." })
  closedAt: string | null;

  @Field(() => Sha256, { description: "SHA-256 of `statement`: a decision sends it back." })
  contentDigest: string;

  @Field(() => String, { description: "What is approved, as canonical JSON (RFC 8785)." })
  statement: string;
}

@ObjectType({ description: "A requirement of a policy.", simpleResolvers: true })
export class ApprovalRequirement {
  @Field(() => TeamRole, { description: "The role that signs." })
  role: TeamRole;

  teamId: string | null;

  @Field(() => Int, { description: "How many signatures." })
  count: number;
}

@ObjectType({ description: "Who must sign before a version enters or leaves a slot.", implements: Node, simpleResolvers: true })
export class ApprovalPolicy extends Node {
  teamId: string | null;
  registeredModelId: string | null;

  @Field(() => String, { description: "Its name." })
  name: string;

  @Field(() => ApprovalPolicyScope, { description: "What it covers." })
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

  @Field(() => [SeparationOfDuties], { description: "Who may not sign." })
  separationOfDuties: readonly string[];

  @Field(() => [String], { description: "Tag keys whose values the statement binds." })
  boundTags: readonly string[];

  @Field(() => Int, { description: "Hours that a request stays open." })
  expiresAfterHours: number;

  @Field(() => DateTime, { description: "When it was made." })
  createdAt: string;

  @Field(() => DateTime, { nullable: true, description: "When it was retired." })
  retiredAt: string | null;
}

export const TransitionRequestConnection = connectionOf(() => TransitionRequest, "TransitionRequest");
export const ApprovalPolicyConnection = connectionOf(() => ApprovalPolicy, "ApprovalPolicy");

@InputType({ description: "Which transition requests; all given conditions hold together." })
export class TransitionRequestFilter {
  @Field(() => TransitionRequestState, { nullable: true, description: "In this state." })
  state?: keyof typeof TransitionRequestState | null;

  @Field(() => String, { nullable: true, description: "Of the registered model of this name." })
  model?: string | null;

  @Field(() => String, { nullable: true, description: "Of models of the team with this slug." })
  team?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Pending ones that you could sign and have not." })
  awaitingMyDecision?: boolean | null;
}

@InputType({ description: "Which approval policies; all given conditions hold together." })
export class ApprovalPolicyFilter {
  @Field(() => String, { nullable: true, description: "Of the team with this slug." })
  team?: string | null;

  @Field(() => String, { nullable: true, description: "Of the registered model of this name." })
  model?: string | null;

  @Field(() => String, { nullable: true, description: "Guarding this slot: `Production`, `@champion`." })
  slot?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Retired ones too." })
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

@InputType({ description: "Signatures that a policy asks for." })
export class ApprovalRequirementInput {
  @Field(() => TeamRole, { description: "The role that signs." })
  role: TeamRole;

  @Field(() => ID, { nullable: true, description: "In which team; absent: the team that owns the model." })
  teamId?: string | null;

  @Field(() => Int, { description: "How many signatures: 1–20." })
  count: number;
}

@InputType({ description: "A new approval policy." })
export class CreateApprovalPolicyInput extends MutationInput {
  @Field(() => String, { description: "1–256 characters." })
  name: string;

  @Field(() => ApprovalPolicyScopeInput, { description: "What it covers." })
  scope: ApprovalPolicyScopeInput;

  @Field(() => [String], { description: "Slots to guard: `Production`, `@champion`; 1–50." })
  slots: string[];

  @Field(() => [ApprovalRequirementInput], { description: "Who signs; 1–10." })
  requirements: ApprovalRequirementInput[];

  @Field(() => [SeparationOfDuties], { nullable: true, description: "Who may not sign; default: nobody is barred." })
  separationOfDuties?: ("REQUESTER" | "AUTHOR")[] | null;

  @Field(() => [String], { nullable: true, description: "Tag keys whose values the approval binds; at most 50." })
  boundTags?: string[] | null;

  @Field(() => Int, { nullable: true, description: "Hours that a request stays open: 1–8,760; default 168." })
  expiresAfterHours?: number | null;
}

@InputType({ description: "A new revision of a policy: what is absent stays." })
export class UpdateApprovalPolicyInput extends MutationInput {
  @Field(() => ID, { description: "The policy." })
  approvalPolicyId: string;

  @Field(() => String, { nullable: true, description: "1–256 characters." })
  name?: string;

  @Field(() => [String], { nullable: true, description: "Slots to guard; 1–50." })
  slots?: string[];

  @Field(() => [ApprovalRequirementInput], { nullable: true, description: "Who signs; 1–10." })
  requirements?: ApprovalRequirementInput[];

  @Field(() => [SeparationOfDuties], { nullable: true, description: "Who may not sign." })
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

  @Field(() => String, { nullable: true, description: "Why." })
  reason?: string | null;
}

@InputType({ description: "A move asked for." })
export class RequestTransitionInput extends MutationInput {
  @Field(() => ID, { description: "The version to move." })
  modelVersionId: string;

  @Field(() => String, { description: "Where to: a stage (`Production`, any case) or an alias (`@champion`)." })
  to: string;

  @Field(() => String, { description: "Why: 1–2,000 characters." })
  reason: string;

  @Field(() => Int, { nullable: true, description: "The version that you believe holds the slot, 0 for none." })
  expectedHolder?: number | null;

  @Field(() => String, { nullable: true, description: "An http(s) URL of a ticket." })
  ticketUrl?: string | null;
}

@InputType({ description: "A signature for a request." })
export class ApproveTransitionInput extends MutationInput {
  @Field(() => ID, { description: "The request." })
  transitionRequestId: string;

  @Field(() => String, { description: "The request's `contentDigest` as it was shown to you." })
  contentDigest: string;

  @Field(() => String, { nullable: true, description: "At most 2,000 characters." })
  comment?: string | null;

  @Field(() => DecisionMeaning, { nullable: true, description: "What the signature means; default APPROVAL." })
  meaning?: keyof typeof DecisionMeaning | null;
}

@InputType({ description: "A signature against a request." })
export class RejectTransitionInput extends MutationInput {
  @Field(() => ID, { description: "The request." })
  transitionRequestId: string;

  @Field(() => String, { description: "Why: 1–2,000 characters." })
  comment: string;
}

@InputType({ description: "A request taken back." })
export class WithdrawTransitionInput extends MutationInput {
  @Field(() => ID, { description: "The request." })
  transitionRequestId: string;

  @Field(() => String, { nullable: true, description: "Why." })
  reason?: string | null;
}

@InputType({ description: "A slot to be given back to its previous holder." })
export class RollbackSlotInput extends MutationInput {
  @Field(() => ID, { description: "The registered model." })
  registeredModelId: string;

  @Field(() => String, { description: "An exclusive stage or an alias (`@champion`)." })
  slot: string;

  @Field(() => String, { description: "Why: 1–2,000 characters." })
  reason: string;
}

@ObjectType({ description: "The request, and the version as it is now.", simpleResolvers: true })
export class RequestTransitionPayload extends Payload {
  @Field(() => TransitionRequest, { nullable: true, description: "The request: applied at once, or pending." })
  transitionRequest?: TransitionRequest | null;

  @Field(() => ModelVersion, { nullable: true, description: "The version." })
  modelVersion?: ModelVersion | null;
}

@ObjectType({ description: "The request, and the version asked for.", simpleResolvers: true })
export class RollbackSlotPayload extends RequestTransitionPayload {}

@ObjectType({ description: "The request, and the decision recorded.", simpleResolvers: true })
export class ApproveTransitionPayload extends Payload {
  @Field(() => TransitionRequest, { nullable: true, description: "The request." })
  transitionRequest?: TransitionRequest | null;

  @Field(() => Decision, { nullable: true, description: "Your decision." })
  decision?: Decision | null;
}

@ObjectType({ description: "The request, and the decision recorded.", simpleResolvers: true })
export class RejectTransitionPayload extends ApproveTransitionPayload {}

@ObjectType({ description: "The request.", simpleResolvers: true })
export class WithdrawTransitionPayload extends Payload {
  @Field(() => TransitionRequest, { nullable: true, description: "The request." })
  transitionRequest?: TransitionRequest | null;
}

@ObjectType({ description: "The policy.", simpleResolvers: true })
export class CreateApprovalPolicyPayload extends Payload {
  @Field(() => ApprovalPolicy, { nullable: true, description: "The policy." })
  approvalPolicy?: ApprovalPolicy | null;
}

@ObjectType({ description: "The policy.", simpleResolvers: true })
export class UpdateApprovalPolicyPayload extends CreateApprovalPolicyPayload {}

@ObjectType({ description: "The policy.", simpleResolvers: true })
export class RetireApprovalPolicyPayload extends CreateApprovalPolicyPayload {}

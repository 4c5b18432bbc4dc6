import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { TeamRole } from "../access/access.types.js";
import { connectionOf } from "../graphql/connection.js";
import { same } from "../graphql/enum.js";
import { Node } from "../graphql/node.js";
import { DateTime, Long, Sha256 } from "../graphql/scalars.js";
import type { HeldPolicy } from "./approval-rules.js";
import type { GateResult } from "./gates/gate-rules.js";

export const TransitionRequestState = same([
  "PENDING",
  "APPLIED",
  "REJECTED",
  "WITHDRAWN",
  "EXPIRED",
  "VOIDED",
] as const);
export const TransitionRequestPhase = same(["GATES", "SIGNATURES"] as const);
registerEnumType(TransitionRequestPhase, {
  name: "TransitionRequestPhase",
  description: "What a pending request waits for.",
  valuesConfig: {
    GATES: { description: "A gate has not passed yet: nobody can sign." },
    SIGNATURES: { description: "What is to be signed is fixed." },
  },
});

registerEnumType(TransitionRequestState, {
  name: "TransitionRequestState",
  description: "How far a transition request has come; all but PENDING are final.",
  valuesConfig: {
    PENDING: { description: "Waits for gates, or for signatures." },
    APPLIED: { description: "The version was moved." },
    REJECTED: { description: "Someone who could sign refused." },
    WITHDRAWN: { description: "The requester withdrew it." },
    EXPIRED: { description: "It was not decided in time." },
    VOIDED: { description: "What was to be approved stopped being true." },
  },
});

export const DecisionVerdict = same(["APPROVE", "REJECT", "WAIVE", "CONFIRM", "OVERTURN"] as const);
registerEnumType(DecisionVerdict, {
  name: "DecisionVerdict",
  description: "The vote of a signature.",
  valuesConfig: {
    APPROVE: { description: "Approve the move." },
    REJECT: { description: "Reject the move." },
    WAIVE: { description: "Waive a gate." },
    CONFIRM: { description: "Confirm an emergency that was applied." },
    OVERTURN: { description: "Overturn an emergency that was applied." },
  },
});

export const DecisionMeaning = same(["AUTHORSHIP", "REVIEW", "VALIDATION", "APPROVAL", "RESPONSIBILITY"] as const);
registerEnumType(DecisionMeaning, {
  name: "DecisionMeaning",
  description: "The meaning of a signature (21 CFR 11.50(a)(3)).",
  valuesConfig: {
    AUTHORSHIP: { description: "I made this." },
    REVIEW: { description: "I have read this." },
    VALIDATION: { description: "I have tested this." },
    APPROVAL: { description: "I approve this." },
    RESPONSIBILITY: { description: "I answer for this." },
  },
});

@ObjectType({
  description: "Places of a request that one requirement asks for, and how many are filled.",
  simpleResolvers: true,
})
export class TransitionRequirement {
  @Field(() => TeamRole, { description: "The role that signs." })
  role: TeamRole;

  teamId: string | null;

  @Field(() => Int, { description: "The number of signatures." })
  needed: number;

  @Field(() => Int, { description: "How many of them are given, by the signers' roles now." })
  given: number;

  @Field(() => String, {
    nullable: true,
    description: "The policy that asks; null when you neither read it nor could sign for it.",
  })
  policyName: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The policy's id; null where no policy applies and a contributor asked, and when it is hidden.",
  })
  policyId: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "The policy's revision that the request was opened under; a later one voids it. Null when hidden.",
  })
  policyRevision: number | null;

  /** Who may not sign here. */
  excludes: readonly string[];
}

@ObjectType({ description: "What you can do about a request now, and why not.", simpleResolvers: true })
export class ViewerDecision {
  @Field(() => Boolean, { description: "Whether your signature for it would count." })
  canApprove: boolean;

  @Field(() => Boolean, { description: "Whether your signature against it would end it." })
  canReject: boolean;

  @Field(() => String, { nullable: true, description: "The code that you would be refused with; null when you can." })
  code: string | null;

  @Field(() => String, { nullable: true, description: "The rule that refuses you, in a sentence; null when you can." })
  message: string | null;
}

@ObjectType({ description: "Where an audit entry stands.", simpleResolvers: true })
export class EntryPlace {
  @Field(() => String, { description: "`kind:id` of the thing whose stream it continues." })
  stream: string;

  @Field(() => Long, { description: "Its number in the stream." })
  seq: bigint;

  @Field(() => Sha256, { description: "Its hash." })
  hash: string;
}

@ObjectType({ description: "An emergency in which a move is asked for.", simpleResolvers: true })
export class RequestEmergency {
  @Field(() => String, { description: "The reason why it cannot wait." })
  reason: string;

  @Field(() => String, { nullable: true, description: "An http(s) URL of the incident." })
  incidentUrl: string | null;
}

@ObjectType({ description: "A waiver that was asked for with a move.", simpleResolvers: true })
export class AskedWaiver {
  policy: string;

  @Field(() => String, { description: "The key of the gate." })
  key: string;

  @Field(() => String, { description: "The reason." })
  reason: string;
}

@ObjectType({ description: "One signature on a transition request; never edited.", simpleResolvers: true })
export class Decision {
  @Field(() => ID, { description: "Opaque; as entries cite it." })
  id: string;

  @Field(() => DecisionVerdict, { description: "Approve, reject, waive a gate, or confirm or overturn an emergency." })
  verdict: keyof typeof DecisionVerdict;

  requestId: string;
  principalId: string;

  @Field(() => String, { description: "The signer's name as it was then." })
  printedName: string;

  @Field(() => TeamRole, { description: "The role that the signature was given in." })
  role: TeamRole;

  @Field(() => DecisionMeaning, { description: "The meaning of the signature." })
  meaning: string;

  @Field(() => String, { nullable: true, description: "The signer's comment." })
  comment: string | null;

  @Field(() => DateTime, { description: "When, by the database's clock." })
  at: string;

  @Field(() => Sha256, { description: "Digest of the statement that was signed." })
  contentDigest: string;

  @Field(() => String, { description: "How the signer had authenticated: api-token, jwt or session." })
  authMethod: string;

  @Field(() => Long, {
    nullable: true,
    description: "Seconds between the credential's issue, or the sign-in of a session, and the signature.",
  })
  authAgeSeconds: bigint | null;

  @Field(() => ID, { nullable: true, description: "The API token signed with, or that opened the session." })
  credentialId: string | null;

  @Field(() => [ID], { description: "The principals other than the signer that minted that credential." })
  mintedBy: readonly string[];

  invitedById: string | null;
  signatureRequestId: string | null;

  @Field(() => String, { nullable: true, description: "The key of the gate that it waives; null of other decisions." })
  gateKey: string | null;
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

  @Field(() => TransitionRequestState, { description: "The state of the request." })
  state: string;

  @Field(() => TransitionRequestPhase, { description: "What it waits for, or waited for last." })
  phase: string;

  gates: readonly GateResult[];

  @Field(() => [AskedWaiver], { description: "The waivers of gates that were asked for with it." })
  waivers: readonly AskedWaiver[];

  @Field(() => RequestEmergency, {
    nullable: true,
    description: "The emergency in which it was asked for; null: in none.",
  })
  emergency: RequestEmergency | null;

  cause: string | null;
  causePolicyId: string | null;

  @Field(() => String, { description: "The reason for the move." })
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

  statement: string;
}

export const TransitionRequestConnection = connectionOf(() => TransitionRequest, "TransitionRequest");

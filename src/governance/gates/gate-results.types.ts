import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Json } from "../../../verify/canonical-json.js";
import { same } from "../../graphql/enum.js";
import { DateTime } from "../../graphql/scalars.js";
import { MutationInput, Payload, UserError } from "../../graphql/user-error.js";
import { TransitionRequest } from "../requests.types.js";
import type { Gate as StoredGate } from "./gate.js";
import type { WaiverGiven } from "./gate-rules.js";

export const GateVerdict = same(["PASSED", "FAILED", "PENDING", "WAIVED", "SKIPPED"] as const);
registerEnumType(GateVerdict, {
  name: "GateVerdict",
  description: "What a gate says of a version.",
  valuesConfig: {
    PASSED: { description: "Its inputs say yes." },
    FAILED: { description: "Its inputs say no, or cannot be read." },
    PENDING: { description: "An input is missing, too old or by the wrong person, and may still come." },
    WAIVED: { description: "Somebody who may has waived it." },
    SKIPPED: { description: "A rollback to a version that had passed it not long ago." },
  },
});

@ObjectType({ description: "One thing that a gate looked at, or that a control cites.", simpleResolvers: true })
export class GateFact {
  @Field(() => String, {
    description:
      "What it is: evaluation, champion, tag, setter, check, reporter, document, publisher, file, commit, data, request; of a control also entry, decision, gate, review, slot, tier, owner, version.",
  })
  what: string;

  @Field(() => String, { nullable: true, description: "What it says; null when it is hidden." })
  label: string | null;

  @Field(() => ID, { nullable: true, description: "Its id; null where it has none, or is hidden." })
  id: string | null;

  @Field(() => String, { nullable: true, description: "Its digest; null where it has none, or is hidden." })
  digest: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it was made, where that is known." })
  at: string | null;

  @Field(() => Boolean, { description: "Whether you may not read it." })
  hidden: boolean;
}

@ObjectType({ description: "A signature that waived a gate.", simpleResolvers: true })
export class GateWaiver {
  principalId: string;

  @Field(() => String, { nullable: true, description: "The reason." })
  reason: string | null;

  @Field(() => DateTime, { description: "When, by the database's clock." })
  at: string;
}

@ObjectType({ description: "What a gate said of a version.", simpleResolvers: true })
export class GateResult {
  @Field(() => String, { description: "The gate's key." })
  key: string;

  @Field(() => String, { nullable: true, description: "What people call it." })
  title: string | null;

  @Field(() => String, {
    description: "Its kind: metric, champion, groups, tag, check, document, signature, files, provenance.",
  })
  kind: string;

  @Field(() => GateVerdict, { description: "What it said." })
  verdict: keyof typeof GateVerdict;

  @Field(() => String, { description: "What it asks for, in words." })
  required: string;

  @Field(() => String, { nullable: true, description: "What was found, in words; null when nothing was." })
  observed: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The value or file that it is about, and what to do; null when it has passed.",
  })
  cause: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "How often the version was evaluated for that metric on that data; null of other kinds.",
  })
  attempts: number | null;

  @Field(() => DateTime, { description: "When it was evaluated." })
  evaluatedAt: string;

  evidence: string;
  policy: string;
  gate: StoredGate;
  inputs: Json;
  waiver?: readonly WaiverGiven[] | null;
  /** The request in which it was said; absent where none is open. */
  requestId?: string;
}

@ObjectType({
  implements: UserError,
  description: "The version fails a gate of a policy that applies.",
  simpleResolvers: true,
})
export class GatesFailedError extends UserError {
  @Field(() => [GateResult], { description: "What every gate of the move said." })
  gates: GateResult[];
}

@ObjectType({
  implements: UserError,
  description: "The request waits for a gate: nobody decides on it before.",
  simpleResolvers: true,
})
export class GatesPendingError extends UserError {
  @Field(() => [GateResult], { description: "What every gate of the move says now." })
  gates: GateResult[];

  @Field(() => ID, { nullable: true, description: "The request that waits." })
  transitionRequestId?: string | null;
}

@InputType({ description: "A request whose gates are to be evaluated now." })
export class ReevaluateGatesInput extends MutationInput {
  @Field(() => ID, { description: "The request." })
  transitionRequestId: string;
}

@ObjectType({ description: "The request.", simpleResolvers: true })
export class ReevaluateGatesPayload extends Payload {
  @Field(() => TransitionRequest, { nullable: true, description: "The request." })
  transitionRequest?: TransitionRequest | null;
}

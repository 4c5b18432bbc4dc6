import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import { DateTime } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { RegisteredModel } from "../registry.types.js";

export const RiskTier = same(["HIGH", "MEDIUM", "LOW"] as const);
registerEnumType(RiskTier, {
  name: "RiskTier",
  description: "How much harm a model can do if it is wrong, as its organisation classifies models.",
  valuesConfig: {
    HIGH: { description: "The most; a model that nobody has classified counts as this." },
    MEDIUM: { description: "Some." },
    LOW: { description: "The least." },
  },
});

@ObjectType({ description: "A risk tier of a model, from when to when, and why.", simpleResolvers: true })
export class RiskTierInterval {
  setById: string;

  @Field(() => RiskTier, { description: "The tier." })
  tier: keyof typeof RiskTier;

  @Field(() => String, { description: "The reason for it." })
  rationale: string;

  @Field(() => DateTime, { description: "The start, which is included." })
  from: string;

  @Field(() => DateTime, {
    nullable: true,
    description: "The end, which is not included; null means that it has not ended.",
  })
  to: string | null;
}

@InputType({ description: "How much harm a model can do, and why." })
export class SetRiskTierInput extends MutationInput {
  @Field(() => ID, { description: "The registered model." })
  registeredModelId: string;

  @Field(() => RiskTier, { description: "The tier." })
  tier: keyof typeof RiskTier;

  @Field(() => String, { description: "The reason for it: 1–2,000 characters." })
  rationale: string;
}

@ObjectType({ description: "The model with its risk tier.", simpleResolvers: true })
export class SetRiskTierPayload extends Payload {
  @Field(() => RegisteredModel, { nullable: true, description: "The registered model; null when refused." })
  registeredModel?: RegisteredModel | null;
}

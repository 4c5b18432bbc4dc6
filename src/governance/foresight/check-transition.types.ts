import { Field, ObjectType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import type { GateResult } from "../gates/gate-rules.js";
import { TransitionRequirement } from "../requests.types.js";

export const TransitionAct = same(["REQUEST", "APPROVE"] as const);
registerEnumType(TransitionAct, {
  name: "TransitionAct",
  description: "What somebody does about a move.",
  valuesConfig: { REQUEST: { description: "They ask for it." }, APPROVE: { description: "They sign it." } },
});

@ObjectType({ description: "A refusal that somebody would meet.", simpleResolvers: true })
export class TransitionRefusal {
  @Field(() => TransitionAct, { description: "What would be refused." })
  act: keyof typeof TransitionAct;

  @Field(() => String, { description: "The code that they would be refused with." })
  code: string;

  @Field(() => String, { description: "The rule, in a sentence." })
  message: string;

  @Field(() => String, {
    nullable: true,
    description: "Who could do it, by role and team; null when nobody can, or when the policy that says so is hidden.",
  })
  who: string | null;
}

@ObjectType({ description: "What would become of a move now. It changes nothing.", simpleResolvers: true })
export class TransitionCheck {
  @Field(() => Boolean, { description: "Whether they could ask for it." })
  canRequest: boolean;

  @Field(() => Boolean, {
    description: "Whether their signature would count: under the open request, or else if somebody else asked.",
  })
  canApprove: boolean;

  @Field(() => Boolean, { description: "Whether it would be applied as soon as they ask, with no signature." })
  appliesAtOnce: boolean;

  @Field(() => [TransitionRequirement], { description: "Which signatures it would need; empty when it needs none." })
  places: TransitionRequirement[];

  @Field(() => [TransitionRefusal], { description: "What would be refused, and why." })
  refusals: TransitionRefusal[];

  /** Told by a field of its own, since it is a list of things with fields of their own. */
  gates: readonly GateResult[];
}

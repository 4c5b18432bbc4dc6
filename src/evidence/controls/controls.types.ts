import { Field, ObjectType, registerEnumType } from "type-graphql";
import { GateFact } from "../../governance/gates/gate-results.types.js";
import { same } from "../../graphql/enum.js";

export const ControlState = same(["MET", "NOT_MET", "NEEDS_HUMAN"] as const);
registerEnumType(ControlState, {
  name: "ControlState",
  description: "What the records of a version say of a control. Whether a regime is met is for people to say.",
  valuesConfig: {
    MET: { description: "All that the pack names was there; its evidence says so." },
    NOT_MET: { description: "Something that the pack names was not there." },
    NEEDS_HUMAN: { description: "Records alone cannot say: a person must judge." },
  },
});

@ObjectType({
  description: "A control of a policy pack, as the records of one version answer it.",
  simpleResolvers: true,
})
export class Control {
  @Field(() => String, { description: "Its id within the pack." })
  id: string;

  @Field(() => String, { description: "What it asks for, in the pack's own words." })
  title: string;

  @Field(() => ControlState, { description: "What the records say." })
  state: keyof typeof ControlState;

  @Field(() => String, { nullable: true, description: "What a person must judge; null: nothing." })
  judgement: string | null;

  @Field(() => [String], { description: "What was not there, in words." })
  missing: readonly string[];

  @Field(() => [GateFact], {
    description:
      "The records that say so: entry, decision, gate, document, review, request, slot, tier, owner, version.",
  })
  evidence: readonly GateFact[];
}

import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { same } from "../../../graphql/enum.js";

export const SignatureMode = same(["PRESENT", "COMPATIBLE"] as const);
registerEnumType(SignatureMode, {
  name: "SignatureMode",
  description: "What a gate asks of a model's signature.",
  valuesConfig: {
    PRESENT: { description: "The MLmodel names inputs and outputs." },
    COMPATIBLE: { description: "It takes what the champion takes, and gives what it gives." },
  },
});

@ObjectType({ description: "The frozen MLmodel says what the model takes and gives.", simpleResolvers: true })
export class SignatureGate {
  @Field(() => SignatureMode, { description: "What is asked of it." })
  mode: keyof typeof SignatureMode;
}

@InputType({ description: "The frozen MLmodel says what the model takes and gives." })
export class SignatureGateInput {
  @Field(() => SignatureMode, { description: "What is asked of it; COMPATIBLE only on slots of one holder." })
  mode: keyof typeof SignatureMode;
}

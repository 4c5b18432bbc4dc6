import { Field, InputType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import { Double } from "../../graphql/scalars.js";

export const TextOperator = same(["EQUAL", "NOT_EQUAL", "LIKE", "ILIKE", "IN", "NOT_IN", "EXISTS", "MISSING"] as const);
registerEnumType(TextOperator, {
  name: "TextOperator",
  description: "How a text compares. What is not there passes no test but MISSING, NOT_EQUAL and NOT_IN included.",
  valuesConfig: {
    EQUAL: { description: "It equals `value`." },
    NOT_EQUAL: { description: "It exists and differs from `value`." },
    LIKE: { description: "It fits the pattern `value`: `%` stands for any characters, `_` for one." },
    ILIKE: { description: "Like LIKE, but upper and lower case are equal." },
    IN: { description: "It is one of `values`." },
    NOT_IN: { description: "It exists and is none of `values`." },
    EXISTS: { description: "It exists." },
    MISSING: { description: "It does not exist." },
  },
});

export const NumberOperator = same([
  "EQUAL",
  "NOT_EQUAL",
  "LESS",
  "LESS_OR_EQUAL",
  "GREATER",
  "GREATER_OR_EQUAL",
  "EXISTS",
  "MISSING",
] as const);
registerEnumType(NumberOperator, {
  name: "NumberOperator",
  description: "How a metric's latest value compares. NaN passes NOT_EQUAL and EXISTS; what is not there only MISSING.",
  valuesConfig: {
    EQUAL: { description: "It equals `value`." },
    NOT_EQUAL: { description: "It exists and differs from `value`." },
    LESS: { description: "It is less than `value`." },
    LESS_OR_EQUAL: { description: "It is less than or equal to `value`." },
    GREATER: { description: "It is greater than `value`." },
    GREATER_OR_EQUAL: { description: "It is greater than or equal to `value`." },
    EXISTS: { description: "It exists." },
    MISSING: { description: "It does not exist." },
  },
});

const VALUE = "The text to compare with: at most 20,000 characters.";
const VALUES = "The texts to compare with, for IN and NOT_IN: 1–100 of them.";

@InputType({ description: "A condition on a text." })
export class TextCondition {
  @Field(() => TextOperator, {
    nullable: true,
    description: "How to compare. The default is EQUAL, or IN when `values` is given.",
  })
  operator?: keyof typeof TextOperator | null;

  @Field(() => String, { nullable: true, description: VALUE })
  value?: string | null;

  @Field(() => [String], { nullable: true, description: VALUES })
  values?: string[] | null;
}

@InputType({ description: "A condition on the param or tag with this key. With the key alone, it must exist." })
export class KeyCondition extends TextCondition {
  @Field(() => String, { description: "The whole key: 1–250 characters." })
  key: string;
}

@InputType({ description: "A condition on a metric's latest value. With the key alone, the metric must exist." })
export class MetricCondition {
  @Field(() => String, { description: "The whole key: 1–250 characters." })
  key: string;

  @Field(() => NumberOperator, { nullable: true, description: "How to compare. The default is EQUAL." })
  operator?: keyof typeof NumberOperator | null;

  @Field(() => Double, { nullable: true, description: "The number to compare with; not NaN." })
  value?: number | null;
}

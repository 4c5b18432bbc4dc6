import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { Weight } from "./weight.js";

/** Shapes that models, versions, runs and logged models share. */

/** What may be the key of a tag. */
export const TAG_KEY = "1–250 characters, not blank, nothing invisible; not beginning with `countersign.`.";

/** What may be the value of a tag. */
export const TAG_VALUE = "At most 100,000 characters.";

export const OrderDirection = { ASC: "ASC", DESC: "DESC" } as const;
registerEnumType(OrderDirection, {
  name: "OrderDirection",
  description: "The direction of an order.",
  valuesConfig: { ASC: { description: "The lowest value first." }, DESC: { description: "The highest value first." } },
});

@ObjectType({
  description: "A key with a value, changeable at any time but where it is frozen.",
  simpleResolvers: true,
})
export class Tag {
  @Field(() => String, {
    description: "The key; on models and versions `countersign.…` keys read ownership tags and cannot be set as tags.",
  })
  key: string;

  @Field(() => String, { description: "The value." })
  @Weight(1)
  value: string;
}

@ObjectType({
  description: "A named setting that a version, run or logged model was made with.",
  simpleResolvers: true,
})
export class Param {
  @Field(() => String, { description: "Its name." })
  key: string;

  @Field(() => String, { description: "Its value, as text." })
  value: string;
}

@InputType({ description: "A tag." })
export class TagInput {
  @Field(() => String, { description: TAG_KEY })
  key: string;

  @Field(() => String, { description: TAG_VALUE })
  value: string;
}

import { Field, InputType, Int, registerEnumType } from "type-graphql";
import { ModelVisibility } from "./registry.types.js";

export const OrderDirection = { ASC: "ASC", DESC: "DESC" } as const;
registerEnumType(OrderDirection, {
  name: "OrderDirection",
  description: "Which end of an order comes first.",
  valuesConfig: { ASC: { description: "The lowest." }, DESC: { description: "The highest." } },
});

export const RegisteredModelOrderField = { NAME: "NAME", CREATED_AT: "CREATED_AT", UPDATED_AT: "UPDATED_AT" } as const;
registerEnumType(RegisteredModelOrderField, {
  name: "RegisteredModelOrderField",
  description: "What registered models are ordered by.",
  valuesConfig: {
    NAME: { description: "By name, in the order of its code points." },
    CREATED_AT: { description: "By when they were made." },
    UPDATED_AT: { description: "By when they changed last." },
  },
});

export const ModelVersionOrderField = { CREATED_AT: "CREATED_AT", VERSION: "VERSION", NAME: "NAME" } as const;
registerEnumType(ModelVersionOrderField, {
  name: "ModelVersionOrderField",
  description: "What versions are ordered by.",
  valuesConfig: {
    CREATED_AT: { description: "By when they were made." },
    VERSION: { description: "By number; over several models by their names first." },
    NAME: { description: "By the model's name, then by number." },
  },
});

@InputType({ description: "One condition on tags: `key` or `keyPrefix`, and a `value` if wanted." })
export class TagFilter {
  @Field(() => String, { nullable: true, description: "The whole key." })
  key?: string | null;

  @Field(() => String, { nullable: true, description: "The whole value." })
  value?: string | null;

  @Field(() => String, { nullable: true, description: "The beginning of the key." })
  keyPrefix?: string | null;
}

@InputType({
  description: "A current ownership tag that the model carries; all given conditions hold of the same one.",
})
export class OwnershipFilter {
  @Field(() => String, { nullable: true, description: "`OWNER`, `STEWARD`, `VALIDATOR`, `ON_CALL` or a custom key." })
  key?: string | null;

  @Field(() => [String], { nullable: true, description: "One of these keys, at most 20." })
  keys?: string[] | null;

  @Field(() => String, { nullable: true, description: "Pointing at the team with this slug." })
  team?: string | null;

  @Field(() => String, { nullable: true, description: "Pointing at the user with this handle." })
  principal?: string | null;
}

@InputType({ description: "Which registered models; all given conditions hold together." })
export class RegisteredModelFilter {
  @Field(() => String, { nullable: true, description: "Whose name contains this, in any case." })
  nameContains?: string | null;

  @Field(() => String, { nullable: true, description: "Of the team with this slug." })
  team?: string | null;

  @Field(() => ModelVisibility, { nullable: true, description: "With this visibility." })
  visibility?: keyof typeof ModelVisibility | null;

  @Field(() => [TagFilter], { nullable: true, description: "That carry every one of these tags; at most 10." })
  tags?: TagFilter[] | null;

  @Field(() => OwnershipFilter, { nullable: true, description: "That somebody owns so." })
  ownership?: OwnershipFilter | null;

  @Field(() => Boolean, { nullable: true, description: "Deleted ones too, where you read them." })
  includeDeleted?: boolean | null;
}

@InputType({ description: "The order of registered models." })
export class RegisteredModelOrder {
  @Field(() => RegisteredModelOrderField, { description: "By what." })
  field: keyof typeof RegisteredModelOrderField;

  @Field(() => OrderDirection, { nullable: true, description: "From which end; default ASC." })
  direction?: keyof typeof OrderDirection | null;
}

@InputType({ description: "Which versions; all given conditions hold together." })
export class ModelVersionFilter {
  @Field(() => String, { nullable: true, description: "Of the registered model of this name." })
  model?: string | null;

  @Field(() => Int, { nullable: true, description: "With this number." })
  version?: number | null;

  @Field(() => String, { nullable: true, description: "In this stage now; `None`: in no other." })
  stage?: string | null;

  @Field(() => String, { nullable: true, description: "With this alias now, written with or without “@”." })
  alias?: string | null;

  @Field(() => String, { nullable: true, description: "Of models of the team with this slug." })
  team?: string | null;

  @Field(() => [TagFilter], {
    nullable: true,
    description: "That carry every one of these tags themselves; at most 10.",
  })
  tags?: TagFilter[] | null;

  @Field(() => [TagFilter], { nullable: true, description: "Whose model carries every one of these tags; at most 10." })
  modelTags?: TagFilter[] | null;

  @Field(() => String, { nullable: true, description: "That name this run, by its id here (`run_…`) or MLflow's." })
  runId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Deleted ones too, where you read them." })
  includeDeleted?: boolean | null;
}

@InputType({ description: "The order of versions." })
export class ModelVersionOrder {
  @Field(() => ModelVersionOrderField, { description: "By what." })
  field: keyof typeof ModelVersionOrderField;

  @Field(() => OrderDirection, { nullable: true, description: "From which end; default ASC." })
  direction?: keyof typeof OrderDirection | null;
}

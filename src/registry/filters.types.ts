import { Field, InputType, Int, registerEnumType } from "type-graphql";
import { DateTime } from "../graphql/scalars.js";
import { OrderDirection } from "../graphql/shapes.js";
import { KeyCondition, MetricCondition } from "../tracking/search/conditions.types.js";
import { ModelVisibility } from "./registry.types.js";
import { RiskTier } from "./tiers/tiers.types.js";

export const RegisteredModelOrderField = {
  NAME: "NAME",
  CREATED_AT: "CREATED_AT",
  UPDATED_AT: "UPDATED_AT",
  LAST_ACTIVITY: "LAST_ACTIVITY",
} as const;
registerEnumType(RegisteredModelOrderField, {
  name: "RegisteredModelOrderField",
  description: "What registered models are ordered by.",
  valuesConfig: {
    NAME: { description: "By name, in the order of its code points." },
    CREATED_AT: { description: "By the time of creation." },
    UPDATED_AT: { description: "By the time of the last change." },
    LAST_ACTIVITY: { description: "By `lastActivityAt`." },
  },
});

export const ModelVersionOrderField = { CREATED_AT: "CREATED_AT", VERSION: "VERSION", NAME: "NAME" } as const;
registerEnumType(ModelVersionOrderField, {
  name: "ModelVersionOrderField",
  description: "What versions are ordered by.",
  valuesConfig: {
    CREATED_AT: { description: "By the time of creation." },
    VERSION: { description: "By number; in a list over several models, by the model's name first." },
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

  @Field(() => String, { nullable: true, description: "The tag points at the team with this slug." })
  team?: string | null;

  @Field(() => String, { nullable: true, description: "The tag points at the user with this handle." })
  principal?: string | null;
}

@InputType({ description: "Conditions on registered models; all that are given must hold." })
export class RegisteredModelFilter {
  @Field(() => String, {
    nullable: true,
    description:
      "Return only the model with this whole id, or models whose name has words that begin so, in any order and case.",
  })
  text?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Return only models whose name contains this text, in upper or lower case.",
  })
  nameContains?: string | null;

  @Field(() => String, { nullable: true, description: "Return only items of the team with this slug." })
  team?: string | null;

  @Field(() => ModelVisibility, { nullable: true, description: "Return only items with this visibility." })
  visibility?: keyof typeof ModelVisibility | null;

  @Field(() => RiskTier, {
    nullable: true,
    description: "Return only models of this risk tier; HIGH finds those without one, too.",
  })
  riskTier?: keyof typeof RiskTier | null;

  @Field(() => [TagFilter], {
    nullable: true,
    description: "Return only items that carry every one of these tags; at most 10.",
  })
  tags?: TagFilter[] | null;

  @Field(() => OwnershipFilter, {
    nullable: true,
    description: "Return only models with a current ownership tag like this.",
  })
  ownership?: OwnershipFilter | null;

  @Field(() => String, {
    nullable: true,
    description: "Return only models whose current OWNER is the team with this slug, or the user `@handle`.",
  })
  ownedBy?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Return only models of which a version is in this stage or has this alias now: `Production`, `@champion`.",
  })
  holds?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "`true` returns only models of which a request to move a version is pending, `false` only those without; absent means both.",
  })
  hasOpenRequests?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Include deleted items that you may read." })
  includeDeleted?: boolean | null;
}

@InputType({ description: "The order of registered models." })
export class RegisteredModelOrder {
  @Field(() => RegisteredModelOrderField, { description: "What to order by." })
  field: keyof typeof RegisteredModelOrderField;

  @Field(() => OrderDirection, { nullable: true, description: "The direction; the default is ASC." })
  direction?: keyof typeof OrderDirection | null;
}

@InputType({ description: "Conditions on versions; all that are given must hold." })
export class ModelVersionFilter {
  @Field(() => String, {
    nullable: true,
    description:
      "Return only the version with this whole id, the versions of the model with this whole id, or those of models whose name has words that begin so, in any case; a number at the end is the version's: `churn 7`.",
  })
  text?: string | null;

  @Field(() => String, { nullable: true, description: "Return only items of the registered model with this name." })
  model?: string | null;

  @Field(() => Int, { nullable: true, description: "Return only versions with this number." })
  version?: number | null;

  @Field(() => String, {
    nullable: true,
    description: "Return only versions that are in this stage now; `None` means in no other stage.",
  })
  stage?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Return only versions that this alias points at now; “@” may be left out.",
  })
  alias?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Return only items whose model belongs to the team with this slug.",
  })
  team?: string | null;

  @Field(() => [TagFilter], {
    nullable: true,
    description: "Return only versions that carry every one of these tags themselves; at most 10.",
  })
  tags?: TagFilter[] | null;

  @Field(() => [TagFilter], {
    nullable: true,
    description: "Return only versions whose model carries every one of these tags; at most 10.",
  })
  modelTags?: TagFilter[] | null;

  @Field(() => String, {
    nullable: true,
    description: "Return only versions that name this run, by its id here (`run_…`) or by MLflow's.",
  })
  runId?: string | null;

  @Field(() => [MetricCondition], {
    nullable: true,
    description: "Conditions on the metrics that the version froze; all of them must hold; 1–20 of them.",
  })
  metrics?: MetricCondition[] | null;

  @Field(() => [KeyCondition], {
    nullable: true,
    description: "Conditions on the params that the version froze; all of them must hold; 1–20 of them.",
  })
  params?: KeyCondition[] | null;

  @Field(() => String, {
    nullable: true,
    description: "Return only versions that the principal with this handle made.",
  })
  createdBy?: string | null;

  @Field(() => DateTime, { nullable: true, description: "Return only versions that were made then or later." })
  from?: string | null;

  @Field(() => DateTime, { nullable: true, description: "Return only versions that were made before this instant." })
  to?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Include deleted items that you may read." })
  includeDeleted?: boolean | null;
}

@InputType({ description: "The order of versions." })
export class ModelVersionOrder {
  @Field(() => ModelVersionOrderField, { description: "What to order by." })
  field: keyof typeof ModelVersionOrderField;

  @Field(() => OrderDirection, { nullable: true, description: "The direction; the default is ASC." })
  direction?: keyof typeof OrderDirection | null;
}

import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection.js";
import { DateTime } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { ModelVersion, RegisteredModel } from "../registry.types.js";

@ObjectType({ description: "A stage of the organisation's lifecycle.", simpleResolvers: true })
export class Stage {
  @Field(() => String, { description: "Its name; matched in any case." })
  name: string;

  @Field(() => Boolean, { description: "Whether at most one version of a model holds it." })
  exclusive: boolean;
}

@ObjectType({ description: "A way from one stage to another.", simpleResolvers: true })
export class StageEdge {
  @Field(() => String, { description: "The stage that the version leaves." })
  from: string;

  @Field(() => String, { description: "The stage that the version moves to." })
  to: string;
}

@ObjectType({ description: "The organisation's stages and the ways between them.", simpleResolvers: true })
export class Lifecycle {
  @Field(() => [Stage], { description: "The stages; MLflow's four are always among them." })
  stages: readonly Stage[];

  @Field(() => [StageEdge], { description: "The ways; where none were given, from any stage to any other." })
  edges: readonly StageEdge[];
}

@ObjectType({ description: "A time in which a version held a slot.", simpleResolvers: true })
export class SlotInterval {
  id: bigint;

  @Field(() => String, { description: "The slot: `Production`, `@champion`." })
  slot: string;

  @Field(() => Int, { description: "The version that held it." })
  version: number;

  @Field(() => DateTime, { description: "The start, which is included." })
  from: string;

  @Field(() => DateTime, {
    nullable: true,
    description: "The end, which is not included; null means that it has not ended.",
  })
  to: string | null;
}

export const SlotIntervalConnection = connectionOf(() => SlotInterval, "SlotInterval");

@ObjectType({ description: "Who holds a slot of a model now.", simpleResolvers: true })
export class HeldSlot {
  @Field(() => String, { description: "The slot: `Production`, `@champion`." })
  slot: string;

  @Field(() => Int, { description: "The version that holds it; in a shared stage the highest." })
  version: number;

  @Field(() => DateTime, { description: "When it began." })
  since: string;
}

@InputType({ description: "An alias to be pointed at a version." })
export class SetAliasInput extends MutationInput {
  @Field(() => ID, { description: "The version." })
  modelVersionId: string;

  @Field(() => String, {
    description:
      'The alias, with or without "@": 1–255 letters and digits of any script, _ or -; not "latest", not like "v7".',
  })
  alias: string;
}

@InputType({ description: "An alias to be taken away." })
export class RemoveAliasInput extends MutationInput {
  @Field(() => ID, { description: "The registered model." })
  registeredModelId: string;

  @Field(() => String, { description: 'The alias, with or without "@".' })
  alias: string;
}

@ObjectType({ description: "The version that now has the alias.", simpleResolvers: true })
export class SetAliasPayload extends Payload {
  @Field(() => ModelVersion, { nullable: true, description: "The version." })
  modelVersion?: ModelVersion | null;
}

@ObjectType({ description: "The model without the alias.", simpleResolvers: true })
export class RemoveAliasPayload extends Payload {
  @Field(() => RegisteredModel, { nullable: true, description: "The model." })
  registeredModel?: RegisteredModel | null;
}

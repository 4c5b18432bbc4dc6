import { Field, ID, InputType, ObjectType } from "type-graphql";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { GrantRole, RegisteredModel } from "../registry.types.js";
import { Lifecycle } from "../slots/slots.types.js";

const KEY = "`OWNER`, `STEWARD`, `VALIDATOR`, `ON_CALL`, or a custom key of 1–250 characters.";

@InputType({ description: "Who shall answer for a model, and in which way: a user or a team." })
export class SetOwnershipTagInput extends MutationInput {
  @Field(() => ID, { description: "The registered model." })
  registeredModelId: string;

  @Field(() => String, { description: KEY })
  key: string;

  @Field(() => ID, { nullable: true, description: "The user; then no teamId." })
  principalId?: string | null;

  @Field(() => ID, { nullable: true, description: "The team; then no principalId." })
  teamId?: string | null;
}

@InputType({ description: "An ownership tag to be ended." })
export class RemoveOwnershipTagInput extends MutationInput {
  @Field(() => ID, { description: "The registered model." })
  registeredModelId: string;

  @Field(() => String, { description: KEY })
  key: string;
}

@InputType({ description: "The access that another team gets to a model." })
export class GrantAccessInput extends MutationInput {
  @Field(() => ID, { description: "The registered model." })
  registeredModelId: string;

  @Field(() => ID, { description: "The other team." })
  teamId: string;

  @Field(() => GrantRole, {
    description: "The most that its members get: each those of their own roles that it includes.",
  })
  role: keyof typeof GrantRole;

  @Field(() => [String], {
    nullable: true,
    description: "The only slots they can move: `Staging`, `@challenger`; 1–50. Absent: every slot.",
  })
  slots?: string[] | null;
}

@InputType({ description: "A team's access to be taken back." })
export class RevokeAccessInput extends MutationInput {
  @Field(() => ID, { description: "The registered model." })
  registeredModelId: string;

  @Field(() => ID, { description: "The other team." })
  teamId: string;
}

@InputType({ description: "A stage." })
export class StageInput {
  @Field(() => String, { description: "Its name: a letter, then up to 63 letters, digits, spaces, _ or -." })
  name: string;

  @Field(() => Boolean, { description: "Whether at most one version of a model holds it." })
  exclusive: boolean;
}

@InputType({ description: "A way from one stage to another." })
export class StageEdgeInput {
  @Field(() => String, { description: "The stage that the version leaves." })
  from: string;

  @Field(() => String, { description: "The stage that the version moves to." })
  to: string;
}

@InputType({ description: "The organisation's stages and the ways between them." })
export class SetLifecycleInput extends MutationInput {
  @Field(() => [StageInput], { description: "Every stage, MLflow's four among them; at most 50." })
  stages: StageInput[];

  @Field(() => [StageEdgeInput], { nullable: true, description: "The ways; absent: from any stage to any." })
  edges?: StageEdgeInput[] | null;
}

const MODEL = { nullable: true, description: "The registered model; null when refused." };

@ObjectType({ description: "The model with the ownership tag.", simpleResolvers: true })
export class SetOwnershipTagPayload extends Payload {
  @Field(() => RegisteredModel, MODEL)
  registeredModel?: RegisteredModel | null;
}

@ObjectType({ description: "The model without the ownership tag.", simpleResolvers: true })
export class RemoveOwnershipTagPayload extends Payload {
  @Field(() => RegisteredModel, MODEL)
  registeredModel?: RegisteredModel | null;
}

@ObjectType({ description: "The model as shared.", simpleResolvers: true })
export class GrantAccessPayload extends Payload {
  @Field(() => RegisteredModel, MODEL)
  registeredModel?: RegisteredModel | null;
}

@ObjectType({ description: "The model as no longer shared.", simpleResolvers: true })
export class RevokeAccessPayload extends Payload {
  @Field(() => RegisteredModel, MODEL)
  registeredModel?: RegisteredModel | null;
}

@ObjectType({ description: "The lifecycle as set.", simpleResolvers: true })
export class SetLifecyclePayload extends Payload {
  @Field(() => Lifecycle, { nullable: true, description: "The lifecycle; null when refused." })
  lifecycle?: Lifecycle | null;
}

import { Field, ID, InputType, ObjectType } from "type-graphql";
import { TagInput } from "../../graphql/shapes.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { ModelVisibility, RegisteredModel } from "../registry.types.js";

const NAME =
  "1–256 characters, no “/” or “:”, not “.” or “..”, no white space around it, no control, bidirectional or zero-width characters.";
const REASON = "The reason: 1–2,000 characters.";

@InputType({ description: "A new registered model." })
export class CreateRegisteredModelInput extends MutationInput {
  @Field(() => String, { description: NAME })
  name: string;

  @Field(() => ID, { description: "The team that will own it." })
  teamId: string;

  @Field(() => String, { nullable: true, description: "A description: at most 10,000 characters." })
  description?: string | null;

  @Field(() => ModelVisibility, { nullable: true, description: "Who may read it; the default is ORGANIZATION." })
  visibility?: keyof typeof ModelVisibility | null;

  @Field(() => [TagInput], { nullable: true, description: "Its first tags; at most 1,000." })
  tags?: TagInput[] | null;
}

@InputType({ description: "A change of a registered model; what is absent stays." })
export class UpdateRegisteredModelInput extends MutationInput {
  @Field(() => ID, { description: "The registered model." })
  registeredModelId: string;

  @Field(() => String, { nullable: true, description: "A description: at most 10,000 characters." })
  description?: string | null;

  @Field(() => ModelVisibility, { nullable: true, description: "Who may read it; a change needs OWNER." })
  visibility?: keyof typeof ModelVisibility | null;
}

@InputType({ description: "The new name of a registered model." })
export class RenameRegisteredModelInput extends MutationInput {
  @Field(() => ID, { description: "The registered model." })
  registeredModelId: string;

  @Field(() => String, { description: NAME })
  name: string;
}

@InputType({ description: "A registered model and the team it shall belong to." })
export class TransferRegisteredModelInput extends MutationInput {
  @Field(() => ID, { description: "The registered model." })
  registeredModelId: string;

  @Field(() => ID, { description: "The receiving team; the owning team itself withdraws an offer." })
  teamId: string;

  @Field(() => String, { description: REASON })
  reason: string;
}

@InputType({ description: "A registered model to be deleted." })
export class DeleteRegisteredModelInput extends MutationInput {
  @Field(() => ID, { description: "The registered model." })
  registeredModelId: string;

  @Field(() => String, { description: REASON })
  reason: string;
}

const MODEL = {
  nullable: true,
  description: "The registered model; null when refused, or when you may not read it (any more).",
};

@ObjectType({ description: "The model that was made.", simpleResolvers: true })
export class CreateRegisteredModelPayload extends Payload {
  @Field(() => RegisteredModel, MODEL)
  registeredModel?: RegisteredModel | null;
}

@ObjectType({ description: "The model as changed.", simpleResolvers: true })
export class UpdateRegisteredModelPayload extends Payload {
  @Field(() => RegisteredModel, MODEL)
  registeredModel?: RegisteredModel | null;
}

@ObjectType({ description: "The model under its new name.", simpleResolvers: true })
export class RenameRegisteredModelPayload extends Payload {
  @Field(() => RegisteredModel, MODEL)
  registeredModel?: RegisteredModel | null;
}

@ObjectType({ description: "The model, moved; or not yet, with its `transferOffer`.", simpleResolvers: true })
export class TransferRegisteredModelPayload extends Payload {
  @Field(() => RegisteredModel, MODEL)
  registeredModel?: RegisteredModel | null;
}

@ObjectType({ description: "The model as deleted.", simpleResolvers: true })
export class DeleteRegisteredModelPayload extends Payload {
  @Field(() => RegisteredModel, MODEL)
  registeredModel?: RegisteredModel | null;
}

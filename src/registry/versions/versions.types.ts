import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Double, Long } from "../../graphql/scalars.js";
import { TagInput } from "../../graphql/shapes.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { ModelVersion } from "../registry.types.js";

@InputType({ description: "A parameter of a version." })
export class ParamInput {
  @Field(() => String, { description: "Its name: 1–250 characters." })
  key: string;

  @Field(() => String, { description: "Its value: at most 6,000 characters." })
  value: string;
}

@InputType({ description: "A measured number of a version." })
export class MetricInput {
  @Field(() => String, { description: "Its name: 1–250 characters." })
  key: string;

  @Field(() => Double, { description: "Its value." })
  value: number;
}

@InputType({ description: "A data set that a version was made from." })
export class DatasetInput {
  @Field(() => String, { description: "Its name: 1–500 characters." })
  name: string;

  @Field(() => String, { nullable: true, description: "Digest of its content: at most 100 characters." })
  digest?: string | null;

  @Field(() => String, { nullable: true, description: "Where it came from: at most 2,000 characters." })
  source?: string | null;
}

@InputType({ description: "A file of a version." })
export class ArtifactInput {
  @Field(() => String, { description: "Its relative path: 1–1,000 characters, parts separated by “/”." })
  path: string;

  @Field(() => String, { description: "SHA-256 of its bytes: 64 lower-case hexadecimal digits." })
  sha256: string;

  @Field(() => Long, { description: "Its length in bytes." })
  size: bigint;
}

@InputType({ description: "A new version; all but tags and description is frozen as given." })
export class CreateModelVersionInput extends MutationInput {
  @Field(() => ID, { description: "The registered model." })
  registeredModelId: string;

  @Field(() => String, {
    description:
      "URI of its files, at most 2,000 characters, no white space: `runs:/<run id>/<path>`, `models:/m-<id>` or `mlflow-artifacts:/…` name what this service keeps, whose files, params, metrics and tags it freezes itself; else a store's URI.",
  })
  source: string;

  @Field(() => String, { nullable: true, description: "The run that made it, by MLflow's id: at most 250 characters." })
  runId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The logged model that it is made of, by its id here (`lm_…`) or MLflow's (`m-…`).",
  })
  loggedModelId?: string | null;

  @Field(() => [ParamInput], { nullable: true, description: "At most 1,000." })
  params?: ParamInput[] | null;

  @Field(() => [MetricInput], { nullable: true, description: "At most 1,000." })
  metrics?: MetricInput[] | null;

  @Field(() => [DatasetInput], { nullable: true, description: "At most 1,000." })
  datasets?: DatasetInput[] | null;

  @Field(() => [ArtifactInput], { nullable: true, description: "At most 10,000." })
  artifacts?: ArtifactInput[] | null;

  @Field(() => [TagInput], { nullable: true, description: "Its first tags; at most 1,000." })
  tags?: TagInput[] | null;

  @Field(() => String, { nullable: true, description: "A description: at most 10,000 characters." })
  description?: string | null;
}

@InputType({ description: "A change of a version; what is absent stays." })
export class UpdateModelVersionInput extends MutationInput {
  @Field(() => ID, { description: "The version." })
  modelVersionId: string;

  @Field(() => String, { nullable: true, description: "A description: at most 10,000 characters." })
  description?: string | null;
}

@InputType({ description: "A version to be deleted." })
export class DeleteModelVersionInput extends MutationInput {
  @Field(() => ID, { description: "The version." })
  modelVersionId: string;

  @Field(() => String, { description: "The reason: 1–2,000 characters." })
  reason: string;
}

const VERSION = {
  nullable: true,
  description: "The version; null when refused, or when you may not read it (any more).",
};

@ObjectType({ description: "The version that was made.", simpleResolvers: true })
export class CreateModelVersionPayload extends Payload {
  @Field(() => ModelVersion, VERSION)
  modelVersion?: ModelVersion | null;
}

@ObjectType({ description: "The version as changed.", simpleResolvers: true })
export class UpdateModelVersionPayload extends Payload {
  @Field(() => ModelVersion, VERSION)
  modelVersion?: ModelVersion | null;
}

@ObjectType({ description: "The version as deleted.", simpleResolvers: true })
export class DeleteModelVersionPayload extends Payload {
  @Field(() => ModelVersion, VERSION)
  modelVersion?: ModelVersion | null;
}

import { Field, ID, InputType, ObjectType } from "type-graphql";
import { TagInput } from "../../graphql/shapes.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { Experiment, ExperimentVisibility } from "../tracking.types.js";

const NAME =
  "1–500 characters, not blank, no control or bidirectional characters; unique in the team, deleted ones included.";

@InputType({ description: "A new experiment." })
export class CreateExperimentInput extends MutationInput {
  @Field(() => ID, { description: "The team that will own it." })
  teamId: string;

  @Field(() => String, { description: NAME })
  name: string;

  @Field(() => ExperimentVisibility, { nullable: true, description: "Who may read it; the default is ORGANIZATION." })
  visibility?: keyof typeof ExperimentVisibility | null;

  @Field(() => String, {
    nullable: true,
    description:
      "A store outside that its clients write to by themselves: `s3://bucket/path` and the like, at most 2,048 characters. Absent: this service keeps its artifacts.",
  })
  artifactLocation?: string | null;

  @Field(() => [TagInput], { nullable: true, description: "Its first tags." })
  tags?: TagInput[] | null;
}

@InputType({ description: "A change of an experiment; what is absent stays." })
export class UpdateExperimentInput extends MutationInput {
  @Field(() => ID, { description: "The experiment." })
  experimentId: string;

  @Field(() => String, { nullable: true, description: NAME })
  name?: string | null;

  @Field(() => ExperimentVisibility, { nullable: true, description: "Who may read it; a change needs OWNER." })
  visibility?: keyof typeof ExperimentVisibility | null;
}

@InputType({ description: "An experiment to be deleted." })
export class DeleteExperimentInput extends MutationInput {
  @Field(() => ID, { description: "The experiment." })
  experimentId: string;
}

@InputType({ description: "A deleted experiment to be brought back." })
export class RestoreExperimentInput extends MutationInput {
  @Field(() => ID, { description: "The experiment." })
  experimentId: string;
}

@InputType({ description: "A tag to be set on an experiment, over the value it had." })
export class SetExperimentTagInput extends MutationInput {
  @Field(() => ID, { description: "The experiment." })
  experimentId: string;

  @Field(() => String, {
    description:
      "1–250 letters, digits, blanks and `_-.:/`, a path without `.`, `..`, leading, doubled or trailing `/`.",
  })
  key: string;

  @Field(() => String, { description: "At most 20,000 characters." })
  value: string;
}

@InputType({ description: "A tag to be taken from an experiment." })
export class DeleteExperimentTagInput extends MutationInput {
  @Field(() => ID, { description: "The experiment." })
  experimentId: string;

  @Field(() => String, { description: "The tag's key." })
  key: string;
}

const EXPERIMENT = {
  nullable: true,
  description: "The experiment; null when refused, or when you may not read it (any more).",
};

@ObjectType({ description: "The experiment that was made.", simpleResolvers: true })
export class CreateExperimentPayload extends Payload {
  @Field(() => Experiment, EXPERIMENT)
  experiment?: Experiment | null;
}

@ObjectType({ description: "The experiment as changed.", simpleResolvers: true })
export class UpdateExperimentPayload extends Payload {
  @Field(() => Experiment, EXPERIMENT)
  experiment?: Experiment | null;
}

@ObjectType({ description: "The experiment as deleted.", simpleResolvers: true })
export class DeleteExperimentPayload extends Payload {
  @Field(() => Experiment, EXPERIMENT)
  experiment?: Experiment | null;
}

@ObjectType({ description: "The experiment, brought back.", simpleResolvers: true })
export class RestoreExperimentPayload extends Payload {
  @Field(() => Experiment, EXPERIMENT)
  experiment?: Experiment | null;
}

@ObjectType({ description: "The experiment with the tag.", simpleResolvers: true })
export class SetExperimentTagPayload extends Payload {
  @Field(() => Experiment, EXPERIMENT)
  experiment?: Experiment | null;
}

@ObjectType({ description: "The experiment without the tag.", simpleResolvers: true })
export class DeleteExperimentTagPayload extends Payload {
  @Field(() => Experiment, EXPERIMENT)
  experiment?: Experiment | null;
}

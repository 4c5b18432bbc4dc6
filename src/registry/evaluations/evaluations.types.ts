import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionOf } from "../../graphql/connection.js";
import { DateTime, Double } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { MetricInput } from "../versions/versions.types.js";

export const EvaluationSource = {
  LOGGED_MODEL: "LOGGED_MODEL",
  RUN_DATASETS: "RUN_DATASETS",
  RUN_TAG: "RUN_TAG",
  FROZEN: "FROZEN",
  RECORDED: "RECORDED",
} as const;
registerEnumType(EvaluationSource, {
  name: "EvaluationSource",
  description: "Where an evaluation stands.",
  valuesConfig: {
    LOGGED_MODEL: { description: "A metric that a run logged of the version's logged model, with the data set." },
    RUN_DATASETS: {
      description: "A run whose tag `mlflow.datasets` names the version's model: what `mlflow.evaluate` leaves.",
    },
    RUN_TAG: { description: "A run whose tag `countersign.evaluates` names the version." },
    FROZEN: { description: "The version's own frozen record." },
    RECORDED: { description: "A value recorded with `recordEvaluation`." },
  },
});

@ObjectType({ description: "The data that a version was evaluated on.", simpleResolvers: true })
export class EvaluationDataset {
  @Field(() => String, { description: "Its name." })
  name: string;

  @Field(() => String, {
    nullable: true,
    description: "Digest of its content, as the client computed it; MLflow's own covers at most 10,000 rows.",
  })
  digest: string | null;
}

@ObjectType({
  description: "The version scored this value of this metric on this data: the newest such evaluation.",
  simpleResolvers: true,
})
export class Evaluation {
  runId: string | null;
  /** Whether the run is known to be one that the caller reads. */
  readsRun: boolean;
  byId: string;

  @Field(() => String, { description: "The metric's key." })
  metric: string;

  @Field(() => Double, { description: "Its value." })
  value: number;

  @Field(() => EvaluationDataset, { description: "The data." })
  dataset: EvaluationDataset;

  @Field(() => EvaluationSource, { description: "Where it stands." })
  source: keyof typeof EvaluationSource;

  @Field(() => Int, {
    description: "How many evaluations of this metric on this data there are, as far as you may see them.",
  })
  attempts: number;

  @Field(() => DateTime, {
    description: "When its run was made, by this service's clock; of what is in no run, when it was recorded.",
  })
  at: string;
}

export const EvaluationConnection = connectionOf(() => Evaluation, "Evaluation");

@InputType({ description: "Which data: by name, by digest, or both." })
export class EvaluationDatasetFilter {
  @Field(() => String, { nullable: true, description: "Its name." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Its digest." })
  digest?: string | null;
}

@InputType({ description: "Which evaluations to list; conditions that are absent hold for all." })
export class EvaluationFilter {
  @Field(() => String, { nullable: true, description: "Of this metric." })
  metric?: string | null;

  @Field(() => EvaluationDatasetFilter, { nullable: true, description: "On this data." })
  dataset?: EvaluationDatasetFilter | null;

  @Field(() => ID, {
    nullable: true,
    description: "Only those in runs of this team's experiments; the makers of the runs need no right to the model.",
  })
  teamId?: string | null;
}

@InputType({ description: "The data that a version was evaluated on." })
export class EvaluationDatasetInput {
  @Field(() => String, { description: "Its name: 1–500 characters." })
  name: string;

  @Field(() => String, { description: "Digest of its content: 1–100 characters." })
  digest: string;
}

@InputType({ description: "Values that a version scored on one data set." })
export class RecordEvaluationInput extends MutationInput {
  @Field(() => ID, { description: "The version." })
  modelVersionId: string;

  @Field(() => EvaluationDatasetInput, { description: "The data." })
  dataset: EvaluationDatasetInput;

  @Field(() => [MetricInput], { description: "What it scored: 1–1,000 metrics." })
  metrics: MetricInput[];

  @Field(() => ID, {
    nullable: true,
    description: "The run that measured it, by its id here (`run_…`) or MLflow's; it counts once that has finished.",
  })
  runId?: string | null;
}

@ObjectType({ description: "The evaluation that was recorded.", simpleResolvers: true })
export class RecordEvaluationPayload extends Payload {
  @Field(() => Evaluation, { nullable: true, description: "Its first metric; null when refused." })
  evaluation?: Evaluation | null;

  @Field(() => [Evaluation], { nullable: true, description: "Each of its metrics; null when refused." })
  evaluations?: Evaluation[] | null;
}

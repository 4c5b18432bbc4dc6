import { Field, ObjectType, registerEnumType } from "type-graphql";
import { connectionOf } from "../graphql/connection.js";
import { same } from "../graphql/enum.js";
import { Node } from "../graphql/node.js";
import { DateTime, Double, Long, Sha256 } from "../graphql/scalars.js";
import { Weight } from "../graphql/weight.js";
import { loggedModelStatuses, runStatuses } from "./statuses.js";

export const ExperimentVisibility = same(["ORGANIZATION", "TEAM"] as const);
registerEnumType(ExperimentVisibility, {
  name: "ExperimentVisibility",
  description: "Who may read an experiment and all that is in it, besides admins and auditors.",
  valuesConfig: {
    ORGANIZATION: { description: "Every active principal." },
    TEAM: { description: "The members of its team." },
  },
});

export const RunStatus = same(runStatuses);
registerEnumType(RunStatus, {
  name: "RunStatus",
  description: "The status of a run, as its client reports it.",
  valuesConfig: {
    RUNNING: { description: "It is running." },
    SCHEDULED: { description: "It is scheduled to start." },
    FINISHED: { description: "It finished successfully." },
    FAILED: { description: "It ended with an error." },
    KILLED: { description: "It was stopped." },
  },
});

export const LoggedModelStatus = same(loggedModelStatuses);
registerEnumType(LoggedModelStatus, {
  name: "LoggedModelStatus",
  description: "The status of a logged model, as its client reports it.",
  valuesConfig: {
    PENDING: { description: "Its files are being uploaded." },
    READY: { description: "It is complete and ready to use." },
    UPLOAD_FAILED: { description: "Its upload failed." },
  },
});

export const LoggedModelRole = same(["OUTPUT", "INPUT"] as const);
registerEnumType(LoggedModelRole, {
  name: "LoggedModelRole",
  description: "What a logged model is to a run.",
  valuesConfig: { OUTPUT: { description: "The run made it." }, INPUT: { description: "The run used it." } },
});

export const MetricDirection = same(["HIGHER_IS_BETTER", "LOWER_IS_BETTER"] as const);
registerEnumType(MetricDirection, {
  name: "MetricDirection",
  description: "Which values of a metric are better.",
  valuesConfig: {
    HIGHER_IS_BETTER: { description: "Higher values are better, as for an accuracy." },
    LOWER_IS_BETTER: { description: "Lower values are better, as for a loss." },
  },
});

const NO_DATE = "null when that is after the year 9999";

@ObjectType({ description: "A measured number.", simpleResolvers: true })
export class MeasuredMetric {
  @Field(() => String, { description: "Its name." })
  key: string;

  @Field(() => Double, { description: "Its value." })
  value: number;

  @Field(() => Long, { description: "The step at which it was measured." })
  step: bigint;

  @Field(() => DateTime, { nullable: true, description: `When, by the client's clock; ${NO_DATE}.` })
  at: string | null;
}

@ObjectType({ description: "A point of a metric's course, as it was logged.", simpleResolvers: true })
export class MetricPoint {
  @Field(() => Long, { description: "The step at which it was measured." })
  step: bigint;

  @Field(() => Double, { description: "Its value." })
  value: number;

  @Field(() => DateTime, { nullable: true, description: `When, by the client's clock; ${NO_DATE}.` })
  at: string | null;
}

@ObjectType({ description: "A metric's course in few points.", simpleResolvers: true })
export class MetricHistory {
  @Field(() => Long, { description: "How many points the run logged in the range." })
  total: bigint;

  @Field(() => [MetricPoint], {
    description:
      "By step: every point where they are few enough; else of equal intervals of steps the least and the greatest value, and the first and the last point.",
  })
  points: MetricPoint[];
}

@ObjectType({ description: "A data set as a run used it.", simpleResolvers: true })
export class RunDataset {
  number: bigint;

  @Field(() => String, { description: "Its name." })
  name: string;

  @Field(() => String, { description: "Digest of its content, as the client computed it." })
  digest: string;

  @Field(() => String, { description: "What kind of source it came from: `local`, `http`, `code`…" })
  sourceType: string;

  @Field(() => String, { description: "Where it came from, as the client wrote it: JSON, mostly." })
  @Weight(5)
  source: string;

  @Field(() => String, { nullable: true, description: "What it was to the run: `training`, `validation`…" })
  context: string | null;
}

@ObjectType({ description: "A file, or a folder that has files below it.", simpleResolvers: true })
export class ArtifactEntry {
  @Field(() => String, { description: "Its path below the root." })
  path: string;

  @Field(() => Boolean, { description: "Whether it is a folder." })
  isFolder: boolean;

  @Field(() => Sha256, { nullable: true, description: "Digest of its bytes; null for a folder." })
  sha256: string | null;

  @Field(() => Long, { nullable: true, description: "Its length in bytes; null for a folder." })
  size: bigint | null;
}

@ObjectType({ description: "The code that a run says it ran.", simpleResolvers: true })
export class RunCode {
  @Field(() => String, { nullable: true, description: "File, notebook or project: the tag `mlflow.source.name`." })
  sourceName: string | null;

  @Field(() => String, { nullable: true, description: "LOCAL, NOTEBOOK, PROJECT…: the tag `mlflow.source.type`." })
  sourceType: string | null;

  @Field(() => String, { nullable: true, description: "Its Git commit: the tag `mlflow.source.git.commit`." })
  commit: string | null;

  @Field(() => String, { nullable: true, description: "Its Git branch: the tag `mlflow.source.git.branch`." })
  branch: string | null;

  @Field(() => String, { nullable: true, description: "Its repository: the tag `mlflow.source.git.repoURL`." })
  repository: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Entry point of its project: the tag `mlflow.project.entryPoint`.",
  })
  entryPoint: string | null;
}

@ObjectType({ description: "A named place of a team for runs.", implements: Node, simpleResolvers: true })
export class Experiment extends Node {
  number: bigint;
  ownerId: string;
  createdById: string;

  @Field(() => String, { description: "Its name, unique in its team, deleted ones included." })
  name: string;

  @Field(() => ExperimentVisibility, { description: "Who may read it and what is in it." })
  visibility: string;

  @Field(() => String, {
    nullable: true,
    description: "A store outside that its clients write to; null: this service keeps its artifacts.",
  })
  artifactLocation: string | null;

  @Field(() => DateTime, { description: "When it was made." })
  createdAt: string;

  @Field(() => DateTime, { description: "When its name, visibility or tags changed last." })
  updatedAt: string;

  @Field(() => DateTime, { nullable: true, description: "When it was deleted, and every run in it." })
  deletedAt: string | null;
}

@ObjectType({
  description: "One execution that was tracked: what it was given, what it measured, what it made.",
  implements: Node,
  simpleResolvers: true,
})
export class Run extends Node {
  uuid: string;
  experimentId: string;
  createdById: string;

  @Field(() => RunStatus, { description: "Its status." })
  status: string;

  @Field(() => String, { description: "URI of its artifacts, as MLflow's clients use it." })
  artifactUri: string;

  @Field(() => DateTime, { description: "When this service heard of it first." })
  createdAt: string;

  @Field(() => Boolean, { description: "Whether it, or its experiment, is deleted." })
  deleted: boolean;
}

@ObjectType({
  description: "A model that was logged, with files of its own, apart from the run that made it.",
  implements: Node,
  simpleResolvers: true,
})
export class LoggedModel extends Node {
  uuid: string;
  experimentId: string;
  createdById: string;

  @Field(() => String, { description: "Its name; others may have the same." })
  name: string;

  @Field(() => String, { description: "What its client says it is; may be empty." })
  modelType: string;

  @Field(() => LoggedModelStatus, { description: "Its status." })
  status: string;

  @Field(() => String, { description: "URI of its files, as MLflow's clients use it." })
  artifactUri: string;

  @Field(() => DateTime, { description: "When it was announced." })
  createdAt: string;

  @Field(() => DateTime, { description: "When its status changed last." })
  updatedAt: string;

  @Field(() => DateTime, { nullable: true, description: "When it was deleted." })
  deletedAt: string | null;
}

@ObjectType({ description: "A logged model as a run has it.", simpleResolvers: true })
export class RunLoggedModel {
  id: string;

  @Field(() => LoggedModelRole, { description: "The role that it has for the run." })
  role: string;

  @Field(() => Long, { nullable: true, description: "Step of the run at which it was made; null for an input." })
  step: bigint | null;
}

@ObjectType({ description: "A measured number of a logged model.", simpleResolvers: true })
export class LoggedModelMetric extends MeasuredMetric {
  run: string;

  @Field(() => String, { nullable: true, description: "Name of the data set that it was measured on." })
  datasetName: string | null;

  @Field(() => String, { nullable: true, description: "Digest of that data set." })
  datasetDigest: string | null;
}

export const ExperimentConnection = connectionOf(() => Experiment, "Experiment");
export const RunConnection = connectionOf(() => Run, "Run");
export const LoggedModelConnection = connectionOf(() => LoggedModel, "LoggedModel");
export const ArtifactEntryConnection = connectionOf(() => ArtifactEntry, "ArtifactEntry");

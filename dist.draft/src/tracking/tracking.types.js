var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { connectionOf } from "../graphql/connection.js";
import { same } from "../graphql/enum.js";
import { Node } from "../graphql/node.js";
import { DateTime, Double, Long, Sha256 } from "../graphql/scalars.js";
import { Weight } from "../graphql/weight.js";
export const ExperimentVisibility = same(["ORGANIZATION", "TEAM"]);
registerEnumType(ExperimentVisibility, {
    name: "ExperimentVisibility",
    description: "Who may read an experiment and all that is in it, besides admins and auditors.",
    valuesConfig: {
        ORGANIZATION: { description: "Every active principal." },
        TEAM: { description: "The members of its team." },
    },
});
export const RunStatus = same(["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"]);
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
export const LoggedModelStatus = same(["PENDING", "READY", "UPLOAD_FAILED"]);
registerEnumType(LoggedModelStatus, {
    name: "LoggedModelStatus",
    description: "The status of a logged model, as its client reports it.",
    valuesConfig: {
        PENDING: { description: "Its files are being uploaded." },
        READY: { description: "It is complete and ready to use." },
        UPLOAD_FAILED: { description: "Its upload failed." },
    },
});
export const LoggedModelRole = same(["OUTPUT", "INPUT"]);
registerEnumType(LoggedModelRole, {
    name: "LoggedModelRole",
    description: "What a logged model is to a run.",
    valuesConfig: { OUTPUT: { description: "The run made it." }, INPUT: { description: "The run used it." } },
});
export const MetricDirection = same(["HIGHER_IS_BETTER", "LOWER_IS_BETTER"]);
registerEnumType(MetricDirection, {
    name: "MetricDirection",
    description: "Which values of a metric are better.",
    valuesConfig: {
        HIGHER_IS_BETTER: { description: "Higher values are better, as for an accuracy." },
        LOWER_IS_BETTER: { description: "Lower values are better, as for a loss." },
    },
});
const NO_DATE = "null when that is after the year 9999";
let MeasuredMetric = class MeasuredMetric {
};
__decorate([
    Field(() => String, { description: "Its name." })
], MeasuredMetric.prototype, "key", void 0);
__decorate([
    Field(() => Double, { description: "Its value." })
], MeasuredMetric.prototype, "value", void 0);
__decorate([
    Field(() => Long, { description: "The step at which it was measured." })
], MeasuredMetric.prototype, "step", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: `When, by the client's clock; ${NO_DATE}.` })
], MeasuredMetric.prototype, "at", void 0);
MeasuredMetric = __decorate([
    ObjectType({ description: "A measured number.", simpleResolvers: true })
], MeasuredMetric);
export { MeasuredMetric };
let MetricPoint = class MetricPoint {
};
__decorate([
    Field(() => Long, { description: "The step at which it was measured." })
], MetricPoint.prototype, "step", void 0);
__decorate([
    Field(() => Double, { description: "Its value." })
], MetricPoint.prototype, "value", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: `When, by the client's clock; ${NO_DATE}.` })
], MetricPoint.prototype, "at", void 0);
MetricPoint = __decorate([
    ObjectType({ description: "A point of a metric's course, as it was logged.", simpleResolvers: true })
], MetricPoint);
export { MetricPoint };
let MetricHistory = class MetricHistory {
};
__decorate([
    Field(() => Long, { description: "How many points the run logged in the range." })
], MetricHistory.prototype, "total", void 0);
__decorate([
    Field(() => [MetricPoint], {
        description: "By step: every point where they are few enough; else of equal intervals of steps the least and the greatest value, and the first and the last point.",
    })
], MetricHistory.prototype, "points", void 0);
MetricHistory = __decorate([
    ObjectType({ description: "A metric's course in few points.", simpleResolvers: true })
], MetricHistory);
export { MetricHistory };
let RunDataset = class RunDataset {
};
__decorate([
    Field(() => String, { description: "Its name." })
], RunDataset.prototype, "name", void 0);
__decorate([
    Field(() => String, { description: "Digest of its content, as the client computed it." })
], RunDataset.prototype, "digest", void 0);
__decorate([
    Field(() => String, { description: "What kind of source it came from: `local`, `http`, `code`…" })
], RunDataset.prototype, "sourceType", void 0);
__decorate([
    Field(() => String, { description: "Where it came from, as the client wrote it: JSON, mostly." }),
    Weight(5)
], RunDataset.prototype, "source", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "What it was to the run: `training`, `validation`…" })
], RunDataset.prototype, "context", void 0);
RunDataset = __decorate([
    ObjectType({ description: "A data set as a run used it.", simpleResolvers: true })
], RunDataset);
export { RunDataset };
let ArtifactEntry = class ArtifactEntry {
};
__decorate([
    Field(() => String, { description: "Its path below the root." })
], ArtifactEntry.prototype, "path", void 0);
__decorate([
    Field(() => Boolean, { description: "Whether it is a folder." })
], ArtifactEntry.prototype, "isFolder", void 0);
__decorate([
    Field(() => Sha256, { nullable: true, description: "Digest of its bytes; null for a folder." })
], ArtifactEntry.prototype, "sha256", void 0);
__decorate([
    Field(() => Long, { nullable: true, description: "Its length in bytes; null for a folder." })
], ArtifactEntry.prototype, "size", void 0);
ArtifactEntry = __decorate([
    ObjectType({ description: "A file, or a folder that has files below it.", simpleResolvers: true })
], ArtifactEntry);
export { ArtifactEntry };
let RunCode = class RunCode {
};
__decorate([
    Field(() => String, { nullable: true, description: "File, notebook or project: the tag `mlflow.source.name`." })
], RunCode.prototype, "sourceName", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "LOCAL, NOTEBOOK, PROJECT…: the tag `mlflow.source.type`." })
], RunCode.prototype, "sourceType", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Its Git commit: the tag `mlflow.source.git.commit`." })
], RunCode.prototype, "commit", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Its Git branch: the tag `mlflow.source.git.branch`." })
], RunCode.prototype, "branch", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Its repository: the tag `mlflow.source.git.repoURL`." })
], RunCode.prototype, "repository", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "Entry point of its project: the tag `mlflow.project.entryPoint`.",
    })
], RunCode.prototype, "entryPoint", void 0);
RunCode = __decorate([
    ObjectType({ description: "The code that a run says it ran.", simpleResolvers: true })
], RunCode);
export { RunCode };
let Experiment = class Experiment extends Node {
};
__decorate([
    Field(() => String, { description: "Its name, unique in its team, deleted ones included." })
], Experiment.prototype, "name", void 0);
__decorate([
    Field(() => ExperimentVisibility, { description: "Who may read it and what is in it." })
], Experiment.prototype, "visibility", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "A store outside that its clients write to; null: this service keeps its artifacts.",
    })
], Experiment.prototype, "artifactLocation", void 0);
__decorate([
    Field(() => DateTime, { description: "When it was made." })
], Experiment.prototype, "createdAt", void 0);
__decorate([
    Field(() => DateTime, { description: "When its name, visibility or tags changed last." })
], Experiment.prototype, "updatedAt", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "When it was deleted, and every run in it." })
], Experiment.prototype, "deletedAt", void 0);
Experiment = __decorate([
    ObjectType({ description: "A named place of a team for runs.", implements: Node, simpleResolvers: true })
], Experiment);
export { Experiment };
let Run = class Run extends Node {
};
__decorate([
    Field(() => RunStatus, { description: "Its status." })
], Run.prototype, "status", void 0);
__decorate([
    Field(() => String, { description: "URI of its artifacts, as MLflow's clients use it." })
], Run.prototype, "artifactUri", void 0);
__decorate([
    Field(() => DateTime, { description: "When this service heard of it first." })
], Run.prototype, "createdAt", void 0);
__decorate([
    Field(() => Boolean, { description: "Whether it, or its experiment, is deleted." })
], Run.prototype, "deleted", void 0);
Run = __decorate([
    ObjectType({
        description: "One execution that was tracked: what it was given, what it measured, what it made.",
        implements: Node,
        simpleResolvers: true,
    })
], Run);
export { Run };
let LoggedModel = class LoggedModel extends Node {
};
__decorate([
    Field(() => String, { description: "Its name; others may have the same." })
], LoggedModel.prototype, "name", void 0);
__decorate([
    Field(() => String, { description: "What its client says it is; may be empty." })
], LoggedModel.prototype, "modelType", void 0);
__decorate([
    Field(() => LoggedModelStatus, { description: "Its status." })
], LoggedModel.prototype, "status", void 0);
__decorate([
    Field(() => String, { description: "URI of its files, as MLflow's clients use it." })
], LoggedModel.prototype, "artifactUri", void 0);
__decorate([
    Field(() => DateTime, { description: "When it was announced." })
], LoggedModel.prototype, "createdAt", void 0);
__decorate([
    Field(() => DateTime, { description: "When its status changed last." })
], LoggedModel.prototype, "updatedAt", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "When it was deleted." })
], LoggedModel.prototype, "deletedAt", void 0);
LoggedModel = __decorate([
    ObjectType({
        description: "A model that was logged, with files of its own, apart from the run that made it.",
        implements: Node,
        simpleResolvers: true,
    })
], LoggedModel);
export { LoggedModel };
let RunLoggedModel = class RunLoggedModel {
};
__decorate([
    Field(() => LoggedModelRole, { description: "The role that it has for the run." })
], RunLoggedModel.prototype, "role", void 0);
__decorate([
    Field(() => Long, { nullable: true, description: "Step of the run at which it was made; null for an input." })
], RunLoggedModel.prototype, "step", void 0);
RunLoggedModel = __decorate([
    ObjectType({ description: "A logged model as a run has it.", simpleResolvers: true })
], RunLoggedModel);
export { RunLoggedModel };
let LoggedModelMetric = class LoggedModelMetric extends MeasuredMetric {
};
__decorate([
    Field(() => String, { nullable: true, description: "Name of the data set that it was measured on." })
], LoggedModelMetric.prototype, "datasetName", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Digest of that data set." })
], LoggedModelMetric.prototype, "datasetDigest", void 0);
LoggedModelMetric = __decorate([
    ObjectType({ description: "A measured number of a logged model.", simpleResolvers: true })
], LoggedModelMetric);
export { LoggedModelMetric };
export const ExperimentConnection = connectionOf(() => Experiment, "Experiment");
export const RunConnection = connectionOf(() => Run, "Run");
export const LoggedModelConnection = connectionOf(() => LoggedModel, "LoggedModel");
export const ArtifactEntryConnection = connectionOf(() => ArtifactEntry, "ArtifactEntry");
//# sourceMappingURL=tracking.types.js.map
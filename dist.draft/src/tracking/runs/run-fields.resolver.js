var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, ArgsType, Ctx as Context, Field, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import { hexOfUuid } from "../../db/ids.js";
import { DomainError } from "../../errors.js";
import { ListArgs, PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { DateTime, Long } from "../../graphql/scalars.js";
import { Weight } from "../../graphql/weight.js";
import { Param, Tag } from "../../registry/registry.types.js";
import { listArtifacts } from "../files/artifacts.pages.js";
import { datasetDescriptionLoader, experimentLoader, historyLoader, loggedModelLoader, runDatasetsLoader, runMetricsLoader, runModelsLoader, runNameLoader, runParamsLoader, runTagsLoader, } from "../tracking.loaders.js";
import { ArtifactEntryConnection, Experiment, LoggedModel, MeasuredMetric, MetricHistory, Run, RunCode, RunDataset, RunLoggedModel, } from "../tracking.types.js";
import { checkCount } from "../tracking-input.js";
import { holdsRunRight } from "./held-rights.js";
import { codeFrom, codeTags } from "./run-code-rules.js";
const MAX_KEYS = 100;
let KeyedArgs = class KeyedArgs extends ListArgs {
};
__decorate([
    Field(() => [String], { nullable: true, description: `Return only these keys: 1–${MAX_KEYS} of them.` })
], KeyedArgs.prototype, "keys", void 0);
KeyedArgs = __decorate([
    ArgsType()
], KeyedArgs);
const sliceOf = ({ keys, first }) => {
    if (keys != null)
        checkCount("keys", keys, MAX_KEYS);
    return { keys: keys ?? null, first };
};
const MIN_POINTS = 4;
const MAX_POINTS = 2_000;
let HistoryArgs = class HistoryArgs {
};
__decorate([
    Field(() => String, { description: "The metric's key." })
], HistoryArgs.prototype, "key", void 0);
__decorate([
    Field(() => Int, {
        nullable: true,
        defaultValue: 100,
        description: `How many points at most: ${MIN_POINTS}–${MAX_POINTS.toLocaleString("en-US")}.`,
    })
], HistoryArgs.prototype, "points", void 0);
__decorate([
    Field(() => Long, { nullable: true, description: "The first step, which is included." })
], HistoryArgs.prototype, "fromStep", void 0);
__decorate([
    Field(() => Long, { nullable: true, description: "The last step, which is included." })
], HistoryArgs.prototype, "toStep", void 0);
HistoryArgs = __decorate([
    ArgsType()
], HistoryArgs);
const LEAST = -(2n ** 63n);
const GREATEST = 2n ** 63n - 1n;
const samplingOf = ({ key, points, fromStep, toStep }) => {
    const most = points ?? 100;
    if (most < MIN_POINTS || most > MAX_POINTS)
        throw new DomainError("INVALID_INPUT", `points: ${MIN_POINTS}–${MAX_POINTS}, not ${most}.`, { path: ["points"] });
    const range = fromStep == null && toStep == null ? null : { from: fromStep ?? LEAST, to: toStep ?? GREATEST };
    return { key, most, range };
};
const withInstant = ({ timestamp, ...point }) => ({
    ...point,
    at: instantOfMillis(timestamp),
});
let RunFieldsResolver = class RunFieldsResolver {
    runId(run) {
        return hexOfUuid(run.uuid);
    }
    name(run, ctx) {
        return loader(ctx, runNameLoader).load(run.uuid);
    }
    user(run) {
        return run.userId;
    }
    startTime(run) {
        return instantOfMillis(run.startTime);
    }
    endTime(run) {
        return instantOfMillis(run.endTime);
    }
    experiment(run, ctx) {
        return loader(ctx, experimentLoader).load(run.experimentId);
    }
    createdBy(run, ctx) {
        return loader(ctx, principalLoader).load(run.createdById);
    }
    async metrics(run, ctx, args) {
        const found = await loader(ctx, runMetricsLoader).load({ id: run.uuid, args: sliceOf(args) });
        return found.map(withInstant);
    }
    params(run, ctx, args) {
        return loader(ctx, runParamsLoader).load({ id: run.uuid, args: sliceOf(args) });
    }
    tags(run, ctx, args) {
        return loader(ctx, runTagsLoader).load({ id: run.uuid, args: sliceOf(args) });
    }
    async metricHistory(run, ctx, args) {
        const { total, points } = await loader(ctx, historyLoader).load({ id: run.uuid, args: samplingOf(args) });
        return { total, points: points.map(withInstant) };
    }
    datasets(run, ctx, { first }) {
        return loader(ctx, runDatasetsLoader).load({ id: run.uuid, args: first });
    }
    loggedModels(run, ctx, { first }) {
        return loader(ctx, runModelsLoader).load({ id: run.uuid, args: first });
    }
    artifacts(run, ctx, paging, path) {
        return listArtifacts(ctx, run, path, paging);
    }
    async code(run, ctx) {
        const args = { keys: codeTags, first: codeTags.length };
        return codeFrom(await loader(ctx, runTagsLoader).load({ id: run.uuid, args }));
    }
    async viewerCanDelete(run, ctx) {
        const experiment = await loader(ctx, experimentLoader).load(run.experimentId);
        return experiment !== null && holdsRunRight(ctx, experiment, run, "maintain");
    }
};
__decorate([
    FieldResolver(() => String, { description: "MLflow's id of it: 32 hexadecimal digits." }),
    __param(0, Root())
], RunFieldsResolver.prototype, "runId", null);
__decorate([
    FieldResolver(() => String, { description: "Its name: the tag `mlflow.runName`; others may have the same." }),
    __param(0, Root()),
    __param(1, Context())
], RunFieldsResolver.prototype, "name", null);
__decorate([
    FieldResolver(() => String, {
        description: "The user that its client named; may be empty. The name is not verified.",
    }),
    __param(0, Root())
], RunFieldsResolver.prototype, "user", null);
__decorate([
    FieldResolver(() => DateTime, {
        nullable: true,
        description: "When it began, by its client's clock; null when that is after the year 9999.",
    }),
    __param(0, Root())
], RunFieldsResolver.prototype, "startTime", null);
__decorate([
    FieldResolver(() => DateTime, {
        nullable: true,
        description: "When it ended, by its client's clock; null while it goes on, or when that is after the year 9999.",
    }),
    __param(0, Root())
], RunFieldsResolver.prototype, "endTime", null);
__decorate([
    FieldResolver(() => Experiment, {
        nullable: true,
        description: "Its experiment; null only when that was hidden from you while this was answered.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], RunFieldsResolver.prototype, "experiment", null);
__decorate([
    FieldResolver(() => Principal, { description: "The principal that made it, by the credential used." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], RunFieldsResolver.prototype, "createdBy", null);
__decorate([
    FieldResolver(() => [MeasuredMetric], { description: "The latest value of each metric, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => KeyedArgs))
], RunFieldsResolver.prototype, "metrics", null);
__decorate([
    FieldResolver(() => [Param], { description: "Its params, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => KeyedArgs))
], RunFieldsResolver.prototype, "params", null);
__decorate([
    FieldResolver(() => [Tag], { description: "Its tags, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => KeyedArgs))
], RunFieldsResolver.prototype, "tags", null);
__decorate([
    FieldResolver(() => MetricHistory, {
        description: "The course of a metric in few points: no minimum or maximum is lost. Counts for as many objects as `points` says when that is over its default.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => HistoryArgs))
], RunFieldsResolver.prototype, "metricHistory", null);
__decorate([
    FieldResolver(() => [RunDataset], { description: "The data sets that it used, as they were logged." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], RunFieldsResolver.prototype, "datasets", null);
__decorate([
    FieldResolver(() => [RunLoggedModel], {
        description: "The logged models that it made, then those that it used; those that you may not read are left out.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], RunFieldsResolver.prototype, "loggedModels", null);
__decorate([
    FieldResolver(() => ArtifactEntryConnection, {
        description: "Its files that this service keeps, folder by folder, by path. None where its experiment has a store outside.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => PageArgs)),
    __param(3, Arg("path", () => String, { nullable: true, description: "The folder; absent: the root." }))
], RunFieldsResolver.prototype, "artifacts", null);
__decorate([
    FieldResolver(() => RunCode, { description: "The code that it says it ran." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], RunFieldsResolver.prototype, "code", null);
__decorate([
    FieldResolver(() => Boolean, { description: "Whether you may delete or restore it." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], RunFieldsResolver.prototype, "viewerCanDelete", null);
RunFieldsResolver = __decorate([
    Resolver(() => Run)
], RunFieldsResolver);
export { RunFieldsResolver };
let RunDatasetResolver = class RunDatasetResolver {
    async schema(dataset, ctx) {
        return (await loader(ctx, datasetDescriptionLoader).load(dataset.number))?.schema ?? null;
    }
    async profile(dataset, ctx) {
        return (await loader(ctx, datasetDescriptionLoader).load(dataset.number))?.profile ?? null;
    }
};
__decorate([
    FieldResolver(() => String, { nullable: true, description: "Its columns, as its client wrote them: JSON, mostly." }),
    Weight(5),
    __param(0, Root()),
    __param(1, Context())
], RunDatasetResolver.prototype, "schema", null);
__decorate([
    FieldResolver(() => String, { nullable: true, description: "Its size and the like, as its client wrote them." }),
    Weight(5),
    __param(0, Root()),
    __param(1, Context())
], RunDatasetResolver.prototype, "profile", null);
RunDatasetResolver = __decorate([
    Resolver(() => RunDataset)
], RunDatasetResolver);
export { RunDatasetResolver };
let RunLoggedModelResolver = class RunLoggedModelResolver {
    loggedModel(link, ctx) {
        return loader(ctx, loggedModelLoader).load(link.id);
    }
};
__decorate([
    FieldResolver(() => LoggedModel, {
        nullable: true,
        description: "The logged model; null only when it was hidden from you while this was answered.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], RunLoggedModelResolver.prototype, "loggedModel", null);
RunLoggedModelResolver = __decorate([
    Resolver(() => RunLoggedModel)
], RunLoggedModelResolver);
export { RunLoggedModelResolver };
//# sourceMappingURL=run-fields.resolver.js.map
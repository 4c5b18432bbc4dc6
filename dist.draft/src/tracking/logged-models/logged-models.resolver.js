var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, Ctx as Context, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import { hexOfUuid } from "../../db/ids.js";
import { ListArgs, PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { Param, Tag } from "../../graphql/shapes.js";
import { instantOfMillis } from "../../instant.js";
import { listArtifacts } from "../files/artifacts.pages.js";
import { LoggedModelFilter, LoggedModelOrder } from "../search/filters.types.js";
import { experimentLoader, loggedModelLoader, modelMetricsLoader, modelParamsLoader, modelTagsLoader, runLoader, } from "../tracking.loaders.js";
import { ArtifactEntryConnection, Experiment, LoggedModel, LoggedModelConnection, LoggedModelMetric, Run, } from "../tracking.types.js";
import { loggedModelIdFrom, runIdFrom } from "../tracking-ids.js";
import { listLoggedModels } from "./logged-models.pages.js";
let LoggedModelsResolver = class LoggedModelsResolver {
    loggedModel(ctx, id) {
        return loader(ctx, loggedModelLoader).load(loggedModelIdFrom(id));
    }
    loggedModels(ctx, paging, filter, orderBy) {
        return listLoggedModels(ctx, filter, orderBy, paging);
    }
};
__decorate([
    Query(() => LoggedModel, {
        nullable: true,
        description: "A logged model, a deleted one too; null when absent or not visible.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Arg("id", () => ID, { description: "Its id here (`lm_…`), or MLflow's: `m-` and 32 hexadecimal digits." }))
], LoggedModelsResolver.prototype, "loggedModel", null);
__decorate([
    Query(() => LoggedModelConnection, { description: "Logged models, newest first by default." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Args(() => PageArgs)),
    __param(2, Arg("filter", () => LoggedModelFilter, {
        nullable: true,
        description: "Return only items that match; absent means all.",
    })),
    __param(3, Arg("orderBy", () => [LoggedModelOrder], {
        nullable: true,
        description: "The order of the list: at most 5 keys, the most important first.",
    }))
], LoggedModelsResolver.prototype, "loggedModels", null);
LoggedModelsResolver = __decorate([
    Resolver()
], LoggedModelsResolver);
export { LoggedModelsResolver };
let LoggedModelFieldsResolver = class LoggedModelFieldsResolver {
    modelId(model) {
        return `m-${hexOfUuid(model.uuid)}`;
    }
    experiment(model, ctx) {
        return loader(ctx, experimentLoader).load(model.experimentId);
    }
    sourceRun(model, ctx) {
        return model.sourceRun === null ? null : loader(ctx, runLoader).load(runIdFrom(model.sourceRun));
    }
    createdBy(model, ctx) {
        return loader(ctx, principalLoader).load(model.createdById);
    }
    params(model, ctx, { first }) {
        return loader(ctx, modelParamsLoader).load({ id: model.uuid, args: first });
    }
    tags(model, ctx, { first }) {
        return loader(ctx, modelTagsLoader).load({ id: model.uuid, args: first });
    }
    async metrics(model, ctx, { first }) {
        const found = await loader(ctx, modelMetricsLoader).load({ id: model.uuid, args: first });
        return found.map(({ timestamp, ...metric }) => ({ ...metric, at: instantOfMillis(timestamp) }));
    }
    artifacts(model, ctx, paging, path) {
        return listArtifacts(ctx, model, path, paging);
    }
};
__decorate([
    FieldResolver(() => String, { description: "MLflow's id of it: `m-` and 32 hexadecimal digits." }),
    __param(0, Root())
], LoggedModelFieldsResolver.prototype, "modelId", null);
__decorate([
    FieldResolver(() => Experiment, {
        nullable: true,
        description: "Its experiment; null only when that was hidden from you while this was answered.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], LoggedModelFieldsResolver.prototype, "experiment", null);
__decorate([
    FieldResolver(() => Run, {
        nullable: true,
        description: "The run that made it, as its client says; null when none is named, or it is absent or not visible.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], LoggedModelFieldsResolver.prototype, "sourceRun", null);
__decorate([
    FieldResolver(() => Principal, { description: "The principal that made it, by the credential used." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], LoggedModelFieldsResolver.prototype, "createdBy", null);
__decorate([
    FieldResolver(() => [Param], { description: "Its params, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], LoggedModelFieldsResolver.prototype, "params", null);
__decorate([
    FieldResolver(() => [Tag], { description: "Its tags, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], LoggedModelFieldsResolver.prototype, "tags", null);
__decorate([
    FieldResolver(() => [LoggedModelMetric], {
        description: "The latest value of each metric by each run on each data set, by key.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], LoggedModelFieldsResolver.prototype, "metrics", null);
__decorate([
    FieldResolver(() => ArtifactEntryConnection, {
        description: "Its files that this service keeps, folder by folder, by path. None where its experiment has a store outside.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => PageArgs)),
    __param(3, Arg("path", () => String, { nullable: true, description: "The folder; absent: the root." }))
], LoggedModelFieldsResolver.prototype, "artifacts", null);
LoggedModelFieldsResolver = __decorate([
    Resolver(() => LoggedModel)
], LoggedModelFieldsResolver);
export { LoggedModelFieldsResolver };
let LoggedModelMetricResolver = class LoggedModelMetricResolver {
    run(metric, ctx) {
        return metric.runId === null ? null : loader(ctx, runLoader).load(metric.runId);
    }
};
__decorate([
    FieldResolver(() => Run, { nullable: true, description: "The run that measured it; null when not visible." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], LoggedModelMetricResolver.prototype, "run", null);
LoggedModelMetricResolver = __decorate([
    Resolver(() => LoggedModelMetric)
], LoggedModelMetricResolver);
export { LoggedModelMetricResolver };
//# sourceMappingURL=logged-models.resolver.js.map
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, Ctx as Context, FieldResolver, Resolver, Root } from "type-graphql";
import { principalLoader, teamLoader } from "../../access/access.loaders.js";
import { Principal, Team } from "../../access/access.types.js";
import { ORGANIZATION_ID } from "../../db/ids.js";
import { ListArgs, PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { Tag } from "../../graphql/shapes.js";
import { listLoggedModels } from "../logged-models/logged-models.pages.js";
import { holdsExperimentRight } from "../runs/held-rights.js";
import { listRuns } from "../runs/runs.pages.js";
import { LoggedModelFilter, LoggedModelOrder, RunFilter, RunOrder } from "../search/filters.types.js";
import { experimentTagsLoader } from "../tracking.loaders.js";
import { Experiment, LoggedModelConnection, RunConnection } from "../tracking.types.js";
let ExperimentFieldsResolver = class ExperimentFieldsResolver {
    experimentId(experiment) {
        return experiment.number.toString();
    }
    team(experiment, ctx) {
        return experiment.ownerId === ORGANIZATION_ID ? null : loader(ctx, teamLoader).load(experiment.ownerId);
    }
    createdBy(experiment, ctx) {
        return loader(ctx, principalLoader).load(experiment.createdById);
    }
    tags(experiment, ctx, { first }) {
        return loader(ctx, experimentTagsLoader).load({ id: experiment.id, args: first });
    }
    runs(experiment, ctx, paging, filter, orderBy) {
        return listRuns(ctx, filter, orderBy, paging, experiment.id);
    }
    loggedModels(experiment, ctx, paging, filter, orderBy) {
        return listLoggedModels(ctx, filter, orderBy, paging, experiment.id);
    }
    viewerCanLogRuns(experiment, ctx) {
        return experiment.deletedAt === null && holdsExperimentRight(ctx, experiment, "contribute");
    }
    viewerCanMaintain(experiment, ctx) {
        return holdsExperimentRight(ctx, experiment, "maintain");
    }
};
__decorate([
    FieldResolver(() => String, { description: "MLflow's id of it: digits." }),
    __param(0, Root())
], ExperimentFieldsResolver.prototype, "experimentId", null);
__decorate([
    FieldResolver(() => Team, { nullable: true, description: "The team that owns it; null: the organisation does." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], ExperimentFieldsResolver.prototype, "team", null);
__decorate([
    FieldResolver(() => Principal, { description: "The principal that made it." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], ExperimentFieldsResolver.prototype, "createdBy", null);
__decorate([
    FieldResolver(() => [Tag], { description: "Its tags, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], ExperimentFieldsResolver.prototype, "tags", null);
__decorate([
    FieldResolver(() => RunConnection, {
        description: "Its runs; by default those that started last come first. For a deleted experiment, ask for deleted runs.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => PageArgs)),
    __param(3, Arg("filter", () => RunFilter, { nullable: true, description: "Return only items that match; absent means all." })),
    __param(4, Arg("orderBy", () => [RunOrder], {
        nullable: true,
        description: "The order of the list: at most 5 keys, the most important first.",
    }))
], ExperimentFieldsResolver.prototype, "runs", null);
__decorate([
    FieldResolver(() => LoggedModelConnection, {
        description: "Its logged models, newest first by default.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => PageArgs)),
    __param(3, Arg("filter", () => LoggedModelFilter, {
        nullable: true,
        description: "Return only items that match; absent means all.",
    })),
    __param(4, Arg("orderBy", () => [LoggedModelOrder], {
        nullable: true,
        description: "The order of the list: at most 5 keys, the most important first.",
    }))
], ExperimentFieldsResolver.prototype, "loggedModels", null);
__decorate([
    FieldResolver(() => Boolean, { description: "Whether you may log runs in it; in a deleted one nobody may." }),
    __param(0, Root()),
    __param(1, Context())
], ExperimentFieldsResolver.prototype, "viewerCanLogRuns", null);
__decorate([
    FieldResolver(() => Boolean, {
        description: "Whether you may rename, delete and restore it; always false for MLflow's experiment 0.",
    }),
    __param(0, Root()),
    __param(1, Context())
], ExperimentFieldsResolver.prototype, "viewerCanMaintain", null);
ExperimentFieldsResolver = __decorate([
    Resolver(() => Experiment)
], ExperimentFieldsResolver);
export { ExperimentFieldsResolver };
//# sourceMappingURL=experiment-fields.resolver.js.map
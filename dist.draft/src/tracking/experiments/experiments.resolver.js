var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, Ctx as Context, ID, Mutation, Query, Resolver } from "type-graphql";
import { PageArgs } from "../../graphql/connection.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { rereadExperiment } from "../reread.js";
import { ExperimentFilter, ExperimentOrder } from "../search/filters.types.js";
import { Experiment, ExperimentConnection } from "../tracking.types.js";
import { createExperiment } from "./create-experiment.js";
import { deleteExperiment } from "./delete-experiment.js";
import { deleteExperimentTag } from "./delete-experiment-tag.js";
import { listExperiments } from "./experiments.pages.js";
import { CreateExperimentInput, CreateExperimentPayload, DeleteExperimentInput, DeleteExperimentPayload, DeleteExperimentTagInput, DeleteExperimentTagPayload, RestoreExperimentInput, RestoreExperimentPayload, SetExperimentTagInput, SetExperimentTagPayload, UpdateExperimentInput, UpdateExperimentPayload, } from "./experiments.types.js";
import { restoreExperiment } from "./restore-experiment.js";
import { findExperiment } from "./searched-experiments.pages.js";
import { setExperimentTag } from "./set-experiment-tag.js";
import { updateExperiment } from "./update-experiment.js";
const MAINTAINER = "MAINTAINER of the experiment's team";
const TAGGER = "CONTRIBUTOR of the experiment's team; of the organisation's, ADMIN";
let ExperimentsResolver = class ExperimentsResolver {
    experiment(ctx, id, name, team) {
        return findExperiment(ctx, { id, name, team });
    }
    experiments(ctx, paging, filter, orderBy) {
        return listExperiments(ctx, filter, orderBy ?? null, paging);
    }
    createExperiment(ctx, input) {
        return mutate(ctx, () => createExperiment(ctx, { ...input }), rereadExperiment(ctx));
    }
    updateExperiment(ctx, input) {
        return mutate(ctx, () => updateExperiment(ctx, { ...input }), rereadExperiment(ctx));
    }
    deleteExperiment(ctx, input) {
        return mutate(ctx, () => deleteExperiment(ctx, { ...input }), rereadExperiment(ctx));
    }
    restoreExperiment(ctx, input) {
        return mutate(ctx, () => restoreExperiment(ctx, { ...input }), rereadExperiment(ctx));
    }
    setExperimentTag(ctx, input) {
        return mutate(ctx, () => setExperimentTag(ctx, { ...input }), rereadExperiment(ctx));
    }
    deleteExperimentTag(ctx, input) {
        return mutate(ctx, () => deleteExperimentTag(ctx, { ...input }), rereadExperiment(ctx));
    }
};
__decorate([
    Query(() => Experiment, {
        nullable: true,
        description: "An experiment, by its id or by its name, a deleted one too; null when absent or not visible.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Arg("id", () => ID, { nullable: true, description: "Its id here (`exp_…`), or MLflow's: digits." })),
    __param(2, Arg("name", () => String, { nullable: true, description: "Its name, instead of its id." })),
    __param(3, Arg("team", () => String, {
        nullable: true,
        description: "Slug of its team; needed where experiments of that name in several teams are visible.",
    }))
], ExperimentsResolver.prototype, "experiment", null);
__decorate([
    Query(() => ExperimentConnection, { description: "Experiments, newest first by default." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Args(() => PageArgs)),
    __param(2, Arg("filter", () => ExperimentFilter, {
        nullable: true,
        description: "Return only items that match; absent means all.",
    })),
    __param(3, Arg("orderBy", () => ExperimentOrder, { nullable: true, description: "The order of the list." }))
], ExperimentsResolver.prototype, "experiments", null);
__decorate([
    Mutation(() => CreateExperimentPayload, { description: "Makes an experiment in a team." }),
    Policy({ scope: "WRITE", description: "CONTRIBUTOR of the team" }),
    __param(0, Context()),
    __param(1, Arg("input", () => CreateExperimentInput, { description: "The experiment." }))
], ExperimentsResolver.prototype, "createExperiment", null);
__decorate([
    Mutation(() => UpdateExperimentPayload, { description: "Changes an experiment's name, and who reads it." }),
    Policy({ scope: "WRITE", description: `${MAINTAINER}; for visibility OWNER` }),
    __param(0, Context()),
    __param(1, Arg("input", () => UpdateExperimentInput, { description: "The change to make." }))
], ExperimentsResolver.prototype, "updateExperiment", null);
__decorate([
    Mutation(() => DeleteExperimentPayload, {
        description: "Deletes an experiment with every run in it; restoreExperiment brings both back.",
    }),
    Policy({ scope: "WRITE", description: MAINTAINER }),
    __param(0, Context()),
    __param(1, Arg("input", () => DeleteExperimentInput, { description: "The experiment." }))
], ExperimentsResolver.prototype, "deleteExperiment", null);
__decorate([
    Mutation(() => RestoreExperimentPayload, {
        description: "Brings a deleted experiment back with every run in it, those that were deleted one by one too, as MLflow does.",
    }),
    Policy({ scope: "WRITE", description: MAINTAINER }),
    __param(0, Context()),
    __param(1, Arg("input", () => RestoreExperimentInput, { description: "The experiment." }))
], ExperimentsResolver.prototype, "restoreExperiment", null);
__decorate([
    Mutation(() => SetExperimentTagPayload, { description: "Sets a tag on an experiment, over the value it had." }),
    Policy({ scope: "WRITE", description: TAGGER }),
    __param(0, Context()),
    __param(1, Arg("input", () => SetExperimentTagInput, { description: "The tag." }))
], ExperimentsResolver.prototype, "setExperimentTag", null);
__decorate([
    Mutation(() => DeleteExperimentTagPayload, { description: "Takes a tag from an experiment." }),
    Policy({ scope: "WRITE", description: TAGGER }),
    __param(0, Context()),
    __param(1, Arg("input", () => DeleteExperimentTagInput, { description: "The tag." }))
], ExperimentsResolver.prototype, "deleteExperimentTag", null);
ExperimentsResolver = __decorate([
    Resolver()
], ExperimentsResolver);
export { ExperimentsResolver };
//# sourceMappingURL=experiments.resolver.js.map
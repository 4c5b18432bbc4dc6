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
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { compareRuns } from "../compare/compare.pages.js";
import { RunComparison } from "../compare/compare.types.js";
import { rereadRun } from "../reread.js";
import { RunFilter, RunOrder } from "../search/filters.types.js";
import { runLoader } from "../tracking.loaders.js";
import { Run, RunConnection } from "../tracking.types.js";
import { runIdFrom } from "../tracking-ids.js";
import { deleteRun } from "./delete-run.js";
import { restoreRun } from "./restore-run.js";
import { listRuns } from "./runs.pages.js";
import { DeleteRunInput, DeleteRunPayload, RestoreRunInput, RestoreRunPayload } from "./runs.types.js";
let RunsResolver = class RunsResolver {
    run(ctx, id) {
        return loader(ctx, runLoader).load(runIdFrom(id));
    }
    runs(ctx, paging, filter, orderBy) {
        return listRuns(ctx, filter, orderBy, paging);
    }
    compareRuns(ctx, runIds) {
        return compareRuns(ctx, runIds);
    }
    deleteRun(ctx, input) {
        return mutate(ctx, () => deleteRun(ctx, { ...input }), rereadRun(ctx));
    }
    restoreRun(ctx, input) {
        return mutate(ctx, () => restoreRun(ctx, { ...input }), rereadRun(ctx));
    }
};
__decorate([
    Query(() => Run, {
        nullable: true,
        description: "A run, a deleted one too; null when absent or not visible.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Arg("id", () => ID, { description: "Its id here (`run_…`), or MLflow's: 32 hexadecimal digits." }))
], RunsResolver.prototype, "run", null);
__decorate([
    Query(() => RunConnection, { description: "Runs; by default those that started last come first." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Args(() => PageArgs)),
    __param(2, Arg("filter", () => RunFilter, { nullable: true, description: "Return only items that match; absent means all." })),
    __param(3, Arg("orderBy", () => [RunOrder], {
        nullable: true,
        description: "The order of the list: at most 5 keys, the most important first.",
    }))
], RunsResolver.prototype, "runs", null);
__decorate([
    Query(() => RunComparison, {
        description: "Runs side by side. Those that you may not read are left out, as absent ones are.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Arg("runIds", () => [ID], { description: "1–50 runs, by their ids here or MLflow's." }))
], RunsResolver.prototype, "compareRuns", null);
__decorate([
    Mutation(() => DeleteRunPayload, {
        description: "Deletes a run. Its record stays, and so does what versions froze of it; restoreRun brings it back.",
    }),
    Policy({ scope: "WRITE", description: "the principal that made the run, or MAINTAINER of its experiment's team" }),
    __param(0, Context()),
    __param(1, Arg("input", () => DeleteRunInput, { description: "The run." }))
], RunsResolver.prototype, "deleteRun", null);
__decorate([
    Mutation(() => RestoreRunPayload, {
        description: "Brings a deleted run back. One whose experiment is deleted comes back with that.",
    }),
    Policy({ scope: "WRITE", description: "the principal that made the run, or MAINTAINER of its experiment's team" }),
    __param(0, Context()),
    __param(1, Arg("input", () => RestoreRunInput, { description: "The run." }))
], RunsResolver.prototype, "restoreRun", null);
RunsResolver = __decorate([
    Resolver()
], RunsResolver);
export { RunsResolver };
//# sourceMappingURL=runs.resolver.js.map
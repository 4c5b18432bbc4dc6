var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, Ctx as Context, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { RunOrder } from "../search/filters.types.js";
import { bestChildLoader, childCountLoader, parentLoader, runLoader } from "../tracking.loaders.js";
import { MetricDirection, Run, RunConnection } from "../tracking.types.js";
import { listChildren } from "./runs.pages.js";
/** Runs nested in runs: a child names its parent by the tag `mlflow.parentRunId` and is in the same experiment. */
let RunTreeResolver = class RunTreeResolver {
    async parent(run, ctx) {
        const id = await loader(ctx, parentLoader).load(run.uuid);
        return id === null ? null : loader(ctx, runLoader).load(id);
    }
    childCount(run, ctx) {
        return loader(ctx, childCountLoader).load(run.uuid);
    }
    children(run, ctx, paging, orderBy) {
        return listChildren(ctx, run, orderBy, paging);
    }
    async bestChild(run, ctx, metric, direction) {
        const args = { metric, isHigherBetter: direction === "HIGHER_IS_BETTER" };
        const id = await loader(ctx, bestChildLoader).load({ id: run.uuid, args });
        return id === null ? null : loader(ctx, runLoader).load(id);
    }
};
__decorate([
    FieldResolver(() => Run, {
        nullable: true,
        description: "The run that it is nested in: named by its tag `mlflow.parentRunId`, in the same experiment.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], RunTreeResolver.prototype, "parent", null);
__decorate([
    FieldResolver(() => Int, { description: "How many runs are nested in it directly; deleted ones do not count." }),
    __param(0, Root()),
    __param(1, Context())
], RunTreeResolver.prototype, "childCount", null);
__decorate([
    FieldResolver(() => RunConnection, {
        description: "The runs that are nested directly in it, newest first by default; deleted ones are left out.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => PageArgs)),
    __param(3, Arg("orderBy", () => [RunOrder], {
        nullable: true,
        description: "The order of the list: at most 5 keys, the most important first.",
    }))
], RunTreeResolver.prototype, "children", null);
__decorate([
    FieldResolver(() => Run, {
        nullable: true,
        description: "Of the runs nested in it directly the one whose latest value of the metric is the best, of equal ones the newest; null when none has a number.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Arg("metric", () => String, { description: "The metric's key." })),
    __param(3, Arg("direction", () => MetricDirection, { description: "Which values are better." }))
], RunTreeResolver.prototype, "bestChild", null);
RunTreeResolver = __decorate([
    Resolver(() => Run)
], RunTreeResolver);
export { RunTreeResolver };
//# sourceMappingURL=run-tree.resolver.js.map
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, FieldResolver, Resolver, Root } from "type-graphql";
import { ListArgs } from "../../graphql/connection.js";
import { Policy } from "../../graphql/policy.js";
import { directionRule } from "../metrics/metric-direction-rules.js";
import { DATASET_CONTEXT } from "../runs/inputs.store.js";
import { checkCount } from "../tracking-input.js";
import { ComparedDataset, ComparedMetric, ComparedText, MetricDirectionInput, RunComparison } from "./compare.types.js";
import { datasetsSideBySide, sideBySide, withBest } from "./run-comparison-rules.js";
const ALL = { nullable: true, description: "Include those that do not differ." };
let RunComparisonResolver = class RunComparisonResolver {
    params({ data }, { first }, all) {
        const rows = sideBySide(data.map(({ params }) => params));
        return rows.filter(({ differs }) => differs || all === true).slice(0, first);
    }
    metrics({ data }, { first }, directions) {
        if (directions != null && directions.length > 0)
            checkCount("directions", directions, 100);
        const given = new Map((directions ?? []).map(({ metric, direction }) => [metric, direction]));
        const rows = sideBySide(data.map(({ metrics }) => metrics)).slice(0, first);
        return rows.map((row) => withBest(row, given.get(row.key)));
    }
    datasets({ data }, { first }) {
        const lists = data.map(({ datasets }) => datasets.map(({ name, digest, tags }) => {
            const context = tags.find(({ key }) => key === DATASET_CONTEXT)?.value ?? null;
            return { name, digest, context };
        }));
        return datasetsSideBySide(lists).slice(0, first);
    }
    tags({ data }, { first }, all, system) {
        const rows = sideBySide(data.map(({ tags }) => tags));
        const shown = rows.filter(({ key }) => system === true || !key.startsWith("mlflow."));
        return shown.filter(({ differs }) => differs || all === true).slice(0, first);
    }
};
__decorate([
    FieldResolver(() => [ComparedText], { description: "The params that differ, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Args(() => ListArgs)),
    __param(2, Arg("all", () => Boolean, ALL))
], RunComparisonResolver.prototype, "params", null);
__decorate([
    FieldResolver(() => [ComparedMetric], {
        description: `The latest value of every metric, by key, with the best marked. Which values are better is what \`directions\` says, or else a guess from the metric's name, as \`directionSource\` shows: ${directionRule}; for any other name nothing is guessed and nothing is marked.`,
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Args(() => ListArgs)),
    __param(2, Arg("directions", () => [MetricDirectionInput], { nullable: true, description: "At most 100." }))
], RunComparisonResolver.prototype, "metrics", null);
__decorate([
    FieldResolver(() => [ComparedDataset], { description: "The data sets that any of them used, by name and digest." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Args(() => ListArgs))
], RunComparisonResolver.prototype, "datasets", null);
__decorate([
    FieldResolver(() => [ComparedText], { description: "The tags that differ, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Args(() => ListArgs)),
    __param(2, Arg("all", () => Boolean, ALL)),
    __param(3, Arg("system", () => Boolean, { nullable: true, description: "Include tags that MLflow sets itself (`mlflow.…`)." }))
], RunComparisonResolver.prototype, "tags", null);
RunComparisonResolver = __decorate([
    Resolver(() => RunComparison)
], RunComparisonResolver);
export { RunComparisonResolver };
//# sourceMappingURL=compare.resolver.js.map
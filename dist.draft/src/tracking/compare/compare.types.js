var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import { Double } from "../../graphql/scalars.js";
import { directionRule } from "../metrics/metric-direction-rules.js";
import { MetricDirection, Run, RunCode } from "../tracking.types.js";
let MetricDirectionInput = class MetricDirectionInput {
};
__decorate([
    Field(() => String, { description: "The metric's key." })
], MetricDirectionInput.prototype, "metric", void 0);
__decorate([
    Field(() => MetricDirection, { description: "Return only items that match; absent means all." })
], MetricDirectionInput.prototype, "direction", void 0);
MetricDirectionInput = __decorate([
    InputType({ description: "Which values of a metric are better." })
], MetricDirectionInput);
export { MetricDirectionInput };
export const DirectionSource = same(["GIVEN", "NAME"]);
registerEnumType(DirectionSource, {
    name: "DirectionSource",
    description: "How it is known which values of a metric are better.",
    valuesConfig: {
        GIVEN: { description: "The caller stated it." },
        NAME: { description: `It is a guess from the metric's name: ${directionRule}.` },
    },
});
const PLACES = "in the order of `runs`";
let ComparedText = class ComparedText {
};
__decorate([
    Field(() => String, { description: "Its key." })
], ComparedText.prototype, "key", void 0);
__decorate([
    Field(() => [String], {
        nullable: "items",
        description: `Its values ${PLACES}; null where a run has none.`,
    })
], ComparedText.prototype, "values", void 0);
__decorate([
    Field(() => Boolean, { description: "Whether they differ; a missing value differs from a present one." })
], ComparedText.prototype, "differs", void 0);
ComparedText = __decorate([
    ObjectType({ description: "A param or tag of several runs.", simpleResolvers: true })
], ComparedText);
export { ComparedText };
let ComparedMetric = class ComparedMetric {
};
__decorate([
    Field(() => String, { description: "Its key." })
], ComparedMetric.prototype, "key", void 0);
__decorate([
    Field(() => [Double], {
        nullable: "items",
        description: `Its latest values ${PLACES}; null where a run has none.`,
    })
], ComparedMetric.prototype, "values", void 0);
__decorate([
    Field(() => [Boolean], {
        description: `Which runs have the best value, ${PLACES}: no run while the direction is unknown, or fewer than two have a number.`,
    })
], ComparedMetric.prototype, "isBest", void 0);
__decorate([
    Field(() => MetricDirection, { nullable: true, description: "Which values are better; null when that is unknown." })
], ComparedMetric.prototype, "direction", void 0);
__decorate([
    Field(() => DirectionSource, { nullable: true, description: "How that is known; null when it is unknown." })
], ComparedMetric.prototype, "directionSource", void 0);
__decorate([
    Field(() => Boolean, { description: "Whether the values differ; a missing value differs from a present one." })
], ComparedMetric.prototype, "differs", void 0);
ComparedMetric = __decorate([
    ObjectType({ description: "A metric of several runs.", simpleResolvers: true })
], ComparedMetric);
export { ComparedMetric };
let ComparedDataset = class ComparedDataset {
};
__decorate([
    Field(() => String, { description: "Its name." })
], ComparedDataset.prototype, "name", void 0);
__decorate([
    Field(() => String, { description: "Digest of its content, as the client computed it." })
], ComparedDataset.prototype, "digest", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "What it was to the runs: `training`, `validation`…" })
], ComparedDataset.prototype, "context", void 0);
__decorate([
    Field(() => [Boolean], { description: `Whether each run used it in this way, ${PLACES}.` })
], ComparedDataset.prototype, "usedBy", void 0);
ComparedDataset = __decorate([
    ObjectType({ description: "A data set of several runs.", simpleResolvers: true })
], ComparedDataset);
export { ComparedDataset };
let RunComparison = class RunComparison {
};
__decorate([
    Field(() => [Run], {
        description: "The runs compared, in the order asked, each once; those that you may not read are left out.",
    })
], RunComparison.prototype, "runs", void 0);
__decorate([
    Field(() => [RunCode], { description: `The code that each run says it ran, ${PLACES}.` })
], RunComparison.prototype, "code", void 0);
RunComparison = __decorate([
    ObjectType({ description: "Runs side by side.", simpleResolvers: true })
], RunComparison);
export { RunComparison };
//# sourceMappingURL=compare.types.js.map
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import { DateTime, Double } from "../../graphql/scalars.js";
import { OrderDirection } from "../../graphql/shapes.js";
import { ExperimentVisibility, LoggedModelStatus, RunStatus } from "../tracking.types.js";
export const TextOperator = same(["EQUAL", "NOT_EQUAL", "LIKE", "ILIKE", "IN", "NOT_IN", "EXISTS", "MISSING"]);
registerEnumType(TextOperator, {
    name: "TextOperator",
    description: "How a text compares. What is not there passes no test but MISSING, NOT_EQUAL and NOT_IN included.",
    valuesConfig: {
        EQUAL: { description: "It equals `value`." },
        NOT_EQUAL: { description: "It exists and differs from `value`." },
        LIKE: { description: "It fits the pattern `value`: `%` stands for any characters, `_` for one." },
        ILIKE: { description: "Like LIKE, but upper and lower case are equal." },
        IN: { description: "It is one of `values`." },
        NOT_IN: { description: "It exists and is none of `values`." },
        EXISTS: { description: "It exists." },
        MISSING: { description: "It does not exist." },
    },
});
export const NumberOperator = same([
    "EQUAL",
    "NOT_EQUAL",
    "LESS",
    "LESS_OR_EQUAL",
    "GREATER",
    "GREATER_OR_EQUAL",
    "EXISTS",
    "MISSING",
]);
registerEnumType(NumberOperator, {
    name: "NumberOperator",
    description: "How a metric's latest value compares. NaN passes NOT_EQUAL and EXISTS; what is not there only MISSING.",
    valuesConfig: {
        EQUAL: { description: "It equals `value`." },
        NOT_EQUAL: { description: "It exists and differs from `value`." },
        LESS: { description: "It is less than `value`." },
        LESS_OR_EQUAL: { description: "It is less than or equal to `value`." },
        GREATER: { description: "It is greater than `value`." },
        GREATER_OR_EQUAL: { description: "It is greater than or equal to `value`." },
        EXISTS: { description: "It exists." },
        MISSING: { description: "It does not exist." },
    },
});
export const DatasetField = same(["NAME", "DIGEST", "CONTEXT"]);
registerEnumType(DatasetField, {
    name: "DatasetField",
    description: "What a data set is found by.",
    valuesConfig: {
        NAME: { description: "Its name." },
        DIGEST: { description: "Its digest." },
        CONTEXT: { description: "The role that it had for the run." },
    },
});
export const DeletionFilter = same(["LIVE", "DELETED", "ALL"]);
registerEnumType(DeletionFilter, {
    name: "DeletionFilter",
    description: "Whether deleted things are shown.",
    valuesConfig: {
        LIVE: { description: "Things that are not deleted." },
        DELETED: { description: "Things that are deleted; a run is deleted with its experiment." },
        ALL: { description: "Live and deleted things." },
    },
});
const VALUE = "The text to compare with: at most 20,000 characters.";
const VALUES = "The texts to compare with, for IN and NOT_IN: 1–100 of them.";
let TextCondition = class TextCondition {
};
__decorate([
    Field(() => TextOperator, {
        nullable: true,
        description: "How to compare. The default is EQUAL, or IN when `values` is given.",
    })
], TextCondition.prototype, "operator", void 0);
__decorate([
    Field(() => String, { nullable: true, description: VALUE })
], TextCondition.prototype, "value", void 0);
__decorate([
    Field(() => [String], { nullable: true, description: VALUES })
], TextCondition.prototype, "values", void 0);
TextCondition = __decorate([
    InputType({ description: "A condition on a text." })
], TextCondition);
export { TextCondition };
let KeyCondition = class KeyCondition extends TextCondition {
};
__decorate([
    Field(() => String, { description: "The whole key: 1–250 characters." })
], KeyCondition.prototype, "key", void 0);
KeyCondition = __decorate([
    InputType({ description: "A condition on the param or tag with this key. With the key alone, it must exist." })
], KeyCondition);
export { KeyCondition };
let MetricCondition = class MetricCondition {
};
__decorate([
    Field(() => String, { description: "The whole key: 1–250 characters." })
], MetricCondition.prototype, "key", void 0);
__decorate([
    Field(() => NumberOperator, { nullable: true, description: "How to compare. The default is EQUAL." })
], MetricCondition.prototype, "operator", void 0);
__decorate([
    Field(() => Double, { nullable: true, description: "The number to compare with; not NaN." })
], MetricCondition.prototype, "value", void 0);
MetricCondition = __decorate([
    InputType({ description: "A condition on a metric's latest value. With the key alone, the metric must exist." })
], MetricCondition);
export { MetricCondition };
let DatasetCondition = class DatasetCondition extends TextCondition {
};
__decorate([
    Field(() => DatasetField, { description: "The part of the data set to test." })
], DatasetCondition.prototype, "field", void 0);
DatasetCondition = __decorate([
    InputType({ description: "A condition that one of the run's data sets meets." })
], DatasetCondition);
export { DatasetCondition };
let TimeRange = class TimeRange {
};
__decorate([
    Field(() => DateTime, { nullable: true, description: "The start, which is included." })
], TimeRange.prototype, "from", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "The end, which is not included." })
], TimeRange.prototype, "to", void 0);
TimeRange = __decorate([
    InputType({ description: "A span of time; an end that is absent is open." })
], TimeRange);
export { TimeRange };
const PARTS = "1–20 of them. In all, conditions nest at most 4 deep and make at most 50 tests.";
let RunCondition = class RunCondition {
};
__decorate([
    Field(() => [RunStatus], { nullable: true, description: "Return only items with one of these statuses." })
], RunCondition.prototype, "status", void 0);
__decorate([
    Field(() => TextCondition, { nullable: true, description: "A condition on its name." })
], RunCondition.prototype, "name", void 0);
__decorate([
    Field(() => TextCondition, { nullable: true, description: "A condition on the user that its client named." })
], RunCondition.prototype, "user", void 0);
__decorate([
    Field(() => [MetricCondition], { nullable: true, description: "Conditions on its metrics; all of them must hold." })
], RunCondition.prototype, "metrics", void 0);
__decorate([
    Field(() => [KeyCondition], { nullable: true, description: "Conditions on its params; all of them must hold." })
], RunCondition.prototype, "params", void 0);
__decorate([
    Field(() => [KeyCondition], { nullable: true, description: "Conditions on its tags; all of them must hold." })
], RunCondition.prototype, "tags", void 0);
__decorate([
    Field(() => [DatasetCondition], {
        nullable: true,
        description: "Conditions on its data sets; for each of them, some data set must meet it.",
    })
], RunCondition.prototype, "datasets", void 0);
__decorate([
    Field(() => TimeRange, { nullable: true, description: "When it began." })
], RunCondition.prototype, "startTime", void 0);
__decorate([
    Field(() => TimeRange, { nullable: true, description: "When it ended; a run that goes on passes none." })
], RunCondition.prototype, "endTime", void 0);
__decorate([
    Field(() => [RunCondition], { nullable: true, description: `Every one of these holds: ${PARTS}` })
], RunCondition.prototype, "and", void 0);
__decorate([
    Field(() => [RunCondition], { nullable: true, description: `One of these holds: ${PARTS}` })
], RunCondition.prototype, "or", void 0);
__decorate([
    Field(() => RunCondition, { nullable: true, description: "The condition must not hold." })
], RunCondition.prototype, "not", void 0);
RunCondition = __decorate([
    InputType({ description: "What a run must meet; all given conditions hold together." })
], RunCondition);
export { RunCondition };
const EXPERIMENTS = "In these experiments, by their ids here or MLflow's; at most 100, those that you may not read are left out. Absent: in all that you read, which may be 1,000.";
let RunFilter = class RunFilter extends RunCondition {
};
__decorate([
    Field(() => [ID], { nullable: true, description: EXPERIMENTS })
], RunFilter.prototype, "experimentIds", void 0);
__decorate([
    Field(() => Boolean, {
        nullable: true,
        description: "Only runs that are nested in no other: a search of 50 trials is one of them.",
    })
], RunFilter.prototype, "rootsOnly", void 0);
__decorate([
    Field(() => DeletionFilter, { nullable: true, description: "Whether to return deleted items; the default is LIVE." })
], RunFilter.prototype, "deletion", void 0);
RunFilter = __decorate([
    InputType({ description: "Conditions on runs; all that are given must hold." })
], RunFilter);
export { RunFilter };
export const RunOrderField = same(["START_TIME", "END_TIME", "NAME", "STATUS", "USER"]);
registerEnumType(RunOrderField, {
    name: "RunOrderField",
    description: "What runs are ordered by, beside what they hold.",
    valuesConfig: {
        START_TIME: { description: "By the time of their start." },
        END_TIME: { description: "By the time of their end; those that still go on come last." },
        NAME: { description: "By name, in the order of its code points." },
        STATUS: { description: "By the name of the status." },
        USER: { description: "By the user that their clients named." },
    },
});
let RunOrder = class RunOrder {
};
__decorate([
    Field(() => RunOrderField, { nullable: true, description: "By a field of the run." })
], RunOrder.prototype, "field", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "By this metric's latest value; NaN after every number." })
], RunOrder.prototype, "metric", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "By this param, as text, by its first 200 characters." })
], RunOrder.prototype, "param", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "By this tag, as text, by its first 200 characters." })
], RunOrder.prototype, "tag", void 0);
__decorate([
    Field(() => OrderDirection, { nullable: true, description: "The direction; the default is ASC." })
], RunOrder.prototype, "direction", void 0);
RunOrder = __decorate([
    InputType({
        description: "A key of an order of runs: exactly one of field, metric, param and tag. Runs that have none come last.",
    })
], RunOrder);
export { RunOrder };
let LoggedModelCondition = class LoggedModelCondition {
};
__decorate([
    Field(() => [LoggedModelStatus], { nullable: true, description: "Return only items with one of these statuses." })
], LoggedModelCondition.prototype, "status", void 0);
__decorate([
    Field(() => TextCondition, { nullable: true, description: "A condition on its name." })
], LoggedModelCondition.prototype, "name", void 0);
__decorate([
    Field(() => TextCondition, { nullable: true, description: "A condition on its type." })
], LoggedModelCondition.prototype, "modelType", void 0);
__decorate([
    Field(() => [MetricCondition], {
        nullable: true,
        description: "Conditions on its metrics, on any data set; all of them must hold.",
    })
], LoggedModelCondition.prototype, "metrics", void 0);
__decorate([
    Field(() => [KeyCondition], { nullable: true, description: "Conditions on its params; all of them must hold." })
], LoggedModelCondition.prototype, "params", void 0);
__decorate([
    Field(() => [KeyCondition], { nullable: true, description: "Conditions on its tags; all of them must hold." })
], LoggedModelCondition.prototype, "tags", void 0);
__decorate([
    Field(() => TimeRange, { nullable: true, description: "When it was announced." })
], LoggedModelCondition.prototype, "createdAt", void 0);
__decorate([
    Field(() => [LoggedModelCondition], { nullable: true, description: `Every one of these holds: ${PARTS}` })
], LoggedModelCondition.prototype, "and", void 0);
__decorate([
    Field(() => [LoggedModelCondition], { nullable: true, description: `One of these holds: ${PARTS}` })
], LoggedModelCondition.prototype, "or", void 0);
__decorate([
    Field(() => LoggedModelCondition, { nullable: true, description: "The condition must not hold." })
], LoggedModelCondition.prototype, "not", void 0);
LoggedModelCondition = __decorate([
    InputType({ description: "What a logged model must meet; all given conditions hold together." })
], LoggedModelCondition);
export { LoggedModelCondition };
let LoggedModelFilter = class LoggedModelFilter extends LoggedModelCondition {
};
__decorate([
    Field(() => [ID], { nullable: true, description: EXPERIMENTS })
], LoggedModelFilter.prototype, "experimentIds", void 0);
LoggedModelFilter = __decorate([
    InputType({ description: "Conditions on logged models; all that are given must hold. Deleted ones are not listed." })
], LoggedModelFilter);
export { LoggedModelFilter };
export const LoggedModelOrderField = same(["CREATED_AT", "UPDATED_AT", "NAME", "STATUS"]);
registerEnumType(LoggedModelOrderField, {
    name: "LoggedModelOrderField",
    description: "What logged models are ordered by, beside their metrics.",
    valuesConfig: {
        CREATED_AT: { description: "By the time at which they were announced." },
        UPDATED_AT: { description: "By the time of the last change of status." },
        NAME: { description: "By name, in the order of its code points." },
        STATUS: { description: "By the name of the status." },
    },
});
let LoggedModelOrder = class LoggedModelOrder {
};
__decorate([
    Field(() => LoggedModelOrderField, { nullable: true, description: "By one of its fields." })
], LoggedModelOrder.prototype, "field", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "By this metric's latest value; NaN, then none, come last." })
], LoggedModelOrder.prototype, "metric", void 0);
__decorate([
    Field(() => OrderDirection, { nullable: true, description: "The direction; the default is ASC." })
], LoggedModelOrder.prototype, "direction", void 0);
LoggedModelOrder = __decorate([
    InputType({ description: "A key of an order of logged models: exactly one of field and metric." })
], LoggedModelOrder);
export { LoggedModelOrder };
let ExperimentFilter = class ExperimentFilter {
};
__decorate([
    Field(() => TextCondition, { nullable: true, description: "A condition on its name." })
], ExperimentFilter.prototype, "name", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "Return only items of the team with this slug." })
], ExperimentFilter.prototype, "team", void 0);
__decorate([
    Field(() => ExperimentVisibility, { nullable: true, description: "Return only items with this visibility." })
], ExperimentFilter.prototype, "visibility", void 0);
__decorate([
    Field(() => [KeyCondition], { nullable: true, description: "Conditions on its tags; all of them must hold." })
], ExperimentFilter.prototype, "tags", void 0);
__decorate([
    Field(() => TimeRange, { nullable: true, description: "When it was made." })
], ExperimentFilter.prototype, "createdAt", void 0);
__decorate([
    Field(() => DeletionFilter, { nullable: true, description: "Whether to return deleted items; the default is LIVE." })
], ExperimentFilter.prototype, "deletion", void 0);
ExperimentFilter = __decorate([
    InputType({ description: "Conditions on experiments; all that are given must hold." })
], ExperimentFilter);
export { ExperimentFilter };
export const ExperimentOrderField = same(["NAME", "CREATED_AT", "UPDATED_AT"]);
registerEnumType(ExperimentOrderField, {
    name: "ExperimentOrderField",
    description: "What experiments are ordered by.",
    valuesConfig: {
        NAME: { description: "By name, in the order of its code points." },
        CREATED_AT: { description: "By the time of creation." },
        UPDATED_AT: { description: "By the time of the last change." },
    },
});
let ExperimentOrder = class ExperimentOrder {
};
__decorate([
    Field(() => ExperimentOrderField, { description: "What to order by." })
], ExperimentOrder.prototype, "field", void 0);
__decorate([
    Field(() => OrderDirection, { nullable: true, description: "The direction; the default is ASC." })
], ExperimentOrder.prototype, "direction", void 0);
ExperimentOrder = __decorate([
    InputType({ description: "The order of experiments." })
], ExperimentOrder);
export { ExperimentOrder };
//# sourceMappingURL=filters.types.js.map
import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import { DateTime, Double } from "../../graphql/scalars.js";
import { OrderDirection } from "../../registry/filters.types.js";
import { ExperimentVisibility, LoggedModelStatus, RunStatus } from "../tracking.types.js";

export const TextOperator = same(["EQUAL", "NOT_EQUAL", "LIKE", "ILIKE", "IN", "NOT_IN", "EXISTS", "MISSING"] as const);
registerEnumType(TextOperator, {
  name: "TextOperator",
  description: "How a text compares. What is not there passes no test but MISSING, NOT_EQUAL and NOT_IN included.",
  valuesConfig: {
    EQUAL: { description: "It is `value`." },
    NOT_EQUAL: { description: "It is there and not `value`." },
    LIKE: { description: "It fits the pattern `value`: `%` stands for any characters, `_` for one." },
    ILIKE: { description: "As LIKE, in any case." },
    IN: { description: "It is one of `values`." },
    NOT_IN: { description: "It is there and none of `values`." },
    EXISTS: { description: "It is there." },
    MISSING: { description: "It is not there." },
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
] as const);
registerEnumType(NumberOperator, {
  name: "NumberOperator",
  description: "How a metric's latest value compares. NaN passes NOT_EQUAL and EXISTS; what is not there only MISSING.",
  valuesConfig: {
    EQUAL: { description: "It is `value`." },
    NOT_EQUAL: { description: "It is there and not `value`." },
    LESS: { description: "It is less." },
    LESS_OR_EQUAL: { description: "It is less, or `value`." },
    GREATER: { description: "It is greater." },
    GREATER_OR_EQUAL: { description: "It is greater, or `value`." },
    EXISTS: { description: "It is there." },
    MISSING: { description: "It is not there." },
  },
});

export const DatasetField = same(["NAME", "DIGEST", "CONTEXT"] as const);
registerEnumType(DatasetField, {
  name: "DatasetField",
  description: "What a data set is found by.",
  valuesConfig: {
    NAME: { description: "Its name." },
    DIGEST: { description: "Its digest." },
    CONTEXT: { description: "What it was to the run." },
  },
});

export const DeletionFilter = same(["LIVE", "DELETED", "ALL"] as const);
registerEnumType(DeletionFilter, {
  name: "DeletionFilter",
  description: "Whether deleted things are shown.",
  valuesConfig: {
    LIVE: { description: "Those that are not deleted." },
    DELETED: { description: "Those that are deleted; a run is deleted with its experiment." },
    ALL: { description: "Both." },
  },
});

const VALUE = "What it is compared with: at most 20,000 characters.";
const VALUES = "What it is compared with, for IN and NOT_IN: 1–100 texts.";

@InputType({ description: "A condition on a text." })
export class TextCondition {
  @Field(() => TextOperator, { nullable: true, description: "How; default EQUAL, with `values` IN." })
  operator?: keyof typeof TextOperator | null;

  @Field(() => String, { nullable: true, description: VALUE })
  value?: string | null;

  @Field(() => [String], { nullable: true, description: VALUES })
  values?: string[] | null;
}

@InputType({ description: "A condition on the param or tag of a key. With the key alone: it is there." })
export class KeyCondition extends TextCondition {
  @Field(() => String, { description: "The whole key: 1–250 characters." })
  key: string;
}

@InputType({ description: "A condition on a metric's latest value. With the key alone: it is there." })
export class MetricCondition {
  @Field(() => String, { description: "The whole key: 1–250 characters." })
  key: string;

  @Field(() => NumberOperator, { nullable: true, description: "How; default EQUAL." })
  operator?: keyof typeof NumberOperator | null;

  @Field(() => Double, { nullable: true, description: "What it is compared with; not NaN." })
  value?: number | null;
}

@InputType({ description: "A condition that one of the run's data sets meets." })
export class DatasetCondition extends TextCondition {
  @Field(() => DatasetField, { description: "Of what." })
  field: keyof typeof DatasetField;
}

@InputType({ description: "A span of time; an end that is absent is open." })
export class TimeRange {
  @Field(() => DateTime, { nullable: true, description: "From this instant on." })
  from?: string | null;

  @Field(() => DateTime, { nullable: true, description: "Up to, not including, this instant." })
  to?: string | null;
}

const PARTS = "1–20 of them. In all, conditions nest at most 4 deep and make at most 50 tests.";

@InputType({ description: "What a run must meet; all given conditions hold together." })
export class RunCondition {
  @Field(() => [RunStatus], { nullable: true, description: "With one of these statuses." })
  status?: (keyof typeof RunStatus)[] | null;

  @Field(() => TextCondition, { nullable: true, description: "On its name." })
  name?: TextCondition | null;

  @Field(() => TextCondition, { nullable: true, description: "On the user that its client named." })
  user?: TextCondition | null;

  @Field(() => [MetricCondition], { nullable: true, description: "On its metrics; every one holds." })
  metrics?: MetricCondition[] | null;

  @Field(() => [KeyCondition], { nullable: true, description: "On its params; every one holds." })
  params?: KeyCondition[] | null;

  @Field(() => [KeyCondition], { nullable: true, description: "On its tags; every one holds." })
  tags?: KeyCondition[] | null;

  @Field(() => [DatasetCondition], { nullable: true, description: "On its data sets; every one holds of some." })
  datasets?: DatasetCondition[] | null;

  @Field(() => TimeRange, { nullable: true, description: "When it began." })
  startTime?: TimeRange | null;

  @Field(() => TimeRange, { nullable: true, description: "When it ended; a run that goes on passes none." })
  endTime?: TimeRange | null;

  @Field(() => [RunCondition], { nullable: true, description: `Every one of these holds: ${PARTS}` })
  and?: RunCondition[] | null;

  @Field(() => [RunCondition], { nullable: true, description: `One of these holds: ${PARTS}` })
  or?: RunCondition[] | null;

  @Field(() => RunCondition, { nullable: true, description: "This does not hold." })
  not?: RunCondition | null;
}

const EXPERIMENTS =
  "In these experiments, by their ids here or MLflow's; at most 100, those that you may not read are left out. Absent: in all that you read, which may be 1,000.";

@InputType({ description: "Which runs; all given conditions hold together." })
export class RunFilter extends RunCondition {
  @Field(() => [ID], { nullable: true, description: EXPERIMENTS })
  experimentIds?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Only runs that are nested in no other: a search of 50 trials is one of them.",
  })
  rootsOnly?: boolean | null;

  @Field(() => DeletionFilter, { nullable: true, description: "Whether deleted ones; default LIVE." })
  deletion?: keyof typeof DeletionFilter | null;
}

export const RunOrderField = same(["START_TIME", "END_TIME", "NAME", "STATUS", "USER"] as const);
registerEnumType(RunOrderField, {
  name: "RunOrderField",
  description: "What runs are ordered by, beside what they hold.",
  valuesConfig: {
    START_TIME: { description: "By when they began." },
    END_TIME: { description: "By when they ended; those that go on come last." },
    NAME: { description: "By name, in the order of its code points." },
    STATUS: { description: "By the status's name." },
    USER: { description: "By the user that their clients named." },
  },
});

@InputType({
  description: "A key of an order of runs: exactly one of field, metric, param and tag. Runs that have none come last.",
})
export class RunOrder {
  @Field(() => RunOrderField, { nullable: true, description: "By a fact of the run." })
  field?: keyof typeof RunOrderField | null;

  @Field(() => String, { nullable: true, description: "By this metric's latest value; NaN after every number." })
  metric?: string | null;

  @Field(() => String, { nullable: true, description: "By this param, as text, by its first 200 characters." })
  param?: string | null;

  @Field(() => String, { nullable: true, description: "By this tag, as text, by its first 200 characters." })
  tag?: string | null;

  @Field(() => OrderDirection, { nullable: true, description: "From which end; default ASC." })
  direction?: keyof typeof OrderDirection | null;
}

@InputType({ description: "What a logged model must meet; all given conditions hold together." })
export class LoggedModelCondition {
  @Field(() => [LoggedModelStatus], { nullable: true, description: "With one of these statuses." })
  status?: (keyof typeof LoggedModelStatus)[] | null;

  @Field(() => TextCondition, { nullable: true, description: "On its name." })
  name?: TextCondition | null;

  @Field(() => TextCondition, { nullable: true, description: "On its type." })
  modelType?: TextCondition | null;

  @Field(() => [MetricCondition], { nullable: true, description: "On its metrics, on any data set; every one holds." })
  metrics?: MetricCondition[] | null;

  @Field(() => [KeyCondition], { nullable: true, description: "On its params; every one holds." })
  params?: KeyCondition[] | null;

  @Field(() => [KeyCondition], { nullable: true, description: "On its tags; every one holds." })
  tags?: KeyCondition[] | null;

  @Field(() => TimeRange, { nullable: true, description: "When it was announced." })
  createdAt?: TimeRange | null;

  @Field(() => [LoggedModelCondition], { nullable: true, description: `Every one of these holds: ${PARTS}` })
  and?: LoggedModelCondition[] | null;

  @Field(() => [LoggedModelCondition], { nullable: true, description: `One of these holds: ${PARTS}` })
  or?: LoggedModelCondition[] | null;

  @Field(() => LoggedModelCondition, { nullable: true, description: "This does not hold." })
  not?: LoggedModelCondition | null;
}

@InputType({ description: "Which logged models; all given conditions hold together. Deleted ones are not listed." })
export class LoggedModelFilter extends LoggedModelCondition {
  @Field(() => [ID], { nullable: true, description: EXPERIMENTS })
  experimentIds?: string[] | null;
}

export const LoggedModelOrderField = same(["CREATED_AT", "UPDATED_AT", "NAME", "STATUS"] as const);
registerEnumType(LoggedModelOrderField, {
  name: "LoggedModelOrderField",
  description: "What logged models are ordered by, beside their metrics.",
  valuesConfig: {
    CREATED_AT: { description: "By when they were announced." },
    UPDATED_AT: { description: "By when their status changed last." },
    NAME: { description: "By name, in the order of its code points." },
    STATUS: { description: "By the status's name." },
  },
});

@InputType({ description: "A key of an order of logged models: exactly one of field and metric." })
export class LoggedModelOrder {
  @Field(() => LoggedModelOrderField, { nullable: true, description: "By a fact of it." })
  field?: keyof typeof LoggedModelOrderField | null;

  @Field(() => String, { nullable: true, description: "By this metric's latest value; NaN, then none, come last." })
  metric?: string | null;

  @Field(() => OrderDirection, { nullable: true, description: "From which end; default ASC." })
  direction?: keyof typeof OrderDirection | null;
}

@InputType({ description: "Which experiments; all given conditions hold together." })
export class ExperimentFilter {
  @Field(() => TextCondition, { nullable: true, description: "On its name." })
  name?: TextCondition | null;

  @Field(() => String, { nullable: true, description: "Of the team with this slug." })
  team?: string | null;

  @Field(() => ExperimentVisibility, { nullable: true, description: "With this visibility." })
  visibility?: keyof typeof ExperimentVisibility | null;

  @Field(() => [KeyCondition], { nullable: true, description: "On its tags; every one holds." })
  tags?: KeyCondition[] | null;

  @Field(() => TimeRange, { nullable: true, description: "When it was made." })
  createdAt?: TimeRange | null;

  @Field(() => DeletionFilter, { nullable: true, description: "Whether deleted ones; default LIVE." })
  deletion?: keyof typeof DeletionFilter | null;
}

export const ExperimentOrderField = same(["NAME", "CREATED_AT", "UPDATED_AT"] as const);
registerEnumType(ExperimentOrderField, {
  name: "ExperimentOrderField",
  description: "What experiments are ordered by.",
  valuesConfig: {
    NAME: { description: "By name, in the order of its code points." },
    CREATED_AT: { description: "By when they were made." },
    UPDATED_AT: { description: "By when they changed last." },
  },
});

@InputType({ description: "The order of experiments." })
export class ExperimentOrder {
  @Field(() => ExperimentOrderField, { description: "By what." })
  field: keyof typeof ExperimentOrderField;

  @Field(() => OrderDirection, { nullable: true, description: "From which end; default ASC." })
  direction?: keyof typeof OrderDirection | null;
}

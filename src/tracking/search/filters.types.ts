import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import { DateTime } from "../../graphql/scalars.js";
import { OrderDirection } from "../../graphql/shapes.js";
import { ExperimentVisibility, LoggedModelStatus, MetricDirection, RunStatus } from "../tracking.types.js";
import { KeyCondition, MetricCondition, TextCondition } from "./conditions.types.js";

export const DatasetField = same(["NAME", "DIGEST", "CONTEXT"] as const);
registerEnumType(DatasetField, {
  name: "DatasetField",
  description: "What a data set is found by.",
  valuesConfig: {
    NAME: { description: "Its name." },
    DIGEST: { description: "Its digest." },
    CONTEXT: { description: "The role that it had for the run." },
  },
});

export const DeletionFilter = same(["LIVE", "DELETED", "ALL"] as const);
registerEnumType(DeletionFilter, {
  name: "DeletionFilter",
  description: "Whether deleted things are shown.",
  valuesConfig: {
    LIVE: { description: "Things that are not deleted." },
    DELETED: { description: "Things that are deleted; a run is deleted with its experiment." },
    ALL: { description: "Live and deleted things." },
  },
});

@InputType({ description: "A condition that one of the run's data sets meets." })
export class DatasetCondition extends TextCondition {
  @Field(() => DatasetField, { description: "The part of the data set to test." })
  field: keyof typeof DatasetField;
}

@InputType({ description: "A span of time; an end that is absent is open." })
export class TimeRange {
  @Field(() => DateTime, { nullable: true, description: "The start, which is included." })
  from?: string | null;

  @Field(() => DateTime, { nullable: true, description: "The end, which is not included." })
  to?: string | null;
}

const PARTS = "1–20 of them. In all, conditions nest at most 4 deep and make at most 50 tests.";

@InputType({ description: "What a run must meet; all given conditions hold together." })
export class RunCondition {
  @Field(() => [RunStatus], { nullable: true, description: "Return only items with one of these statuses." })
  status?: (keyof typeof RunStatus)[] | null;

  @Field(() => TextCondition, { nullable: true, description: "A condition on its name." })
  name?: TextCondition | null;

  @Field(() => TextCondition, { nullable: true, description: "A condition on the user that its client named." })
  user?: TextCondition | null;

  @Field(() => [MetricCondition], { nullable: true, description: "Conditions on its metrics; all of them must hold." })
  metrics?: MetricCondition[] | null;

  @Field(() => [KeyCondition], { nullable: true, description: "Conditions on its params; all of them must hold." })
  params?: KeyCondition[] | null;

  @Field(() => [KeyCondition], { nullable: true, description: "Conditions on its tags; all of them must hold." })
  tags?: KeyCondition[] | null;

  @Field(() => [DatasetCondition], {
    nullable: true,
    description: "Conditions on its data sets; for each of them, some data set must meet it.",
  })
  datasets?: DatasetCondition[] | null;

  @Field(() => TimeRange, { nullable: true, description: "When it began." })
  startTime?: TimeRange | null;

  @Field(() => TimeRange, { nullable: true, description: "When it ended; a run that goes on passes none." })
  endTime?: TimeRange | null;

  @Field(() => [RunCondition], { nullable: true, description: `Every one of these holds: ${PARTS}` })
  and?: RunCondition[] | null;

  @Field(() => [RunCondition], { nullable: true, description: `One of these holds: ${PARTS}` })
  or?: RunCondition[] | null;

  @Field(() => RunCondition, { nullable: true, description: "The condition must not hold." })
  not?: RunCondition | null;
}

const EXPERIMENTS =
  "In these experiments, by their ids here or MLflow's; at most 100, those that you may not read are left out. Absent: in all that you read, which may be 1,000.";

@InputType({ description: "Conditions on runs; all that are given must hold." })
export class RunFilter extends RunCondition {
  @Field(() => [ID], { nullable: true, description: EXPERIMENTS })
  experimentIds?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Only runs that are nested in no other: a search of 50 trials is one of them.",
  })
  rootsOnly?: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description: "Only runs that are nested directly in this run, named by its id here (`run_…`) or by MLflow's.",
  })
  parent?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Runs, too, that do not meet the conditions themselves, but in which a run is nested, at any depth, that does. `experimentIds`, `rootsOnly` and `parent` are asked of the run that is returned.",
  })
  matchChildren?: boolean | null;

  @Field(() => DeletionFilter, { nullable: true, description: "Whether to return deleted items; the default is LIVE." })
  deletion?: keyof typeof DeletionFilter | null;
}

export const RunOrderField = same(["START_TIME", "END_TIME", "NAME", "STATUS", "USER"] as const);
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

@InputType({ description: "A metric, and which of its values are better." })
export class BestChildOrder {
  @Field(() => String, { description: "The metric's key." })
  metric: string;

  @Field(() => MetricDirection, { description: "Which values are better." })
  direction: keyof typeof MetricDirection;
}

@InputType({
  description:
    "A key of an order of runs: exactly one of field, metric, param, tag and bestChild. Runs that have none come last.",
})
export class RunOrder {
  @Field(() => RunOrderField, { nullable: true, description: "By a field of the run." })
  field?: keyof typeof RunOrderField | null;

  @Field(() => String, { nullable: true, description: "By this metric's latest value; NaN after every number." })
  metric?: string | null;

  @Field(() => String, { nullable: true, description: "By this param, as text, by its first 200 characters." })
  param?: string | null;

  @Field(() => String, { nullable: true, description: "By this tag, as text, by its first 200 characters." })
  tag?: string | null;

  @Field(() => BestChildOrder, {
    nullable: true,
    description:
      "By the best latest value of a metric that the run or a run nested directly in it has, the best first; NaN is none. It takes no direction beside it.",
  })
  bestChild?: BestChildOrder | null;

  @Field(() => OrderDirection, { nullable: true, description: "The direction; the default is ASC." })
  direction?: keyof typeof OrderDirection | null;
}

@InputType({ description: "What a logged model must meet; all given conditions hold together." })
export class LoggedModelCondition {
  @Field(() => [LoggedModelStatus], { nullable: true, description: "Return only items with one of these statuses." })
  status?: (keyof typeof LoggedModelStatus)[] | null;

  @Field(() => TextCondition, { nullable: true, description: "A condition on its name." })
  name?: TextCondition | null;

  @Field(() => TextCondition, { nullable: true, description: "A condition on its type." })
  modelType?: TextCondition | null;

  @Field(() => [MetricCondition], {
    nullable: true,
    description: "Conditions on its metrics, on any data set; all of them must hold.",
  })
  metrics?: MetricCondition[] | null;

  @Field(() => [KeyCondition], { nullable: true, description: "Conditions on its params; all of them must hold." })
  params?: KeyCondition[] | null;

  @Field(() => [KeyCondition], { nullable: true, description: "Conditions on its tags; all of them must hold." })
  tags?: KeyCondition[] | null;

  @Field(() => TimeRange, { nullable: true, description: "When it was announced." })
  createdAt?: TimeRange | null;

  @Field(() => [LoggedModelCondition], { nullable: true, description: `Every one of these holds: ${PARTS}` })
  and?: LoggedModelCondition[] | null;

  @Field(() => [LoggedModelCondition], { nullable: true, description: `One of these holds: ${PARTS}` })
  or?: LoggedModelCondition[] | null;

  @Field(() => LoggedModelCondition, { nullable: true, description: "The condition must not hold." })
  not?: LoggedModelCondition | null;
}

@InputType({ description: "Conditions on logged models; all that are given must hold. Deleted ones are not listed." })
export class LoggedModelFilter extends LoggedModelCondition {
  @Field(() => [ID], { nullable: true, description: EXPERIMENTS })
  experimentIds?: string[] | null;
}

export const LoggedModelOrderField = same(["CREATED_AT", "UPDATED_AT", "NAME", "STATUS"] as const);
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

@InputType({ description: "A key of an order of logged models: exactly one of field and metric." })
export class LoggedModelOrder {
  @Field(() => LoggedModelOrderField, { nullable: true, description: "By one of its fields." })
  field?: keyof typeof LoggedModelOrderField | null;

  @Field(() => String, { nullable: true, description: "By this metric's latest value; NaN, then none, come last." })
  metric?: string | null;

  @Field(() => OrderDirection, { nullable: true, description: "The direction; the default is ASC." })
  direction?: keyof typeof OrderDirection | null;
}

@InputType({ description: "Conditions on experiments; all that are given must hold." })
export class ExperimentFilter {
  @Field(() => TextCondition, { nullable: true, description: "A condition on its name." })
  name?: TextCondition | null;

  @Field(() => String, { nullable: true, description: "Return only items of the team with this slug." })
  team?: string | null;

  @Field(() => ExperimentVisibility, { nullable: true, description: "Return only items with this visibility." })
  visibility?: keyof typeof ExperimentVisibility | null;

  @Field(() => [KeyCondition], { nullable: true, description: "Conditions on its tags; all of them must hold." })
  tags?: KeyCondition[] | null;

  @Field(() => TimeRange, { nullable: true, description: "When it was made." })
  createdAt?: TimeRange | null;

  @Field(() => DeletionFilter, { nullable: true, description: "Whether to return deleted items; the default is LIVE." })
  deletion?: keyof typeof DeletionFilter | null;
}

export const ExperimentOrderField = same(["NAME", "CREATED_AT", "UPDATED_AT"] as const);
registerEnumType(ExperimentOrderField, {
  name: "ExperimentOrderField",
  description: "What experiments are ordered by.",
  valuesConfig: {
    NAME: { description: "By name, in the order of its code points." },
    CREATED_AT: { description: "By the time of creation." },
    UPDATED_AT: { description: "By the time of the last change." },
  },
});

@InputType({ description: "The order of experiments." })
export class ExperimentOrder {
  @Field(() => ExperimentOrderField, { description: "What to order by." })
  field: keyof typeof ExperimentOrderField;

  @Field(() => OrderDirection, { nullable: true, description: "The direction; the default is ASC." })
  direction?: keyof typeof OrderDirection | null;
}

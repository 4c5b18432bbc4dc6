import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import { Double, JsonValue, Long } from "../../graphql/scalars.js";
import { directionRule } from "../metrics/metric-direction-rules.js";

export const ColumnKind = same(["METRIC", "PARAM"] as const);
registerEnumType(ColumnKind, {
  name: "ColumnKind",
  description: "What stands in a column of a table of runs.",
  valuesConfig: { METRIC: { description: "A metric of each run." }, PARAM: { description: "A param of each run." } },
});

@InputType({ description: "A column of a table of runs." })
export class ColumnInput {
  @Field(() => ColumnKind, { description: "What stands in it." })
  kind: keyof typeof ColumnKind;

  @Field(() => String, { description: "The metric's or param's key." })
  key: string;
}

@ObjectType({ description: "A column that a table of runs can have.", simpleResolvers: true })
export class Column {
  @Field(() => ColumnKind, { description: "What stands in it." })
  kind: keyof typeof ColumnKind;

  @Field(() => String, { description: "The metric's or param's key." })
  key: string;

  @Field(() => Int, { description: "How many of the runs looked at have a value." })
  runs: number;

  @Field(() => Int, { description: "How many different values they have." })
  distinct: number;

  @Field(() => Double, { nullable: true, description: "The least value of a metric, NaN left out; null of a param." })
  min: number | null;

  @Field(() => Double, { nullable: true, description: "The greatest value of a metric; null of a param." })
  max: number | null;

  @Field(() => Int, { description: "How many runs were looked at for these figures: the newest live ones." })
  sampled: number;
}

export const Aggregate = same(["LAST", "MIN", "MAX", "BEST"] as const);
registerEnumType(Aggregate, {
  name: "Aggregate",
  description: "Which of a metric's points stands for a run.",
  valuesConfig: {
    LAST: { description: "The latest." },
    MIN: { description: "The least; NaN only where there is nothing else." },
    MAX: { description: "The greatest; NaN only where there is nothing else." },
    BEST: {
      description: `The best by what the metric's name tells: ${directionRule}. The latest where it tells nothing.`,
    },
  },
});

@ObjectType({ description: "One column of a table of runs.", simpleResolvers: true })
export class MatrixColumn {
  @Field(() => ColumnKind, { description: "What stands in it." })
  kind: keyof typeof ColumnKind;

  @Field(() => String, { description: "The metric's or param's key." })
  key: string;

  @Field(() => [JsonValue], {
    nullable: "items",
    description:
      'Its values in the order of `runs`: numbers of a metric (`"NaN"`, `"Infinity"`, `"-Infinity"` as text), texts of a param; null where a run has none.',
  })
  values: readonly (string | number | null)[];
}

@ObjectType({ description: "A table of runs, column by column.", simpleResolvers: true })
export class RunMatrix {
  @Field(() => [ID], { description: "The runs, by MLflow's ids." })
  runs: readonly string[];

  @Field(() => [String], { description: "Their names, in the order of `runs`; may be empty." })
  names: readonly string[];

  @Field(() => [MatrixColumn], { description: "The columns, in the order asked." })
  columns: readonly MatrixColumn[];

  @Field(() => Int, { description: "How many runs match, counted up to 10,000." })
  total: number;

  @Field(() => Boolean, { description: "Whether more match than are here: then the newest are." })
  sampled: boolean;
}

export const SeriesAxis = same(["STEP", "TIME", "RELATIVE"] as const);
registerEnumType(SeriesAxis, {
  name: "SeriesAxis",
  description: "What the course of a metric is cut and thinned along.",
  valuesConfig: {
    STEP: { description: "Its steps." },
    TIME: { description: "Time: milliseconds since 1970." },
    RELATIVE: { description: "Time since the run began, in milliseconds." },
  },
});

@ObjectType({ description: "The course of a metric in one run, in few points.", simpleResolvers: true })
export class MetricSeries {
  @Field(() => ID, { description: "The run, by MLflow's id." })
  runId: string;

  @Field(() => String, { description: "The metric's key." })
  key: string;

  @Field(() => [Long], { description: "The step of each point." })
  steps: readonly bigint[];

  @Field(() => [Long], {
    description:
      "When each point was measured, by its client's clock: milliseconds since 1970, or since the run began.",
  })
  times: readonly bigint[];

  @Field(() => [Double], { description: "The value of each point." })
  values: readonly number[];

  @Field(() => Double, { nullable: true, description: "The least value of the range; null where there is no number." })
  min: number | null;

  @Field(() => Double, {
    nullable: true,
    description: "The greatest value of the range; null where there is no number.",
  })
  max: number | null;

  @Field(() => Long, { description: "How many points the run has in the range." })
  total: bigint;
}

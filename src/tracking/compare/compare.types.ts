import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";
import { Double } from "../../graphql/scalars.js";
import { directionRule } from "../metrics/metric-direction-rules.js";
import type { RunData } from "../runs/run-data.queries.js";
import type { RunRead } from "../runs/runs.queries.js";
import { MetricDirection, Run, RunCode } from "../tracking.types.js";

@InputType({ description: "Which values of a metric are better." })
export class MetricDirectionInput {
  @Field(() => String, { description: "The metric's key." })
  metric: string;

  @Field(() => MetricDirection, { description: "Return only items that match; absent means all." })
  direction: keyof typeof MetricDirection;
}

export const DirectionSource = same(["GIVEN", "NAME"] as const);
registerEnumType(DirectionSource, {
  name: "DirectionSource",
  description: "How it is known which values of a metric are better.",
  valuesConfig: {
    GIVEN: { description: "The caller stated it." },
    NAME: { description: `It is a guess from the metric's name: ${directionRule}.` },
  },
});

const PLACES = "in the order of `runs`";

@ObjectType({ description: "A param or tag of several runs.", simpleResolvers: true })
export class ComparedText {
  @Field(() => String, { description: "Its key." })
  key: string;

  @Field(() => [String], {
    nullable: "items",
    description: `Its values ${PLACES}; null where a run has none.`,
  })
  values: readonly (string | null)[];

  @Field(() => Boolean, { description: "Whether they differ; a missing value differs from a present one." })
  differs: boolean;
}

@ObjectType({ description: "A metric of several runs.", simpleResolvers: true })
export class ComparedMetric {
  @Field(() => String, { description: "Its key." })
  key: string;

  @Field(() => [Double], {
    nullable: "items",
    description: `Its latest values ${PLACES}; null where a run has none.`,
  })
  values: readonly (number | null)[];

  @Field(() => [Boolean], {
    description: `Which runs have the best value, ${PLACES}: no run while the direction is unknown, or fewer than two have a number.`,
  })
  isBest: readonly boolean[];

  @Field(() => MetricDirection, { nullable: true, description: "Which values are better; null when that is unknown." })
  direction: keyof typeof MetricDirection | null;

  @Field(() => DirectionSource, { nullable: true, description: "How that is known; null when it is unknown." })
  directionSource: keyof typeof DirectionSource | null;

  @Field(() => Boolean, { description: "Whether the values differ; a missing value differs from a present one." })
  differs: boolean;
}

@ObjectType({ description: "A data set of several runs.", simpleResolvers: true })
export class ComparedDataset {
  @Field(() => String, { description: "Its name." })
  name: string;

  @Field(() => String, { description: "Digest of its content, as the client computed it." })
  digest: string;

  @Field(() => String, { nullable: true, description: "What it was to the runs: `training`, `validation`…" })
  context: string | null;

  @Field(() => [Boolean], { description: `Whether each run used it in this way, ${PLACES}.` })
  usedBy: readonly boolean[];
}

@ObjectType({ description: "Runs side by side.", simpleResolvers: true })
export class RunComparison {
  data: RunData[];

  @Field(() => [Run], {
    description: "The runs compared, in the order asked, each once; those that you may not read are left out.",
  })
  runs: RunRead[];

  @Field(() => [RunCode], { description: `The code that each run says it ran, ${PLACES}.` })
  code: RunCode[];
}

import { ArgsType, Field, ObjectType } from "type-graphql";
import { DomainError } from "../../errors.js";
import { Double } from "../../graphql/scalars.js";
import { directionRule } from "../metrics/metric-direction-rules.js";
import { MetricDirection, Run } from "../tracking.types.js";
import type { RunRead } from "./runs.queries.js";

const MAX_AMONG = 100;

/** By what the runs nested in one are compared. */
@ArgsType()
export class BestChildArgs {
  @Field(() => String, {
    nullable: true,
    description:
      "The metric's key; absent: the first `among` those that one of its three newest children has, else the first that they have, in the order of keys.",
  })
  metric?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: `Keys of the metrics that are wanted where \`metric\` is absent, the dearest first: at most ${MAX_AMONG} of them.`,
  })
  among?: string[] | null;

  @Field(() => MetricDirection, {
    nullable: true,
    description: `Which values are better; absent: as the metric's name tells: ${directionRule}. Where it tells nothing: the higher.`,
  })
  direction?: keyof typeof MetricDirection | null;
}

/** The metrics that are wanted. Throws INVALID_INPUT for too many. */
export const wantedAmong = ({ among }: BestChildArgs): readonly string[] => {
  const keys = among ?? [];
  if (keys.length > MAX_AMONG)
    throw new DomainError("INVALID_INPUT", `among: at most ${MAX_AMONG}, not ${keys.length}.`, { path: ["among"] });
  return keys;
};

@ObjectType({ description: "The best of the runs nested in a run.", simpleResolvers: true })
export class BestChild {
  @Field(() => String, { description: "The key of the metric by which it is the best." })
  metric: string;

  @Field(() => Double, { description: "Its latest value of the metric." })
  value: number;

  @Field(() => Run, { description: "The nested run." })
  run: RunRead;
}

import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { DatasetSelector, DatasetSelectorInput, Evaluator, EvaluatorInput } from "../evaluation-selectors.types.js";

@ObjectType({
  description:
    "A metric is alike and good enough in all groups: the metrics `<metric>/<attribute>:<group>` of one evaluation run.",
  simpleResolvers: true,
})
export class GroupsGate {
  @Field(() => String, { description: "The metric." })
  metric: string;

  @Field(() => String, { description: "The attribute that the groups are of: `age`. Without a colon." })
  attribute: string;

  @Field(() => Float, { nullable: true, description: "The least part of the largest value that the smallest may be." })
  minRatio?: number | null | undefined;

  @Field(() => Float, { nullable: true, description: "The most that the largest value may be above the smallest." })
  maxDifference?: number | null | undefined;

  @Field(() => Float, { nullable: true, description: "The least value of each group." })
  minEach?: number | null | undefined;

  @Field(() => Float, { nullable: true, description: "The greatest value of each group." })
  maxEach?: number | null | undefined;

  @Field(() => Int, {
    nullable: true,
    description: "The least `count/<attribute>:<group>` of each group; absent means that nobody need tell it.",
  })
  minGroupSize?: number | null | undefined;

  @Field(() => DatasetSelector, {
    nullable: true,
    description: "On which data; absent means whatever the version was evaluated on last.",
  })
  dataset?: DatasetSelector | null | undefined;

  @Field(() => Evaluator, {
    nullable: true,
    description: "The evaluator; absent means everybody who may contribute to the model.",
  })
  evaluator?: Evaluator | null | undefined;
}

@InputType({
  description:
    "A metric is alike and good enough in all groups: the metrics `<metric>/<attribute>:<group>` of one evaluation run. At least one of minRatio, maxDifference, minEach, maxEach.",
})
export class GroupsGateInput {
  @Field(() => String, { description: "The metric." })
  metric: string;

  @Field(() => String, {
    description: "The attribute that the groups are of: `age`. 1–100 characters without a colon.",
  })
  attribute: string;

  @Field(() => Float, {
    nullable: true,
    description: "The least part of the largest value that the smallest may be: above 0, at most 1.",
  })
  minRatio?: number | null | undefined;

  @Field(() => Float, { nullable: true, description: "The most that the largest value may be above the smallest." })
  maxDifference?: number | null | undefined;

  @Field(() => Float, { nullable: true, description: "The least value of each group." })
  minEach?: number | null | undefined;

  @Field(() => Float, { nullable: true, description: "The greatest value of each group." })
  maxEach?: number | null | undefined;

  @Field(() => Int, {
    nullable: true,
    description: "The least `count/<attribute>:<group>` of each group; absent means that nobody need tell it.",
  })
  minGroupSize?: number | null | undefined;

  @Field(() => DatasetSelectorInput, {
    nullable: true,
    description: "On which data; absent means whatever the version was evaluated on last.",
  })
  dataset?: DatasetSelectorInput | null | undefined;

  @Field(() => EvaluatorInput, {
    nullable: true,
    description: "The evaluator; absent means everybody who may contribute to the model.",
  })
  evaluator?: EvaluatorInput | null | undefined;
}

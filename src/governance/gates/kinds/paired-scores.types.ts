import { Field, Float, InputType, ObjectType } from "type-graphql";

@ObjectType({
  description: "Scores of single rows, compared row by row: the mean improvement, less what chance allows.",
  simpleResolvers: true,
})
export class PairedScores {
  @Field(() => String, { description: "The file in both evaluation runs, as `mlflow.log_table` names it." })
  table: string;

  @Field(() => String, { description: "The column that says which row is which." })
  row: string;

  @Field(() => String, { description: "The column of the score." })
  score: string;

  @Field(() => Float, { nullable: true, description: "One-sided, between 0.5 and 1; absent means 0.95." })
  confidence?: number | null | undefined;
}

@InputType({
  description: "Scores of single rows, compared row by row: the mean improvement, less what chance allows.",
})
export class PairedScoresInput {
  @Field(() => String, { description: "The file in both evaluation runs, as `mlflow.log_table` names it." })
  table: string;

  @Field(() => String, { description: "The column that says which row is which." })
  row: string;

  @Field(() => String, { description: "The column of the score." })
  score: string;

  @Field(() => Float, { nullable: true, description: "One-sided, between 0.5 and 1; absent means 0.95." })
  confidence?: number | null | undefined;
}

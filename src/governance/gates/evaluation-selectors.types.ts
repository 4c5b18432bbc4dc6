import { Field, ID, InputType, ObjectType } from "type-graphql";

@ObjectType({ description: "The data set of an evaluation.", simpleResolvers: true })
export class DatasetSelector {
  @Field(() => String, { description: "Its name." })
  name: string;

  @Field(() => String, { nullable: true, description: "Its digest; absent means the newest of that name." })
  digest?: string | null | undefined;
}

@ObjectType({ description: "The evaluator that a gate accepts.", simpleResolvers: true })
export class Evaluator {
  @Field(() => ID, { nullable: true, description: "The run belongs to an experiment of this team." })
  teamId?: string | null | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether nobody behind the version may have written to that run.",
  })
  independent?: boolean | null | undefined;
}

@InputType({ description: "The data set of an evaluation." })
export class DatasetSelectorInput {
  @Field(() => String, { description: "Its name." })
  name: string;

  @Field(() => String, { nullable: true, description: "Its digest; absent means the newest of that name." })
  digest?: string | null | undefined;
}

@InputType({ description: "The evaluator that a gate accepts." })
export class EvaluatorInput {
  @Field(() => ID, { nullable: true, description: "The run belongs to an experiment of this team." })
  teamId?: string | null | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether nobody behind the version may have written to that run.",
  })
  independent?: boolean | null | undefined;
}

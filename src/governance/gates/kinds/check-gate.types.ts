import { Field, ID, InputType, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "A machine has reported that a check of the version succeeded.", simpleResolvers: true })
export class CheckGate {
  @Field(() => String, { description: "The check's name." })
  name: string;

  @Field(() => [ID], { description: "The principals whose reports count; they may report it without contributing." })
  reportedBy: string[];

  @Field(() => Int, { nullable: true, description: "Hours that the report may be old; absent means any." })
  maxAgeHours?: number | null | undefined;
}

@InputType({ description: "A machine has reported that a check of the version succeeded." })
export class CheckGateInput {
  @Field(() => String, { description: "The check's name: 1–250 characters." })
  name: string;

  @Field(() => [ID], {
    description: "The principals whose reports count, 1–50; they may report it without contributing.",
  })
  reportedBy: string[];

  @Field(() => Int, { nullable: true, description: "Hours that the report may be old: 1–87,600; absent means any." })
  maxAgeHours?: number | null | undefined;
}

import { Field, ID, InputType, ObjectType } from "type-graphql";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { Run } from "../tracking.types.js";

@InputType({ description: "A run to be deleted." })
export class DeleteRunInput extends MutationInput {
  @Field(() => ID, { description: "The run." })
  runId: string;
}

@InputType({ description: "A deleted run to be brought back." })
export class RestoreRunInput extends MutationInput {
  @Field(() => ID, { description: "The run." })
  runId: string;
}

const RUN = { nullable: true, description: "The run; null when refused, or when you may not read it (any more)." };

@ObjectType({ description: "The run as deleted.", simpleResolvers: true })
export class DeleteRunPayload extends Payload {
  @Field(() => Run, RUN)
  run?: Run | null;
}

@ObjectType({ description: "The run, brought back.", simpleResolvers: true })
export class RestoreRunPayload extends Payload {
  @Field(() => Run, RUN)
  run?: Run | null;
}

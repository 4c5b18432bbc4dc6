import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Node } from "../../graphql/node.js";
import { TAG_KEY, TAG_VALUE } from "../../graphql/shapes.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";

@InputType({ description: "A tag to be set, over the value it had." })
export class SetTagInput extends MutationInput {
  @Field(() => ID, { description: "The registered model or version." })
  subjectId: string;

  @Field(() => String, { description: TAG_KEY })
  key: string;

  @Field(() => String, { description: TAG_VALUE })
  value: string;
}

@InputType({ description: "A tag to be taken away." })
export class DeleteTagInput extends MutationInput {
  @Field(() => ID, { description: "The registered model or version." })
  subjectId: string;

  @Field(() => String, { description: "The tag's key." })
  key: string;
}

@ObjectType({ description: "What now carries the tag.", simpleResolvers: true })
export class SetTagPayload extends Payload {
  @Field(() => Node, { nullable: true, description: "The registered model or version." })
  subject?: Node | null;
}

@ObjectType({ description: "What no longer carries the tag.", simpleResolvers: true })
export class DeleteTagPayload extends Payload {
  @Field(() => Node, { nullable: true, description: "The registered model or version." })
  subject?: Node | null;
}

import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Node } from "../../graphql/node.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";

const KEY = "1–250 characters, not blank, nothing invisible; not beginning with `countersign.`.";
const VALUE = "At most 100,000 characters.";

@InputType({ description: "A tag." })
export class TagInput {
  @Field(() => String, { description: KEY })
  key: string;

  @Field(() => String, { description: VALUE })
  value: string;
}

@InputType({ description: "A tag to be set, over the value it had." })
export class SetTagInput extends MutationInput {
  @Field(() => ID, { description: "The registered model or version." })
  subjectId: string;

  @Field(() => String, { description: KEY })
  key: string;

  @Field(() => String, { description: VALUE })
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

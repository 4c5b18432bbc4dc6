import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Node } from "../../graphql/node.js";
import { DateTime } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { Weight } from "../../graphql/weight.js";

@ObjectType({
  implements: Node,
  description:
    "A screen of the console with its filter, order and choices, saved by a person. Anybody with the id opens it, and sees there what they may see.",
  simpleResolvers: true,
})
export class SavedView extends Node {
  @Field(() => String, { description: "The screen's path without its first `/`: `models`, `experiments/12`." })
  screen: string;

  @Field(() => String, {
    nullable: true,
    description: "Its name; null when the console kept it by itself for an address that was long.",
  })
  name: string | null;

  @Weight(1)
  @Field(() => String, { description: "What stands behind the `?` of the address." })
  query: string;

  @Field(() => DateTime, { description: "When it was saved, the last time." })
  savedAt: string;
}

@InputType({ description: "A view to be saved." })
export class SaveViewInput extends MutationInput {
  @Field(() => String, {
    description: "The screen's path without its first `/`, at most 200 characters: `models`, `experiments/12`.",
  })
  screen: string;

  @Field(() => String, {
    nullable: true,
    description:
      "1–256 characters. A view of yours by this name on this screen takes the new query, under the id that it has. Absent: kept without a name, once for each query.",
  })
  name?: string | null;

  @Field(() => String, { description: "What stands behind the `?` of the address: at most 100,000 characters." })
  query: string;
}

@InputType({ description: "A view to be deleted." })
export class DeleteSavedViewInput extends MutationInput {
  @Field(() => ID, { description: "The view: one of yours." })
  savedViewId: string;
}

@ObjectType({ description: "The view that was saved.", simpleResolvers: true })
export class SaveViewPayload extends Payload {
  @Field(() => SavedView, { nullable: true, description: "The view; null when refused." })
  savedView?: SavedView | null;
}

@ObjectType({ description: "What is left of a deleted view.", simpleResolvers: true })
export class DeleteSavedViewPayload extends Payload {
  @Field(() => ID, { nullable: true, description: "The id that opens nothing any more; null when refused." })
  savedViewId?: string | null;
}

import { Field, InputType, registerEnumType } from "type-graphql";
import { same } from "../graphql/enum.js";
import { OrderDirection } from "../graphql/shapes.js";
import { TransitionRequestState } from "./requests.types.js";

@InputType({ description: "Conditions on transition requests; all that are given must hold." })
export class TransitionRequestFilter {
  @Field(() => String, {
    nullable: true,
    description:
      "Return only the request with this whole id, or those of a version or model with this whole id, or of models whose name has words that begin so, in any case; a number at the end is the version's: `churn 7`.",
  })
  text?: string | null;

  @Field(() => TransitionRequestState, { nullable: true, description: "Return only requests in this state." })
  state?: keyof typeof TransitionRequestState | null;

  @Field(() => String, { nullable: true, description: "Return only items of the registered model with this name." })
  model?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Return only items whose model belongs to the team with this slug.",
  })
  team?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Return only pending requests that you could sign and have not signed.",
  })
  awaitingMyDecision?: boolean | null;

  @Field(() => String, { nullable: true, description: "Asked for by the principal of this handle." })
  requestedBy?: string | null;

  @Field(() => String, { nullable: true, description: "Signed, for or against, by the principal of this handle." })
  decidedBy?: string | null;

  @Field(() => String, { nullable: true, description: "To this slot, as spelled: `Production`, `@champion`." })
  to?: string | null;
}

export const TransitionRequestOrderField = same(["REQUESTED_AT", "EXPIRES_AT"] as const);
registerEnumType(TransitionRequestOrderField, {
  name: "TransitionRequestOrderField",
  description: "What transition requests are ordered by.",
  valuesConfig: {
    REQUESTED_AT: { description: "By the time at which they were asked for." },
    EXPIRES_AT: { description: "By the time at which they expire, or would have expired." },
  },
});

@InputType({ description: "The order of transition requests." })
export class TransitionRequestOrder {
  @Field(() => TransitionRequestOrderField, { description: "What to order by." })
  field: keyof typeof TransitionRequestOrderField;

  @Field(() => OrderDirection, { nullable: true, description: "The direction; the default is ASC." })
  direction?: keyof typeof OrderDirection | null;
}

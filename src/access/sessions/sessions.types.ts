import { Field, ID, ObjectType } from "type-graphql";
import { DateTime } from "../../graphql/scalars.js";

@ObjectType({
  description: "A browser that is signed in. `DELETE /session?id=` ends it.",
  simpleResolvers: true,
})
export class Session {
  @Field(() => ID, { description: "Its id." })
  id: string;

  @Field(() => DateTime, { description: "When its person signed in." })
  openedAt: string;

  @Field(() => DateTime, { description: "When it was last used, to the minute." })
  seenAt: string;

  @Field(() => DateTime, { description: "When it ends at the latest; it ends after an hour without use, too." })
  expiresAt: string;

  @Field(() => Boolean, { description: "Whether it is the one that asks." })
  isCurrent: boolean;

  @Field(() => String, {
    nullable: true,
    description: "The name of the API token that it stands for; null for a token of the identity provider.",
  })
  tokenName: string | null;
}

import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { same } from "../graphql/enum.js";

export const SearchKind = same(["MODEL", "VERSION", "RUN", "EXPERIMENT", "REQUEST", "PRINCIPAL", "TEAM"] as const);
registerEnumType(SearchKind, {
  name: "SearchKind",
  description: "The kind of a thing that is searched for.",
  valuesConfig: {
    MODEL: { description: "A registered model." },
    VERSION: { description: "A version of a model." },
    RUN: { description: "A run; found by its id alone." },
    EXPERIMENT: { description: "An experiment." },
    REQUEST: { description: "A transition request; found by its id alone." },
    PRINCIPAL: { description: "A user or a service account." },
    TEAM: { description: "A team." },
  },
});

@ObjectType({ description: "Something that was found.", simpleResolvers: true })
export class SearchHit {
  @Field(() => SearchKind, { description: "The kind of thing." })
  kind: keyof typeof SearchKind;

  @Field(() => ID, { description: "Its id." })
  id: string;

  @Field(() => String, { description: "Its name; of a version its model's." })
  name: string;

  @Field(() => Int, { nullable: true, description: "The number of a version; null of other things." })
  version: number | null;

  @Field(() => String, { nullable: true, description: "The team that owns it, or a person's handle." })
  hint: string | null;
}

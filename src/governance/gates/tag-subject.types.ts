import { registerEnumType } from "type-graphql";
import { same } from "../../graphql/enum.js";

export const TagSubject = same(["VERSION", "MODEL"] as const);
registerEnumType(TagSubject, {
  name: "TagSubject",
  description: "The thing whose tag or document a gate reads.",
  valuesConfig: { VERSION: { description: "The version's." }, MODEL: { description: "Its model's." } },
});

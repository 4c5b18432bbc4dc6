import { Arg, Ctx as Context, Int, Query, Resolver } from "type-graphql";
import type { Ctx } from "../context.js";
import { Policy } from "../graphql/policy.js";
import { search } from "./search.pages.js";
import { SearchHit, SearchKind } from "./search.types.js";

@Resolver()
export class SearchResolver {
  @Query(() => [SearchHit], {
    description:
      "Things by their whole ids, and by how the words of their names begin, whatever the case: `churn` finds `EU_Churn-v2`, `churn 7` the version too.",
  })
  @Policy({ scope: "READ" })
  search(
    @Context() ctx: Ctx,
    @Arg("q", () => String, { description: "An id, or beginnings of words." }) q: string,
    @Arg("kinds", () => [SearchKind], { nullable: true, description: "Return only such things; absent means all." })
    kinds: (keyof typeof SearchKind)[] | null,
    @Arg("first", () => Int, { nullable: true, defaultValue: 10, description: "The number of items to return: 1–50." })
    first: number | null,
  ) {
    return search(ctx, { q, kinds: kinds ?? null, first: first ?? 10 });
  }
}

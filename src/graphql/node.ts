import { Arg, Ctx as Context, Field, ID, InterfaceType, Query, Resolver } from "type-graphql";
import type { Ctx } from "../context.js";
import { DomainError } from "../errors.js";
import { idAsked } from "../input.js";
import type { NodeType } from "../kind.js";
import { loader } from "./loader.js";
import { Policy } from "./policy.js";

/** Everything that an auditor may cite by its id. */
@InterfaceType({
  description: "Something that can be cited by its id.",
  resolveType: (value: { id: string }, ctx: Ctx) => ctx.kinds.nodeOf(value.id)?.type,
})
export abstract class Node {
  @Field(() => ID, { description: "Opaque, never reused; the prefix tells the kind." })
  id: string;
}

/** A node type of what one of the request's loaders loads. */
export const loadedBy = <Row extends object>(
  type: string,
  factory: (ctx: Ctx) => { load(id: string): Promise<Row | null> },
): Omit<NodeType, "prefixes"> => ({
  type,
  load: (ctx, ids) => Promise.all(ids.map((id) => loader(ctx, factory).load(id))),
});

const MAX_IDS = 100;

/** Loads nodes of any kinds, one load per kind; the order is that of `ids`. */
export const loadNodes = async (ctx: Ctx, ids: readonly string[]): Promise<(object | null)[]> => {
  const byType = new Map<NodeType, Set<string>>();
  for (const id of ids) {
    const type = ctx.kinds.nodeOf(id);
    if (type !== undefined) byType.set(type, (byType.get(type) ?? new Set()).add(id));
  }
  const found = new Map<string, object>();
  await Promise.all(
    [...byType].map(async ([type, wanted]) => {
      const list = [...wanted];
      const rows = await type.load(ctx, list);
      for (const [index, id] of list.entries()) {
        const row = rows[index];
        if (row) found.set(id, row);
      }
    }),
  );
  return ids.map((id) => found.get(id) ?? null);
};

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: "Anything by its id; null when absent or not visible." })
  @Policy({ scope: "READ" })
  async node(@Context() ctx: Ctx, @Arg("id", () => ID, { description: "The id." }) id: string): Promise<object | null> {
    return (await loadNodes(ctx, [idAsked(id, ["id"])]))[0] ?? null;
  }

  @Query(() => [Node], {
    nullable: "items",
    description: "Several things by their ids, in that order; null where absent or not visible.",
  })
  @Policy({ scope: "READ" })
  async nodes(
    @Context() ctx: Ctx,
    @Arg("ids", () => [ID], { description: `At most ${MAX_IDS} ids.` }) ids: string[],
  ): Promise<(object | null)[]> {
    if (ids.length > MAX_IDS)
      throw new DomainError("INVALID_INPUT", `ids: at most ${MAX_IDS}, not ${ids.length}.`, { path: ["ids"] });
    return loadNodes(
      ctx,
      ids.map((id, index) => idAsked(id, ["ids", String(index)])),
    );
  }
}

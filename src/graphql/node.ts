import { Arg, Ctx as Context, Field, ID, InterfaceType, Query, Resolver } from "type-graphql";
import type { Ctx } from "../context.js";
import { DomainError } from "../errors.js";
import { Policy } from "./policy.js";

/** Everything that an auditor may cite by its id. */
@InterfaceType({
  description: "Something that can be cited by its id.",
  resolveType: (value: { id: string }) => typeNameOf(value.id),
})
export abstract class Node {
  @Field(() => ID, { description: "Opaque, never reused; the prefix tells the kind." })
  id: string;
}

/** Loads what the caller may see of `ids`, in their order; null or undefined where absent or hidden. */
export type NodeLoader = (ctx: Ctx, ids: readonly string[]) => Promise<readonly (object | null | undefined)[]>;

interface NodeType {
  readonly typeName: string;
  readonly load: NodeLoader;
}

/** By id prefix: which GraphQL type an id names and how it is loaded under the caller's rights. */
export const nodeTypes = new Map<string, NodeType>();

/** Makes ids with `prefix` answer to `Query.node`. */
export const registerNode = (prefix: string, typeName: string, load: NodeLoader): void => {
  nodeTypes.set(prefix, { typeName, load });
};

const nodeTypeOf = (id: string): NodeType | undefined =>
  nodeTypes.get(/^([a-z]{2,4})_[0-9a-z]{1,40}$/.exec(id)?.[1] ?? "");

const typeNameOf = (id: string): string => nodeTypeOf(id)?.typeName ?? "";

const MAX_IDS = 100;

/** Loads nodes of any kinds, one load per kind; the order is that of `ids`. */
export const loadNodes = async (ctx: Ctx, ids: readonly string[]): Promise<(object | null)[]> => {
  const byType = new Map<NodeType, Set<string>>();
  for (const id of ids) {
    const type = nodeTypeOf(id);
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
    return (await loadNodes(ctx, [id]))[0] ?? null;
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
    return loadNodes(ctx, ids);
  }
}

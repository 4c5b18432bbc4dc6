import { Arg, Ctx as Context, ID, Int, Query, Resolver } from "type-graphql";
import type { Ctx } from "../context.js";
import { Policy } from "../graphql/policy.js";
import { idAsked } from "../input.js";
import { loggedModelIdFrom, mlflowId, runIdFrom } from "../tracking/tracking-ids.js";
import { LineageDirection, LineageGraph } from "./lineage.types.js";
import { MAX_DEPTH, MAX_NODES, walkLineage } from "./walk-lineage.js";

/** Ours as it is; MLflow's of a run or a logged model as ours. */
const idFrom = (text: string): string => runIdFrom(text) || loggedModelIdFrom(text) || text;

@Resolver()
export class LineageResolver {
  @Query(() => LineageGraph, {
    description:
      "What a model, version, run or logged model came from and what came of it. What you may not see is no node and no edge, and what lies behind it does not show. Lists within count for `first` in the cost.",
  })
  @Policy({ scope: "READ" })
  lineage(
    @Context() ctx: Ctx,
    @Arg("id", () => ID, {
      description: "Id of a model, version, run or logged model; of the last two MLflow's will do, too.",
    })
    id: string,
    @Arg("direction", () => LineageDirection, {
      nullable: true,
      defaultValue: LineageDirection.BOTH,
      description: "The way to follow it.",
    })
    direction: keyof typeof LineageDirection | null,
    @Arg("depth", () => Int, { nullable: true, defaultValue: 1, description: `Steps from the thing: 1–${MAX_DEPTH}.` })
    depth: number | null,
    @Arg("first", () => Int, {
      nullable: true,
      defaultValue: 150,
      description: `The number of nodes to return: 1–${MAX_NODES}.`,
    })
    first: number | null,
  ) {
    const asked = { direction: direction ?? "BOTH", depth: depth ?? 1, first: first ?? 150 };
    return walkLineage(ctx, { ...asked, id: idFrom(idAsked(id, ["id"], mlflowId)) });
  }
}

import { Arg, Args, Ctx as Context, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { Ctx } from "../../context.js";
import { PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { directionOf } from "../metrics/metric-direction-rules.js";
import { RunOrder } from "../search/filters.types.js";
import { bestChildLoader, childCountLoader, childMetricLoader, parentLoader, runLoader } from "../tracking.loaders.js";
import { Run, RunConnection } from "../tracking.types.js";
import { BestChild, BestChildArgs, wantedAmong } from "./best-child.types.js";
import { listChildren } from "./runs.pages.js";
import type { RunRead } from "./runs.queries.js";

/** Runs nested in runs: a child names its parent by the tag `mlflow.parentRunId` and is in the same experiment. */
@Resolver(() => Run)
export class RunTreeResolver {
  @FieldResolver(() => Run, {
    nullable: true,
    description: "The run that it is nested in: named by its tag `mlflow.parentRunId`, in the same experiment.",
  })
  @Policy({ scope: "READ" })
  async parent(@Root() run: RunRead, @Context() ctx: Ctx) {
    const id = await loader(ctx, parentLoader).load(run.uuid);
    return id === null ? null : loader(ctx, runLoader).load(id);
  }

  @FieldResolver(() => Int, { description: "How many runs are nested in it directly; deleted ones do not count." })
  childCount(@Root() run: RunRead, @Context() ctx: Ctx): Promise<number> {
    return loader(ctx, childCountLoader).load(run.uuid);
  }

  @FieldResolver(() => RunConnection, {
    description: "The runs that are nested directly in it, newest first by default; deleted ones are left out.",
  })
  @Policy({ scope: "READ" })
  children(
    @Root() run: RunRead,
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("orderBy", () => [RunOrder], {
      nullable: true,
      description: "The order of the list: at most 5 keys, the most important first.",
    })
    orderBy: RunOrder[] | null,
  ) {
    return listChildren(ctx, run, orderBy, paging);
  }

  @FieldResolver(() => BestChild, {
    nullable: true,
    description:
      "Of the runs nested in it directly the one whose latest value of a metric is the best, of equal ones the newest; null when none has a number.",
  })
  @Policy({ scope: "READ" })
  async bestChild(
    @Root() run: RunRead,
    @Context() ctx: Ctx,
    @Args(() => BestChildArgs) asked: BestChildArgs,
  ): Promise<BestChild | null> {
    const metric =
      asked.metric ?? (await loader(ctx, childMetricLoader).load({ id: run.uuid, args: wantedAmong(asked) }));
    if (metric === null) return null;
    const args = { metric, isHigherBetter: (asked.direction ?? directionOf(metric)) !== "LOWER_IS_BETTER" };
    const best = await loader(ctx, bestChildLoader).load({ id: run.uuid, args });
    const child = best && (await loader(ctx, runLoader).load(best.id));
    return child && { metric, value: best.value, run: child };
  }
}

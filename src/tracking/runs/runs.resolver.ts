import { Arg, Args, Ctx as Context, ID, Mutation, Query, Resolver } from "type-graphql";
import type { Ctx } from "../../context.js";
import { PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { idAsked } from "../../input.js";
import { compareRuns } from "../compare/compare.pages.js";
import { RunComparison } from "../compare/compare.types.js";
import { rereadRun } from "../reread.js";
import { RunFilter, RunOrder } from "../search/filters.types.js";
import { runLoader } from "../tracking.loaders.js";
import { Run, RunConnection } from "../tracking.types.js";
import { mlflowId, runIdFrom } from "../tracking-ids.js";
import { deleteRun } from "./delete-run.js";
import { restoreRun } from "./restore-run.js";
import { listRuns } from "./runs.pages.js";
import { DeleteRunInput, DeleteRunPayload, RestoreRunInput, RestoreRunPayload } from "./runs.types.js";

@Resolver()
export class RunsResolver {
  @Query(() => Run, {
    nullable: true,
    description: "A run, a deleted one too; null when absent or not visible.",
  })
  @Policy({ scope: "READ" })
  run(
    @Context() ctx: Ctx,
    @Arg("id", () => ID, { description: "Its id here (`run_…`), or MLflow's: 32 hexadecimal digits." }) id: string,
  ) {
    return loader(ctx, runLoader).load(runIdFrom(idAsked(id, ["id"], mlflowId)));
  }

  @Query(() => RunConnection, { description: "Runs; by default those that started last come first." })
  @Policy({ scope: "READ" })
  runs(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => RunFilter, { nullable: true, description: "Return only items that match; absent means all." })
    filter: RunFilter | null,
    @Arg("orderBy", () => [RunOrder], {
      nullable: true,
      description: "The order of the list: at most 5 keys, the most important first.",
    })
    orderBy: RunOrder[] | null,
  ) {
    return listRuns(ctx, filter, orderBy, paging);
  }

  @Query(() => RunComparison, {
    description: "Runs side by side. Those that you may not read are left out, as absent ones are.",
  })
  @Policy({ scope: "READ" })
  compareRuns(
    @Context() ctx: Ctx,
    @Arg("runIds", () => [ID], { description: "1–50 runs, by their ids here or MLflow's." }) runIds: string[],
  ) {
    return compareRuns(ctx, runIds);
  }

  @Mutation(() => DeleteRunPayload, {
    description: "Deletes a run. Its record stays, and so does what versions froze of it; restoreRun brings it back.",
  })
  @Policy({ scope: "WRITE", description: "the principal that made the run, or MAINTAINER of its experiment's team" })
  deleteRun(
    @Context() ctx: Ctx,
    @Arg("input", () => DeleteRunInput, { description: "The run." }) input: DeleteRunInput,
  ) {
    return mutate(ctx, () => deleteRun(ctx, { ...input }), rereadRun(ctx));
  }

  @Mutation(() => RestoreRunPayload, {
    description: "Brings a deleted run back. One whose experiment is deleted comes back with that.",
  })
  @Policy({ scope: "WRITE", description: "the principal that made the run, or MAINTAINER of its experiment's team" })
  restoreRun(
    @Context() ctx: Ctx,
    @Arg("input", () => RestoreRunInput, { description: "The run." }) input: RestoreRunInput,
  ) {
    return mutate(ctx, () => restoreRun(ctx, { ...input }), rereadRun(ctx));
  }
}

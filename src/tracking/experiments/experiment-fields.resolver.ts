import { Arg, Args, Ctx as Context, FieldResolver, Resolver, Root } from "type-graphql";
import { principalLoader, teamLoader } from "../../access/access.loaders.js";
import { Principal, Team } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { ORGANIZATION_ID } from "../../db/ids.js";
import { ListArgs, PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { DateTime } from "../../graphql/scalars.js";
import { Tag } from "../../graphql/shapes.js";
import { instantOfMillis } from "../../instant.js";
import { listLoggedModels } from "../logged-models/logged-models.pages.js";
import { holdsExperimentRight } from "../runs/held-rights.js";
import { listRuns } from "../runs/runs.pages.js";
import { LoggedModelFilter, LoggedModelOrder, RunFilter, RunOrder } from "../search/filters.types.js";
import { experimentTagsLoader, lastRunStartLoader } from "../tracking.loaders.js";
import { Experiment, LoggedModelConnection, RunConnection } from "../tracking.types.js";
import type { ExperimentRead } from "./experiments.queries.js";

@Resolver(() => Experiment)
export class ExperimentFieldsResolver {
  @FieldResolver(() => String, { description: "MLflow's id of it: digits." })
  experimentId(@Root() experiment: ExperimentRead): string {
    return experiment.number.toString();
  }

  @FieldResolver(() => Team, { nullable: true, description: "The team that owns it; null: the organisation does." })
  @Policy({ scope: "READ" })
  team(@Root() experiment: ExperimentRead, @Context() ctx: Ctx) {
    return experiment.ownerId === ORGANIZATION_ID ? null : loader(ctx, teamLoader).load(experiment.ownerId);
  }

  @FieldResolver(() => Principal, { description: "The principal that made it." })
  @Policy({ scope: "READ" })
  createdBy(@Root() experiment: ExperimentRead, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(experiment.createdById);
  }

  @FieldResolver(() => [Tag], { description: "Its tags, by key." })
  @Policy({ scope: "READ" })
  tags(
    @Root() experiment: ExperimentRead,
    @Context() ctx: Ctx,
    @Args(() => ListArgs) { first }: ListArgs,
  ): Promise<Tag[]> {
    return loader(ctx, experimentTagsLoader).load({ id: experiment.id, args: first });
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description:
      "When the run began that began last, by its client's clock; deleted ones do not count. Null when there is none, or that is after the year 9999.",
  })
  async lastRunAt(@Root() experiment: ExperimentRead, @Context() ctx: Ctx): Promise<string | null> {
    return instantOfMillis(await loader(ctx, lastRunStartLoader).load(experiment.id));
  }

  @FieldResolver(() => RunConnection, {
    description:
      "Its runs; by default those that started last come first. For a deleted experiment, ask for deleted runs.",
  })
  @Policy({ scope: "READ" })
  runs(
    @Root() experiment: ExperimentRead,
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
    return listRuns(ctx, filter, orderBy, paging, experiment.id);
  }

  @FieldResolver(() => LoggedModelConnection, {
    description: "Its logged models, newest first by default.",
  })
  @Policy({ scope: "READ" })
  loggedModels(
    @Root() experiment: ExperimentRead,
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => LoggedModelFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    filter: LoggedModelFilter | null,
    @Arg("orderBy", () => [LoggedModelOrder], {
      nullable: true,
      description: "The order of the list: at most 5 keys, the most important first.",
    })
    orderBy: LoggedModelOrder[] | null,
  ) {
    return listLoggedModels(ctx, filter, orderBy, paging, experiment.id);
  }

  @FieldResolver(() => Boolean, { description: "Whether you may log runs in it; in a deleted one nobody may." })
  viewerCanLogRuns(@Root() experiment: ExperimentRead, @Context() ctx: Ctx): boolean {
    return experiment.deletedAt === null && holdsExperimentRight(ctx, experiment, "contribute");
  }

  @FieldResolver(() => Boolean, {
    description: "Whether you may rename, delete and restore it; always false for MLflow's experiment 0.",
  })
  viewerCanMaintain(@Root() experiment: ExperimentRead, @Context() ctx: Ctx): boolean {
    return holdsExperimentRight(ctx, experiment, "maintain");
  }
}

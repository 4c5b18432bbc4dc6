import { Arg, Args, Ctx as Context, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { hexOfUuid } from "../../db/ids.js";
import { ListArgs, PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { Param, Tag } from "../../graphql/shapes.js";
import { idAsked } from "../../input.js";
import { instantOfMillis } from "../../instant.js";
import { listArtifacts } from "../files/artifacts.pages.js";
import { LoggedModelFilter, LoggedModelOrder } from "../search/filters.types.js";
import {
  experimentLoader,
  loggedModelLoader,
  modelMetricsLoader,
  modelParamsLoader,
  modelTagsLoader,
  runLoader,
} from "../tracking.loaders.js";
import {
  ArtifactEntryConnection,
  Experiment,
  LoggedModel,
  LoggedModelConnection,
  LoggedModelMetric,
  Run,
} from "../tracking.types.js";
import { loggedModelIdFrom, mlflowId, runIdFrom } from "../tracking-ids.js";
import type { FirstModelMetric } from "./logged-model-details.queries.js";
import { listLoggedModels } from "./logged-models.pages.js";
import type { LoggedModelRead } from "./logged-models.queries.js";

@Resolver()
export class LoggedModelsResolver {
  @Query(() => LoggedModel, {
    nullable: true,
    description: "A logged model, a deleted one too; null when absent or not visible.",
  })
  @Policy({ scope: "READ" })
  loggedModel(
    @Context() ctx: Ctx,
    @Arg("id", () => ID, { description: "Its id here (`lm_…`), or MLflow's: `m-` and 32 hexadecimal digits." })
    id: string,
  ) {
    return loader(ctx, loggedModelLoader).load(loggedModelIdFrom(idAsked(id, ["id"], mlflowId)));
  }

  @Query(() => LoggedModelConnection, { description: "Logged models, newest first by default." })
  @Policy({ scope: "READ" })
  loggedModels(
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
    return listLoggedModels(ctx, filter, orderBy, paging);
  }
}

@Resolver(() => LoggedModel)
export class LoggedModelFieldsResolver {
  @FieldResolver(() => String, { description: "MLflow's id of it: `m-` and 32 hexadecimal digits." })
  modelId(@Root() model: LoggedModelRead): string {
    return `m-${hexOfUuid(model.uuid)}`;
  }

  @FieldResolver(() => Experiment, {
    nullable: true,
    description: "Its experiment; null only when that was hidden from you while this was answered.",
  })
  @Policy({ scope: "READ" })
  experiment(@Root() model: LoggedModelRead, @Context() ctx: Ctx) {
    return loader(ctx, experimentLoader).load(model.experimentId);
  }

  @FieldResolver(() => Run, {
    nullable: true,
    description: "The run that made it, as its client says; null when none is named, or it is absent or not visible.",
  })
  @Policy({ scope: "READ" })
  sourceRun(@Root() model: LoggedModelRead, @Context() ctx: Ctx) {
    return model.sourceRun === null ? null : loader(ctx, runLoader).load(runIdFrom(model.sourceRun));
  }

  @FieldResolver(() => Principal, { description: "The principal that made it, by the credential used." })
  @Policy({ scope: "READ" })
  createdBy(@Root() model: LoggedModelRead, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(model.createdById);
  }

  @FieldResolver(() => [Param], { description: "Its params, by key." })
  @Policy({ scope: "READ" })
  params(@Root() model: LoggedModelRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    return loader(ctx, modelParamsLoader).load({ id: model.uuid, args: first });
  }

  @FieldResolver(() => [Tag], { description: "Its tags, by key." })
  @Policy({ scope: "READ" })
  tags(@Root() model: LoggedModelRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    return loader(ctx, modelTagsLoader).load({ id: model.uuid, args: first });
  }

  @FieldResolver(() => [LoggedModelMetric], {
    description: "The latest value of each metric by each run on each data set, by key.",
  })
  @Policy({ scope: "READ" })
  async metrics(@Root() model: LoggedModelRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    const found = await loader(ctx, modelMetricsLoader).load({ id: model.uuid, args: first });
    return found.map(({ timestamp, ...metric }) => ({ ...metric, at: instantOfMillis(timestamp) }));
  }

  @FieldResolver(() => ArtifactEntryConnection, {
    description:
      "Its files that this service keeps, folder by folder, by path. None where its experiment has a store outside.",
  })
  @Policy({ scope: "READ" })
  artifacts(
    @Root() model: LoggedModelRead,
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("path", () => String, { nullable: true, description: "The folder; absent: the root." }) path: string | null,
  ) {
    return listArtifacts(ctx, model, path, paging);
  }
}

@Resolver(() => LoggedModelMetric)
export class LoggedModelMetricResolver {
  @FieldResolver(() => Run, { nullable: true, description: "The run that measured it; null when not visible." })
  @Policy({ scope: "READ" })
  run(@Root() metric: FirstModelMetric, @Context() ctx: Ctx) {
    return metric.runId === null ? null : loader(ctx, runLoader).load(metric.runId);
  }
}

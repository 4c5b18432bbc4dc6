import { Arg, Args, ArgsType, Ctx as Context, Field, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { hexOfUuid } from "../../db/ids.js";
import { ListArgs, PageArgs } from "../../graphql/connection.js";
import { KeyedArgs, keyedSlice } from "../../graphql/keyed.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { DateTime, Long } from "../../graphql/scalars.js";
import { Param, Tag } from "../../graphql/shapes.js";
import { Weight } from "../../graphql/weight.js";
import { instantOfMillis } from "../../instant.js";
import { listArtifacts } from "../files/artifacts.pages.js";
import { checkPoints, MAX_POINTS, MIN_POINTS, rangeOf } from "../metrics/sampling-rules.js";
import {
  datasetDescriptionLoader,
  experimentLoader,
  historyLoader,
  loggedModelLoader,
  runDatasetsLoader,
  runMetricsLoader,
  runModelsLoader,
  runNameLoader,
  runParamsLoader,
  runTagsLoader,
} from "../tracking.loaders.js";
import {
  ArtifactEntryConnection,
  Experiment,
  LoggedModel,
  MeasuredMetric,
  MetricHistory,
  Run,
  RunCode,
  RunDataset,
  RunLoggedModel,
} from "../tracking.types.js";
import { holdsRunRight } from "./held-rights.js";
import { codeFrom, codeTags } from "./run-code-rules.js";
import type { LinkedModel, UsedDataset } from "./run-details.queries.js";
import type { RunRead } from "./runs.queries.js";

@ArgsType()
class HistoryArgs {
  @Field(() => String, { description: "The metric's key." })
  key: string;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 100,
    description: `How many points at most: ${MIN_POINTS}–${MAX_POINTS.toLocaleString("en-US")}.`,
  })
  points: number;

  @Field(() => Long, { nullable: true, description: "The first step, which is included." })
  fromStep?: bigint | null;

  @Field(() => Long, { nullable: true, description: "The last step, which is included." })
  toStep?: bigint | null;
}

const samplingOf = ({ key, points, fromStep, toStep }: HistoryArgs) => ({
  key,
  most: checkPoints(points ?? 100),
  range: rangeOf(fromStep, toStep),
});

const withInstant = <Point extends { timestamp: bigint }>({ timestamp, ...point }: Point) => ({
  ...point,
  at: instantOfMillis(timestamp),
});

@Resolver(() => Run)
export class RunFieldsResolver {
  @FieldResolver(() => String, { description: "MLflow's id of it: 32 hexadecimal digits." })
  runId(@Root() run: RunRead): string {
    return hexOfUuid(run.uuid);
  }

  @FieldResolver(() => String, { description: "Its name: the tag `mlflow.runName`; others may have the same." })
  name(@Root() run: RunRead, @Context() ctx: Ctx): Promise<string> {
    return loader(ctx, runNameLoader).load(run.uuid);
  }

  @FieldResolver(() => String, {
    description: "The user that its client named; may be empty. The name is not verified.",
  })
  user(@Root() run: RunRead): string {
    return run.userId;
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: "When it began, by its client's clock; null when that is after the year 9999.",
  })
  startTime(@Root() run: RunRead): string | null {
    return instantOfMillis(run.startTime);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: "When it ended, by its client's clock; null while it goes on, or when that is after the year 9999.",
  })
  endTime(@Root() run: RunRead): string | null {
    return instantOfMillis(run.endTime);
  }

  @FieldResolver(() => Experiment, {
    nullable: true,
    description: "Its experiment; null only when that was hidden from you while this was answered.",
  })
  @Policy({ scope: "READ" })
  experiment(@Root() run: RunRead, @Context() ctx: Ctx) {
    return loader(ctx, experimentLoader).load(run.experimentId);
  }

  @FieldResolver(() => Principal, { description: "The principal that made it, by the credential used." })
  @Policy({ scope: "READ" })
  createdBy(@Root() run: RunRead, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(run.createdById);
  }

  @FieldResolver(() => [MeasuredMetric], { description: "The latest value of each metric, by key." })
  @Policy({ scope: "READ" })
  async metrics(@Root() run: RunRead, @Context() ctx: Ctx, @Args(() => KeyedArgs) args: KeyedArgs) {
    const found = await loader(ctx, runMetricsLoader).load({ id: run.uuid, args: keyedSlice(args) });
    return found.map(withInstant);
  }

  @FieldResolver(() => [Param], { description: "Its params, by key." })
  @Policy({ scope: "READ" })
  params(@Root() run: RunRead, @Context() ctx: Ctx, @Args(() => KeyedArgs) args: KeyedArgs): Promise<Param[]> {
    return loader(ctx, runParamsLoader).load({ id: run.uuid, args: keyedSlice(args) });
  }

  @FieldResolver(() => [Tag], { description: "Its tags, by key." })
  @Policy({ scope: "READ" })
  tags(@Root() run: RunRead, @Context() ctx: Ctx, @Args(() => KeyedArgs) args: KeyedArgs): Promise<Tag[]> {
    return loader(ctx, runTagsLoader).load({ id: run.uuid, args: keyedSlice(args) });
  }

  @FieldResolver(() => MetricHistory, {
    description:
      "The course of a metric in few points: no minimum or maximum is lost. Counts for as many objects as `points` says when that is over its default.",
  })
  @Policy({ scope: "READ" })
  async metricHistory(@Root() run: RunRead, @Context() ctx: Ctx, @Args(() => HistoryArgs) args: HistoryArgs) {
    const { total, points } = await loader(ctx, historyLoader).load({ id: run.uuid, args: samplingOf(args) });
    return { total, points: points.map(withInstant) };
  }

  @FieldResolver(() => [RunDataset], { description: "The data sets that it used, as they were logged." })
  @Policy({ scope: "READ" })
  datasets(@Root() run: RunRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    return loader(ctx, runDatasetsLoader).load({ id: run.uuid, args: first });
  }

  @FieldResolver(() => [RunLoggedModel], {
    description: "The logged models that it made, then those that it used; those that you may not read are left out.",
  })
  @Policy({ scope: "READ" })
  loggedModels(@Root() run: RunRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    return loader(ctx, runModelsLoader).load({ id: run.uuid, args: first });
  }

  @FieldResolver(() => ArtifactEntryConnection, {
    description:
      "Its files that this service keeps, folder by folder, by path. None where its experiment has a store outside.",
  })
  @Policy({ scope: "READ" })
  artifacts(
    @Root() run: RunRead,
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("path", () => String, { nullable: true, description: "The folder; absent: the root." }) path: string | null,
  ) {
    return listArtifacts(ctx, run, path, paging);
  }

  @FieldResolver(() => RunCode, { description: "The code that it says it ran." })
  @Policy({ scope: "READ" })
  async code(@Root() run: RunRead, @Context() ctx: Ctx): Promise<RunCode> {
    const args = { keys: codeTags, first: codeTags.length };
    return codeFrom(await loader(ctx, runTagsLoader).load({ id: run.uuid, args }));
  }

  @FieldResolver(() => Boolean, { description: "Whether you may delete or restore it." })
  @Policy({ scope: "READ" })
  async viewerCanDelete(@Root() run: RunRead, @Context() ctx: Ctx): Promise<boolean> {
    const experiment = await loader(ctx, experimentLoader).load(run.experimentId);
    return experiment !== null && holdsRunRight(ctx, experiment, run, "maintain");
  }
}

@Resolver(() => RunDataset)
export class RunDatasetResolver {
  @FieldResolver(() => String, { nullable: true, description: "Its columns, as its client wrote them: JSON, mostly." })
  @Weight(5)
  async schema(@Root() dataset: UsedDataset, @Context() ctx: Ctx): Promise<string | null> {
    return (await loader(ctx, datasetDescriptionLoader).load(dataset.number))?.schema ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: "Its size and the like, as its client wrote them." })
  @Weight(5)
  async profile(@Root() dataset: UsedDataset, @Context() ctx: Ctx): Promise<string | null> {
    return (await loader(ctx, datasetDescriptionLoader).load(dataset.number))?.profile ?? null;
  }
}

@Resolver(() => RunLoggedModel)
export class RunLoggedModelResolver {
  @FieldResolver(() => LoggedModel, {
    nullable: true,
    description: "The logged model; null only when it was hidden from you while this was answered.",
  })
  @Policy({ scope: "READ" })
  loggedModel(@Root() link: LinkedModel, @Context() ctx: Ctx) {
    return loader(ctx, loggedModelLoader).load(link.id);
  }
}

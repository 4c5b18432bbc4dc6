import { Args, Ctx as Context, FieldResolver, Resolver, Root } from "type-graphql";
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { ListArgs } from "../../graphql/connection.js";
import { KeyedArgs, keyedSlice } from "../../graphql/keyed.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { Param, Tag } from "../../graphql/shapes.js";
import { directionOf, directionRule } from "../../tracking/metrics/metric-direction-rules.js";
import { MetricDirection } from "../../tracking/tracking.types.js";
import { frozenLoaders, modelLoader, tagsLoader } from "../registry.loaders.js";
import { Artifact, Dataset, Metric, ModelVersion, RegisteredModel } from "../registry.types.js";
import type { VersionRead } from "../versions.queries.js";

/** Where MLflow's own pages have a version's file. */
const downloadPath = ({ modelName, version }: VersionRead, path: string): string =>
  `/model-versions/get-artifact?${new URLSearchParams({ name: modelName, version: String(version), path })}`;

@Resolver(() => ModelVersion)
export class VersionFieldsResolver {
  @FieldResolver(() => RegisteredModel, {
    nullable: true,
    description: "Its model; null for reviewers who may read this version but not the model.",
  })
  @Policy({ scope: "READ" })
  registeredModel(@Root() version: VersionRead, @Context() ctx: Ctx) {
    return loader(ctx, modelLoader).load(version.registeredModelId);
  }

  @FieldResolver(() => Principal, { description: "The principal that made it." })
  @Policy({ scope: "READ" })
  createdBy(@Root() version: VersionRead, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(version.createdById);
  }

  @FieldResolver(() => Principal, { nullable: true, description: "The principal that deleted it or its model." })
  @Policy({ scope: "READ" })
  deletedBy(@Root() version: VersionRead, @Context() ctx: Ctx) {
    return version.deletedById === null ? null : loader(ctx, principalLoader).load(version.deletedById);
  }

  @FieldResolver(() => [Tag], { description: "Its tags, by key." })
  @Policy({ scope: "READ" })
  tags(@Root() version: VersionRead, @Context() ctx: Ctx, @Args(() => KeyedArgs) args: KeyedArgs): Promise<Tag[]> {
    return loader(ctx, tagsLoader).load({ id: version.id, args: keyedSlice(args) });
  }

  @FieldResolver(() => [Param], { description: "Its parameters, as given." })
  @Policy({ scope: "READ" })
  params(@Root() version: VersionRead, @Context() ctx: Ctx, @Args(() => KeyedArgs) args: KeyedArgs) {
    return loader(ctx, frozenLoaders.params).load({ id: version.id, args: keyedSlice(args) });
  }

  @FieldResolver(() => [Metric], { description: "Its metrics, as given." })
  @Policy({ scope: "READ" })
  metrics(@Root() version: VersionRead, @Context() ctx: Ctx, @Args(() => KeyedArgs) args: KeyedArgs) {
    return loader(ctx, frozenLoaders.metrics).load({ id: version.id, args: keyedSlice(args) });
  }

  @FieldResolver(() => [Dataset], { description: "Its data sets, as given." })
  @Policy({ scope: "READ" })
  datasets(@Root() version: VersionRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    return loader(ctx, frozenLoaders.datasets).load({ id: version.id, args: { keys: null, first } });
  }

  @FieldResolver(() => [Artifact], { description: "Its files, as given." })
  @Policy({ scope: ["READ", "RESOLVE"] })
  async artifacts(@Root() version: VersionRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    const files = await loader(ctx, frozenLoaders.artifacts).load({ id: version.id, args: { keys: null, first } });
    return files.map((file) => ({ ...file, downloadPath: downloadPath(version, file.path) }));
  }
}

@Resolver(() => Metric)
export class MetricResolver {
  @FieldResolver(() => MetricDirection, {
    nullable: true,
    description: `Which values are the good ones; null: unknown. It is a guess from the name: ${directionRule}.`,
  })
  direction(@Root() { key }: Metric): keyof typeof MetricDirection | null {
    return directionOf(key);
  }
}

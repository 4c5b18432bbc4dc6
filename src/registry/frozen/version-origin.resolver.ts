import { Args, Ctx as Context, FieldResolver, Resolver, Root } from "type-graphql";
import type { Ctx } from "../../context.js";
import { ListArgs, PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { Tag } from "../../graphql/shapes.js";
import { instantOfMillis } from "../../instant.js";
import type { LoggedModelRead } from "../../tracking/logged-models/logged-models.queries.js";
import type { RunRead } from "../../tracking/runs/runs.queries.js";
import { loggedModelLoader, runLoader } from "../../tracking/tracking.loaders.js";
import { LoggedModel, Run } from "../../tracking/tracking.types.js";
import { ModelVersion, ModelVersionConnection } from "../registry.types.js";
import type { VersionRead } from "../versions.queries.js";
import {
  ArtifactDrift,
  MetricDrift,
  RunSnapshot,
  TextDrift,
  VersionDrift,
  VersionSnapshot,
} from "./version-origin.types.js";
import { driftLoader, versionSourceLoader } from "./version-sources.loaders.js";
import { listMadeFrom } from "./version-sources.pages.js";

/** Where a version came from, and whether that still says what the version froze. */
@Resolver(() => ModelVersion)
export class VersionOriginResolver {
  @FieldResolver(() => Run, {
    nullable: true,
    description:
      "The run that made it; null when none is known, when its author could not read the one named in `runId`, or when you may not.",
  })
  @Policy({ scope: "READ" })
  async run(@Root() version: VersionRead, @Context() ctx: Ctx) {
    const { runId } = await loader(ctx, versionSourceLoader).load(version.id);
    return runId === null ? null : loader(ctx, runLoader).load(runId);
  }

  @FieldResolver(() => LoggedModel, {
    nullable: true,
    description: "The logged model that it was made of; null when there is none, or you may not read it.",
  })
  @Policy({ scope: "READ" })
  async loggedModel(@Root() version: VersionRead, @Context() ctx: Ctx) {
    const { loggedModelId } = await loader(ctx, versionSourceLoader).load(version.id);
    return loggedModelId === null ? null : loader(ctx, loggedModelLoader).load(loggedModelId);
  }

  @FieldResolver(() => VersionSnapshot, { description: "Whether the frozen content is final." })
  async snapshot(@Root() version: VersionRead, @Context() ctx: Ctx): Promise<keyof typeof VersionSnapshot> {
    return (await loader(ctx, versionSourceLoader).load(version.id)).snapshot;
  }

  @FieldResolver(() => RunSnapshot, {
    nullable: true,
    description:
      "What it froze of its run. It is part of the digest and is shown to everyone who may read the version.",
  })
  @Policy({ scope: "READ" })
  async runSnapshot(@Root() version: VersionRead, @Context() ctx: Ctx): Promise<RunSnapshot | null> {
    const { run } = await loader(ctx, versionSourceLoader).load(version.id);
    if (run === null) return null;
    const { id, tags, startTime, endTime, ...facts } = run;
    const times = {
      startTime: instantOfMillis(BigInt(startTime)),
      endTime: endTime === null ? null : instantOfMillis(BigInt(endTime)),
    };
    return { ...facts, ...times, runId: id, frozenTags: tags };
  }

  @FieldResolver(() => VersionDrift, {
    nullable: true,
    description:
      "How its run (its logged model, when it has no run) differs now from what it froze; null when it froze nothing, or you may not read that run.",
  })
  @Policy({ scope: "READ" })
  drift(@Root() version: VersionRead, @Context() ctx: Ctx): Promise<VersionDrift | null> {
    return loader(ctx, driftLoader).load(version.id);
  }
}

@Resolver(() => RunSnapshot)
export class RunSnapshotResolver {
  @FieldResolver(() => [Tag], { description: "The run's tags, by key." })
  @Policy({ scope: "READ" })
  tags(@Root() { frozenTags }: RunSnapshot, @Args(() => ListArgs) { first }: ListArgs): readonly Tag[] {
    return frozenTags.slice(0, first);
  }
}

@Resolver(() => VersionDrift)
export class VersionDriftResolver {
  @FieldResolver(() => [TextDrift], { description: "The run's `status` and `endTime`, where they differ." })
  @Policy({ scope: "READ" })
  facts(@Root() { allFacts }: VersionDrift, @Args(() => ListArgs) { first }: ListArgs): readonly TextDrift[] {
    return allFacts.slice(0, first);
  }

  @FieldResolver(() => [TextDrift], { description: "Params that differ, by key." })
  @Policy({ scope: "READ" })
  params(@Root() { allParams }: VersionDrift, @Args(() => ListArgs) { first }: ListArgs): readonly TextDrift[] {
    return allParams.slice(0, first);
  }

  @FieldResolver(() => [MetricDrift], { description: "Metrics that differ, by key." })
  @Policy({ scope: "READ" })
  metrics(@Root() { allMetrics }: VersionDrift, @Args(() => ListArgs) { first }: ListArgs): readonly MetricDrift[] {
    return allMetrics.slice(0, first);
  }

  @FieldResolver(() => [TextDrift], { description: "The run's tags that differ, by key." })
  @Policy({ scope: "READ" })
  tags(@Root() { allTags }: VersionDrift, @Args(() => ListArgs) { first }: ListArgs): readonly TextDrift[] {
    return allTags.slice(0, first);
  }

  @FieldResolver(() => [ArtifactDrift], {
    nullable: true,
    description: "Files that differ, by path; null when they are a logged model's that you may not read.",
  })
  @Policy({ scope: "READ" })
  artifacts(
    @Root() { allArtifacts }: VersionDrift,
    @Args(() => ListArgs) { first }: ListArgs,
  ): readonly ArtifactDrift[] | null {
    return allArtifacts?.slice(0, first) ?? null;
  }
}

const MADE = "Versions that were registered from it, the newest first; those that you may not read are left out.";

@Resolver(() => Run)
export class RunVersionsResolver {
  @FieldResolver(() => ModelVersionConnection, { description: MADE })
  @Policy({ scope: "READ" })
  modelVersions(@Root() run: RunRead, @Context() ctx: Ctx, @Args(() => PageArgs) paging: PageArgs) {
    return listMadeFrom(ctx, "run", run, paging);
  }
}

@Resolver(() => LoggedModel)
export class LoggedModelVersionsResolver {
  @FieldResolver(() => ModelVersionConnection, { description: MADE })
  @Policy({ scope: "READ" })
  modelVersions(@Root() model: LoggedModelRead, @Context() ctx: Ctx, @Args(() => PageArgs) paging: PageArgs) {
    return listMadeFrom(ctx, "logged_model", model, paging);
  }
}

var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Args, Ctx as Context, FieldResolver, Resolver, Root } from "type-graphql";
import { ListArgs, PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { Tag } from "../../graphql/shapes.js";
import { instantOfMillis } from "../../instant.js";
import { loggedModelLoader, runLoader } from "../../tracking/tracking.loaders.js";
import { LoggedModel, Run } from "../../tracking/tracking.types.js";
import { ModelVersion, ModelVersionConnection } from "../registry.types.js";
import { ArtifactDrift, MetricDrift, RunSnapshot, TextDrift, VersionDrift, VersionSnapshot, } from "./version-origin.types.js";
import { driftLoader, versionSourceLoader } from "./version-sources.loaders.js";
import { listMadeFrom } from "./version-sources.pages.js";
/** Where a version came from, and whether that still says what the version froze. */
let VersionOriginResolver = class VersionOriginResolver {
    async run(version, ctx) {
        const { runId } = await loader(ctx, versionSourceLoader).load(version.id);
        return runId === null ? null : loader(ctx, runLoader).load(runId);
    }
    async loggedModel(version, ctx) {
        const { loggedModelId } = await loader(ctx, versionSourceLoader).load(version.id);
        return loggedModelId === null ? null : loader(ctx, loggedModelLoader).load(loggedModelId);
    }
    async snapshot(version, ctx) {
        return (await loader(ctx, versionSourceLoader).load(version.id)).snapshot;
    }
    async runSnapshot(version, ctx) {
        const { run } = await loader(ctx, versionSourceLoader).load(version.id);
        if (run === null)
            return null;
        const { id, tags, startTime, endTime, ...facts } = run;
        const times = {
            startTime: instantOfMillis(BigInt(startTime)),
            endTime: endTime === null ? null : instantOfMillis(BigInt(endTime)),
        };
        return { ...facts, ...times, runId: id, frozenTags: tags };
    }
    drift(version, ctx) {
        return loader(ctx, driftLoader).load(version.id);
    }
};
__decorate([
    FieldResolver(() => Run, {
        nullable: true,
        description: "The run that made it; null when none is known, when its author could not read the one named in `runId`, or when you may not.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], VersionOriginResolver.prototype, "run", null);
__decorate([
    FieldResolver(() => LoggedModel, {
        nullable: true,
        description: "The logged model that it was made of; null when there is none, or you may not read it.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], VersionOriginResolver.prototype, "loggedModel", null);
__decorate([
    FieldResolver(() => VersionSnapshot, { description: "Whether the frozen content is final." }),
    __param(0, Root()),
    __param(1, Context())
], VersionOriginResolver.prototype, "snapshot", null);
__decorate([
    FieldResolver(() => RunSnapshot, {
        nullable: true,
        description: "What it froze of its run. It is part of the digest and is shown to everyone who may read the version.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], VersionOriginResolver.prototype, "runSnapshot", null);
__decorate([
    FieldResolver(() => VersionDrift, {
        nullable: true,
        description: "How its run (its logged model, when it has no run) differs now from what it froze; null when it froze nothing, or you may not read that run.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], VersionOriginResolver.prototype, "drift", null);
VersionOriginResolver = __decorate([
    Resolver(() => ModelVersion)
], VersionOriginResolver);
export { VersionOriginResolver };
let RunSnapshotResolver = class RunSnapshotResolver {
    tags({ frozenTags }, { first }) {
        return frozenTags.slice(0, first);
    }
};
__decorate([
    FieldResolver(() => [Tag], { description: "The run's tags, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Args(() => ListArgs))
], RunSnapshotResolver.prototype, "tags", null);
RunSnapshotResolver = __decorate([
    Resolver(() => RunSnapshot)
], RunSnapshotResolver);
export { RunSnapshotResolver };
let VersionDriftResolver = class VersionDriftResolver {
    facts({ allFacts }, { first }) {
        return allFacts.slice(0, first);
    }
    params({ allParams }, { first }) {
        return allParams.slice(0, first);
    }
    metrics({ allMetrics }, { first }) {
        return allMetrics.slice(0, first);
    }
    tags({ allTags }, { first }) {
        return allTags.slice(0, first);
    }
    artifacts({ allArtifacts }, { first }) {
        return allArtifacts?.slice(0, first) ?? null;
    }
};
__decorate([
    FieldResolver(() => [TextDrift], { description: "The run's `status` and `endTime`, where they differ." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Args(() => ListArgs))
], VersionDriftResolver.prototype, "facts", null);
__decorate([
    FieldResolver(() => [TextDrift], { description: "Params that differ, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Args(() => ListArgs))
], VersionDriftResolver.prototype, "params", null);
__decorate([
    FieldResolver(() => [MetricDrift], { description: "Metrics that differ, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Args(() => ListArgs))
], VersionDriftResolver.prototype, "metrics", null);
__decorate([
    FieldResolver(() => [TextDrift], { description: "The run's tags that differ, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Args(() => ListArgs))
], VersionDriftResolver.prototype, "tags", null);
__decorate([
    FieldResolver(() => [ArtifactDrift], {
        nullable: true,
        description: "Files that differ, by path; null when they are a logged model's that you may not read.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Args(() => ListArgs))
], VersionDriftResolver.prototype, "artifacts", null);
VersionDriftResolver = __decorate([
    Resolver(() => VersionDrift)
], VersionDriftResolver);
export { VersionDriftResolver };
const MADE = "Versions that were registered from it, the newest first; those that you may not read are left out.";
let RunVersionsResolver = class RunVersionsResolver {
    modelVersions(run, ctx, paging) {
        return listMadeFrom(ctx, "run", run, paging);
    }
};
__decorate([
    FieldResolver(() => ModelVersionConnection, { description: MADE }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => PageArgs))
], RunVersionsResolver.prototype, "modelVersions", null);
RunVersionsResolver = __decorate([
    Resolver(() => Run)
], RunVersionsResolver);
export { RunVersionsResolver };
let LoggedModelVersionsResolver = class LoggedModelVersionsResolver {
    modelVersions(model, ctx, paging) {
        return listMadeFrom(ctx, "logged_model", model, paging);
    }
};
__decorate([
    FieldResolver(() => ModelVersionConnection, { description: MADE }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => PageArgs))
], LoggedModelVersionsResolver.prototype, "modelVersions", null);
LoggedModelVersionsResolver = __decorate([
    Resolver(() => LoggedModel)
], LoggedModelVersionsResolver);
export { LoggedModelVersionsResolver };
//# sourceMappingURL=version-origin.resolver.js.map
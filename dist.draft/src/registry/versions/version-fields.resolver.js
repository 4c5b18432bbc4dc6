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
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import { ListArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { Param, Tag } from "../../graphql/shapes.js";
import { directionOf, directionRule } from "../../tracking/metrics/metric-direction-rules.js";
import { MetricDirection } from "../../tracking/tracking.types.js";
import { frozenLoaders, modelLoader, tagsLoader } from "../registry.loaders.js";
import { Artifact, Dataset, Metric, ModelVersion, RegisteredModel } from "../registry.types.js";
let VersionFieldsResolver = class VersionFieldsResolver {
    registeredModel(version, ctx) {
        return loader(ctx, modelLoader).load(version.registeredModelId);
    }
    createdBy(version, ctx) {
        return loader(ctx, principalLoader).load(version.createdById);
    }
    deletedBy(version, ctx) {
        return version.deletedById === null ? null : loader(ctx, principalLoader).load(version.deletedById);
    }
    tags(version, ctx, { first }) {
        return loader(ctx, tagsLoader).load({ id: version.id, args: first });
    }
    params(version, ctx, { first }) {
        return loader(ctx, frozenLoaders.params).load({ id: version.id, args: first });
    }
    metrics(version, ctx, { first }) {
        return loader(ctx, frozenLoaders.metrics).load({ id: version.id, args: first });
    }
    datasets(version, ctx, { first }) {
        return loader(ctx, frozenLoaders.datasets).load({ id: version.id, args: first });
    }
    artifacts(version, ctx, { first }) {
        return loader(ctx, frozenLoaders.artifacts).load({ id: version.id, args: first });
    }
};
__decorate([
    FieldResolver(() => RegisteredModel, {
        nullable: true,
        description: "Its model; null for reviewers who may read this version but not the model.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], VersionFieldsResolver.prototype, "registeredModel", null);
__decorate([
    FieldResolver(() => Principal, { description: "The principal that made it." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], VersionFieldsResolver.prototype, "createdBy", null);
__decorate([
    FieldResolver(() => Principal, { nullable: true, description: "The principal that deleted it or its model." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], VersionFieldsResolver.prototype, "deletedBy", null);
__decorate([
    FieldResolver(() => [Tag], { description: "Its tags, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], VersionFieldsResolver.prototype, "tags", null);
__decorate([
    FieldResolver(() => [Param], { description: "Its parameters, as given." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], VersionFieldsResolver.prototype, "params", null);
__decorate([
    FieldResolver(() => [Metric], { description: "Its metrics, as given." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], VersionFieldsResolver.prototype, "metrics", null);
__decorate([
    FieldResolver(() => [Dataset], { description: "Its data sets, as given." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], VersionFieldsResolver.prototype, "datasets", null);
__decorate([
    FieldResolver(() => [Artifact], { description: "Its files, as given." }),
    Policy({ scope: ["READ", "RESOLVE"] }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], VersionFieldsResolver.prototype, "artifacts", null);
VersionFieldsResolver = __decorate([
    Resolver(() => ModelVersion)
], VersionFieldsResolver);
export { VersionFieldsResolver };
let MetricResolver = class MetricResolver {
    direction({ key }) {
        return directionOf(key);
    }
};
__decorate([
    FieldResolver(() => MetricDirection, {
        nullable: true,
        description: `Which values are the good ones; null: unknown. It is a guess from the name: ${directionRule}.`,
    }),
    __param(0, Root())
], MetricResolver.prototype, "direction", null);
MetricResolver = __decorate([
    Resolver(() => Metric)
], MetricResolver);
export { MetricResolver };
//# sourceMappingURL=version-fields.resolver.js.map
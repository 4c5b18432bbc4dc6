var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, Ctx as Context, Int, Mutation, Query, Resolver } from "type-graphql";
import { PageArgs } from "../../graphql/connection.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { DateTime } from "../../graphql/scalars.js";
import { loggedModelIdFrom } from "../../tracking/tracking-ids.js";
import { ModelVersionFilter, ModelVersionOrder } from "../filters.types.js";
import { lookupName } from "../list-filters.js";
import { listVersions } from "../registry.pages.js";
import { ModelVersion, ModelVersionConnection } from "../registry.types.js";
import { rereadDeletedVersion, rereadVersion } from "../reread.js";
import { requirePast } from "../resolve/resolve.queries.js";
import { versionByNumber, versionByNumberThen } from "../versions.queries.js";
import { createModelVersion } from "./create-model-version.js";
import { deleteModelVersion } from "./delete-model-version.js";
import { updateModelVersion } from "./update-model-version.js";
import { CreateModelVersionInput, CreateModelVersionPayload, DeleteModelVersionInput, DeleteModelVersionPayload, UpdateModelVersionInput, UpdateModelVersionPayload, } from "./versions.types.js";
let VersionsResolver = class VersionsResolver {
    async modelVersion(ctx, name, version, at, includeDeleted) {
        const { db, access } = ctx;
        const wanted = { name: lookupName(name), version };
        if (at == null)
            return (await versionByNumber(db.reader, access.ability, wanted, includeDeleted ? "allowed" : "none")) ?? null;
        await requirePast(ctx.db.reader, at);
        const then = { at, includeDeleted: includeDeleted === true };
        return (await versionByNumberThen(db.reader, access.ability, wanted, then)) ?? null;
    }
    modelVersions(ctx, paging, filter, orderBy) {
        return listVersions(ctx, filter, orderBy ?? null, paging);
    }
    createModelVersion(ctx, input) {
        const loggedModelId = input.loggedModelId == null ? null : loggedModelIdFrom(input.loggedModelId);
        return mutate(ctx, () => createModelVersion(ctx, { ...input, loggedModelId }), rereadVersion(ctx));
    }
    updateModelVersion(ctx, input) {
        return mutate(ctx, () => updateModelVersion(ctx, { ...input }), rereadVersion(ctx));
    }
    deleteModelVersion(ctx, input) {
        return mutate(ctx, () => deleteModelVersion(ctx, { ...input }), rereadDeletedVersion(ctx));
    }
};
__decorate([
    Query(() => ModelVersion, {
        nullable: true,
        description: "A version by its model's name and its number; null when absent or not visible.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Arg("name", () => String, { description: "The model's name." })),
    __param(2, Arg("version", () => Int, { description: "The number." })),
    __param(3, Arg("at", () => DateTime, {
        nullable: true,
        description: "An instant of the past: of the model that held the name then.",
    })),
    __param(4, Arg("includeDeleted", () => Boolean, {
        nullable: true,
        description: "Find a deleted one too, if you may read it.",
    }))
], VersionsResolver.prototype, "modelVersion", null);
__decorate([
    Query(() => ModelVersionConnection, { description: "Versions, newest first by default." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Args(() => PageArgs)),
    __param(2, Arg("filter", () => ModelVersionFilter, {
        nullable: true,
        description: "Return only items that match; absent means all.",
    })),
    __param(3, Arg("orderBy", () => ModelVersionOrder, { nullable: true, description: "The order of the list." }))
], VersionsResolver.prototype, "modelVersions", null);
__decorate([
    Mutation(() => CreateModelVersionPayload, {
        description: "Makes the next version of a model and freezes its content under one digest.",
    }),
    Policy({ scope: "WRITE", description: "CONTRIBUTOR of the model's team, or a grant" }),
    __param(0, Context()),
    __param(1, Arg("input", () => CreateModelVersionInput, { description: "The version." }))
], VersionsResolver.prototype, "createModelVersion", null);
__decorate([
    Mutation(() => UpdateModelVersionPayload, { description: "Changes a version's description." }),
    Policy({ scope: "WRITE", description: "CONTRIBUTOR of the model's team, or a grant" }),
    __param(0, Context()),
    __param(1, Arg("input", () => UpdateModelVersionInput, { description: "The change to make." }))
], VersionsResolver.prototype, "updateModelVersion", null);
__decorate([
    Mutation(() => DeleteModelVersionPayload, {
        description: "Deletes a version; its record stays, its number is never used again.",
    }),
    Policy({ scope: "WRITE", description: "MAINTAINER of the model's team, or a grant" }),
    __param(0, Context()),
    __param(1, Arg("input", () => DeleteModelVersionInput, { description: "The version." }))
], VersionsResolver.prototype, "deleteModelVersion", null);
VersionsResolver = __decorate([
    Resolver()
], VersionsResolver);
export { VersionsResolver };
//# sourceMappingURL=versions.resolver.js.map
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { keyset } from "../../db/keyset.js";
import { ListArgs, PageArgs, page } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { DateTime } from "../../graphql/scalars.js";
import { NO_STAGE, nextStages } from "../lifecycle-rules.js";
import { modelLoader, versionLoader } from "../registry.loaders.js";
import { ModelVersion, RegisteredModel } from "../registry.types.js";
import { removeAlias } from "./remove-alias.js";
import { setAlias } from "./set-alias.js";
import { heldSlotsLoader, holdersLoader, lifecycleLoader } from "./slots.loaders.js";
import { historyOfSlot, historyOfVersion } from "./slots.queries.js";
import { HeldSlot, Lifecycle, RemoveAliasInput, RemoveAliasPayload, SetAliasInput, SetAliasPayload, SlotIntervalConnection, Stage, } from "./slots.types.js";
const stageName = async (ctx, versionId) => {
    const held = await loader(ctx, heldSlotsLoader).load(versionId);
    return held.find(({ isStage }) => isStage)?.slot ?? NO_STAGE;
};
const START = "0";
let VersionSlotsResolver = class VersionSlotsResolver {
    async stage(version, ctx) {
        const name = await stageName(ctx, version.id);
        const { stages } = await loader(ctx, lifecycleLoader).load("current");
        return stages.find((stage) => stage.name === name) ?? { name, exclusive: false };
    }
    async nextStages(version, ctx) {
        return nextStages(await loader(ctx, lifecycleLoader).load("current"), await stageName(ctx, version.id));
    }
    async aliases(version, ctx) {
        const held = await loader(ctx, heldSlotsLoader).load(version.id);
        return held.filter(({ isStage }) => !isStage).map(({ slot }) => slot.slice(1));
    }
    async slotHistory(version, ctx, { first, after }) {
        const keys = keyset("slotHistory", version.id);
        const from = String(keys.decode(after)?.[0] ?? START);
        const rows = await historyOfVersion(ctx.db.reader, version.id, from, first + 1);
        return page(rows, first, ({ id }) => keys.encode(id), after);
    }
    async viewerCanRequestTransition(version, ctx, to) {
        const model = await loader(ctx, modelLoader).load(version.registeredModelId);
        if (model === null || version.deletedAt !== null || !ctx.credential.scopes.has("WRITE"))
            return false;
        const { stages } = await loader(ctx, lifecycleLoader).load("current");
        const slots = to === null ? stages.map(({ name }) => name) : [to];
        const of = { type: "Slot", modelId: model.id, teamId: model.teamId };
        return slots.some((slot) => ctx.access.ability.can("request", { ...of, slot }));
    }
};
__decorate([
    FieldResolver(() => Stage, { description: "The stage that the version is in; `None` when it was never moved." }),
    Policy({ scope: ["READ", "RESOLVE"] }),
    __param(0, Root()),
    __param(1, Context())
], VersionSlotsResolver.prototype, "stage", null);
__decorate([
    FieldResolver(() => [Stage], { description: "Stages that the lifecycle lets the version move to." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], VersionSlotsResolver.prototype, "nextStages", null);
__decorate([
    FieldResolver(() => [String], { description: "Aliases that point here, without “@”." }),
    Policy({ scope: ["READ", "RESOLVE"] }),
    __param(0, Root()),
    __param(1, Context())
], VersionSlotsResolver.prototype, "aliases", null);
__decorate([
    FieldResolver(() => SlotIntervalConnection, { description: "When the version held which slots, oldest first." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => PageArgs))
], VersionSlotsResolver.prototype, "slotHistory", null);
__decorate([
    FieldResolver(() => Boolean, {
        description: "Whether you may ask to move this version into the slot given, or into any stage.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Arg("to", () => String, { nullable: true, description: "A slot; absent: any." }))
], VersionSlotsResolver.prototype, "viewerCanRequestTransition", null);
VersionSlotsResolver = __decorate([
    Resolver(() => ModelVersion)
], VersionSlotsResolver);
export { VersionSlotsResolver };
let ModelSlotsResolver = class ModelSlotsResolver {
    async slots(model, ctx, { first }) {
        return (await loader(ctx, holdersLoader).load(model.id)).slice(0, first);
    }
    async slotHistory(model, ctx, { first, after }, slot) {
        const keys = keyset("modelSlotHistory", [model.id, slot]);
        const from = String(keys.decode(after)?.[0] ?? START);
        const rows = await historyOfSlot(ctx.db.reader, model.id, slot, from, first + 1);
        return page(rows, first, ({ id }) => keys.encode(id), after);
    }
};
__decorate([
    FieldResolver(() => [HeldSlot], { description: "Who holds each exclusive stage and alias now." }),
    Policy({ scope: ["READ", "RESOLVE"] }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], ModelSlotsResolver.prototype, "slots", null);
__decorate([
    FieldResolver(() => SlotIntervalConnection, { description: "Which versions held a slot when, oldest first." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => PageArgs)),
    __param(3, Arg("slot", () => String, { description: "The slot, as spelled: `Production`, `@champion`." }))
], ModelSlotsResolver.prototype, "slotHistory", null);
ModelSlotsResolver = __decorate([
    Resolver(() => RegisteredModel)
], ModelSlotsResolver);
export { ModelSlotsResolver };
let SlotsResolver = class SlotsResolver {
    lifecycle(ctx) {
        return loader(ctx, lifecycleLoader).load("current");
    }
    async resolve(ctx, uri, at) {
        return (await ctx.resolver.resolve(ctx.access, uri, { at }))?.version ?? null;
    }
    setAlias(ctx, input) {
        return mutate(ctx, () => setAlias(ctx, { ...input }), async ({ modelVersionId }) => ({
            modelVersion: await loader(ctx, versionLoader).clear(modelVersionId).load(modelVersionId),
        }));
    }
    removeAlias(ctx, input) {
        return mutate(ctx, () => removeAlias(ctx, { ...input }), async ({ registeredModelId }) => ({
            registeredModel: await loader(ctx, modelLoader).clear(registeredModelId).load(registeredModelId),
        }));
    }
};
__decorate([
    Query(() => Lifecycle, { description: "The organisation's stages and the ways between them." }),
    Policy({ scope: "READ" }),
    __param(0, Context())
], SlotsResolver.prototype, "lifecycle", null);
__decorate([
    Query(() => ModelVersion, {
        nullable: true,
        description: "What a `models:` URI names: /name/stage, /name/number, /name/latest or name@alias; null when absent or not visible.",
    }),
    Policy({ scope: ["READ", "RESOLVE"] }),
    __param(0, Context()),
    __param(1, Arg("uri", () => String, {
        description: "`models:/churn/Production`, `models:/churn@champion`, `models:/churn/7`.",
    })),
    __param(2, Arg("at", () => DateTime, { nullable: true, description: "As it was at this instant, by your rights of now." }))
], SlotsResolver.prototype, "resolve", null);
__decorate([
    Mutation(() => SetAliasPayload, {
        description: "Points an alias at a version; a guarded alias needs requestTransition.",
    }),
    Policy({ scope: "WRITE", description: "MAINTAINER of the model's team, or a grant" }),
    __param(0, Context()),
    __param(1, Arg("input", () => SetAliasInput, { description: "The alias." }))
], SlotsResolver.prototype, "setAlias", null);
__decorate([
    Mutation(() => RemoveAliasPayload, {
        description: "Takes an alias away; a guarded one is only moved, to another version.",
    }),
    Policy({ scope: "WRITE", description: "MAINTAINER of the model's team, or a grant" }),
    __param(0, Context()),
    __param(1, Arg("input", () => RemoveAliasInput, { description: "The alias." }))
], SlotsResolver.prototype, "removeAlias", null);
SlotsResolver = __decorate([
    Resolver()
], SlotsResolver);
export { SlotsResolver };
//# sourceMappingURL=slots.resolver.js.map
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, Ctx as Context, Mutation, Query, Resolver } from "type-graphql";
import { PageArgs } from "../../graphql/connection.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { DateTime } from "../../graphql/scalars.js";
import { RegisteredModelFilter, RegisteredModelOrder } from "../filters.types.js";
import { lookupName } from "../list-filters.js";
import { modelByName, modelByNameThen } from "../models.queries.js";
import { listModels } from "../registry.pages.js";
import { RegisteredModel, RegisteredModelConnection } from "../registry.types.js";
import { rereadDeletedModel, rereadModel } from "../reread.js";
import { requirePast } from "../resolve/resolve.queries.js";
import { transferRegisteredModel } from "../sharing/transfer-registered-model.js";
import { createRegisteredModel } from "./create-registered-model.js";
import { deleteRegisteredModel } from "./delete-registered-model.js";
import { CreateRegisteredModelInput, CreateRegisteredModelPayload, DeleteRegisteredModelInput, DeleteRegisteredModelPayload, RenameRegisteredModelInput, RenameRegisteredModelPayload, TransferRegisteredModelInput, TransferRegisteredModelPayload, UpdateRegisteredModelInput, UpdateRegisteredModelPayload, } from "./models.types.js";
import { renameRegisteredModel } from "./rename-registered-model.js";
import { updateRegisteredModel } from "./update-registered-model.js";
let ModelsResolver = class ModelsResolver {
    async registeredModel(ctx, name, at, includeDeleted) {
        const { db, access } = ctx;
        const found = lookupName(name);
        if (at == null)
            return (await modelByName(db.reader, access.ability, found, includeDeleted ? "allowed" : "none")) ?? null;
        await requirePast(ctx.db.reader, at);
        return (await modelByNameThen(db.reader, access.ability, found, at)) ?? null;
    }
    registeredModels(ctx, paging, filter, orderBy) {
        return listModels(ctx, filter, orderBy ?? null, paging);
    }
    createRegisteredModel(ctx, input) {
        return mutate(ctx, () => createRegisteredModel(ctx, { ...input }), rereadModel(ctx));
    }
    updateRegisteredModel(ctx, input) {
        return mutate(ctx, () => updateRegisteredModel(ctx, { ...input }), rereadModel(ctx));
    }
    renameRegisteredModel(ctx, input) {
        return mutate(ctx, () => renameRegisteredModel(ctx, { ...input }), rereadModel(ctx));
    }
    transferRegisteredModel(ctx, input) {
        return mutate(ctx, () => transferRegisteredModel(ctx, { ...input }), rereadModel(ctx));
    }
    deleteRegisteredModel(ctx, input) {
        return mutate(ctx, () => deleteRegisteredModel(ctx, { ...input }), rereadDeletedModel(ctx));
    }
};
__decorate([
    Query(() => RegisteredModel, {
        nullable: true,
        description: "A registered model by its name; null when absent or not visible.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Arg("name", () => String, { description: "Its name." })),
    __param(2, Arg("at", () => DateTime, { nullable: true, description: "An instant of the past: who held the name then." })),
    __param(3, Arg("includeDeleted", () => Boolean, {
        nullable: true,
        description: "Find a deleted one too, if you may read it.",
    }))
], ModelsResolver.prototype, "registeredModel", null);
__decorate([
    Query(() => RegisteredModelConnection, { description: "Registered models, by name by default." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Args(() => PageArgs)),
    __param(2, Arg("filter", () => RegisteredModelFilter, {
        nullable: true,
        description: "Return only items that match; absent means all.",
    })),
    __param(3, Arg("orderBy", () => RegisteredModelOrder, { nullable: true, description: "The order of the list." }))
], ModelsResolver.prototype, "registeredModels", null);
__decorate([
    Mutation(() => CreateRegisteredModelPayload, {
        description: "Makes an empty registered model. One that takes a guarded name gets copies of the policies of the last model that had it.",
    }),
    Policy({ scope: "WRITE", description: "CONTRIBUTOR of the team" }),
    __param(0, Context()),
    __param(1, Arg("input", () => CreateRegisteredModelInput, { description: "The model." }))
], ModelsResolver.prototype, "createRegisteredModel", null);
__decorate([
    Mutation(() => UpdateRegisteredModelPayload, { description: "Changes a model's description, and who reads it." }),
    Policy({ scope: "WRITE", description: "MAINTAINER of the model's team or a grant; for visibility OWNER" }),
    __param(0, Context()),
    __param(1, Arg("input", () => UpdateRegisteredModelInput, { description: "The change to make." }))
], ModelsResolver.prototype, "updateRegisteredModel", null);
__decorate([
    Mutation(() => RenameRegisteredModelPayload, {
        description: "Gives a model another name; ids, grants and history stay, open requests are void. Refused while the model holds a slot that a policy guards under either name.",
    }),
    Policy({ scope: "WRITE", description: "MAINTAINER of the model's team, or a grant" }),
    __param(0, Context()),
    __param(1, Arg("input", () => RenameRegisteredModelInput, { description: "The name." }))
], ModelsResolver.prototype, "renameRegisteredModel", null);
__decorate([
    Mutation(() => TransferRegisteredModelPayload, {
        description: "Moves a model to another team: at once by an owner of both or an admin; else an offer for 7 days that an owner of the other team takes by the same call.",
    }),
    Policy({ scope: "WRITE", description: "OWNER of the model's team, or of the team it is offered to" }),
    __param(0, Context()),
    __param(1, Arg("input", () => TransferRegisteredModelInput, { description: "The move to make." }))
], ModelsResolver.prototype, "transferRegisteredModel", null);
__decorate([
    Mutation(() => DeleteRegisteredModelPayload, {
        description: "Deletes a model; its record stays. Its name becomes free, but stays its team's if a policy of the model covers it or it held a guarded slot.",
    }),
    Policy({ scope: "WRITE", description: "MAINTAINER of the model's team, or a grant" }),
    __param(0, Context()),
    __param(1, Arg("input", () => DeleteRegisteredModelInput, { description: "The model." }))
], ModelsResolver.prototype, "deleteRegisteredModel", null);
ModelsResolver = __decorate([
    Resolver()
], ModelsResolver);
export { ModelsResolver };
//# sourceMappingURL=models.resolver.js.map
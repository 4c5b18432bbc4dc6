import { Arg, Args, Ctx as Context, Mutation, Query, Resolver } from "type-graphql";
import type { Ctx } from "../../context.js";
import { storedName } from "../../db/names.js";
import { PageArgs } from "../../graphql/connection.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { DateTime } from "../../graphql/scalars.js";
import { RegisteredModelFilter, RegisteredModelOrder } from "../filters.types.js";
import { type ModelRead, modelByName, modelByNameThen } from "../models.queries.js";
import { listModels } from "../registry.pages.js";
import { RegisteredModel, RegisteredModelConnection } from "../registry.types.js";
import { rereadDeletedModel, rereadModel } from "../reread.js";
import { requirePast } from "../resolve/resolve.queries.js";
import { transferRegisteredModel } from "../sharing/transfer-registered-model.js";
import { createRegisteredModel } from "./create-registered-model.js";
import { deleteRegisteredModel } from "./delete-registered-model.js";
import {
  CreateRegisteredModelInput,
  CreateRegisteredModelPayload,
  DeleteRegisteredModelInput,
  DeleteRegisteredModelPayload,
  RenameRegisteredModelInput,
  RenameRegisteredModelPayload,
  TransferRegisteredModelInput,
  TransferRegisteredModelPayload,
  UpdateRegisteredModelInput,
  UpdateRegisteredModelPayload,
} from "./models.types.js";
import { renameRegisteredModel } from "./rename-registered-model.js";
import { updateRegisteredModel } from "./update-registered-model.js";

@Resolver()
export class ModelsResolver {
  @Query(() => RegisteredModel, {
    nullable: true,
    description: "A registered model by its name; null when absent or not visible.",
  })
  @Policy({ scope: "READ" })
  async registeredModel(
    @Context() ctx: Ctx,
    @Arg("name", () => String, { description: "Its name." }) name: string,
    @Arg("at", () => DateTime, { nullable: true, description: "An instant of the past: who held the name then." }) at:
      | string
      | null,
    @Arg("includeDeleted", () => Boolean, {
      nullable: true,
      description: "Find a deleted one too, if you may read it.",
    })
    includeDeleted: boolean | null,
  ): Promise<ModelRead | null> {
    const { db, access } = ctx;
    const found = storedName(name);
    if (at == null)
      return (await modelByName(db.reader, access.ability, found, includeDeleted ? "allowed" : "none")) ?? null;
    await requirePast(ctx.db.reader, at);
    return (await modelByNameThen(db.reader, access.ability, found, at)) ?? null;
  }

  @Query(() => RegisteredModelConnection, { description: "Registered models, by name by default." })
  @Policy({ scope: "READ" })
  registeredModels(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => RegisteredModelFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    filter: RegisteredModelFilter | null,
    @Arg("orderBy", () => RegisteredModelOrder, { nullable: true, description: "The order of the list." })
    orderBy: RegisteredModelOrder | null,
  ) {
    return listModels(ctx, filter, orderBy ?? null, paging);
  }

  @Mutation(() => CreateRegisteredModelPayload, {
    description:
      "Makes an empty registered model. One that takes a guarded name gets copies of the policies of the last model that had it.",
  })
  @Policy({ scope: "WRITE", description: "CONTRIBUTOR of the team" })
  createRegisteredModel(
    @Context() ctx: Ctx,
    @Arg("input", () => CreateRegisteredModelInput, { description: "The model." }) input: CreateRegisteredModelInput,
  ) {
    return mutate(ctx, () => createRegisteredModel(ctx, { ...input }), rereadModel(ctx));
  }

  @Mutation(() => UpdateRegisteredModelPayload, { description: "Changes a model's description, and who reads it." })
  @Policy({ scope: "WRITE", description: "MAINTAINER of the model's team or a grant; for visibility OWNER" })
  updateRegisteredModel(
    @Context() ctx: Ctx,
    @Arg("input", () => UpdateRegisteredModelInput, { description: "The change to make." })
    input: UpdateRegisteredModelInput,
  ) {
    return mutate(ctx, () => updateRegisteredModel(ctx, { ...input }), rereadModel(ctx));
  }

  @Mutation(() => RenameRegisteredModelPayload, {
    description:
      "Gives a model another name; ids, grants and history stay, open requests are void. Refused while the model holds a slot that a policy guards under either name.",
  })
  @Policy({ scope: "WRITE", description: "MAINTAINER of the model's team, or a grant" })
  renameRegisteredModel(
    @Context() ctx: Ctx,
    @Arg("input", () => RenameRegisteredModelInput, { description: "The name." }) input: RenameRegisteredModelInput,
  ) {
    return mutate(ctx, () => renameRegisteredModel(ctx, { ...input }), rereadModel(ctx));
  }

  @Mutation(() => TransferRegisteredModelPayload, {
    description:
      "Moves a model to another team: at once by an owner of both or an admin; else an offer for 7 days that an owner of the other team takes by the same call.",
  })
  @Policy({ scope: "WRITE", description: "OWNER of the model's team, or of the team it is offered to" })
  transferRegisteredModel(
    @Context() ctx: Ctx,
    @Arg("input", () => TransferRegisteredModelInput, { description: "The move to make." })
    input: TransferRegisteredModelInput,
  ) {
    return mutate(ctx, () => transferRegisteredModel(ctx, { ...input }), rereadModel(ctx));
  }

  @Mutation(() => DeleteRegisteredModelPayload, {
    description:
      "Deletes a model; its record stays. Its name becomes free, but stays its team's if a policy of the model covers it or it held a guarded slot.",
  })
  @Policy({ scope: "WRITE", description: "MAINTAINER of the model's team, or a grant" })
  deleteRegisteredModel(
    @Context() ctx: Ctx,
    @Arg("input", () => DeleteRegisteredModelInput, { description: "The model." }) input: DeleteRegisteredModelInput,
  ) {
    return mutate(ctx, () => deleteRegisteredModel(ctx, { ...input }), rereadDeletedModel(ctx));
  }
}

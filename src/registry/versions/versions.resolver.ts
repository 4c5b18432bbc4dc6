import { Arg, Args, Ctx as Context, Int, Mutation, Query, Resolver } from "type-graphql";
import type { Ctx } from "../../context.js";
import { storedName } from "../../db/names.js";
import { PageArgs } from "../../graphql/connection.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { DateTime } from "../../graphql/scalars.js";
import { loggedModelIdFrom } from "../../tracking/tracking-ids.js";
import { ModelVersionFilter, ModelVersionOrder } from "../filters.types.js";
import { listVersions } from "../registry.pages.js";
import { ModelVersion, ModelVersionConnection } from "../registry.types.js";
import { rereadDeletedVersion, rereadVersion } from "../reread.js";
import { requirePast } from "../resolve/resolve.queries.js";
import { type VersionRead, versionByNumber, versionByNumberThen } from "../versions.queries.js";
import { createModelVersion } from "./create-model-version.js";
import { deleteModelVersion } from "./delete-model-version.js";
import { updateModelVersion } from "./update-model-version.js";
import {
  CreateModelVersionInput,
  CreateModelVersionPayload,
  DeleteModelVersionInput,
  DeleteModelVersionPayload,
  UpdateModelVersionInput,
  UpdateModelVersionPayload,
} from "./versions.types.js";

@Resolver()
export class VersionsResolver {
  @Query(() => ModelVersion, {
    nullable: true,
    description: "A version by its model's name and its number; null when absent or not visible.",
  })
  @Policy({ scope: "READ" })
  async modelVersion(
    @Context() ctx: Ctx,
    @Arg("name", () => String, { description: "The model's name." }) name: string,
    @Arg("version", () => Int, { description: "The number." }) version: number,
    @Arg("at", () => DateTime, {
      nullable: true,
      description: "An instant of the past: of the model that held the name then.",
    })
    at: string | null,
    @Arg("includeDeleted", () => Boolean, {
      nullable: true,
      description: "Find a deleted one too, if you may read it.",
    })
    includeDeleted: boolean | null,
  ): Promise<VersionRead | null> {
    const { db, access } = ctx;
    const wanted = { name: storedName(name), version };
    if (at == null)
      return (await versionByNumber(db.reader, access.ability, wanted, includeDeleted ? "allowed" : "none")) ?? null;
    await requirePast(ctx.db.reader, at);
    const then = { at, includeDeleted: includeDeleted === true };
    return (await versionByNumberThen(db.reader, access.ability, wanted, then)) ?? null;
  }

  @Query(() => ModelVersionConnection, { description: "Versions, newest first by default." })
  @Policy({ scope: "READ" })
  modelVersions(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => ModelVersionFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    filter: ModelVersionFilter | null,
    @Arg("orderBy", () => ModelVersionOrder, { nullable: true, description: "The order of the list." })
    orderBy: ModelVersionOrder | null,
  ) {
    return listVersions(ctx, filter, orderBy ?? null, paging);
  }

  @Mutation(() => CreateModelVersionPayload, {
    description: "Makes the next version of a model and freezes its content under one digest.",
  })
  @Policy({ scope: "WRITE", description: "CONTRIBUTOR of the model's team, or a grant" })
  createModelVersion(
    @Context() ctx: Ctx,
    @Arg("input", () => CreateModelVersionInput, { description: "The version." }) input: CreateModelVersionInput,
  ) {
    const loggedModelId = input.loggedModelId == null ? null : loggedModelIdFrom(input.loggedModelId);
    return mutate(ctx, () => createModelVersion(ctx, { ...input, loggedModelId }), rereadVersion(ctx));
  }

  @Mutation(() => UpdateModelVersionPayload, { description: "Changes a version's description." })
  @Policy({ scope: "WRITE", description: "CONTRIBUTOR of the model's team, or a grant" })
  updateModelVersion(
    @Context() ctx: Ctx,
    @Arg("input", () => UpdateModelVersionInput, { description: "The change to make." }) input: UpdateModelVersionInput,
  ) {
    return mutate(ctx, () => updateModelVersion(ctx, { ...input }), rereadVersion(ctx));
  }

  @Mutation(() => DeleteModelVersionPayload, {
    description: "Deletes a version; its record stays, its number is never used again.",
  })
  @Policy({ scope: "WRITE", description: "MAINTAINER of the model's team, or a grant" })
  deleteModelVersion(
    @Context() ctx: Ctx,
    @Arg("input", () => DeleteModelVersionInput, { description: "The version." }) input: DeleteModelVersionInput,
  ) {
    return mutate(ctx, () => deleteModelVersion(ctx, { ...input }), rereadDeletedVersion(ctx));
  }
}

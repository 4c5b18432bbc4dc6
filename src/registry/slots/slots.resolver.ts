import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Ctx } from "../../context.js";
import { keyset } from "../../db/keyset.js";
import { storedName } from "../../db/names.js";
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
import {
  HeldSlot,
  Lifecycle,
  RemoveAliasInput,
  RemoveAliasPayload,
  SetAliasInput,
  SetAliasPayload,
  SlotIntervalConnection,
  Stage,
} from "./slots.types.js";

const stageName = async (ctx: Ctx, versionId: string): Promise<string> => {
  const held = await loader(ctx, heldSlotsLoader).load(versionId);
  return held.find(({ isStage }) => isStage)?.slot ?? NO_STAGE;
};

const START = "0";

@Resolver(() => ModelVersion)
export class VersionSlotsResolver {
  @FieldResolver(() => Stage, { description: "The stage that the version is in; `None` when it was never moved." })
  @Policy({ scope: ["READ", "RESOLVE"] })
  async stage(@Root() version: ModelVersion, @Context() ctx: Ctx): Promise<Stage> {
    const name = await stageName(ctx, version.id);
    const { stages } = await loader(ctx, lifecycleLoader).load("current");
    return stages.find((stage) => stage.name === name) ?? { name, exclusive: false };
  }

  @FieldResolver(() => [Stage], { description: "Stages that the lifecycle lets the version move to." })
  @Policy({ scope: "READ" })
  async nextStages(@Root() version: ModelVersion, @Context() ctx: Ctx): Promise<Stage[]> {
    return nextStages(await loader(ctx, lifecycleLoader).load("current"), await stageName(ctx, version.id));
  }

  @FieldResolver(() => [String], { description: "Aliases that point here, without “@”." })
  @Policy({ scope: ["READ", "RESOLVE"] })
  async aliases(@Root() version: ModelVersion, @Context() ctx: Ctx): Promise<string[]> {
    const held = await loader(ctx, heldSlotsLoader).load(version.id);
    return held.filter(({ isStage }) => !isStage).map(({ slot }) => slot.slice(1));
  }

  @FieldResolver(() => SlotIntervalConnection, { description: "When the version held which slots, oldest first." })
  @Policy({ scope: "READ" })
  async slotHistory(
    @Root() version: ModelVersion,
    @Context() ctx: Ctx,
    @Args(() => PageArgs) { first, after }: PageArgs,
  ) {
    const keys = keyset("slotHistory", version.id);
    const from = String(keys.decode(after)?.[0] ?? START);
    const rows = await historyOfVersion(ctx.db.reader, version.id, from, first + 1);
    return page(rows, first, ({ id }) => keys.encode(id), after);
  }

  @FieldResolver(() => Boolean, {
    description: "Whether you may ask to move this version into the slot given, or into any stage.",
  })
  @Policy({ scope: "READ" })
  async viewerCanRequestTransition(
    @Root() version: ModelVersion,
    @Context() ctx: Ctx,
    @Arg("to", () => String, { nullable: true, description: "A slot; absent: any." }) to?: string | null,
  ): Promise<boolean> {
    const model = await loader(ctx, modelLoader).load(version.registeredModelId);
    if (model === null || version.deletedAt !== null || !ctx.credential.scopes.has("WRITE")) return false;
    const { stages } = await loader(ctx, lifecycleLoader).load("current");
    const slots = to == null ? stages.map(({ name }) => name) : [storedName(to)];
    const of = { type: "Slot", modelId: model.id, teamId: model.teamId } as const;
    return slots.some((slot) => ctx.access.ability.can("request", { ...of, slot }));
  }
}

@Resolver(() => RegisteredModel)
export class ModelSlotsResolver {
  @FieldResolver(() => [HeldSlot], { description: "Who holds each exclusive stage and alias now." })
  @Policy({ scope: ["READ", "RESOLVE"] })
  async slots(
    @Root() model: RegisteredModel,
    @Context() ctx: Ctx,
    @Args(() => ListArgs) { first }: ListArgs,
  ): Promise<HeldSlot[]> {
    return (await loader(ctx, holdersLoader).load(model.id)).slice(0, first);
  }

  @FieldResolver(() => SlotIntervalConnection, { description: "Which versions held a slot when, oldest first." })
  @Policy({ scope: "READ" })
  async slotHistory(
    @Root() model: RegisteredModel,
    @Context() ctx: Ctx,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Arg("slot", () => String, { description: "The slot, as spelled: `Production`, `@champion`." }) slot: string,
  ) {
    const keys = keyset("modelSlotHistory", [model.id, slot]);
    const from = String(keys.decode(after)?.[0] ?? START);
    const rows = await historyOfSlot(ctx.db.reader, model.id, storedName(slot), from, first + 1);
    return page(rows, first, ({ id }) => keys.encode(id), after);
  }
}

@Resolver()
export class SlotsResolver {
  @Query(() => Lifecycle, { description: "The organisation's stages and the ways between them." })
  @Policy({ scope: "READ" })
  lifecycle(@Context() ctx: Ctx) {
    return loader(ctx, lifecycleLoader).load("current");
  }

  @Query(() => ModelVersion, {
    nullable: true,
    description:
      "What a `models:` URI names: /name/stage, /name/number, /name/latest or name@alias; null when absent or not visible.",
  })
  @Policy({ scope: ["READ", "RESOLVE"] })
  async resolve(
    @Context() ctx: Ctx,
    @Arg("uri", () => String, {
      description: "`models:/churn/Production`, `models:/churn@champion`, `models:/churn/7`.",
    })
    uri: string,
    @Arg("at", () => DateTime, { nullable: true, description: "As it was at this instant, by your rights of now." })
    at: string | null,
  ): Promise<ModelVersion | null> {
    return ((await ctx.resolver.resolve(ctx.access, uri, { at }))?.version as ModelVersion | undefined) ?? null;
  }

  @Mutation(() => SetAliasPayload, {
    description: "Points an alias at a version; a guarded alias needs requestTransition.",
  })
  @Policy({ scope: "WRITE", description: "MAINTAINER of the model's team, or a grant" })
  setAlias(
    @Context() ctx: Ctx,
    @Arg("input", () => SetAliasInput, { description: "The alias." }) input: SetAliasInput,
  ) {
    return mutate(
      ctx,
      () => setAlias(ctx, { ...input }),
      async ({ modelVersionId }) => ({
        modelVersion: await loader(ctx, versionLoader).clear(modelVersionId).load(modelVersionId),
      }),
    );
  }

  @Mutation(() => RemoveAliasPayload, {
    description: "Takes an alias away; one for which a policy asks for signatures is only moved, to another version.",
  })
  @Policy({ scope: "WRITE", description: "MAINTAINER of the model's team, or a grant" })
  removeAlias(
    @Context() ctx: Ctx,
    @Arg("input", () => RemoveAliasInput, { description: "The alias." }) input: RemoveAliasInput,
  ) {
    return mutate(
      ctx,
      () => removeAlias(ctx, { ...input }),
      async ({ registeredModelId }) => ({
        registeredModel: await loader(ctx, modelLoader).clear(registeredModelId).load(registeredModelId),
      }),
    );
  }
}

import { Arg, Args, Ctx as Context, FieldResolver, Resolver, Root } from "type-graphql";
import { principalLoader, teamLoader } from "../../access/access.loaders.js";
import { Principal, Team } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { ListArgs, PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { Tag } from "../../graphql/shapes.js";
import type { GrantRead, OfferRead } from "../details.queries.js";
import { ModelVersionFilter, ModelVersionOrder } from "../filters.types.js";
import type { ModelRead } from "../models.queries.js";
import { tagKeyOf } from "../ownership-rules.js";
import {
  grantsLoader,
  latestLoader,
  offerLoader,
  ownerHistoryLoader,
  ownersLoader,
  tagsLoader,
  versionLoader,
} from "../registry.loaders.js";
import { listVersions } from "../registry.pages.js";
import {
  AccessGrant,
  ModelVersion,
  ModelVersionConnection,
  OwnershipTag,
  RegisteredModel,
  TransferOffer,
} from "../registry.types.js";
import type { Tag as TagRead } from "../tags.store.js";

/** Owners of the model, admins and auditors see with whom it is shared; others their own teams' part. */
const seesSharing = (
  { access }: Ctx,
  { id, teamId, visibility }: ModelRead,
  ofTeam: string,
  asOwner: boolean,
): boolean => {
  const { ability, roles } = access;
  if (ability.can("own", { type: "RegisteredModel", id, teamId, visibility })) return true;
  if (ability.can("audit", { type: "Organization" })) return true;
  return roles.some((held) => held.teamId === ofTeam && (!asOwner || held.role === "OWNER"));
};

/** Ordinary tags and, read-only, ownership tags as `countersign.…`, by key. */
const allTags = async (ctx: Ctx, id: string, first: number): Promise<TagRead[]> => {
  const owners = await loader(ctx, ownersLoader).load(id);
  const tags = await loader(ctx, tagsLoader).load({ id, args: { keys: null, first } });
  const all = [...tags, ...owners.map(({ key, label }) => ({ key: tagKeyOf(key), value: label }))];
  return all.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, first);
};

@Resolver(() => RegisteredModel)
export class ModelFieldsResolver {
  @FieldResolver(() => Team, { description: "The team that owns it." })
  @Policy({ scope: "READ" })
  team(@Root() model: ModelRead, @Context() ctx: Ctx) {
    return loader(ctx, teamLoader).load(model.teamId);
  }

  @FieldResolver(() => Principal, { description: "The principal that made it." })
  @Policy({ scope: "READ" })
  createdBy(@Root() model: ModelRead, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(model.createdById);
  }

  @FieldResolver(() => Principal, { nullable: true, description: "The principal that deleted it." })
  @Policy({ scope: "READ" })
  deletedBy(@Root() model: ModelRead, @Context() ctx: Ctx) {
    return model.deletedById === null ? null : loader(ctx, principalLoader).load(model.deletedById);
  }

  @FieldResolver(() => [Tag], { description: "Its tags by key; ownership tags read as `countersign.owner` and so on." })
  @Policy({ scope: "READ" })
  tags(@Root() model: ModelRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs): Promise<Tag[]> {
    return allTags(ctx, model.id, first);
  }

  @FieldResolver(() => [OwnershipTag], { description: "The teams and users that answer for it, by key." })
  @Policy({ scope: "READ" })
  async ownershipTags(
    @Root() model: ModelRead,
    @Context() ctx: Ctx,
    @Args(() => ListArgs) { first }: ListArgs,
    @Arg("history", () => Boolean, {
      nullable: true,
      description: "Include ended tags, the oldest first under each key.",
    })
    history: boolean | null,
  ) {
    return (await loader(ctx, history ? ownerHistoryLoader : ownersLoader).load(model.id)).slice(0, first);
  }

  @FieldResolver(() => [AccessGrant], {
    description: "With whom it is shared; for all but its owners, admins and auditors only with their own teams.",
  })
  @Policy({
    scope: "READ",
    description: "OWNER of the model's team, ADMIN, AUDITOR, or a member of the team granted to",
  })
  async grants(
    @Root() model: ModelRead,
    @Context() ctx: Ctx,
    @Args(() => ListArgs) { first }: ListArgs,
  ): Promise<GrantRead[]> {
    const all = await loader(ctx, grantsLoader).load(model.id);
    return all.filter(({ teamId }) => seesSharing(ctx, model, teamId, false)).slice(0, first);
  }

  @FieldResolver(() => TransferOffer, {
    nullable: true,
    description: "The offer to another team that stands, for owners on either side.",
  })
  @Policy({ scope: "READ", description: "OWNER of the model's team or of the team it is offered to, ADMIN, AUDITOR" })
  async transferOffer(@Root() model: ModelRead, @Context() ctx: Ctx): Promise<OfferRead | null> {
    const offer = await loader(ctx, offerLoader).load(model.id);
    return offer !== null && seesSharing(ctx, model, offer.teamId, true) ? offer : null;
  }

  @FieldResolver(() => ModelVersionConnection, { description: "Its versions, newest first by default." })
  @Policy({ scope: "READ" })
  versions(
    @Root() model: ModelRead,
    @Context() ctx: Ctx,
    @Args(() => PageArgs) paging: PageArgs,
    @Arg("filter", () => ModelVersionFilter, {
      nullable: true,
      description: "Return only versions that match. Of a deleted model, the default is its deleted versions.",
    })
    filter: ModelVersionFilter | null,
    @Arg("orderBy", () => ModelVersionOrder, { nullable: true, description: "The order of the list." })
    orderBy: ModelVersionOrder | null,
  ) {
    const includeDeleted = filter?.includeDeleted ?? model.deletedAt !== null;
    return listVersions(ctx, { ...filter, includeDeleted }, orderBy ?? null, paging, model.id);
  }

  @FieldResolver(() => ModelVersion, { nullable: true, description: "The version with the highest number." })
  @Policy({ scope: "READ" })
  async latestVersion(@Root() model: ModelRead, @Context() ctx: Ctx) {
    const id = await loader(ctx, latestLoader).load(model.id);
    return id === null ? null : loader(ctx, versionLoader).load(id);
  }
}

@Resolver(() => OwnershipTag)
export class OwnershipTagResolver {
  @FieldResolver(() => Team, { nullable: true, description: "The team, when it is one." })
  @Policy({ scope: "READ" })
  team(@Root() tag: OwnershipTag, @Context() ctx: Ctx) {
    return tag.teamId === null ? null : loader(ctx, teamLoader).load(tag.teamId);
  }

  @FieldResolver(() => Principal, { nullable: true, description: "The user, when it is one." })
  @Policy({ scope: "READ" })
  principal(@Root() tag: OwnershipTag, @Context() ctx: Ctx) {
    return tag.principalId === null ? null : loader(ctx, principalLoader).load(tag.principalId);
  }

  @FieldResolver(() => Principal, { description: "The principal that set it." })
  @Policy({ scope: "READ" })
  setBy(@Root() tag: OwnershipTag, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(tag.setById);
  }
}

@Resolver(() => AccessGrant)
export class AccessGrantResolver {
  @FieldResolver(() => Team, { description: "The team it is shared with." })
  @Policy({ scope: "READ" })
  team(@Root() grant: AccessGrant, @Context() ctx: Ctx) {
    return loader(ctx, teamLoader).load(grant.teamId);
  }

  @FieldResolver(() => Principal, { description: "The principal that gave it, or changed it last." })
  @Policy({ scope: "READ" })
  grantedBy(@Root() grant: AccessGrant, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(grant.grantedById);
  }
}

@Resolver(() => TransferOffer)
export class TransferOfferResolver {
  @FieldResolver(() => Team, { description: "The team it is offered to." })
  @Policy({ scope: "READ" })
  team(@Root() offer: TransferOffer, @Context() ctx: Ctx) {
    return loader(ctx, teamLoader).load(offer.teamId);
  }

  @FieldResolver(() => Principal, { description: "The principal that offers it." })
  @Policy({ scope: "READ" })
  offeredBy(@Root() offer: TransferOffer, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(offer.offeredById);
  }
}

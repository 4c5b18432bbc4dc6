var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Arg, Args, Ctx as Context, FieldResolver, Resolver, Root } from "type-graphql";
import { principalLoader, teamLoader } from "../../access/access.loaders.js";
import { Principal, Team } from "../../access/access.types.js";
import { ListArgs, PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { Policy } from "../../graphql/policy.js";
import { Tag } from "../../graphql/shapes.js";
import { ModelVersionFilter, ModelVersionOrder } from "../filters.types.js";
import { tagKeyOf } from "../ownership-rules.js";
import { grantsLoader, latestLoader, offerLoader, ownerHistoryLoader, ownersLoader, tagsLoader, versionLoader, } from "../registry.loaders.js";
import { listVersions } from "../registry.pages.js";
import { AccessGrant, ModelVersion, ModelVersionConnection, OwnershipTag, RegisteredModel, TransferOffer, } from "../registry.types.js";
/** Owners of the model, admins and auditors see with whom it is shared; others their own teams' part. */
const seesSharing = ({ access }, { id, teamId, visibility }, ofTeam, asOwner) => {
    const { ability, roles } = access;
    if (ability.can("own", { type: "RegisteredModel", id, teamId, visibility }))
        return true;
    if (ability.can("audit", { type: "Organization" }))
        return true;
    return roles.some((held) => held.teamId === ofTeam && (!asOwner || held.role === "OWNER"));
};
/** Ordinary tags and, read-only, ownership tags as `countersign.…`, by key. */
const allTags = async (ctx, id, first) => {
    const owners = await loader(ctx, ownersLoader).load(id);
    const tags = await loader(ctx, tagsLoader).load({ id, args: first });
    const all = [...tags, ...owners.map(({ key, label }) => ({ key: tagKeyOf(key), value: label }))];
    return all.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, first);
};
let ModelFieldsResolver = class ModelFieldsResolver {
    team(model, ctx) {
        return loader(ctx, teamLoader).load(model.teamId);
    }
    createdBy(model, ctx) {
        return loader(ctx, principalLoader).load(model.createdById);
    }
    deletedBy(model, ctx) {
        return model.deletedById === null ? null : loader(ctx, principalLoader).load(model.deletedById);
    }
    tags(model, ctx, { first }) {
        return allTags(ctx, model.id, first);
    }
    async ownershipTags(model, ctx, { first }, history) {
        return (await loader(ctx, history ? ownerHistoryLoader : ownersLoader).load(model.id)).slice(0, first);
    }
    async grants(model, ctx, { first }) {
        const all = await loader(ctx, grantsLoader).load(model.id);
        return all.filter(({ teamId }) => seesSharing(ctx, model, teamId, false)).slice(0, first);
    }
    async transferOffer(model, ctx) {
        const offer = await loader(ctx, offerLoader).load(model.id);
        return offer !== null && seesSharing(ctx, model, offer.teamId, true) ? offer : null;
    }
    versions(model, ctx, paging, filter, orderBy) {
        const includeDeleted = filter?.includeDeleted ?? model.deletedAt !== null;
        return listVersions(ctx, { ...filter, includeDeleted }, orderBy ?? null, paging, model.id);
    }
    async latestVersion(model, ctx) {
        const id = await loader(ctx, latestLoader).load(model.id);
        return id === null ? null : loader(ctx, versionLoader).load(id);
    }
};
__decorate([
    FieldResolver(() => Team, { description: "The team that owns it." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], ModelFieldsResolver.prototype, "team", null);
__decorate([
    FieldResolver(() => Principal, { description: "The principal that made it." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], ModelFieldsResolver.prototype, "createdBy", null);
__decorate([
    FieldResolver(() => Principal, { nullable: true, description: "The principal that deleted it." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], ModelFieldsResolver.prototype, "deletedBy", null);
__decorate([
    FieldResolver(() => [Tag], { description: "Its tags by key; ownership tags read as `countersign.owner` and so on." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], ModelFieldsResolver.prototype, "tags", null);
__decorate([
    FieldResolver(() => [OwnershipTag], { description: "The teams and users that answer for it, by key." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs)),
    __param(3, Arg("history", () => Boolean, {
        nullable: true,
        description: "Include ended tags, the oldest first under each key.",
    }))
], ModelFieldsResolver.prototype, "ownershipTags", null);
__decorate([
    FieldResolver(() => [AccessGrant], {
        description: "With whom it is shared; for all but its owners, admins and auditors only with their own teams.",
    }),
    Policy({
        scope: "READ",
        description: "OWNER of the model's team, ADMIN, AUDITOR, or a member of the team granted to",
    }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => ListArgs))
], ModelFieldsResolver.prototype, "grants", null);
__decorate([
    FieldResolver(() => TransferOffer, {
        nullable: true,
        description: "The offer to another team that stands, for owners on either side.",
    }),
    Policy({ scope: "READ", description: "OWNER of the model's team or of the team it is offered to, ADMIN, AUDITOR" }),
    __param(0, Root()),
    __param(1, Context())
], ModelFieldsResolver.prototype, "transferOffer", null);
__decorate([
    FieldResolver(() => ModelVersionConnection, { description: "Its versions, newest first by default." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context()),
    __param(2, Args(() => PageArgs)),
    __param(3, Arg("filter", () => ModelVersionFilter, {
        nullable: true,
        description: "Return only versions that match. Of a deleted model, the default is its deleted versions.",
    })),
    __param(4, Arg("orderBy", () => ModelVersionOrder, { nullable: true, description: "The order of the list." }))
], ModelFieldsResolver.prototype, "versions", null);
__decorate([
    FieldResolver(() => ModelVersion, { nullable: true, description: "The version with the highest number." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], ModelFieldsResolver.prototype, "latestVersion", null);
ModelFieldsResolver = __decorate([
    Resolver(() => RegisteredModel)
], ModelFieldsResolver);
export { ModelFieldsResolver };
let OwnershipTagResolver = class OwnershipTagResolver {
    team(tag, ctx) {
        return tag.teamId === null ? null : loader(ctx, teamLoader).load(tag.teamId);
    }
    principal(tag, ctx) {
        return tag.principalId === null ? null : loader(ctx, principalLoader).load(tag.principalId);
    }
    setBy(tag, ctx) {
        return loader(ctx, principalLoader).load(tag.setById);
    }
};
__decorate([
    FieldResolver(() => Team, { nullable: true, description: "The team, when it is one." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], OwnershipTagResolver.prototype, "team", null);
__decorate([
    FieldResolver(() => Principal, { nullable: true, description: "The user, when it is one." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], OwnershipTagResolver.prototype, "principal", null);
__decorate([
    FieldResolver(() => Principal, { description: "The principal that set it." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], OwnershipTagResolver.prototype, "setBy", null);
OwnershipTagResolver = __decorate([
    Resolver(() => OwnershipTag)
], OwnershipTagResolver);
export { OwnershipTagResolver };
let AccessGrantResolver = class AccessGrantResolver {
    team(grant, ctx) {
        return loader(ctx, teamLoader).load(grant.teamId);
    }
    grantedBy(grant, ctx) {
        return loader(ctx, principalLoader).load(grant.grantedById);
    }
};
__decorate([
    FieldResolver(() => Team, { description: "The team it is shared with." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], AccessGrantResolver.prototype, "team", null);
__decorate([
    FieldResolver(() => Principal, { description: "The principal that gave it, or changed it last." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], AccessGrantResolver.prototype, "grantedBy", null);
AccessGrantResolver = __decorate([
    Resolver(() => AccessGrant)
], AccessGrantResolver);
export { AccessGrantResolver };
let TransferOfferResolver = class TransferOfferResolver {
    team(offer, ctx) {
        return loader(ctx, teamLoader).load(offer.teamId);
    }
    offeredBy(offer, ctx) {
        return loader(ctx, principalLoader).load(offer.offeredById);
    }
};
__decorate([
    FieldResolver(() => Team, { description: "The team it is offered to." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], TransferOfferResolver.prototype, "team", null);
__decorate([
    FieldResolver(() => Principal, { description: "The principal that offers it." }),
    Policy({ scope: "READ" }),
    __param(0, Root()),
    __param(1, Context())
], TransferOfferResolver.prototype, "offeredBy", null);
TransferOfferResolver = __decorate([
    Resolver(() => TransferOffer)
], TransferOfferResolver);
export { TransferOfferResolver };
//# sourceMappingURL=model-fields.resolver.js.map
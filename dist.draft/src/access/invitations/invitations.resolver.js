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
import { PageArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { principalLoader } from "../access.loaders.js";
import { Principal } from "../access.types.js";
import { createInvitation } from "./create-invitation.js";
import { invitationLoader } from "./invitations.loaders.js";
import { listInvitations } from "./invitations.pages.js";
import { CreateInvitationInput, CreateInvitationPayload, Invitation, InvitationConnection, InvitationFilter, RevokeInvitationInput, RevokeInvitationPayload, } from "./invitations.types.js";
import { revokeInvitation } from "./revoke-invitation.js";
const readInvitation = (ctx, id) => loader(ctx, invitationLoader).clear(id).load(id);
let InvitationsResolver = class InvitationsResolver {
    invitations(ctx, paging, filter) {
        return listInvitations(ctx, filter, paging);
    }
    principal(ctx, invitation) {
        return loader(ctx, principalLoader).load(invitation.principalId);
    }
    createdBy(ctx, invitation) {
        return loader(ctx, principalLoader).load(invitation.createdById);
    }
    createInvitation(ctx, input) {
        return mutate(ctx, () => createInvitation(ctx, { ...input }), async ({ invitationId, code = null }) => ({
            invitation: await readInvitation(ctx, invitationId),
            code,
        }));
    }
    revokeInvitation(ctx, input) {
        return mutate(ctx, () => revokeInvitation(ctx, { ...input }), async ({ invitationId }) => ({ invitation: await readInvitation(ctx, invitationId) }));
    }
};
__decorate([
    Query(() => InvitationConnection, {
        description: "Invitations, newest first: for administrators and auditors; none for anybody else.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Args(() => PageArgs)),
    __param(2, Arg("filter", () => InvitationFilter, {
        nullable: true,
        description: "Return only items that match; absent means all.",
    }))
], InvitationsResolver.prototype, "invitations", null);
__decorate([
    FieldResolver(() => Principal, { description: "The user who is invited, and who will hold the token." }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Root())
], InvitationsResolver.prototype, "principal", null);
__decorate([
    FieldResolver(() => Principal, {
        description: "The person who invited; the service itself for links that it prints for its operator.",
    }),
    Policy({ scope: "READ" }),
    __param(0, Context()),
    __param(1, Root())
], InvitationsResolver.prototype, "createdBy", null);
__decorate([
    Mutation(() => CreateInvitationPayload, {
        description: "Invites a user to make a token that nobody else had a hand in: what they sign with it is theirs alone.",
    }),
    Policy({
        scope: "ADMIN",
        description: "organisation role ADMIN, by a credential with every scope and no list of models",
    }),
    __param(0, Context()),
    __param(1, Arg("input", () => CreateInvitationInput, { description: "The user to invite." }))
], InvitationsResolver.prototype, "createInvitation", null);
__decorate([
    Mutation(() => RevokeInvitationPayload, { description: "Takes an invitation back that nobody has redeemed." }),
    Policy({ scope: "ADMIN", description: "organisation role ADMIN" }),
    __param(0, Context()),
    __param(1, Arg("input", () => RevokeInvitationInput, { description: "Return only items that match; absent means all." }))
], InvitationsResolver.prototype, "revokeInvitation", null);
InvitationsResolver = __decorate([
    Resolver(() => Invitation)
], InvitationsResolver);
export { InvitationsResolver };
//# sourceMappingURL=invitations.resolver.js.map
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection.js";
import { Node } from "../../graphql/node.js";
import { DateTime } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
let Invitation = class Invitation extends Node {
};
__decorate([
    Field(() => DateTime, { description: "When it was made." })
], Invitation.prototype, "createdAt", void 0);
__decorate([
    Field(() => DateTime, { description: "When it ends by itself: at most 7 days after it was made." })
], Invitation.prototype, "expiresAt", void 0);
__decorate([
    Field(() => DateTime, { nullable: true, description: "When the token was made by it; null if none was." })
], Invitation.prototype, "redeemedAt", void 0);
__decorate([
    Field(() => DateTime, {
        nullable: true,
        description: "When it was taken back, or ended by the deactivation of one of its two people; null if it was not.",
    })
], Invitation.prototype, "revokedAt", void 0);
Invitation = __decorate([
    ObjectType({
        implements: Node,
        description: "An invitation for a user to make a token that nobody else had a hand in. Its code was shown once, to the person who invited.",
        simpleResolvers: true,
    })
], Invitation);
export { Invitation };
export const InvitationConnection = connectionOf(() => Invitation, "Invitation");
let InvitationFilter = class InvitationFilter {
};
__decorate([
    Field(() => String, { nullable: true, description: "Return only invitations for the user with this handle." })
], InvitationFilter.prototype, "principal", void 0);
__decorate([
    Field(() => Boolean, {
        nullable: true,
        description: "`true` returns only invitations that can still be redeemed, `false` only ended ones; absent means both.",
    })
], InvitationFilter.prototype, "open", void 0);
InvitationFilter = __decorate([
    InputType({ description: "Conditions on invitations; all that are given must hold." })
], InvitationFilter);
export { InvitationFilter };
let CreateInvitationInput = class CreateInvitationInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The user: active, no service account." })
], CreateInvitationInput.prototype, "principalId", void 0);
__decorate([
    Field(() => DateTime, {
        nullable: true,
        description: "When it ends: in the future, at most 7 days away; absent: in 7 days.",
    })
], CreateInvitationInput.prototype, "expiresAt", void 0);
CreateInvitationInput = __decorate([
    InputType({ description: "Somebody to be invited." })
], CreateInvitationInput);
export { CreateInvitationInput };
let RevokeInvitationInput = class RevokeInvitationInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The invitation." })
], RevokeInvitationInput.prototype, "invitationId", void 0);
RevokeInvitationInput = __decorate([
    InputType({ description: "An invitation to be taken back." })
], RevokeInvitationInput);
export { RevokeInvitationInput };
const INVITATION = { nullable: true, description: "The invitation; null when refused." };
let CreateInvitationPayload = class CreateInvitationPayload extends Payload {
};
__decorate([
    Field(() => Invitation, INVITATION)
], CreateInvitationPayload.prototype, "invitation", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "The code to hand to that person alone: shown here and now only. They send it to `POST /invitations/redeem`. Null when refused or repeated.",
    })
], CreateInvitationPayload.prototype, "code", void 0);
CreateInvitationPayload = __decorate([
    ObjectType({ description: "The invitation that was made.", simpleResolvers: true })
], CreateInvitationPayload);
export { CreateInvitationPayload };
let RevokeInvitationPayload = class RevokeInvitationPayload extends Payload {
};
__decorate([
    Field(() => Invitation, INVITATION)
], RevokeInvitationPayload.prototype, "invitation", void 0);
RevokeInvitationPayload = __decorate([
    ObjectType({ description: "The invitation, ended.", simpleResolvers: true })
], RevokeInvitationPayload);
export { RevokeInvitationPayload };
//# sourceMappingURL=invitations.types.js.map
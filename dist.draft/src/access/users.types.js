var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { MutationInput, Payload } from "../graphql/user-error.js";
import { OrganizationRole, Principal, PrincipalKind } from "./access.types.js";
const HANDLE = "1–63 characters: a–z, 0–9, “.”, “_”, “-”, beginning with a letter or digit; unique, never given to another.";
const SHOWN = "The name to show: 1–256 characters, no white space around it, no control, bidirectional or zero-width ones.";
const REASON = { nullable: true, description: "The reason: 1–2,000 characters." };
let UserFilter = class UserFilter {
};
__decorate([
    Field(() => String, { nullable: true, description: "Return only principals whose handle contains this text." })
], UserFilter.prototype, "handleContains", void 0);
__decorate([
    Field(() => PrincipalKind, {
        nullable: true,
        description: "Return only principals of this kind. The default is USER.",
    })
], UserFilter.prototype, "kind", void 0);
__decorate([
    Field(() => Boolean, {
        nullable: true,
        description: "`true` returns only active principals, `false` only deactivated ones; absent means both.",
    })
], UserFilter.prototype, "active", void 0);
UserFilter = __decorate([
    InputType({ description: "Conditions on users; all that are given must hold." })
], UserFilter);
export { UserFilter };
let IdentityInput = class IdentityInput {
};
__decorate([
    Field(() => String, { description: "The identity provider: `iss` in its tokens; at most 2,000 characters." })
], IdentityInput.prototype, "issuer", void 0);
__decorate([
    Field(() => String, { description: "The person: `sub` in its tokens; at most 255 characters." })
], IdentityInput.prototype, "subject", void 0);
IdentityInput = __decorate([
    InputType({ description: "A subject of the identity provider, as its tokens name it." })
], IdentityInput);
export { IdentityInput };
let CreateUserInput = class CreateUserInput extends MutationInput {
};
__decorate([
    Field(() => String, { description: HANDLE })
], CreateUserInput.prototype, "handle", void 0);
__decorate([
    Field(() => String, { description: SHOWN })
], CreateUserInput.prototype, "displayName", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "E-mail address; never used to join accounts." })
], CreateUserInput.prototype, "email", void 0);
__decorate([
    Field(() => IdentityInput, {
        nullable: true,
        description: "The identity provider's subject that signs in as this user.",
    })
], CreateUserInput.prototype, "identity", void 0);
CreateUserInput = __decorate([
    InputType({ description: "A new user." })
], CreateUserInput);
export { CreateUserInput };
let LinkUserIdentityInput = class LinkUserIdentityInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The user." })
], LinkUserIdentityInput.prototype, "principalId", void 0);
__decorate([
    Field(() => IdentityInput, { description: "The identity provider's subject that signs in as this user." })
], LinkUserIdentityInput.prototype, "identity", void 0);
LinkUserIdentityInput = __decorate([
    InputType({ description: "A user and a subject of the identity provider to be joined." })
], LinkUserIdentityInput);
export { LinkUserIdentityInput };
let DeactivateUserInput = class DeactivateUserInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The user." })
], DeactivateUserInput.prototype, "principalId", void 0);
__decorate([
    Field(() => String, REASON)
], DeactivateUserInput.prototype, "reason", void 0);
DeactivateUserInput = __decorate([
    InputType({ description: "A user to be deactivated." })
], DeactivateUserInput);
export { DeactivateUserInput };
let ReactivateUserInput = class ReactivateUserInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The user." })
], ReactivateUserInput.prototype, "principalId", void 0);
__decorate([
    Field(() => String, REASON)
], ReactivateUserInput.prototype, "reason", void 0);
ReactivateUserInput = __decorate([
    InputType({ description: "A user to be let in again." })
], ReactivateUserInput);
export { ReactivateUserInput };
let GrantOrganizationRoleInput = class GrantOrganizationRoleInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The user or service account." })
], GrantOrganizationRoleInput.prototype, "principalId", void 0);
__decorate([
    Field(() => OrganizationRole, { description: "The role." })
], GrantOrganizationRoleInput.prototype, "role", void 0);
GrantOrganizationRoleInput = __decorate([
    InputType({ description: "A role over the whole organisation to be given." })
], GrantOrganizationRoleInput);
export { GrantOrganizationRoleInput };
let RevokeOrganizationRoleInput = class RevokeOrganizationRoleInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The user or service account." })
], RevokeOrganizationRoleInput.prototype, "principalId", void 0);
__decorate([
    Field(() => OrganizationRole, { description: "The role." })
], RevokeOrganizationRoleInput.prototype, "role", void 0);
RevokeOrganizationRoleInput = __decorate([
    InputType({ description: "A role over the whole organisation to be taken." })
], RevokeOrganizationRoleInput);
export { RevokeOrganizationRoleInput };
const USER = { nullable: true, description: "The user; null when refused." };
const PRINCIPAL = { nullable: true, description: "The principal; null when refused." };
let CreateUserPayload = class CreateUserPayload extends Payload {
};
__decorate([
    Field(() => Principal, USER)
], CreateUserPayload.prototype, "user", void 0);
CreateUserPayload = __decorate([
    ObjectType({ description: "The user that was made.", simpleResolvers: true })
], CreateUserPayload);
export { CreateUserPayload };
let LinkUserIdentityPayload = class LinkUserIdentityPayload extends Payload {
};
__decorate([
    Field(() => Principal, USER)
], LinkUserIdentityPayload.prototype, "user", void 0);
LinkUserIdentityPayload = __decorate([
    ObjectType({ description: "The user with the identity.", simpleResolvers: true })
], LinkUserIdentityPayload);
export { LinkUserIdentityPayload };
let DeactivateUserPayload = class DeactivateUserPayload extends Payload {
};
__decorate([
    Field(() => Principal, USER)
], DeactivateUserPayload.prototype, "user", void 0);
DeactivateUserPayload = __decorate([
    ObjectType({ description: "The user, who can no longer do anything.", simpleResolvers: true })
], DeactivateUserPayload);
export { DeactivateUserPayload };
let ReactivateUserPayload = class ReactivateUserPayload extends Payload {
};
__decorate([
    Field(() => Principal, USER)
], ReactivateUserPayload.prototype, "user", void 0);
ReactivateUserPayload = __decorate([
    ObjectType({ description: "The user, who is active again.", simpleResolvers: true })
], ReactivateUserPayload);
export { ReactivateUserPayload };
let GrantOrganizationRolePayload = class GrantOrganizationRolePayload extends Payload {
};
__decorate([
    Field(() => Principal, PRINCIPAL)
], GrantOrganizationRolePayload.prototype, "principal", void 0);
GrantOrganizationRolePayload = __decorate([
    ObjectType({ description: "The principal, who now has the role.", simpleResolvers: true })
], GrantOrganizationRolePayload);
export { GrantOrganizationRolePayload };
let RevokeOrganizationRolePayload = class RevokeOrganizationRolePayload extends Payload {
};
__decorate([
    Field(() => Principal, PRINCIPAL)
], RevokeOrganizationRolePayload.prototype, "principal", void 0);
RevokeOrganizationRolePayload = __decorate([
    ObjectType({ description: "The principal, who no longer has the role.", simpleResolvers: true })
], RevokeOrganizationRolePayload);
export { RevokeOrganizationRolePayload };
//# sourceMappingURL=users.types.js.map
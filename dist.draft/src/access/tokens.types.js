var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { DateTime } from "../graphql/scalars.js";
import { MutationInput, Payload } from "../graphql/user-error.js";
import { ApiToken, Principal, TeamRole, TokenScope } from "./access.types.js";
let ApiTokenFilter = class ApiTokenFilter {
};
__decorate([
    Field(() => String, { nullable: true, description: "Return only items of the principal with this handle." })
], ApiTokenFilter.prototype, "principal", void 0);
__decorate([
    Field(() => Boolean, {
        nullable: true,
        description: "`true` returns only usable tokens, `false` only ended ones; absent means both.",
    })
], ApiTokenFilter.prototype, "active", void 0);
ApiTokenFilter = __decorate([
    InputType({ description: "Conditions on tokens; all that are given must hold." })
], ApiTokenFilter);
export { ApiTokenFilter };
let CreateServiceAccountInput = class CreateServiceAccountInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The team that owns it: its owners manage its tokens." })
], CreateServiceAccountInput.prototype, "teamId", void 0);
__decorate([
    Field(() => String, {
        description: "1–63 characters: a–z, 0–9, “.”, “_”, “-”, beginning with a letter or digit; unique.",
    })
], CreateServiceAccountInput.prototype, "handle", void 0);
__decorate([
    Field(() => String, { description: "The name to show: 1–256 characters." })
], CreateServiceAccountInput.prototype, "displayName", void 0);
__decorate([
    Field(() => [TeamRole], { nullable: true, description: "Roles in that team; absent: none." })
], CreateServiceAccountInput.prototype, "roles", void 0);
CreateServiceAccountInput = __decorate([
    InputType({ description: "A new account for a program." })
], CreateServiceAccountInput);
export { CreateServiceAccountInput };
let DeactivateServiceAccountInput = class DeactivateServiceAccountInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The service account." })
], DeactivateServiceAccountInput.prototype, "principalId", void 0);
__decorate([
    Field(() => String, { nullable: true, description: "The reason: 1–2,000 characters." })
], DeactivateServiceAccountInput.prototype, "reason", void 0);
DeactivateServiceAccountInput = __decorate([
    InputType({ description: "A service account to be deactivated." })
], DeactivateServiceAccountInput);
export { DeactivateServiceAccountInput };
let CreateApiTokenInput = class CreateApiTokenInput extends MutationInput {
};
__decorate([
    Field(() => ID, { nullable: true, description: "The bearer; absent: oneself. For others: see the mutation." })
], CreateApiTokenInput.prototype, "principalId", void 0);
__decorate([
    Field(() => String, { description: "Its purpose: 1–256 characters." })
], CreateApiTokenInput.prototype, "name", void 0);
__decorate([
    Field(() => DateTime, { description: "When it ends: in the future, at most 366 days away." })
], CreateApiTokenInput.prototype, "expiresAt", void 0);
__decorate([
    Field(() => [TokenScope], { description: "The scopes that it may be used for: 1–5 of them." })
], CreateApiTokenInput.prototype, "scopes", void 0);
__decorate([
    Field(() => [ID], {
        nullable: true,
        description: "The only registered models it is good for: 1–1,000; absent: the minting token's restriction, if any.",
    })
], CreateApiTokenInput.prototype, "modelIds", void 0);
CreateApiTokenInput = __decorate([
    InputType({ description: "A new API token: never stronger than the one it is minted with." })
], CreateApiTokenInput);
export { CreateApiTokenInput };
let RevokeApiTokenInput = class RevokeApiTokenInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The token." })
], RevokeApiTokenInput.prototype, "apiTokenId", void 0);
RevokeApiTokenInput = __decorate([
    InputType({ description: "A token to be ended." })
], RevokeApiTokenInput);
export { RevokeApiTokenInput };
const ACCOUNT = { nullable: true, description: "The service account; null when refused." };
const TOKEN = { nullable: true, description: "The token; null when refused." };
let CreateServiceAccountPayload = class CreateServiceAccountPayload extends Payload {
};
__decorate([
    Field(() => Principal, ACCOUNT)
], CreateServiceAccountPayload.prototype, "serviceAccount", void 0);
CreateServiceAccountPayload = __decorate([
    ObjectType({ description: "The account that was made.", simpleResolvers: true })
], CreateServiceAccountPayload);
export { CreateServiceAccountPayload };
let DeactivateServiceAccountPayload = class DeactivateServiceAccountPayload extends Payload {
};
__decorate([
    Field(() => Principal, ACCOUNT)
], DeactivateServiceAccountPayload.prototype, "serviceAccount", void 0);
DeactivateServiceAccountPayload = __decorate([
    ObjectType({ description: "The account, which can no longer do anything.", simpleResolvers: true })
], DeactivateServiceAccountPayload);
export { DeactivateServiceAccountPayload };
let CreateApiTokenPayload = class CreateApiTokenPayload extends Payload {
};
__decorate([
    Field(() => ApiToken, TOKEN)
], CreateApiTokenPayload.prototype, "apiToken", void 0);
__decorate([
    Field(() => String, {
        nullable: true,
        description: "The secret: shown here and now only. Null when refused or repeated.",
    })
], CreateApiTokenPayload.prototype, "secret", void 0);
CreateApiTokenPayload = __decorate([
    ObjectType({ description: "The token that was minted.", simpleResolvers: true })
], CreateApiTokenPayload);
export { CreateApiTokenPayload };
let RevokeApiTokenPayload = class RevokeApiTokenPayload extends Payload {
};
__decorate([
    Field(() => ApiToken, TOKEN)
], RevokeApiTokenPayload.prototype, "apiToken", void 0);
RevokeApiTokenPayload = __decorate([
    ObjectType({ description: "The token, ended.", simpleResolvers: true })
], RevokeApiTokenPayload);
export { RevokeApiTokenPayload };
//# sourceMappingURL=tokens.types.js.map
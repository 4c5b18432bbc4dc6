var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { MutationInput, Payload } from "../graphql/user-error.js";
import { Membership, Team, TeamRole } from "./access.types.js";
const GROUP = "The group, as the identity provider's tokens name it: 1–256 characters.";
let CreateTeamInput = class CreateTeamInput extends MutationInput {
};
__decorate([
    Field(() => String, {
        description: "1–63 characters: a–z, 0–9, “.”, “_”, “-”, beginning with a letter or digit; unique.",
    })
], CreateTeamInput.prototype, "slug", void 0);
__decorate([
    Field(() => String, { description: "The name to show: 1–256 characters." })
], CreateTeamInput.prototype, "name", void 0);
CreateTeamInput = __decorate([
    InputType({ description: "A new team." })
], CreateTeamInput);
export { CreateTeamInput };
let AddTeamMemberInput = class AddTeamMemberInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The team." })
], AddTeamMemberInput.prototype, "teamId", void 0);
__decorate([
    Field(() => ID, { description: "The user or service account." })
], AddTeamMemberInput.prototype, "principalId", void 0);
__decorate([
    Field(() => [TeamRole], { description: "The roles, beside those held already: 1–5." })
], AddTeamMemberInput.prototype, "roles", void 0);
AddTeamMemberInput = __decorate([
    InputType({ description: "Roles to be given in a team." })
], AddTeamMemberInput);
export { AddTeamMemberInput };
let ChangeTeamMemberRolesInput = class ChangeTeamMemberRolesInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The team." })
], ChangeTeamMemberRolesInput.prototype, "teamId", void 0);
__decorate([
    Field(() => ID, { description: "The member." })
], ChangeTeamMemberRolesInput.prototype, "principalId", void 0);
__decorate([
    Field(() => [TeamRole], { description: "Exactly these roles: 1–5." })
], ChangeTeamMemberRolesInput.prototype, "roles", void 0);
ChangeTeamMemberRolesInput = __decorate([
    InputType({ description: "The roles that a member shall hold." })
], ChangeTeamMemberRolesInput);
export { ChangeTeamMemberRolesInput };
let RemoveTeamMemberInput = class RemoveTeamMemberInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The team." })
], RemoveTeamMemberInput.prototype, "teamId", void 0);
__decorate([
    Field(() => ID, { description: "The member." })
], RemoveTeamMemberInput.prototype, "principalId", void 0);
RemoveTeamMemberInput = __decorate([
    InputType({ description: "A member to be removed." })
], RemoveTeamMemberInput);
export { RemoveTeamMemberInput };
let LinkTeamGroupInput = class LinkTeamGroupInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The team." })
], LinkTeamGroupInput.prototype, "teamId", void 0);
__decorate([
    Field(() => String, { description: GROUP })
], LinkTeamGroupInput.prototype, "group", void 0);
__decorate([
    Field(() => [TeamRole], { description: "Exactly these roles: 1–5." })
], LinkTeamGroupInput.prototype, "roles", void 0);
LinkTeamGroupInput = __decorate([
    InputType({ description: "A group of the identity provider whose members shall hold roles in a team." })
], LinkTeamGroupInput);
export { LinkTeamGroupInput };
let UnlinkTeamGroupInput = class UnlinkTeamGroupInput extends MutationInput {
};
__decorate([
    Field(() => ID, { description: "The team." })
], UnlinkTeamGroupInput.prototype, "teamId", void 0);
__decorate([
    Field(() => String, { description: GROUP })
], UnlinkTeamGroupInput.prototype, "group", void 0);
UnlinkTeamGroupInput = __decorate([
    InputType({ description: "A group that shall give no roles any more." })
], UnlinkTeamGroupInput);
export { UnlinkTeamGroupInput };
const TEAM = { nullable: true, description: "The team; null when refused." };
const MEMBERSHIP = { nullable: true, description: "The membership; null when refused." };
let CreateTeamPayload = class CreateTeamPayload extends Payload {
};
__decorate([
    Field(() => Team, TEAM)
], CreateTeamPayload.prototype, "team", void 0);
CreateTeamPayload = __decorate([
    ObjectType({ description: "The team that was made.", simpleResolvers: true })
], CreateTeamPayload);
export { CreateTeamPayload };
let AddTeamMemberPayload = class AddTeamMemberPayload extends Payload {
};
__decorate([
    Field(() => Membership, MEMBERSHIP)
], AddTeamMemberPayload.prototype, "membership", void 0);
AddTeamMemberPayload = __decorate([
    ObjectType({ description: "The membership as it is now.", simpleResolvers: true })
], AddTeamMemberPayload);
export { AddTeamMemberPayload };
let ChangeTeamMemberRolesPayload = class ChangeTeamMemberRolesPayload extends Payload {
};
__decorate([
    Field(() => Membership, MEMBERSHIP)
], ChangeTeamMemberRolesPayload.prototype, "membership", void 0);
ChangeTeamMemberRolesPayload = __decorate([
    ObjectType({ description: "The membership as it is now.", simpleResolvers: true })
], ChangeTeamMemberRolesPayload);
export { ChangeTeamMemberRolesPayload };
let RemoveTeamMemberPayload = class RemoveTeamMemberPayload extends Payload {
};
__decorate([
    Field(() => Team, TEAM)
], RemoveTeamMemberPayload.prototype, "team", void 0);
RemoveTeamMemberPayload = __decorate([
    ObjectType({ description: "The team without the member.", simpleResolvers: true })
], RemoveTeamMemberPayload);
export { RemoveTeamMemberPayload };
let LinkTeamGroupPayload = class LinkTeamGroupPayload extends Payload {
};
__decorate([
    Field(() => Team, TEAM)
], LinkTeamGroupPayload.prototype, "team", void 0);
LinkTeamGroupPayload = __decorate([
    ObjectType({ description: "The team with the group.", simpleResolvers: true })
], LinkTeamGroupPayload);
export { LinkTeamGroupPayload };
let UnlinkTeamGroupPayload = class UnlinkTeamGroupPayload extends Payload {
};
__decorate([
    Field(() => Team, TEAM)
], UnlinkTeamGroupPayload.prototype, "team", void 0);
UnlinkTeamGroupPayload = __decorate([
    ObjectType({ description: "The team without the group.", simpleResolvers: true })
], UnlinkTeamGroupPayload);
export { UnlinkTeamGroupPayload };
//# sourceMappingURL=teams.types.js.map
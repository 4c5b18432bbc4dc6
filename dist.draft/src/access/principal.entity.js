var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Column, Entity, PrimaryColumn } from "typeorm";
/** A user, a service account or the service itself. */
let PrincipalEntity = class PrincipalEntity {
};
__decorate([
    PrimaryColumn("text")
], PrincipalEntity.prototype, "id", void 0);
__decorate([
    Column("text")
], PrincipalEntity.prototype, "kind", void 0);
__decorate([
    Column("text")
], PrincipalEntity.prototype, "handle", void 0);
__decorate([
    Column("text", { name: "display_name" })
], PrincipalEntity.prototype, "displayName", void 0);
__decorate([
    Column("text", { nullable: true })
], PrincipalEntity.prototype, "email", void 0);
__decorate([
    Column("text", { name: "team_id", nullable: true })
], PrincipalEntity.prototype, "teamId", void 0);
PrincipalEntity = __decorate([
    Entity("principal")
], PrincipalEntity);
export { PrincipalEntity };
/** An identity provider's subject, joined with a user. */
let UserIdentityEntity = class UserIdentityEntity {
};
__decorate([
    PrimaryColumn("text")
], UserIdentityEntity.prototype, "issuer", void 0);
__decorate([
    PrimaryColumn("text")
], UserIdentityEntity.prototype, "subject", void 0);
__decorate([
    Column("text", { name: "principal_id" })
], UserIdentityEntity.prototype, "principalId", void 0);
__decorate([
    Column("text", { name: "linked_by", array: true })
], UserIdentityEntity.prototype, "linkedBy", void 0);
UserIdentityEntity = __decorate([
    Entity("user_identity")
], UserIdentityEntity);
export { UserIdentityEntity };
/** A role over the whole organisation. */
let OrganizationRoleEntity = class OrganizationRoleEntity {
};
__decorate([
    PrimaryColumn("text", { name: "principal_id" })
], OrganizationRoleEntity.prototype, "principalId", void 0);
__decorate([
    PrimaryColumn("text")
], OrganizationRoleEntity.prototype, "role", void 0);
__decorate([
    Column("text", { name: "granted_by", array: true })
], OrganizationRoleEntity.prototype, "grantedBy", void 0);
OrganizationRoleEntity = __decorate([
    Entity("organization_role")
], OrganizationRoleEntity);
export { OrganizationRoleEntity };
//# sourceMappingURL=principal.entity.js.map
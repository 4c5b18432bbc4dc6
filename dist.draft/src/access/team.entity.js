var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Column, Entity, PrimaryColumn } from "typeorm";
/** A team owns models and service accounts. */
let TeamEntity = class TeamEntity {
};
__decorate([
    PrimaryColumn("text")
], TeamEntity.prototype, "id", void 0);
__decorate([
    Column("text")
], TeamEntity.prototype, "slug", void 0);
__decorate([
    Column("text")
], TeamEntity.prototype, "name", void 0);
TeamEntity = __decorate([
    Entity("team")
], TeamEntity);
export { TeamEntity };
/** One role of one principal in a team. */
let TeamMemberEntity = class TeamMemberEntity {
};
__decorate([
    PrimaryColumn("text", { name: "team_id" })
], TeamMemberEntity.prototype, "teamId", void 0);
__decorate([
    PrimaryColumn("text", { name: "principal_id" })
], TeamMemberEntity.prototype, "principalId", void 0);
__decorate([
    PrimaryColumn("text")
], TeamMemberEntity.prototype, "role", void 0);
__decorate([
    Column("text", { name: "granted_by", array: true })
], TeamMemberEntity.prototype, "grantedBy", void 0);
TeamMemberEntity = __decorate([
    Entity("team_member")
], TeamMemberEntity);
export { TeamMemberEntity };
/** One role that an identity provider's group gives in a team. */
let TeamGroupEntity = class TeamGroupEntity {
};
__decorate([
    PrimaryColumn("text", { name: "team_id" })
], TeamGroupEntity.prototype, "teamId", void 0);
__decorate([
    PrimaryColumn("text", { name: "group_name" })
], TeamGroupEntity.prototype, "groupName", void 0);
__decorate([
    PrimaryColumn("text")
], TeamGroupEntity.prototype, "role", void 0);
__decorate([
    Column("text", { name: "granted_by", array: true })
], TeamGroupEntity.prototype, "grantedBy", void 0);
TeamGroupEntity = __decorate([
    Entity("team_group")
], TeamGroupEntity);
export { TeamGroupEntity };
//# sourceMappingURL=team.entity.js.map
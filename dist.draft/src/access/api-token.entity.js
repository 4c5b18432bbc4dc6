var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Column, Entity, PrimaryColumn } from "typeorm";
/** An API token: of its secret only the SHA-256 is kept. */
let ApiTokenEntity = class ApiTokenEntity {
};
__decorate([
    PrimaryColumn("text")
], ApiTokenEntity.prototype, "id", void 0);
__decorate([
    Column("text", { name: "principal_id" })
], ApiTokenEntity.prototype, "principalId", void 0);
__decorate([
    Column("text")
], ApiTokenEntity.prototype, "name", void 0);
__decorate([
    Column("bytea")
], ApiTokenEntity.prototype, "hash", void 0);
__decorate([
    Column("text")
], ApiTokenEntity.prototype, "hint", void 0);
__decorate([
    Column("text", { array: true })
], ApiTokenEntity.prototype, "scopes", void 0);
__decorate([
    Column("text", { name: "model_ids", array: true, nullable: true })
], ApiTokenEntity.prototype, "modelIds", void 0);
__decorate([
    Column("text", { name: "minted_by", array: true })
], ApiTokenEntity.prototype, "mintedBy", void 0);
__decorate([
    Column("text", { name: "invited_by", nullable: true })
], ApiTokenEntity.prototype, "invitedBy", void 0);
__decorate([
    Column("timestamptz", { name: "expires_at" })
], ApiTokenEntity.prototype, "expiresAt", void 0);
ApiTokenEntity = __decorate([
    Entity("api_token")
], ApiTokenEntity);
export { ApiTokenEntity };
//# sourceMappingURL=api-token.entity.js.map
import { ApiTokenEntity } from "./api-token.entity.js";
import { OrganizationRoleEntity, PrincipalEntity, UserIdentityEntity } from "./principal.entity.js";
import { TeamEntity, TeamGroupEntity, TeamMemberEntity } from "./team.entity.js";
/** The tables that access administration writes by TypeORM. */
export const accessEntities = [
    ApiTokenEntity,
    OrganizationRoleEntity,
    PrincipalEntity,
    TeamEntity,
    TeamGroupEntity,
    TeamMemberEntity,
    UserIdentityEntity,
];
//# sourceMappingURL=access.entities.js.map
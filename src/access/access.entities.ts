import { OrganizationRoleEntity, PrincipalEntity, UserIdentityEntity } from "./principals/principal.entity.js";
import { TeamEntity, TeamGroupEntity, TeamMemberEntity } from "./teams/team.entity.js";
import { ApiTokenEntity } from "./tokens/api-token.entity.js";

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

/** Roles within a team. OWNER ⊃ MAINTAINER ⊃ CONTRIBUTOR ⊃ VIEWER; REVIEWER ⊃ VIEWER. */
export const teamRoles = ["VIEWER", "CONTRIBUTOR", "MAINTAINER", "REVIEWER", "OWNER"] as const;
export type TeamRole = (typeof teamRoles)[number];

/** Organisation-wide roles. */
export const organizationRoles = ["ADMIN", "AUDITOR", "RESOLVER"] as const;
export type OrganizationRole = (typeof organizationRoles)[number];

/** Roles that a grant to another team can carry. */
export const grantRoles = ["VIEWER", "CONTRIBUTOR", "MAINTAINER"] as const;
export type GrantRole = (typeof grantRoles)[number];

const included: Record<TeamRole, readonly TeamRole[]> = {
  VIEWER: ["VIEWER"],
  CONTRIBUTOR: ["CONTRIBUTOR", "VIEWER"],
  MAINTAINER: ["MAINTAINER", "CONTRIBUTOR", "VIEWER"],
  REVIEWER: ["REVIEWER", "VIEWER"],
  OWNER: ["OWNER", "MAINTAINER", "CONTRIBUTOR", "VIEWER"],
};

/** The roles that `role` includes, itself first. */
export const rolesIncludedIn = (role: TeamRole): readonly TeamRole[] => included[role];

/** Whether holding `held` satisfies a demand for `wanted`. */
export const satisfies = (held: TeamRole, wanted: TeamRole): boolean => included[held].includes(wanted);

/** The name of a place that a signer can fill: team and role. */
export const placeOf = (teamId: string, role: TeamRole): string => `${teamId}:${role}`;

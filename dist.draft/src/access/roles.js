/** Roles within a team. OWNER ⊃ MAINTAINER ⊃ CONTRIBUTOR ⊃ VIEWER; REVIEWER ⊃ VIEWER. */
export const teamRoles = ["VIEWER", "CONTRIBUTOR", "MAINTAINER", "REVIEWER", "OWNER"];
/** Organisation-wide roles. */
export const organizationRoles = ["ADMIN", "AUDITOR", "RESOLVER"];
/** Roles that a grant to another team can carry. */
export const grantRoles = ["VIEWER", "CONTRIBUTOR", "MAINTAINER"];
const included = {
    VIEWER: ["VIEWER"],
    CONTRIBUTOR: ["CONTRIBUTOR", "VIEWER"],
    MAINTAINER: ["MAINTAINER", "CONTRIBUTOR", "VIEWER"],
    REVIEWER: ["REVIEWER", "VIEWER"],
    OWNER: ["OWNER", "MAINTAINER", "CONTRIBUTOR", "VIEWER"],
};
/** The roles that `role` includes, itself first. */
export const rolesIncludedIn = (role) => included[role];
/** Whether holding `held` satisfies a demand for `wanted`. */
export const satisfies = (held, wanted) => included[held].includes(wanted);
/** The name of a place that a signer can fill: team and role. */
export const placeOf = (teamId, role) => `${teamId}:${role}`;
//# sourceMappingURL=roles.js.map
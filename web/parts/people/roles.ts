import type { TeamRole } from "../../gql/graphql.ts";

const included: Readonly<Record<TeamRole, readonly TeamRole[]>> = {
  VIEWER: ["VIEWER"],
  CONTRIBUTOR: ["CONTRIBUTOR", "VIEWER"],
  MAINTAINER: ["MAINTAINER", "CONTRIBUTOR", "VIEWER"],
  REVIEWER: ["REVIEWER", "VIEWER"],
  OWNER: ["OWNER", "MAINTAINER", "CONTRIBUTOR", "VIEWER"],
};

interface Membership {
  readonly team: { readonly slug: string };
  readonly roles: readonly TeamRole[];
}

/** Whether one of the memberships gives the role in the team. The service decides; this says what to offer. */
export const holds = (memberships: readonly Membership[], slug: string | undefined, role: TeamRole): boolean =>
  memberships.some(({ team, roles }) => team.slug === slug && roles.some((held) => included[held].includes(role)));

/** The roles that can be given in a team, the least first. */
export const teamRoles = Object.keys(included) as readonly TeamRole[];

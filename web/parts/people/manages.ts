import { useViewer } from "../../shell/viewer.ts";

/** Whether the viewer administers everything, by role and by what they signed in with. */
export const useAdministers = (): boolean => {
  const { organizationRoles, scopes } = useViewer();
  return organizationRoles.includes("ADMIN") && scopes.includes("ADMIN");
};

/** Whether the viewer manages the team: as its owner, or as an administrator. */
export const useManages = (slug: string): boolean => {
  const { scopes, teams } = useViewer();
  const administers = useAdministers();
  const owns = teams.some(({ team, roles }) => team.slug === slug && roles.includes("OWNER"));
  return administers || (owns && scopes.includes("ADMIN"));
};

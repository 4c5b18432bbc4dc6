import { satisfies, type TeamRole } from "../../access/roles.js";

/** A role that somebody holds, and everyone behind the giving of it. */
interface Held {
  readonly teamId: string;
  readonly role: TeamRole;
  readonly grantedBy: readonly string[];
}

/** Whether a principal with these roles holds the one that is wanted, not given by themself. */
export const holdsFairly = (
  { id, roles }: { readonly id: string; readonly roles: readonly Held[] },
  wanted: { readonly role: TeamRole; readonly teamId: string },
): boolean =>
  roles.some(
    ({ teamId, role, grantedBy }) =>
      teamId === wanted.teamId && satisfies(role, wanted.role) && !grantedBy.includes(id),
  );

import { nameOf, type Told } from "../../audit/personal.js";
import type { Owner } from "./ownership.store.js";

/** What the entry says of an owner: whether a team or a principal, and its name then. */
export const told = (owner: Owner | undefined): { team: string | null; principal: Told } => ({
  team: owner?.teamId == null ? null : owner.label,
  principal: owner?.principalId == null ? null : nameOf(owner.principalId, owner.label),
});

/** The entry's link to the owner. */
export const linkTo = ({ teamId, principalId, label }: Owner) =>
  teamId === null
    ? ({ id: principalId ?? "", role: "principal", label } as const)
    : ({ id: teamId, role: "team", label } as const);

import { satisfies } from "../../access/roles.js";
import { fillPlaces } from "../hands-rules.js";
/**
 * Whether a change loosens a policy: what would pass afterwards might not have passed before. It does where a slot, a
 * place, a bound tag or a separation of duties is gone, or where requests stay open longer; what is added beside makes up
 * for nothing. A place is kept by one whose role in the same team includes it: an OWNER signs for a MAINTAINER.
 */
export const isLooser = (before, after) => !includesAll(after.slots, before.slots) ||
    !includesAll(after.separationOfDuties, before.separationOfDuties) ||
    !includesAll(after.boundTags, before.boundTags) ||
    after.expiresAfterHours > before.expiresAfterHours ||
    !keepsPlaces(before, after);
const includesAll = (all, some) => some.every((each) => all.includes(each));
/** Whoever fills the places of after has filled those of before: each of these has one of those to itself. */
const keepsPlaces = (before, after) => {
    const places = after.requirements.flatMap((requirement) => Array.from({ length: requirement.count }, () => requirement));
    const keeps = places.map(({ role, teamId }) => before.requirements.flatMap((earlier, index) => earlier.teamId === teamId && satisfies(role, earlier.role) ? [index] : []));
    const kept = fillPlaces(before.requirements.map(({ count }) => count), keeps, places.map((_, index) => ({ id: String(index), mintedBy: [] })));
    return before.requirements.every(({ count }, index) => kept[index] === count);
};
//# sourceMappingURL=policy-strength-rules.js.map
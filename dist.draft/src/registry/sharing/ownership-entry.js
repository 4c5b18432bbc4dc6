/** What the entry says of an owner: whether a team or a principal, and its name then. */
export const told = (owner) => ({
    team: owner?.teamId == null ? null : owner.label,
    principal: owner?.principalId == null ? null : owner.label,
});
/** The entry's link to the owner. */
export const linkTo = ({ teamId, principalId, label }) => teamId === null
    ? { id: principalId ?? "", role: "principal", label }
    : { id: teamId, role: "team", label };
//# sourceMappingURL=ownership-entry.js.map
import { ownerLink } from "../rights.js";
/** Whether two grants give the same. */
export const isSame = (a, b) => JSON.stringify(toJson(a)) === JSON.stringify(toJson(b));
const toJson = (grant) => grant === undefined ? null : { role: grant.role, slots: grant.slots === null ? null : [...grant.slots].sort() };
/** One entry for the model and one for the team, whose members' rights change with it. */
export const recordGrant = (tx, model, team, earlier, grant) => {
    const told = { before: { grant: toJson(earlier) }, after: { grant: toJson(grant) } };
    tx.audit({
        ...told,
        stream: model.id,
        label: model.name,
        subjects: [ownerLink(model), { id: team.id, role: "team", label: team.slug }],
    });
    tx.audit({
        ...told,
        stream: team.id,
        label: team.slug,
        subjects: [{ id: model.id, role: "model", label: model.name }, ownerLink(model)],
    });
};
//# sourceMappingURL=record-grant.step.js.map
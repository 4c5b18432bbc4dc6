import { forbidden, notFound } from "../errors.js";
import { lockModel, lockVersion } from "./registry.store.js";
import { readsVersion } from "./versions.queries.js";
const roleFor = { contribute: "CONTRIBUTOR", maintain: "MAINTAINER", own: "OWNER" };
const subjectOf = ({ id, teamId, visibility }) => ({
    type: "RegisteredModel",
    id,
    teamId,
    visibility,
});
/** Whether the caller reads the model as stored. */
export const readsModel = (ctx, model) => ctx.access.ability.can("read", subjectOf(model));
/** Whether the caller has this right on the model as stored. */
export const hasRight = (ctx, model, right) => ctx.access.ability.can(right, subjectOf(model));
/** Locks a live model that the caller reads, and names it for the entry of a refusal. */
export const lockReadableModel = async (ctx, tx, id, what = "registered model") => {
    const model = await lockModel(tx, id);
    if (model === undefined || !readsModel(ctx, model))
        throw notFound(what);
    tx.target({ id: model.id, role: "target", label: model.name }, ownerLink(model));
    return model;
};
/**
 * Locks a live version that the caller reads, and names it for the entry of a refusal. `by`: whether any way of reading
 * counts, or only that by its model, as for moves, whose refusals are told to its owner alone.
 */
export const lockReadableVersion = async (ctx, tx, id, { what = "model version", by = "any" } = {}) => {
    const locked = await lockVersion(tx, id);
    if (locked === undefined)
        throw notFound(what);
    const { model, version } = locked;
    if (!readsModel(ctx, model) && (by === "model" || !(await readsVersion(ctx, tx, version.id))))
        throw notFound(what);
    const links = by === "model" ? [ownerLink(model)] : versionLinks(model);
    tx.target({ id: version.id, role: "target", label: versionLabel(model, version) }, ...links);
    return locked;
};
/** Refuses the caller who sees the model but may not do this, and says who can give the right. */
export const requireRight = (ctx, model, right) => {
    if (hasRight(ctx, model, right))
        return;
    const orGrant = right === "own" ? "" : ", or a grant that carries it";
    throw forbidden(`This needs the role ${roleFor[right]} in the team "${model.teamSlug}"${orGrant}; an owner of that team can give it.`);
};
/** The team that owned the model when the entry was written: its owners read the entry later. */
export const ownerLink = ({ teamId, teamSlug }) => ({
    id: teamId,
    role: "owner",
    label: teamSlug,
});
/** `churn/7`. */
export const versionLabel = ({ name }, { version }) => `${name}/${version}`;
/** Links of an entry on a version's stream: its model and the team that owned it. */
export const versionLinks = (model) => [
    { id: model.id, role: "model", label: model.name },
    ownerLink(model),
];
/** Whether the caller moves the model's slots, by a grant too. */
export const reviewsModel = (ctx, { id, teamId, visibility }) => ctx.access.ability.can("maintain", { type: "RegisteredModel", id, teamId, visibility });
//# sourceMappingURL=rights.js.map
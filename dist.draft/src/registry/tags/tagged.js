import { idPrefix } from "../../db/ids.js";
import { notFound } from "../../errors.js";
import { lockReadableModel, lockReadableVersion, ownerLink, requireRight, versionLabel, versionLinks, } from "../rights.js";
/** One text for every refusal: it does not tell which of the two an id would be. */
const SUBJECT = "registered model or model version";
/** Locks the model or version that the id names; tagging needs `contribute`. */
export const lockTagged = async (ctx, tx, subjectId) => {
    const prefix = idPrefix(subjectId);
    if (prefix === "mod") {
        const model = await lockReadableModel(ctx, tx, subjectId, SUBJECT);
        requireRight(ctx, model, "contribute");
        return { id: model.id, label: model.name, links: [ownerLink(model)], model };
    }
    if (prefix !== "mv")
        throw notFound(SUBJECT);
    const { model, version } = await lockReadableVersion(ctx, tx, subjectId, { what: SUBJECT });
    requireRight(ctx, model, "contribute");
    return { id: version.id, label: versionLabel(model, version), links: versionLinks(model), model };
};
//# sourceMappingURL=tagged.js.map
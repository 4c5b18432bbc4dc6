import { notFound } from "../errors.js";
import { lockVersion } from "../registry/registry.store.js";
import { ownerLink, versionLabel } from "../registry/rights.js";
import { readableRequest } from "./requests.queries.js";
import { lockRequest } from "./requests.store.js";
/** Locks a request of a version: the model's row first, then the version's, then its own. */
export const lockRequestOf = async (tx, id, versionId) => {
    const locked = await lockVersion(tx, versionId, { deleted: true });
    const request = locked && (await lockRequest(tx, id));
    return locked && request && { ...locked, request };
};
/** Locks a request that the caller reads, and names it for the entry of a refusal. */
export const lockReadableRequest = async (ctx, tx, id) => {
    const seen = await readableRequest(tx, ctx.access.ability, id);
    const locked = seen && (await lockRequestOf(tx, id, seen.versionId));
    if (locked === undefined)
        throw notFound("transition request");
    const { model, version, request } = locked;
    tx.target({ id: version.id, role: "target", label: versionLabel(model, version) }, ownerLink(model), {
        id: request.id,
        role: "request",
    });
    return locked;
};
//# sourceMappingURL=request-rights.js.map
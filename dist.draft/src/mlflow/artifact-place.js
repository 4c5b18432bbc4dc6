import { pathOf, pathSegments } from "../artifacts/artifact-path-rules.js";
import { idOfHex } from "../db/ids.js";
import { DomainError, forbidden, notFound } from "../errors.js";
import { servableVersion } from "../registry/versions.queries.js";
import { artifactOwner } from "../tracking/files/artifact-owner.js";
/** Reads a path of the artifact proxy, decoded once. Throws INVALID_INPUT, `Invalid path`. */
export const parsePlace = (text) => {
    const segments = pathSegments(text);
    const [top = "", second = "", third = "", fourth] = segments;
    if (top === "versions" && third === "artifacts")
        return { kind: "version", modelVersionId: second, path: pathOf(segments.slice(3)) };
    if (!/^(0|[1-9]\d{0,18})$/.test(top))
        return { kind: "nowhere" };
    const experiment = BigInt(top);
    if (second === "models" && fourth === "artifacts" && third.startsWith("m-"))
        return { kind: "tracked", experiment, ownerId: idOfHex("lm", third.slice(2)), path: pathOf(segments.slice(4)) };
    if (third === "artifacts")
        return { kind: "tracked", experiment, ownerId: idOfHex("run", second), path: pathOf(segments.slice(3)) };
    return { kind: "nowhere" };
};
const requireRead = (ctx) => {
    if (!ctx.credential.scopes.has("READ"))
        throw forbidden("This token lacks the scope READ.");
};
/** The place, if the caller may read it; NOT_FOUND where it is hidden or absent. */
export const readablePlace = async (ctx, place) => {
    if (place.kind === "version")
        return ofVersion(ctx, place.modelVersionId, place.path);
    if (place.kind === "nowhere")
        throw notFound("artifact");
    requireRead(ctx);
    const { uuid } = await artifactOwner(ctx, ctx.db.reader, place, null);
    return { owner: { uuid }, path: place.path };
};
/** What a version froze, for whoever reads or resolves the version: its run's rights have no say. */
export const ofVersion = async (ctx, modelVersionId, path) => {
    if (!(await servableVersion(ctx.db.reader, ctx.access.ability, modelVersionId)))
        throw notFound("artifact");
    return { owner: { modelVersionId }, path };
};
/** The run or logged model that a path is below, for writing: a version's files are never changed. */
export const writablePlace = (place) => {
    if (place.kind === "tracked")
        return place;
    if (place.kind === "version")
        throw new DomainError("FORBIDDEN", "What a model version froze is read only; log to its run, then register a new version.");
    throw forbidden("Files belong to a run or a logged model: this path is below none.");
};
//# sourceMappingURL=artifact-place.js.map
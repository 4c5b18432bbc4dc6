import { DomainError } from "../../errors.js";
import { isPlainPath, isPlainUri, storeSchemes } from "../../tracking/experiments/artifact-location-rules.js";
import { promptSources } from "../prompt-rules.js";
import { registryLimits } from "../registry-limits.js";
/** Stores that clients log to, and what a model may come from besides; the service opens none of them. */
const sourceSchemes = new Set([
    ...storeSchemes,
    ..."s3a abfs wasb oci hf http https ftp sftp mlflow-artifacts".split(" "),
]);
const says = `Invalid model version source: name artifacts of this service (runs:/<run id>/<path>, models:/m-<id>, ` +
    `models:/<name>/<version>, mlflow-artifacts:/…) or a store by its URI (${[...sourceSchemes].slice(0, 4).join(", ")}…), ` +
    `without local paths, dot segments, queries or fragments, and no white space in a store's URI, at most ${registryLimits.source.toLocaleString("en-US")} characters.`;
const invalidSource = () => new DomainError("INVALID_INPUT", says, { path: ["input", "source"] });
const elsewhere = { kind: "elsewhere" };
/**
 * Reads a version's source. Nothing else about the version has a say in it: no tag, no flag makes a local path or a
 * hidden traversal pass. Throws INVALID_INPUT.
 */
export const parseSource = (source) => {
    if (promptSources.has(source))
        return elsewhere;
    if (source.length > registryLimits.source || !isPlainPath(source))
        throw invalidSource();
    const [, scheme = "", rest = ""] = /^([A-Za-z][A-Za-z0-9+.-]*):(.+)$/su.exec(source) ?? [];
    switch (scheme.toLowerCase()) {
        case "runs":
            return ofRun(rest);
        case "models":
            return ofModels(source, rest);
        case "mlflow-artifacts":
            return rest.startsWith("//") ? external(scheme, rest) : ofArtifacts(rest);
        default:
            return external(scheme, rest);
    }
};
/** A store by its host, or by its root for those that have none: `s3://bucket/key`, `dbfs:/path`. */
const external = (scheme, rest) => {
    const hosted = /^\/\/[^/]+/.test(rest) || (/^(dbfs|hdfs)$/i.test(scheme) && /^\/[^/]/.test(rest));
    if (!sourceSchemes.has(scheme.toLowerCase()) || !hosted || !isPlainUri(rest))
        throw invalidSource();
    return elsewhere;
};
const segmentsOf = (text) => text.split("/").filter((segment) => segment !== "");
const hexPattern = /^[0-9a-f]{32}$/;
const ofRun = (rest) => {
    const [run, ...path] = segmentsOf(rest);
    if (!/^\/[^/]/.test(rest) || run === undefined)
        throw invalidSource();
    return { kind: "run", run, experiment: null, path: path.join("/") };
};
const ofModels = (uri, rest) => {
    const [first = "", ...path] = segmentsOf(rest);
    if (!/^\/[^/]/.test(rest))
        throw invalidSource();
    const model = modelHex(first);
    return model === undefined ? { kind: "models", uri } : { kind: "loggedModel", model, path: path.join("/") };
};
const modelHex = (text) => /^m-([0-9a-f]{32})$/.exec(text)?.[1];
/** Places below `mlflow-artifacts:/`, as this service writes them: of runs, logged models and versions. */
const ofArtifacts = (rest) => {
    const [top = "", second = "", third = "", ...path] = segmentsOf(rest);
    if (top === "versions" && third === "artifacts")
        return { kind: "version", modelVersionId: second, path: path.join("/") };
    if (!/^\d{1,19}$/.test(top))
        return elsewhere;
    const model = second === "models" && path[0] === "artifacts" ? modelHex(third) : undefined;
    if (model !== undefined)
        return { kind: "loggedModel", model, path: path.slice(1).join("/") };
    const isRun = third === "artifacts" && hexPattern.test(second);
    return isRun ? { kind: "run", run: second, experiment: top, path: path.join("/") } : elsewhere;
};
/** Whether `given` says another thing than the source does; what was not given says nothing. */
export const differs = (given, named) => given !== null && given !== "" && given !== named;
/** The refusal of a source that belongs to another run or logged model than the version says. */
export const sourceMismatch = (field) => new DomainError("SOURCE_MISMATCH", `Invalid model version source: the ${field} request parameter must identify the resource that contains the source; it names another one.`, { path: ["input", field === "run_id" ? "runId" : "loggedModelId"] });
//# sourceMappingURL=source-rules.js.map
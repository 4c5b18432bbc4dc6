import { invalid } from "../../errors.js";
import { trackingLimits } from "../tracking-limits.js";
/** Stores that clients log to by themselves, with credentials of their own; this service opens none of them. */
export const storeSchemes = ["s3", "gs", "abfss", "wasbs", "hdfs", "dbfs", "r2", "oss"];
/** Percent-decoded until nothing changes; undefined when it never stops or is malformed. */
export const decodedFully = (text) => {
    let current = text;
    for (let round = 0; round < 10; round++) {
        let next;
        try {
            next = decodeURIComponent(current);
        }
        catch {
            return undefined;
        }
        if (next === current)
            return current;
        current = next;
    }
    return undefined;
};
/** Whether a text hides no way to another place: no dot segments, controls, back-slashes, queries, however encoded. */
export const isPlainPath = (text) => {
    const decoded = decodedFully(text);
    return (decoded?.isWellFormed() === true &&
        !/[\p{Cc}\p{Bidi_Control}\\?#]/u.test(decoded) &&
        !decoded.split("/").some((segment) => segment === "." || segment === ".."));
};
/** As `isPlainPath`, and nothing that would name a user, begin a parameter or end the URI where it is written. */
export const isPlainUri = (text) => isPlainPath(text) && !/[\s;@]/u.test(decodedFully(text) ?? "");
const says = `artifact_location: leave it out and the service keeps the artifacts; or name a store that your clients reach by ` +
    `themselves: ${storeSchemes.map((scheme) => `${scheme}://`).join(", ")} with a host, without user, query, fragment ` +
    `or dot segments, at most ${trackingLimits.artifactLocation.toLocaleString("en-US")} characters.`;
/**
 * Where an experiment's artifacts go: null for this service's own store. Local paths, web addresses and places inside
 * our own store are refused: nothing a user writes becomes a path or an address that the server opens.
 */
export const parseArtifactLocation = (given) => {
    if (given === null || given === "")
        return null;
    const [, scheme = "", rest = ""] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/]+(?:\/.*)?)$/.exec(given) ?? [];
    const known = storeSchemes.some((each) => each === scheme.toLowerCase());
    if (!known || rest === "" || given.length > trackingLimits.artifactLocation || !isPlainUri(given))
        throw invalid("artifactLocation", says);
    return `${scheme.toLowerCase()}://${rest.replace(/\/+$/, "")}`;
};
//# sourceMappingURL=artifact-location-rules.js.map
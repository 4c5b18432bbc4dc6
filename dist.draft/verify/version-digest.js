import { canonicalJson } from "./canonical-json.js";
import { sha256 } from "./sha256.js";
/** The version's frozen content as canonical JSON (RFC 8785); the form is specified in `docs/digest.md`. */
export const versionStatement = (modelId, version, content) => {
    const { source, runId, params, metrics, datasets, artifacts, run } = content;
    const statement = {
        modelId,
        version,
        source,
        runId,
        params: sortBy(params, ({ key }) => [key]).map(({ key, value }) => ({ key, value })),
        metrics: sortBy(metrics, ({ key }) => [key]).map(({ key, value }) => ({ key, value })),
        datasets: sortBy(datasets, ({ name, digest }) => [name, digest ?? ""]).map(({ name, digest, source: from }) => ({
            name,
            digest,
            source: from,
        })),
        artifacts: sortBy(artifacts, ({ path }) => [path]).map(({ path, sha256, size }) => ({ path, sha256, size })),
        ...(run != null && { run: snapshotStatement(run) }),
    };
    return canonicalJson(statement);
};
/** `ModelVersion.digest`: SHA-256 of `versionStatement`, in lower-case hex. */
export const versionDigest = (modelId, version, content) => sha256(versionStatement(modelId, version, content));
/** A run's tags in the order of their keys. */
export const byKey = (tags) => [...tags].sort((a, b) => (a.key < b.key ? -1 : 1));
/** The snapshot as it goes into the digest. */
const snapshotStatement = (snapshot) => {
    const { id, experimentId, status, user, startTime, endTime, sourceCommit, tags } = snapshot;
    const pairs = byKey(tags).map(({ key, value }) => ({ key, value }));
    return { id, experimentId, status, user, startTime, endTime, sourceCommit, tags: pairs };
};
/** Sorted by the UTF-16 code units of the keys, as RFC 8785 sorts property names. */
const sortBy = (items, keysOf) => items
    .map((item) => ({ item, keys: keysOf(item) }))
    .sort((a, b) => compare(a.keys, b.keys))
    .map(({ item }) => item);
const compare = (a, b) => {
    for (const [index, left] of a.entries()) {
        const right = b[index] ?? "";
        if (left !== right)
            return left < right ? -1 : 1;
    }
    return 0;
};
//# sourceMappingURL=version-digest.js.map
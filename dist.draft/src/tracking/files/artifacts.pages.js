import { parseArtifactPath } from "../../artifacts/artifact-path-rules.js";
import { placeAfter } from "../../artifacts/artifacts.queries.js";
import { keyset } from "../../db/keyset.js";
import { page } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { artifactsLoader } from "../tracking.loaders.js";
/** One page of a folder (the root where none is named) of a run or logged model, by path. */
export const listArtifacts = async (ctx, owner, path, { first, after }) => {
    const folder = parseArtifactPath(path ?? "");
    const keys = keyset("artifacts", [owner.id, folder]);
    const from = String(keys.decode(after)?.[0] ?? "");
    const found = await loader(ctx, artifactsLoader).load({ id: owner.uuid, args: { folder, from, limit: first + 1 } });
    const prefix = folder === "" ? "" : `${folder}/`;
    const entries = found.map((child) => ({ ...child, path: `${prefix}${child.name}` }));
    return page(entries, first, (child) => keys.encode(placeAfter(child)), after);
};
//# sourceMappingURL=artifacts.pages.js.map
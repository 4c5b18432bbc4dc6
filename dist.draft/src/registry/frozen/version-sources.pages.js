import { keyset } from "../../db/keyset.js";
import { page } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { madeFromLoader } from "./version-sources.loaders.js";
/** One page of the versions that the caller reads of those made from a run or logged model, the newest first. */
export const listMadeFrom = async (ctx, by, { id, uuid }, { first, after }) => {
    const keys = keyset("versionsMadeFrom", id);
    const args = { by, after: keys.decode(after), limit: first + 1 };
    const rows = await loader(ctx, madeFromLoader).load({ id: uuid, args });
    return page(rows, first, (row) => keys.encode(row.createdAt, row.id), after);
};
//# sourceMappingURL=version-sources.pages.js.map
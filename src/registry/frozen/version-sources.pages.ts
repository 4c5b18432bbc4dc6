import type { Ctx } from "../../context.js";
import { keyset } from "../../db/keyset.js";
import { type Page, type PageArgs, page } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import type { VersionRead } from "../versions.queries.js";
import { madeFromLoader } from "./version-sources.loaders.js";
import type { MadeSlice } from "./version-sources.queries.js";

/** One page of the versions that the caller reads of those made from a run or logged model, the newest first. */
export const listMadeFrom = async (
  ctx: Ctx,
  by: MadeSlice["by"],
  { id, uuid }: { readonly id: string; readonly uuid: string },
  { first, after }: PageArgs,
): Promise<Page<VersionRead>> => {
  const keys = keyset("versionsMadeFrom", id);
  const args = { by, after: keys.decode(after), limit: first + 1 };
  const rows = await loader(ctx, madeFromLoader).load({ id: uuid, args });
  return page(rows, first, (row) => keys.encode(row.createdAt, row.id), after);
};

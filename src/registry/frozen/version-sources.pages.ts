import type { Ctx } from "../../context.js";
import { upTo } from "../../db/counting.js";
import { keyset } from "../../db/keyset.js";
import { type PageArgs, page } from "../../graphql/connection.js";
import { type CountedPage, counted } from "../../graphql/counted.js";
import { loader } from "../../graphql/loader.js";
import { versionFacet } from "../registry.pages.js";
import type { VersionRead } from "../versions.queries.js";
import { madeFromLoader } from "./version-sources.loaders.js";
import type { MadeSlice } from "./version-sources.queries.js";

/** One page of the versions that the caller reads of those made from a run or logged model, the newest first. */
export const listMadeFrom = async (
  ctx: Ctx,
  by: MadeSlice["by"],
  { id, uuid }: { readonly id: string; readonly uuid: string },
  { first, after }: PageArgs,
): Promise<CountedPage<VersionRead>> => {
  const keys = keyset("versionsMadeFrom", id);
  const args = { by, after: keys.decode(after), limit: first + 1 };
  const made = loader(ctx, madeFromLoader);
  const rows = await made.load({ id: uuid, args });
  return counted(
    page(rows, first, (row) => keys.encode(row.createdAt, row.id), after),
    {
      find: async (most) => {
        const all = await made.load({ id: uuid, args: { by, after: null, limit: most + 1 } });
        return upTo(
          all.map((row) => row.id),
          most,
        );
      },
      idOf: (row) => row.id,
      facet: versionFacet(ctx),
    },
  );
};

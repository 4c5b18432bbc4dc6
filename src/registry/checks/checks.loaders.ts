import DataLoader from "dataloader";
import type { Ctx } from "../../context.js";
import { edgeLoader, under } from "../../graphql/loader.js";
import { type CheckRead, checksOfVersions, reportContents } from "./checks.queries.js";

interface Slice {
  readonly after: readonly unknown[] | null;
  readonly limit: number;
}

/** A page of checks, by version. */
export const checksLoader = (ctx: Ctx) =>
  edgeLoader<Slice, CheckRead[]>(async (ids, slice) => under(ids, await checksOfVersions(ctx.db.reader, ids, slice)));

/** Reports by digest. */
export const contentLoader = (ctx: Ctx) =>
  new DataLoader<string, string | null>(async (digests) => {
    const rows = new Map(
      (await reportContents(ctx.db.reader, digests)).map(({ sha256, content }) => [sha256, content]),
    );
    return digests.map((digest) => rows.get(digest) ?? null);
  });

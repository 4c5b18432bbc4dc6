import DataLoader from "dataloader";
import type { Ctx } from "../../context.js";
import { byId, edgeLoader, under } from "../../graphql/loader.js";
import {
  type DocumentRead,
  documentContents,
  documentsById,
  documentsOf,
  type RevisionRead,
  revisionsOf,
} from "./documents.queries.js";

/** Documents by id; null where absent or hidden. */
export const documentLoader = (ctx: Ctx) =>
  new DataLoader<string, DocumentRead | null>(async (ids) =>
    byId(ids, await documentsById(ctx.db.reader, ctx.access.ability, ids)),
  );

/** A page of documents, by model or version. */
export const documentsLoader = (ctx: Ctx) =>
  edgeLoader<Parameters<typeof documentsOf>[2], DocumentRead[]>(async (ids, slice) =>
    under(ids, await documentsOf(ctx.db.reader, ids, slice)),
  );

/** A page of revisions, by document. */
export const revisionsLoader = (ctx: Ctx) =>
  edgeLoader<Parameters<typeof revisionsOf>[2], RevisionRead[]>(async (ids, slice) =>
    under(ids, await revisionsOf(ctx.db.reader, ids, slice)),
  );

/** Texts by digest. */
export const documentContentLoader = (ctx: Ctx) =>
  new DataLoader<string, string | null>(async (digests) => {
    const rows = await documentContents(ctx.db.reader, digests);
    const found = new Map(rows.map(({ sha256, content }) => [sha256, content]));
    return digests.map((digest) => found.get(digest) ?? null);
  });

import { z } from "zod";
import type { Ctx } from "../../context.js";
import { keyset } from "../../db/keyset.js";
import { type Page, type PageArgs, page } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { parseFilter } from "../../input.js";
import { documentKind } from "./document-input.js";
import { documentLoader, documentsLoader, revisionsLoader } from "./documents.loaders.js";
import type { DocumentRead, RevisionRead } from "./documents.queries.js";

const documentFilter = z.object({ kind: documentKind.nullish() });

/** One page of the documents of a model or version that the caller reads, by kind. */
export const listDocuments = async (
  ctx: Ctx,
  subjectId: string,
  given: object | null,
  { first, after }: PageArgs,
): Promise<Page<DocumentRead>> => {
  const { kind = null } = parseFilter(documentFilter, given);
  const keys = keyset("documents", [subjectId, kind]);
  const [last = null] = keys.decode(after) ?? [];
  const args = { kind, after: last as string | null, limit: first + 1 };
  const rows = await loader(ctx, documentsLoader).load({ id: subjectId, args });
  return page(rows, first, (row) => keys.encode(row.kind), after);
};

/** One page of the revisions of a document that the caller reads, the newest first. */
export const listRevisions = async (
  ctx: Ctx,
  documentId: string,
  { first, after }: PageArgs,
): Promise<Page<RevisionRead>> => {
  const keys = keyset("documentRevisions", documentId);
  const [last = null] = keys.decode(after) ?? [];
  const rows = await loader(ctx, revisionsLoader).load({
    id: documentId,
    args: { after: last as number | null, limit: first + 1 },
  });
  return page(rows, first, (row) => keys.encode(row.revision), after);
};

/** After a publication: the document as it stands. */
export const rereadDocument =
  (ctx: Ctx) =>
  async ({ documentId }: { documentId: string }): Promise<{ document: DocumentRead | null }> => {
    ctx.loaders.clear();
    return { document: await loader(ctx, documentLoader).load(documentId) };
  };

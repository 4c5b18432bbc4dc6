import { queryOptions } from "@tanstack/react-query";
import { ask } from "../../ask.ts";
import type { DocumentRowFragment } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";

/** A document in a list: its newest revision, without its text. */
export type DocumentRow = DocumentRowFragment;

const documentDocument = graphql(`
  query ReadDocument($id: ID!) {
    document(id: $id) { ...DocumentRow content fields }
  }

  fragment DocumentRow on Document {
    id
    kind
    title
    revision
    digest
    publishedAt
    publishedBy { displayName }
  }
`);

/** One document, text and fields: asked for when somebody reads it. */
export const documentQuery = (id: string, enabled: boolean) =>
  queryOptions({
    queryKey: ["document", id],
    queryFn: async () => (await ask(documentDocument, { id })).document ?? null,
    enabled,
  });

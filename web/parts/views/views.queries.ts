import { queryOptions } from "@tanstack/react-query";
import { ask } from "../../ask.ts";
import type { SavedViewsQuery, SaveViewInput } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";

const listDocument = graphql(`
  query SavedViews($screen: String!) {
    savedViews(screen: $screen) { id screen name query savedAt }
  }
`);

const openDocument = graphql(`
  query SavedView($id: ID!) {
    savedView(id: $id) { id name query }
  }
`);

const saveDocument = graphql(`
  mutation SaveView($input: SaveViewInput!) {
    saveView(input: $input) {
      savedView { id name query }
      userErrors { code message path }
    }
  }
`);

const deleteDocument = graphql(`
  mutation DeleteSavedView($input: DeleteSavedViewInput!) {
    deleteSavedView(input: $input) {
      savedViewId
      userErrors { code message path }
    }
  }
`);

export type SavedView = SavedViewsQuery["savedViews"][number];

/** One's own views of a screen. */
export const savedViewsQuery = (screen: string) =>
  queryOptions({
    queryKey: ["views", screen],
    queryFn: async () => (await ask(listDocument, { screen })).savedViews,
  });

/** Anybody's view by its id; null where there is none. */
export const openView = async (id: string) => (await ask(openDocument, { id })).savedView;

export const saveView = async (input: SaveViewInput) => (await ask(saveDocument, { input })).saveView;

export const deleteView = async (savedViewId: string, idempotencyKey: string) =>
  (await ask(deleteDocument, { input: { savedViewId, idempotencyKey } })).deleteSavedView;

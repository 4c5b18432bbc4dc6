import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { eraseSavedViews } from "./erase-saved-views.js";
import { savedViewLoader } from "./saved-views.loaders.js";
import { SavedViewsResolver } from "./saved-views.resolver.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    view: true;
  }
}

/** Saved views: whoever has the id opens one; entries name it to auditors, and to whom its person's stream is open. */
export const savedViewKind = defineKind({
  prefixes: ["view"],
  subject: "saved_view",
  reader: "auditors",
  namedInOpenEntries: "also",
  streamless: true,
  erase: eraseSavedViews,
  node: loadedBy("SavedView", savedViewLoader),
  resolvers: [SavedViewsResolver],
});

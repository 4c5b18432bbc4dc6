import { defineRules } from "../../access/subject-rules.js";
import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { granted } from "../model-access-rules.js";
import { documentLoader } from "./documents.loaders.js";
import { documentsById } from "./documents.queries.js";
import {
  DocumentFieldsResolver,
  DocumentRevisionResolver,
  DocumentsResolver,
  ModelDocumentsResolver,
  VersionDocumentsResolver,
} from "./documents.resolver.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    doc: true;
  }
}

declare module "../../access/subject-rules.js" {
  interface Actions {
    /** To publish documents on a model or its versions. */
    publish: true;
  }
}

/** Who writes models, and who reviews them, write their documents. */
const rulesOfModels = defineRules({
  subject: "RegisteredModel",
  actions: ["publish"],
  modelField: "id",
  allow: (allow, standing) => {
    allow("publish", { teamId: { $in: [...standing.teamsWith("CONTRIBUTOR"), ...standing.teamsWith("REVIEWER")] } });
    allow("publish", { id: granted(standing.grantsWith("CONTRIBUTOR")) });
  },
});

/** Documents of models and versions; what happens to them is told where it happens. */
export const documentKind = defineKind({
  prefixes: ["doc"],
  subject: "document",
  streamless: true,
  rules: [rulesOfModels],
  reader: (ctx, ids) => documentsById(ctx.db.reader, ctx.access.ability, ids),
  node: loadedBy("Document", documentLoader),
  resolvers: [
    DocumentsResolver,
    DocumentFieldsResolver,
    DocumentRevisionResolver,
    ModelDocumentsResolver,
    VersionDocumentsResolver,
  ],
});

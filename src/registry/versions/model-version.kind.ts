import { defineRules } from "../../access/subject-rules.js";
import { keysOfFacets } from "../../db/facets.js";
import { countsOf } from "../../graphql/counted.js";
import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { countFrozen } from "../frozen/frozen-by.store.js";
import {
  LoggedModelVersionsResolver,
  RunSnapshotResolver,
  RunVersionsResolver,
  VersionDriftResolver,
  VersionOriginResolver,
} from "../frozen/version-origin.resolver.js";
import { readAsModel } from "../model-access-rules.js";
import { versionFacets } from "../named.queries.js";
import { versionLoader } from "../registry.loaders.js";
import { ModelVersionConnection } from "../registry.types.js";
import { VersionSlotsResolver } from "../slots/slots.resolver.js";
import { versionsById } from "../versions.queries.js";
import { MetricResolver, VersionFieldsResolver } from "./version-fields.resolver.js";
import { VersionsResolver } from "./versions.resolver.js";

declare module "../../access/subject-rules.js" {
  interface Subjects {
    ModelVersion: { readonly modelId: string; readonly teamId: string; readonly visibility: string };
  }
}

declare module "../../db/ids.js" {
  interface IdPrefixes {
    mv: true;
  }
}

declare module "../../audit/entry.js" {
  interface SubjectRoles {
    /** The version that left a slot for another. */
    displaced: true;
    /** The version whose evidence was taken. */
    read: true;
  }
}

/** Versions of registered models; who took their evidence is a list below them. */
export const modelVersionKind = defineKind({
  prefixes: ["mv"],
  subject: "model_version",
  below: {
    read: { list: "model_version.read" },
  },
  rules: [
    defineRules({
      subject: "ModelVersion",
      actions: ["read"],
      modelField: "modelId",
      allow: (allow, standing) => readAsModel(allow, standing, "modelId"),
    }),
  ],
  erase: countFrozen,
  reader: (ctx, ids) => versionsById(ctx.db.reader, ctx.access.ability, ids),
  node: loadedBy("ModelVersion", versionLoader),
  resolvers: [
    countsOf(ModelVersionConnection, keysOfFacets(versionFacets)),
    VersionsResolver,
    VersionFieldsResolver,
    MetricResolver,
    VersionOriginResolver,
    VersionDriftResolver,
    RunSnapshotResolver,
    VersionSlotsResolver,
    RunVersionsResolver,
    LoggedModelVersionsResolver,
  ],
});

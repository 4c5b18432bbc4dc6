import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { loggedModelLoader } from "../tracking.loaders.js";
import { type TrackedFacts, trackedRules } from "../tracking-access-rules.js";
import { loggedModelsById } from "./logged-models.queries.js";
import {
  LoggedModelFieldsResolver,
  LoggedModelMetricResolver,
  LoggedModelsResolver,
} from "./logged-models.resolver.js";

declare module "../../access/subject-rules.js" {
  interface Subjects {
    LoggedModel: TrackedFacts;
  }
}

declare module "../../db/ids.js" {
  interface IdPrefixes {
    lm: true;
  }
}

declare module "../../audit/entry.js" {
  interface SubjectRoles {
    /** The logged model that a version was made from. */
    loggedModel: true;
  }
}

/** Logged models; versions made from them are a list below them. */
export const loggedModelKind = defineKind({
  prefixes: ["lm"],
  subject: "logged_model",
  below: {
    loggedModel: { list: "logged_model.version", means: true },
  },
  rules: [trackedRules("LoggedModel")],
  reader: (ctx, ids) => loggedModelsById(ctx.db.reader, ctx.access.ability, ids),
  node: loadedBy("LoggedModel", loggedModelLoader),
  resolvers: [LoggedModelsResolver, LoggedModelFieldsResolver, LoggedModelMetricResolver],
});

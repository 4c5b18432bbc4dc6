import { keysOfFacets } from "../../db/facets.js";
import { countsOf } from "../../graphql/counted.js";
import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { RunComparisonResolver } from "../compare/compare.resolver.js";
import { RunMatrixResolver } from "../compare/matrix.resolver.js";
import { runLoader } from "../tracking.loaders.js";
import { RunConnection } from "../tracking.types.js";
import { type TrackedFacts, trackedRules } from "../tracking-access-rules.js";
import { runFacets } from "./run-facets.queries.js";
import { RunDatasetResolver, RunFieldsResolver, RunLoggedModelResolver } from "./run-fields.resolver.js";
import { RunTreeResolver } from "./run-tree.resolver.js";
import { runsById } from "./runs.queries.js";
import { RunsResolver } from "./runs.resolver.js";

declare module "../../access/subject-rules.js" {
  interface Subjects {
    Run: TrackedFacts;
  }
}

declare module "../../db/ids.js" {
  interface IdPrefixes {
    run: true;
  }
}

declare module "../../audit/entry.js" {
  interface SubjectRoles {
    /** The run that a version was made from. */
    run: true;
  }
}

/** Runs; versions made from them are a list below them. */
export const runKind = defineKind({
  prefixes: ["run"],
  subject: "run",
  below: {
    run: { list: "run.version", means: true },
  },
  rules: [trackedRules("Run")],
  reader: (ctx, ids) => runsById(ctx.db.reader, ctx.access.ability, ids),
  node: loadedBy("Run", runLoader),
  resolvers: [
    countsOf(RunConnection, keysOfFacets(runFacets)),
    RunsResolver,
    RunFieldsResolver,
    RunDatasetResolver,
    RunLoggedModelResolver,
    RunTreeResolver,
    RunComparisonResolver,
    RunMatrixResolver,
  ],
});

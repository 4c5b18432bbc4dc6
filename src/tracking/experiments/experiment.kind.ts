import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { experimentLoader } from "../tracking.loaders.js";
import { ExperimentFieldsResolver } from "./experiment-fields.resolver.js";
import { experimentsById } from "./experiments.queries.js";
import { ExperimentsResolver } from "./experiments.resolver.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    exp: true;
  }
}

declare module "../../audit/entry.js" {
  interface SubjectRoles {
    /** The experiment of a run or logged model. */
    experiment: true;
  }
}

/** Experiments; what happens to their runs and logged models is a list below them. */
export const experimentKind = defineKind({
  prefixes: ["exp"],
  subject: "experiment",
  below: {
    experiment: { list: "experiment.run" },
  },
  reader: (ctx, ids) => experimentsById(ctx.db.read, ctx.access.ability, ids),
  node: loadedBy("Experiment", experimentLoader),
  resolvers: [ExperimentsResolver, ExperimentFieldsResolver],
});

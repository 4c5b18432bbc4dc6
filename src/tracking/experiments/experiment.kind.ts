import { defineRules } from "../../access/subject-rules.js";
import { ORGANIZATION_ID } from "../../db/ids.js";
import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { experimentLoader } from "../tracking.loaders.js";
import { allowByTeam } from "../tracking-access-rules.js";
import { ExperimentFieldsResolver } from "./experiment-fields.resolver.js";
import { experimentsById } from "./experiments.queries.js";
import { ExperimentsResolver } from "./experiments.resolver.js";

declare module "../../access/subject-rules.js" {
  interface Subjects {
    Experiment: { readonly id: string; readonly teamId: string; readonly visibility: string };
  }
  interface Actions {
    /** In a team. */
    createExperiment: true;
  }
}

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
  rules: [
    defineRules({
      subject: "Team",
      actions: ["createExperiment"],
      allow: (allow, standing) => allow("createExperiment", { id: { $in: standing.teamsWith("CONTRIBUTOR") } }),
    }),
    defineRules({
      subject: "Experiment",
      actions: ["read", "contribute", "maintain", "own"],
      allow: (allow, standing) => {
        allowByTeam(allow, standing);
        allow("own", { teamId: { $in: standing.teamsWith("OWNER") } });
        if (standing.teamsWith("CONTRIBUTOR").length > 0) allow("contribute", { teamId: ORGANIZATION_ID });
        if (standing.is("ADMIN")) allow("own");
      },
    }),
  ],
  reader: (ctx, ids) => experimentsById(ctx.db.reader, ctx.access.ability, ids),
  node: loadedBy("Experiment", experimentLoader),
  resolvers: [ExperimentsResolver, ExperimentFieldsResolver],
});

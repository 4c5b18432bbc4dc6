import { defineKind } from "../../kind.js";
import {
  EvaluationFieldsResolver,
  RecordEvaluationResolver,
  VersionEvaluationsResolver,
} from "./evaluations.resolver.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    ev: true;
  }
}

/** Recorded evaluations: shown with the version that they are of. */
export const evaluationKind = defineKind({
  prefixes: ["ev"],
  subject: "evaluation",
  reader: "nobody",
  streamless: true,
  resolvers: [VersionEvaluationsResolver, EvaluationFieldsResolver, RecordEvaluationResolver],
});

import { DomainError } from "../errors.js";

/** What MLflow serves and this service does not: how it is called, and what ends the warnings of clients that use it. */
interface Unserved {
  readonly what: string;
  readonly instead: string;
}

const tracing: Unserved = {
  what: "Traces and their assessments are",
  instead:
    "Set MLFLOW_TRACE_SAMPLING_RATIO=0, or call mlflow.tracing.disable(): then the client sends none and warns no more.",
};
const evaluation: Unserved = {
  what: "Evaluation of generative models (data sets, scorers, labels, reviews, issues, optimised prompts) is",
  instead: "mlflow.evaluate and mlflow.models.evaluate, which log metrics and artifacts, are served.",
};
const gateway: Unserved = {
  what: "MLflow's AI gateway is",
  instead: "Unset MLFLOW_GATEWAY_URI and MLFLOW_DEPLOYMENTS_TARGET, or point them at a gateway.",
};
const webhooks: Unserved = {
  what: "Webhooks are",
  instead: "The audit log holds every change: read auditEntries at /graphql.",
};
const access: Unserved = {
  what: "MLflow's own users, permissions and roles are",
  instead: "Users, teams and roles are administered at /graphql.",
};
const workspaces: Unserved = {
  what: "Administration of workspaces is",
  instead: "A workspace is a team here: MLFLOW_WORKSPACE takes its slug, and teams are made at /graphql.",
};

/** By the first words of a path below `/mlflow/` (mlflow/server/handlers.py and mlflow/server/auth/routes.py, 3.17.2). */
const unserved: readonly (readonly [RegExp, Unserved])[] = [
  [/^(traces|unified-traces|assessments|get-trace-artifact|get-online-trace-details)\b/, tracing],
  [/^(datasets|scorers?|label-schemas|review-queues|issues|prompt-optimization|genai|demo|jobs)\b/, evaluation],
  [/^gateway\b/, gateway],
  [/^webhooks\b/, webhooks],
  [/^(users|permissions|roles|(experiments|registered-models|scorers|gateway\/\w+)\/permissions)\b/, access],
  [/^workspaces\b/, workspaces],
];

const WRITTEN = "docs/mlflow.md, “Not served”";

/** The refusal of a path that no call has: what it would be on MLflow's server, if it is known there. */
export const notServed = (path: string): DomainError => {
  const [, below = ""] = /\/mlflow\/(.*)$/.exec(path) ?? [];
  const known = path.endsWith("/v1/traces") ? tracing : unserved.find(([pattern]) => pattern.test(below))?.[1];
  return new DomainError(
    "ENDPOINT_NOT_FOUND",
    known === undefined
      ? "There is no such MLflow call at this path for this method."
      : `${known.what} not served here (${WRITTEN}). ${known.instead}`,
  );
};

import { experimentOperations } from "../../src/mlflow/experiments.routes.js";
import { loggedModelOperations } from "../../src/mlflow/logged-models.routes.js";
import { metricOperations } from "../../src/mlflow/metrics.routes.js";
import { operations } from "../../src/mlflow/operations.js";
import { runOperations } from "../../src/mlflow/runs.routes.js";
import type { Operation } from "../../src/mlflow/wire/operation.js";
import { fuzz } from "../support/fuzz.js";

/** Whatever else the route table has: a call that is added to it is covered at once. */
const elsewhere = new Set<Operation>([
  ...experimentOperations,
  ...runOperations,
  ...metricOperations,
  ...loggedModelOperations,
]);
fuzz(operations.filter((operation) => !elsewhere.has(operation)));

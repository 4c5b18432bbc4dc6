import { experimentOperations } from "../../src/mlflow/experiments.routes.js";
import { loggedModelOperations } from "../../src/mlflow/logged-models.routes.js";
import { metricOperations } from "../../src/mlflow/metrics.routes.js";
import { runOperations } from "../../src/mlflow/runs.routes.js";
import { fuzz } from "../support/fuzz.js";

fuzz([...experimentOperations, ...runOperations, ...metricOperations, ...loggedModelOperations]);

import { artifactOperations } from "./artifacts.routes.js";
import { experimentOperations } from "./experiments.routes.js";
import { loggedModelOperations } from "./logged-models.routes.js";
import { metricOperations } from "./metrics.routes.js";
import { modelVersionOperations } from "./model-versions.routes.js";
import { registeredModelOperations } from "./registered-models.routes.js";
import { runOperations } from "./runs.routes.js";
import { serverOperations } from "./server.routes.js";
/** The route table: every call of MLflow's that is served. */
export const operations = [
    ...serverOperations,
    ...experimentOperations,
    ...runOperations,
    ...metricOperations,
    ...loggedModelOperations,
    ...artifactOperations,
    ...registeredModelOperations,
    ...modelVersionOperations,
];
//# sourceMappingURL=operations.js.map
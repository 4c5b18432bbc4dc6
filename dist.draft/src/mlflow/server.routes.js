import { operation, version3 } from "./wire/operation.js";
/**
 * What newer clients ask first. No keys for multipart transfers, which means that there are none (mlflow/server/
 * server_info_api.py); the store is a database, workspaces are our teams.
 */
const serverInfo = operation("GET", "/mlflow/server-info", { policy: "authenticated", at: version3, fields: {} }, async () => ({ store_type: "SqlStore", workspaces_enabled: true }));
/** MLflow's calls on the server itself. */
export const serverOperations = [serverInfo];
//# sourceMappingURL=server.routes.js.map
import { join } from "node:path";
import { StartError } from "../config.js";
import { writePrivateFile } from "../db/private-file.js";
/** Where the first administrator's token is, unless the operator chose it. */
export const adminTokenFile = (home) => join(home, "admin-token");
/** Writes the administrator's token where only the service's user reads it. */
export const keepAdminToken = (home, secret) => {
    const file = adminTokenFile(home);
    try {
        writePrivateFile(file, `${secret}\n`);
    }
    catch (error) {
        throw new StartError(`cannot write the administrator's token to ${file}: ${error.message}`, {
            cause: error,
        });
    }
};
//# sourceMappingURL=admin-token-file.js.map
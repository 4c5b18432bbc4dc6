import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartError } from "../../config.js";
/** Another process runs on this home. */
export class HomeInUseError extends StartError {
}
/**
 * Takes the folder for this process alone; null when another process has it. Node has no `flock`, so the lock is the
 * one that SQLite puts on an empty file: the kernel gives it to exactly one of two simultaneous starts and frees it
 * when its holder dies, even by `kill -9`.
 */
export const lockFolder = (folder) => {
    const path = join(folder, "lock");
    makeFile(path);
    const file = new DatabaseSync(path, { open: false, timeout: 0 });
    try {
        file.open();
        file.exec("pragma journal_mode = memory; begin exclusive");
    }
    catch (error) {
        if (file.isOpen)
            file.close();
        const { errcode, message } = error;
        if (errcode === 5)
            return null;
        throw new StartError(`cannot lock ${folder}, which may belong to another user: ${message}`);
    }
    writeFileSync(join(folder, "lock.pid"), `${process.pid}\n`, { mode: 0o600 });
    return { release: () => file.close() };
};
/** Only if absent: to open and close a file that this process has locked would drop the lock. */
const makeFile = (path) => {
    try {
        closeSync(openSync(path, "wx", 0o600));
    }
    catch (error) {
        if (error.code !== "EEXIST")
            throw error;
    }
};
/** The process that last took the folder, for messages. */
export const holderOf = (folder) => {
    try {
        return readFileSync(join(folder, "lock.pid"), "utf8").trim();
    }
    catch {
        return "unknown";
    }
};
//# sourceMappingURL=lock.js.map
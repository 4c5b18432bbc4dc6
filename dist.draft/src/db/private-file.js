import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
/** Writes a file that only its owner reads (0600), whole or not at all, also when the machine stops in between. */
export const writePrivateFile = (path, content) => {
    const draft = `${path}.${process.pid}.draft`;
    const file = openSync(draft, "w", 0o600);
    try {
        writeSync(file, content);
        fsyncSync(file);
    }
    finally {
        closeSync(file);
    }
    renameSync(draft, path);
};
//# sourceMappingURL=private-file.js.map
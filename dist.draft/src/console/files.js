import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import mime from "mime";
const suffixes = { br: ".br", gzip: ".gz" };
export const etagOf = (bytes) => `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
/** Lists what the build left in `folder`; null when there is no build, as in a test that needs no console. */
export const readConsole = (folder) => {
    const page = join(folder, "index.html");
    if (!existsSync(page))
        return null;
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
        .filter((name) => name !== "index.html" && !name.startsWith(".") && !/\.(br|gz)$/.test(name));
    return { page: readFileSync(page, "utf8"), files: names.map((name) => consoleFile(folder, name)) };
};
const consoleFile = (folder, name) => {
    const path = join(folder, name);
    const ways = new Map([["identity", { path, size: statSync(path).size }]]);
    for (const encoding of ["br", "gzip"]) {
        const compressed = path + suffixes[encoding];
        if (existsSync(compressed))
            ways.set(encoding, { path: compressed, size: statSync(compressed).size });
    }
    const type = mime.getType(name) ?? "application/octet-stream";
    return {
        name,
        type: type.startsWith("text/") || type.endsWith("+xml") ? `${type}; charset=utf-8` : type,
        etag: etagOf(readFileSync(path)),
        immutable: name.startsWith("assets/"),
        ways,
    };
};
//# sourceMappingURL=files.js.map
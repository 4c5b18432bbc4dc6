import { createHash, randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { StartError } from "../../config.js";
import { canReach, serverUser } from "./server-user.js";
/** Makes the home, private to its owner; under root others may pass through it (not list it), as the server must. */
export const makeHome = (home) => {
    if (existsSync(home))
        return;
    mkdirSync(home, { recursive: true });
    chmodSync(home, process.getuid?.() === 0 ? 0o711 : 0o700);
};
/**
 * Finds or makes the server's folder: `postgres` in the home. Under root, where the server's user cannot pass into the
 * home (a checkout under /root, say), the folder is made where that user can, and `postgres` in the home links to it.
 */
export const findPlace = (home, log) => {
    const link = join(home, "postgres");
    if (lstatSync(link, { throwIfNoEntry: false }) === undefined)
        makeFolder(home, link, log);
    if (!existsSync(link))
        throw new StartError(`${link} points to a folder that is gone; remove it to start anew`);
    const folder = realpathSync(link);
    const data = join(folder, "data");
    const user = serverUser(existsSync(data) ? data : undefined);
    if (!canReach(user, [folder]))
        throw new StartError(`PostgreSQL's user (${user?.name ?? "this user"}) can no longer reach ${folder}`);
    const outside = folder !== join(realpathSync(home), "postgres");
    return {
        folder,
        data,
        user,
        socket: socketFolder(folder, user),
        logFile: join(folder, "server.log"),
        copies: outside ? dirname(folder) : home,
        copyLink: join(home, "postgresql"),
    };
};
const makeFolder = (home, link, log) => {
    const user = serverUser();
    if (canReach(user, [realpathSync(home)])) {
        passableFolder(link, user);
        return;
    }
    const folder = join(reachableBase(user, log), `${shortHash(realpathSync(home))}-${randomBytes(4).toString("hex")}`);
    passableFolder(folder, user);
    symlinkSync(folder, link);
    log.info({ folder, home }, "PostgreSQL's user cannot reach the home; its data is kept elsewhere and linked");
};
const passableFolder = (folder, user) => {
    mkdirSync(folder);
    chmodSync(folder, user === null ? 0o700 : 0o711);
};
/** Makes a folder that belongs to the server's user alone. */
export const serverFolder = (folder, user) => {
    mkdirSync(folder);
    chmodSync(folder, 0o700);
    if (user !== null)
        chownSync(folder, user.uid, user.gid);
};
const reachableBase = (user, log) => {
    for (const base of ["/var/lib/countersign", "/var/tmp/countersign", join(tmpdir(), "countersign")]) {
        if (!isOwnedBy(process.getuid?.() ?? 0, base, () => makeBase(base)) || !canReach(user, [base]))
            continue;
        if (base.startsWith(tmpdir()))
            log.warn({ base }, "data is kept in the temporary folder, which systems clean up");
        return base;
    }
    throw new StartError("PostgreSQL's user can reach neither the home nor /var/lib, /var/tmp or the temporary folder: set COUNTERSIGN_HOME to a folder whose parents others may pass");
};
const makeBase = (base) => {
    mkdirSync(base);
    chmodSync(base, 0o755);
};
/** Makes the folder if absent; false unless it is a real folder of that user which nobody else can write. */
const isOwnedBy = (owner, folder, make) => {
    try {
        if (!existsSync(folder))
            make();
        const found = lstatSync(folder);
        return found.isDirectory() && found.uid === owner && (found.mode & 0o022) === 0;
    }
    catch {
        return false;
    }
};
/** A Unix socket's path holds about 100 bytes; a longer home gets a short, private folder for it. */
const socketFolder = (folder, user) => {
    const near = join(folder, "run");
    const socket = Buffer.byteLength(near) <= 85 ? near : join("/tmp", `countersign-${shortHash(folder)}`);
    const owner = user?.uid ?? process.getuid?.() ?? 0;
    if (isOwnedBy(owner, socket, () => serverFolder(socket, user)))
        return socket;
    throw new StartError(`${socket}, needed for the database socket, belongs to somebody else`);
};
const shortHash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 12);
//# sourceMappingURL=place.js.map
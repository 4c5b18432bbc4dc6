import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { StartError } from "../../config.js";
/**
 * PostgreSQL refuses to run as root, and `initdb` wants its user in /etc/passwd. No user is made: `postgres` is taken
 * where a package has made it, else `nobody`, which every system has. Data that exists already is served by its owner.
 */
export const serverUser = (existingData) => {
    if (process.getuid?.() !== 0)
        return null;
    const users = passwdUsers();
    if (existingData !== undefined) {
        const { uid, gid } = statSync(existingData);
        if (uid !== 0)
            return { uid, gid, name: users.find((user) => user.uid === uid)?.name ?? `uid ${uid}` };
    }
    for (const name of ["postgres", "_postgres", "nobody"]) {
        const user = users.find((candidate) => candidate.name === name);
        if (user !== undefined)
            return user;
    }
    throw new StartError("started as root, and neither a user `postgres` nor `nobody` exists for PostgreSQL to run as: start as another user, or set DATABASE_URL");
};
const passwdUsers = () => readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.name !== "" && user.uid > 0);
/** Whether the server's user can pass into (folder) or read (file) each path: tried, so that ACLs count too. */
export const canReach = (user, paths) => {
    const script = 'for p; do if test -d "$p"; then test -x "$p" || exit 1; else test -r "$p" || exit 1; fi; done';
    const identity = user === null ? {} : { uid: user.uid, gid: user.gid };
    const result = spawnSync("/bin/sh", ["-c", script, "sh", ...paths], { ...identity, cwd: "/", env: {} });
    if (result.error !== undefined)
        throw new StartError(`cannot run PostgreSQL as ${user?.name ?? "this user"}: ${result.error.message}`);
    return result.status === 0;
};
//# sourceMappingURL=server-user.js.map
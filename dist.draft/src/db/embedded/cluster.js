import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../../config.js";
import { writePrivateFile } from "../private-file.js";
import { serverFolder } from "./place.js";
/** The embedded server's superuser. */
export const superuser = "postgres";
/** What the server's own programs see of the environment: nothing of ours, no secrets. */
export const serverEnvironment = { LC_ALL: "C", TZ: "UTC", PATH: "/usr/bin:/bin" };
/** Makes the data folder on the first start; gives the superuser's password, kept in the home (0600). */
export const prepareCluster = async (home, place, binaries) => {
    const passwordFile = join(home, "postgres-password");
    const password = existsSync(passwordFile) ? readFileSync(passwordFile, "utf8").trim() : null;
    if (existsSync(join(place.data, "PG_VERSION"))) {
        checkVersion(place);
        return password ?? resetPassword(passwordFile, place, binaries);
    }
    const fresh = password ?? newPassword(passwordFile);
    await initialise(place, binaries, fresh);
    return fresh;
};
const newPassword = (file) => {
    const password = randomBytes(24).toString("base64url");
    writePrivateFile(file, `${password}\n`);
    return password;
};
const checkVersion = (place) => {
    const version = readFileSync(join(place.data, "PG_VERSION"), "utf8").trim();
    if (version !== "18")
        throw new StartError(`${place.data} was made by PostgreSQL ${version}; this release embeds PostgreSQL 18`);
};
/** The home's password file was lost: a single-user server, which asks for none, sets a new password. */
const resetPassword = (file, place, binaries) => {
    const password = newPassword(file);
    const result = spawnSync(binaries.postgres, ["--single", "-D", place.data, "postgres"], {
        ...identity(place),
        input: `alter role ${superuser} password '${password}'\n`,
        env: serverEnvironment,
        cwd: "/",
    });
    if (result.status !== 0)
        throw new StartError(`could not set a new database password: ${String(result.stderr)}`);
    return password;
};
/** `initdb` into a draft that is renamed when whole, so that an interrupted first start leaves nothing half-made. */
const initialise = async (place, binaries, password) => {
    const draft = join(place.folder, "data.draft");
    const passwordFile = join(place.folder, "initdb-password");
    rmSync(draft, { recursive: true, force: true });
    serverFolder(draft, place.user);
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (place.user !== null)
        chownSync(passwordFile, place.user.uid, place.user.gid);
    try {
        await runInitdb(place, binaries.initdb, [
            `--pgdata=${draft}`,
            `--username=${superuser}`,
            `--pwfile=${passwordFile}`,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--set=max_connections=100",
            "--set=shared_buffers=128MB",
        ]);
    }
    finally {
        rmSync(passwordFile, { force: true });
    }
    renameSync(draft, place.data);
};
const runInitdb = (place, initdb, args) => new Promise((resolve, reject) => {
    const child = spawn(initdb, args, {
        ...identity(place),
        env: serverEnvironment,
        cwd: "/",
        stdio: ["ignore", "ignore", "pipe"],
    });
    const abandon = () => child.kill("SIGKILL");
    process.once("exit", abandon);
    let complaint = "";
    child.stderr.on("data", (chunk) => {
        complaint += String(chunk);
    });
    child.on("error", (error) => reject(new StartError(`could not run initdb: ${error.message}`)));
    child.on("close", (code) => {
        process.off("exit", abandon);
        if (code === 0)
            resolve();
        else
            reject(new StartError(`initdb failed: ${complaint.trim().replaceAll("\n", " ")}`));
    });
});
/** Options of `spawn` that make the child the server's user. */
export const identity = (place) => place.user === null ? {} : { uid: place.user.uid, gid: place.user.gid };
//# sourceMappingURL=cluster.js.map
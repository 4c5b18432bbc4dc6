import { blobStoreId, databaseId, keepBlobStoreId } from "../db/instance.store.js";
import type { Sql } from "../db/sql.js";
import { hasBlobs } from "./artifacts.store.js";
import { databaseOf, holdsFiles, ID_FILE, markFolder, storeIdOf } from "./local/store-folder.js";

/** Why a folder is not the store of this database, and what to do: for the log and the command line. */
export type Foreign = string | null;

/**
 * Tells whether the folder is the store that this database's artifacts are in. The database knows the store's id, and the
 * folder bears it. A database that knows none yet claims a folder: one that bears its own mark, or that is nobody's and
 * could be its own.
 */
export const ownStore = (root: string, db: Sql): (() => Promise<Foreign>) => {
  let known: string | undefined;
  return async () => {
    known ??= await blobStoreId(db);
    if (known === undefined) {
      const foreign = await claim(root, db);
      if (foreign !== null) return foreign;
      known = await blobStoreId(db);
    }
    const found = await storeIdOf(root);
    if (found !== null && found === known) return null;
    const what =
      found === null
        ? `there is no artifact store in ${root}`
        : `the artifacts in ${root} belong to another database: they are the store ${found}`;
    return `${what}, and this database's artifacts are in the store ${known}. ${advice} If this is that store, restored or moved, write its id: echo ${known} > ${root}/${ID_FILE}`;
  };
};

const advice = "Set COUNTERSIGN_ARTIFACTS_DIR to the folder that all replicas share, or mount it there.";

const claim = async (root: string, db: Sql): Promise<Foreign> => {
  const [id, owner, holds] = [await databaseId(db), await databaseOf(root), await holdsFiles(root)];
  if (owner !== null && owner !== id && holds)
    return `the artifacts in ${root} belong to another database. ${advice} If this is that database, restored, delete ${root}/database-id.`;
  if (owner !== id && !holds && (await hasBlobs(db)))
    return `there is no artifact store in ${root}, and this database has artifacts. ${advice}`;
  await keepBlobStoreId(db, await markFolder(root, id));
  return null;
};

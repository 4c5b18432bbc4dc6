import type { Logger } from "pino";
import { StartError } from "../../config.js";
import type { Reader } from "../../db/sql.js";
import { type PackLibrary, packNamed } from "./pack.js";
import { installedPacks } from "./pack-installations.queries.js";

/**
 * Refuses to start where the file of an installed version says something else than when it was installed; one that is
 * missing is told in the log, since what it has made goes on.
 */
export const requireUnchangedPacks = async (db: Reader, packs: PackLibrary, log: Logger): Promise<void> => {
  for (const { packId, packVersion, digest } of await installedPacks(db)) {
    const pack = packNamed(packs, packId, packVersion);
    if (pack === undefined)
      log.warn(
        { pack: packId, version: packVersion },
        "an installed policy pack's file is missing: it answers no controls",
      );
    else if (pack.digest !== digest)
      throw new StartError(
        `version ${packVersion} of the policy pack ${packId} is installed, and its file has changed since: put the file back, and give the change a version of its own (docs/packs.md)`,
      );
  }
};

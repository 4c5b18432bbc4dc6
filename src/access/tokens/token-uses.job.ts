import type { Database } from "../../db/database.js";
import type { Job } from "../../jobs/jobs.js";
import { noteTokenUses } from "./tokens.store.js";

/** Which API tokens came in since that was noted last. */
export interface TokenUses {
  /** Tells that a token was used, by its id. */
  readonly tell: (tokenId: string) => void;
  /** Writes down what was told. */
  readonly job: Job;
}

/** Uses are kept in memory until the job's next round, so that no request waits for their note, or fails by it. */
export const createTokenUses = (db: Pick<Database, "single">): TokenUses => {
  const told = new Set<string>();
  return {
    tell: (tokenId) => told.add(tokenId),
    job: {
      name: "token-uses",
      everyMs: 30_000,
      run: async () => {
        const noted = [...told];
        if (noted.length === 0) return;
        await noteTokenUses(db.single, noted);
        for (const tokenId of noted) told.delete(tokenId);
      },
    },
  };
};

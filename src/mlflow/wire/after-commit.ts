import { setTimeout as sleep } from "node:timers/promises";
import { DomainError } from "../../errors.js";

const PATIENCE_MS = 8_000;
const PAUSE_MS = 100;

/**
 * Reads what was just made, again and again while the database is away or the service busy: answering 503 now would make MLflow's clients,
 * which have no idempotency key, make it a second time.
 */
export const afterCommit = async <Result>(read: () => Promise<Result>): Promise<Result> => {
  for (const end = performance.now() + PATIENCE_MS; ; await sleep(PAUSE_MS)) {
    try {
      return await read();
    } catch (error) {
      const away = error instanceof DomainError && (error.code === "UNAVAILABLE" || error.code === "BUSY");
      if (!away || performance.now() > end) throw error;
    }
  }
};

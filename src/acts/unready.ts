import type { BaseCtx } from "../context.js";

/**
 * Thrown in a transaction by what must first compute something that no lock may wait for, such as reading files: the
 * transaction is rolled back, `prepare` computes it, and the transaction is tried anew.
 */
export abstract class Unready extends Error {
  /** Computes what is missing, and keeps it where the next try finds it. */
  abstract prepare(ctx: BaseCtx): Promise<void>;
}

/** How often something may find that yet another thing is missing. */
const TRIES = 5;

/** Does something, and anew whatever it was not ready for. */
export const whenReady = async <Result>(ctx: BaseCtx, run: () => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries++)
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Unready) || tries === TRIES) throw error;
      await error.prepare(ctx);
    }
};

import { DomainError } from "../errors.js";

/** Turns of uploads to send their bytes: each holds memory, an open file and the disk. */
export interface UploadTurns {
  /**
   * Takes bytes in when it is the turn of whoever sends them; until then not one of them is read. Throws UNAVAILABLE when
   * the turn does not come in time.
   */
  taking<Result>(whose: string, take: () => Promise<Result>): Promise<Result>;
}

export interface TurnLimits {
  /** Uploads at once; one sender has half of them at the most, so that nobody keeps all others waiting. */
  readonly most: number;
  /** Milliseconds that an upload waits for its turn. */
  readonly waitMs: number;
}

interface Waiting {
  readonly whose: string;
  go(): void;
}

/** The turns of one process. Those who wait go in the order of their arrival, but for senders who have their half. */
export const createUploadTurns = ({ most, waitMs }: TurnLimits): UploadTurns => {
  const held = new Map<string, number>();
  const waiting = new Set<Waiting>();
  const share = Math.ceil(most / 2);
  let all = 0;
  const holdsOf = (whose: string): number => held.get(whose) ?? 0;
  const count = (whose: string, by: 1 | -1): void => {
    all += by;
    const now = holdsOf(whose) + by;
    if (now === 0) held.delete(whose);
    else held.set(whose, now);
  };
  const goOn = (): void => {
    for (const next of waiting) {
      if (all >= most) return;
      if (holdsOf(next.whose) >= share) continue;
      waiting.delete(next);
      count(next.whose, 1);
      next.go();
    }
  };
  const turnOf = (whose: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const next: Waiting = {
        whose,
        go: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        waiting.delete(next);
        reject(
          new DomainError("UNAVAILABLE", "As many files are being uploaded as this service takes at once; retry."),
        );
      }, waitMs);
      waiting.add(next);
      goOn();
    });
  return {
    taking: async (whose, take) => {
      await turnOf(whose);
      try {
        return await take();
      } finally {
        count(whose, -1);
        goOn();
      }
    },
  };
};

declare module "../context.js" {
  interface Ctx {
    readonly uploadTurns: UploadTurns;
  }
}

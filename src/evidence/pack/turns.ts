/** Work of which only so much is done at a time; the rest waits in its order. */
export interface Turns {
  /** Runs the work in its turn; a second call under a key that is under way has the first one's answer. */
  take<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

/** Turns of which `most` are taken at a time. */
export const createTurns = (most: number): Turns => {
  const underWay = new Map<string, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let taken = 0;
  const turn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (taken < most) taken++;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) taken--;
      else next();
    }
  };
  return {
    take: <Result>(key: string, work: () => Promise<Result>) => {
      const other = underWay.get(key) as Promise<Result> | undefined;
      if (other !== undefined) return other;
      const own = turn(work).finally(() => underWay.delete(key));
      underWay.set(key, own);
      return own;
    },
  };
};

import type { Shot } from "./rounds.js";

/** Clients that each begin their next call when the last has ended; those in flight at the end are waited for. */
export const closedLoop = async (clients: number, seconds: number, call: () => Promise<unknown>): Promise<Shot> => {
  const begun = performance.now();
  let calls = 0;
  const client = async (): Promise<void> => {
    while (performance.now() - begun < seconds * 1_000) {
      await call();
      calls++;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { calls, seconds: (performance.now() - begun) / 1_000 };
};

/** Makes the calls in turn, one at a time, `count` times each after some to warm up; the milliseconds of each. */
export const alternate = async <const Calls extends readonly (() => Promise<unknown>)[]>(
  calls: Calls,
  count: number,
): Promise<{ [Index in keyof Calls]: number[] }> => {
  const taken: number[][] = calls.map(() => []);
  for (let turn = -Math.ceil(count / 4); turn < count; turn++)
    for (const [index, call] of calls.entries()) {
      const begun = performance.now();
      await call();
      if (turn >= 0) taken[index]?.push(performance.now() - begun);
    }
  return taken as { [Index in keyof Calls]: number[] };
};

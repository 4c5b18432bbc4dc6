import { setImmediate as turn } from "node:timers/promises";

/** Waits until the clock shows another millisecond, so that what happens next has a later time. */
export const clockTick = async (): Promise<void> => {
  for (const now = Date.now(); Date.now() <= now; ) await turn();
};

/** Waits until an instant has passed, by the clock: for what ends then. */
export const untilPast = async (instant: string | number | Date): Promise<void> => {
  for (const end = new Date(instant).getTime(); Date.now() <= end; )
    await new Promise((resolve) => setTimeout(resolve, Math.max(1, Math.min(end - Date.now(), 1_000))));
};

/** Waits until the condition holds, with a generous end: the machine may be busy. */
export const until = async (what: string, condition: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> => {
  for (const end = Date.now() + ms; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 10)))
    if (await condition()) return;
  throw new Error(`not within ${ms} ms: ${what}`);
};

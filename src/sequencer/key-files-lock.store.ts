import { keyFilesLock } from "../db/log-lock.js";
import type { LogSession } from "./session.store.js";

/** Does what reads and moves the key files of a log, one session after the other. */
export const withKeyFiles = async <Made>(session: LogSession, work: () => Promise<Made>): Promise<Made> => {
  await session.rows("select pg_advisory_lock($1)", [keyFilesLock]).catch((error: { code?: string }) => {
    throw error.code === "55P03" ? new Error("another command moves this log's key files: wait for its end") : error;
  });
  return unlocked(session, work);
};

/** The same, unless another session is at it: then nothing is done. */
export const withFreeKeyFiles = async (session: LogSession, work: () => Promise<void>): Promise<void> => {
  const [lock] = await session.rows<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [keyFilesLock]);
  if (lock?.mine === true) await unlocked(session, work);
};

const unlocked = async <Made>(session: LogSession, work: () => Promise<Made>): Promise<Made> => {
  try {
    return await work();
  } finally {
    // A session that has ended holds no lock.
    await session.rows("select pg_advisory_unlock($1)", [keyFilesLock]).catch(() => undefined);
  }
};

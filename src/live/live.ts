import type { Logger } from "pino";
import { touchesRights } from "../access/rights-cache.js";
import type { Database } from "../db/database.js";
import { DomainError } from "../errors.js";
import { pulsesOf } from "../tracking/runs/run-pulse.queries.js";
import { type LiveStream, openStream, type StreamOptions } from "./live-stream.js";

const BEAT_MS = 15_000;
/** Sessions that fall asleep are told of by nothing: so many beats apart it is looked whether they have. */
const BEATS_A_LOOK = 4;
const PULSE_MS = 1_000;
/** Pages that one principal listens with, all browsers together. */
const MOST_EACH = 20;
/** What `setTimeout` can wait. */
const LONGEST_MS = 2 ** 31 - 1;

export interface Listener extends Omit<StreamOptions, "onEnd"> {
  readonly principalId: string;
  /** When the credential ends, in seconds since the epoch; null: not by itself. */
  readonly expiresAt: number | null;
}

/** The pages that listen to this process. */
export interface Live {
  /** Tells the listener what changes from now on; RATE_LIMITED when one principal has too many. */
  listen(listener: Listener): void;
  /** Lets all of them go, as when the service stops: they come back to whoever serves then. */
  end(): void;
}

export const createLive = (db: Database, log: Logger): Live => {
  const streams = new Map<LiveStream, string>();
  let closed = false;
  let beats = 0;
  db.onChange((changes) => {
    const rights = touchesRights(changes);
    for (const stream of streams.keys()) {
      if (changes === "everything") stream.hearAll();
      else stream.hear(changes);
      if (rights) stream.recheck();
    }
  });
  const timers = [
    setInterval(() => {
      const looks = ++beats % BEATS_A_LOOK === 0 || !db.heardRecently();
      for (const stream of streams.keys()) {
        stream.beat();
        if (looks) stream.recheck();
      }
    }, BEAT_MS),
    setInterval(
      () => void tellPulses(db, [...streams.keys()]).catch((err) => log.debug({ err }, "no pulses")),
      PULSE_MS,
    ),
  ];
  for (const timer of timers) timer.unref();
  return {
    listen: ({ principalId, expiresAt, ...options }) => {
      if ([...streams.values()].filter((id) => id === principalId).length >= MOST_EACH) throw tooMany();
      const end = expiresAt === null ? null : setTimeout(() => stream.end(), untilMs(expiresAt)).unref();
      const onEnd = (): void => {
        streams.delete(stream);
        if (end !== null) clearTimeout(end);
      };
      const stream = openStream({ ...options, onEnd });
      streams.set(stream, principalId);
      if (closed) stream.end();
    },
    end: () => {
      closed = true;
      for (const timer of timers) clearInterval(timer);
      for (const stream of [...streams.keys()]) stream.end();
    },
  };
};

const untilMs = (expiresAt: number): number => Math.min(LONGEST_MS, Math.max(0, expiresAt * 1_000 - Date.now()));

const tooMany = (): DomainError =>
  new DomainError("RATE_LIMITED", `You listen ${MOST_EACH} times already; a browser needs one of them.`, {
    details: { retryAfter: 15 },
  });

/** Tells each page which of the runs that it watches have new points; all pages together take one statement. */
const tellPulses = async (db: Database, streams: readonly LiveStream[]): Promise<void> => {
  const watched = [...new Set(streams.flatMap((stream) => stream.watched))];
  if (watched.length === 0) return;
  const found = await pulsesOf(db.measuring, watched);
  for (const stream of streams) {
    const changed = found.filter(({ id, pulse }) => stream.watched.includes(id) && stream.pulses.get(id) !== pulse);
    for (const { id, pulse } of changed) stream.pulses.set(id, pulse);
    if (changed.length > 0) stream.hear(changed.map(({ id }) => ({ stream: id, subjects: [] })));
  }
};

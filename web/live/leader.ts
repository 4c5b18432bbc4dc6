import { at, consoleHeaders } from "../ask.ts";
import { eventReader, type LiveEvent } from "./events.ts";

const SOON_MS = 1_000;
const LATE_MS = 15_000;

export interface Leading {
  readonly signal: AbortSignal;
  /** Runs whose points shall be told; asked for each time that the page connects. */
  readonly watched: () => readonly string[];
  readonly onEvent: (event: LiveEvent) => void;
  /** Whether the service is heard now. */
  readonly onHeard: (heard: boolean) => void;
}

/** Listens to the service until told to stop; comes back when it was let go. */
export const listen = async (
  { signal, watched, onEvent, onHeard }: Leading,
  again: () => AbortSignal,
): Promise<void> => {
  let pause = SOON_MS;
  while (!signal.aborted) {
    const heard = await hear({ signal: AbortSignal.any([signal, again()]), watched, onEvent, onHeard });
    onHeard(false);
    pause = heard ? SOON_MS : Math.min(LATE_MS, pause * 2);
    if (!signal.aborted) await rest(pause * (0.5 + Math.random() / 2), signal);
  }
};

/** One connection, as long as it lasts; false when there was none. */
const hear = async ({ signal, watched, onEvent, onHeard }: Leading): Promise<boolean> => {
  try {
    const query = new URLSearchParams(watched().map((id) => ["watch", id]));
    const response = await fetch(at(`live?${query}`), {
      headers: { ...consoleHeaders, accept: "text/event-stream" },
      credentials: "same-origin",
      cache: "no-store",
      signal,
    });
    if (!response.ok || response.body === null) return false;
    onHeard(true);
    // What was committed between the last look and now was told to nobody here.
    onEvent({ kind: "heard", id: null });
    const read = eventReader();
    const chunks = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let chunk = await chunks.read(); !chunk.done; chunk = await chunks.read())
      for (const event of read(chunk.value)) onEvent(event);
    return true;
  } catch {
    return false;
  }
};

const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });

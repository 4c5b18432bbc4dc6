import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { isOld, type LiveEvent } from "./events.ts";
import { listen } from "./leader.ts";

/**
 * One tab of the browser listens to the service and tells the others: over HTTP/1.1 a browser has six connections for
 * all of its tabs. The lock says which; a tab that is hidden lets it go.
 */

/** How long what shows is good when nobody tells what changed. */
export const POLL_MS = 15_000;

const MOST_WATCHED = 20;
const TOGETHER_MS = 1_000;
/** What was read so shortly before the service was heard is not read again for that. */
const FRESH_MS = 5_000;

type Message =
  | { readonly type: "event"; readonly event: LiveEvent }
  | { readonly type: "heard"; readonly heard: boolean }
  | { readonly type: "watch"; readonly tab: string; readonly ids: readonly string[] }
  | { readonly type: "who" };

let heard = false;
/** Runs that this tab shows. */
const own = new Map<string, number>();
let onWatched = (): void => undefined;

/** Every so many milliseconds where nobody tells what changed; not at all where somebody does. */
export const unlessTold = (ms: number): number | false => (heard ? false : ms);

/** Has the points of a running run told while it shows. */
export const useWatched = (runId: string, goesOn: boolean): void => {
  useEffect(() => {
    if (!goesOn) return;
    own.set(runId, (own.get(runId) ?? 0) + 1);
    onWatched();
    return () => {
      const left = (own.get(runId) ?? 1) - 1;
      if (left > 0) own.set(runId, left);
      else own.delete(runId);
      onWatched();
    };
  }, [runId, goesOn]);
};

/** Keeps what the page shows as it is on the service, while somebody looks at it. */
export const useLive = (): void => {
  const queries = useQueryClient();
  useEffect(() => begin(queries), [queries]);
};

const begin = (queries: QueryClient): (() => void) => {
  if (!("locks" in navigator) || !("BroadcastChannel" in window)) return () => undefined;
  const name = `countersign-live ${document.baseURI}`;
  const channel = new BroadcastChannel(name);
  const tab = crypto.randomUUID();
  const others = new Map<string, readonly string[]>();
  const send = (message: Message): void => channel.postMessage(message);
  const take = readAnew(queries);
  const hears = (now: boolean): void => {
    if (heard === now) return;
    heard = now;
    // Whoever polled stops, whoever was told begins to poll: the option is read again.
    for (const query of queries.getQueryCache().getAll())
      for (const observer of query.observers) observer.setOptions(observer.options);
  };
  const leading = leadWhileShown(name, {
    watched: () => [...new Set([...own.keys(), ...[...others.values()].flat()])].slice(0, MOST_WATCHED),
    onEvent: (event) => {
      take(event);
      send({ type: "event", event });
    },
    onHeard: (now) => {
      hears(now);
      send({ type: "heard", heard: now });
    },
    onLead: () => send({ type: "who" }),
  });
  channel.onmessage = ({ data }: MessageEvent<Message>): void => {
    if (data.type === "event") take(data.event);
    else if (data.type === "heard") hears(data.heard);
    else if (data.type === "who") {
      send({ type: "watch", tab, ids: [...own.keys()] });
      if (leading.leads()) send({ type: "heard", heard });
    } else {
      others.set(data.tab, data.ids);
      leading.again();
    }
  };
  onWatched = () => {
    send({ type: "watch", tab, ids: [...own.keys()] });
    leading.again();
  };
  send({ type: "who" });
  return () => {
    onWatched = () => undefined;
    leading.stop();
    channel.close();
  };
};

/** Reads anew what events make old: the first at once, what follows closely together. */
const readAnew = (queries: QueryClient): ((event: LiveEvent) => void) => {
  const waiting: LiveEvent[] = [];
  let resting = false;
  const look = (): void => {
    const events = waiting.splice(0);
    if (events.length === 0) {
      resting = false;
      return;
    }
    const before = Date.now() - FRESH_MS;
    void queries.invalidateQueries({
      predicate: ({ queryKey, state }) => events.some((event) => isOld(queryKey, state.dataUpdatedAt < before, event)),
    });
    setTimeout(look, TOGETHER_MS);
  };
  return (event) => {
    waiting.push(event);
    if (resting) return;
    resting = true;
    look();
  };
};

interface Leader {
  readonly watched: () => readonly string[];
  readonly onEvent: (event: LiveEvent) => void;
  readonly onHeard: (heard: boolean) => void;
  /** This tab now listens for all. */
  readonly onLead: () => void;
}

/** Waits for the lock while the tab shows, and listens while it has it. */
const leadWhileShown = (name: string, { onLead, ...leader }: Leader) => {
  let shown: AbortController | null = null;
  let connection = new AbortController();
  let leads = false;
  let watched = "";
  const again = (): AbortSignal => {
    connection = new AbortController();
    watched = leader.watched().join();
    return connection.signal;
  };
  const lead = async (signal: AbortSignal): Promise<void> => {
    leads = true;
    onLead();
    await listen({ ...leader, signal }, again);
    leads = false;
  };
  const look = (): void => {
    if (document.visibilityState === "hidden") {
      shown?.abort();
      shown = null;
    } else if (shown === null) {
      shown = new AbortController();
      const { signal } = shown;
      void navigator.locks.request(name, { signal }, () => lead(signal)).catch(() => undefined);
    }
  };
  document.addEventListener("visibilitychange", look);
  look();
  return {
    leads: () => leads,
    /** Connects anew where other runs are to be watched. */
    again: () => {
      if (leads && leader.watched().join() !== watched) connection.abort();
    },
    stop: () => {
      document.removeEventListener("visibilitychange", look);
      shown?.abort();
    },
  };
};

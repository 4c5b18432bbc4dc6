import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Logger } from "pino";

/** How long what is under way may go on once no more is taken. */
export interface Grace {
  /** Milliseconds for a request, and for a file whose bytes stand still. */
  readonly requestsMs: number;
  /** Milliseconds for a file that comes or goes, while its bytes move. */
  readonly transfersMs: number;
}

/** The connections of one server: which of them carry a file, and what becomes of them when the service stops. */
export interface Connections {
  watch(server: Server): void;
  /** Until its answer ends, the connection carries a file. */
  carriesFile(response: ServerResponse): void;
  /** From now on an answer asks its client to connect anew, so that it comes to another replica. */
  drain(): void;
  /**
   * Runs `close`, which takes no more connections and waits for those there are. Meanwhile idle ones are let go, and each
   * that outstays its grace is ended: answers how many those were.
   */
  end(close: () => Promise<unknown>, grace: Grace): Promise<number>;
}

/** What a connection carries: how many files now, and how far its bytes were when they last moved. */
interface Carried {
  files: number;
  bytes: number;
  movedAt: number;
}

/** Milliseconds between looks at the connections while they end. */
const LOOK = 50;

/** Milliseconds in which closing connections that are too many is said once. */
const SAID = 60_000;

export interface ConnectionLimits {
  /** Connections at once; one more is closed. */
  readonly most?: number;
  readonly log?: Logger;
}

/** Closes connections beyond the limit, each of which would hold a file descriptor. */
const limit = (server: Server, { most, log }: ConnectionLimits): void => {
  if (most === undefined) return;
  server.maxConnections = most;
  let said = Number.NEGATIVE_INFINITY;
  server.on("drop", () => {
    if (performance.now() - said < SAID) return;
    said = performance.now();
    log?.warn({ most }, "connections are closed: there are as many as COUNTERSIGN_MAX_CONNECTIONS allows");
  });
};

export const createConnections = (limits: ConnectionLimits = {}): Connections => {
  const open = new Map<Socket, Carried>();
  let server: Server | null = null;
  return {
    watch: (watched) => {
      server = watched;
      limit(watched, limits);
      watched.on("connection", (socket: Socket) => {
        open.set(socket, { files: 0, bytes: 0, movedAt: 0 });
        socket.once("close", () => open.delete(socket));
      });
    },
    carriesFile: (response) => {
      const carried = response.socket === null ? undefined : open.get(response.socket);
      if (carried === undefined) return;
      carried.files++;
      response.once("close", () => carried.files--);
    },
    drain: () => {
      for (const event of ["request", "checkContinue"])
        server?.prependListener(event, (_: IncomingMessage, response: ServerResponse) => {
          response.shouldKeepAlive = false;
        });
    },
    end: (close, grace) => endAll({ server, open }, close, grace),
  };
};

const endAll = async (
  { server, open }: { server: Server | null; open: ReadonlyMap<Socket, Carried> },
  close: () => Promise<unknown>,
  grace: Grace,
): Promise<number> => {
  const began = performance.now();
  let ended = 0;
  const looking = setInterval(() => {
    server?.closeIdleConnections();
    for (const [socket, carried] of open)
      if (!socket.destroyed && isOver(socket, carried, { began, grace })) {
        ended++;
        socket.destroy();
      }
  }, LOOK);
  try {
    await close();
  } finally {
    clearInterval(looking);
  }
  return ended;
};

const isOver = (socket: Socket, carried: Carried, { began, grace }: { began: number; grace: Grace }): boolean => {
  const now = performance.now();
  const bytes = socket.bytesRead + socket.bytesWritten;
  if (bytes !== carried.bytes) Object.assign(carried, { bytes, movedAt: now });
  if (carried.files === 0) return now - began > grace.requestsMs;
  const stoodStill = now - Math.max(began, carried.movedAt);
  return now - began > grace.transfersMs || stoodStill > grace.requestsMs;
};

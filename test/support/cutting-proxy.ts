import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";

/** Where a connection breaks: before the server has the message, or when it has answered and the client has not heard. */
export type Cut = "before" | "after";

/** A message of the client's, as PostgreSQL's protocol 3 has it: its type and what follows its length. */
export interface Sent {
  readonly type: string;
  readonly text: string;
}

/** Stands between a service and its database, and breaks one connection where it is told. */
export interface CuttingProxy {
  /** The URL with the proxy's address in place of the server's. */
  through(url: string): string;
  /** Breaks, once, the connection on which the next message comes that this is true of. Answers when that has happened. */
  cut(where: Cut, matches: (sent: Sent) => boolean): Promise<void>;
  /**
   * Keeps back the k-th answer from now on, and whatever comes after it on its connection. An answer ends where the server
   * tells of an error, and where it is ready for the next statement. Answers when it is kept.
   */
  hold(k: number): Promise<void>;
  /** Lets go of what is kept back, or takes back what `hold` was told. */
  release(): void;
  /** Takes back what `cut` was told, if it has not happened yet. */
  mend(): void;
  /** Messages that clients have sent so far. */
  sent(): number;
  close(): Promise<void>;
}

interface Order {
  readonly where: Cut;
  readonly matches: (sent: Sent) => boolean;
  readonly done: () => void;
}

/** Whole messages at the beginning of the bytes, and where they end; the first of a connection has no type. */
const messagesIn = (bytes: Buffer, started: boolean): { sent: Sent[]; end: number } => {
  const sent: Sent[] = [];
  let end = 0;
  for (let first = !started; ; first = false) {
    const head = first ? 0 : 1;
    if (bytes.length < end + head + 4) return { sent, end };
    const next = end + head + bytes.readInt32BE(end + head);
    if (next > bytes.length) return { sent, end };
    const type = first ? "startup" : String.fromCharCode(bytes[end] ?? 0);
    sent.push({ type, text: bytes.toString("latin1", end + head + 4, next) });
    end = next;
  }
};

/** Length of the first whole answer in the bytes, 0 when there is none: it ends with an error or a ReadyForQuery. */
const answerIn = (bytes: Buffer): number => {
  for (let end = 0; bytes.length >= end + 5; ) {
    const type = String.fromCharCode(bytes[end] ?? 0);
    end += 1 + bytes.readInt32BE(end + 1);
    if (end > bytes.length) return 0;
    if (type === "E" || type === "Z") return end;
    // While a connection is made, the server asks for a password and waits for it.
    if (type === "R" && bytes.length === end) return end;
  }
  return 0;
};

/** Whether the message is this statement, as text or by the name that it was prepared under. */
export const isStatement =
  (name: string) =>
  ({ type, text }: Sent): boolean =>
    (type === "Q" && text.toLowerCase() === `${name.toLowerCase()}\0`) ||
    (type === "B" && text.includes(`\0${name}\0`));

/** Starts a proxy to the server of this URL, which may name a socket's folder. */
export const cuttingProxy = async (url: string): Promise<CuttingProxy> => {
  const target = new URL(url);
  const folder = target.searchParams.get("host");
  const port = Number(target.port || 5432);
  const sockets = new Set<Socket>();
  let order: Order | null = null;
  let count = 0;

  let waiting: { left: number; done: () => void } | null = null;
  let kept: { client: Socket; answers: Buffer[] } | null = null;

  const pass = (client: Socket, answer: Buffer): void => {
    if (waiting !== null && --waiting.left === 0) {
      kept = { client, answers: [] };
      waiting.done();
      waiting = null;
    }
    if (kept?.client === client) kept.answers.push(answer);
    else client.write(answer);
  };

  const serve = (client: Socket): void => {
    const server = folder?.startsWith("/") ? connect(join(folder, `.s.PGSQL.${port}`)) : connect(port, target.hostname);
    const both = [client, server];
    const end = (): void => both.forEach((socket) => void socket.destroy());
    for (const socket of both) {
      sockets.add(socket);
      socket.on("error", end).on("close", () => {
        sockets.delete(socket);
        end();
      });
    }
    let held = Buffer.alloc(0);
    let started = false;
    let deaf: (() => void) | null = null;
    let answered = Buffer.alloc(0);
    client.on("data", (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      const { sent, end: length } = messagesIn(held, started);
      if (sent.length === 0) return;
      started = true;
      count += sent.length;
      const now = order !== null && sent.some(order.matches) ? order : null;
      if (now !== null) order = null;
      if (now?.where === "before") {
        end();
        return now.done();
      }
      deaf = now?.done ?? deaf;
      server.write(held.subarray(0, length));
      held = held.subarray(length);
    });
    // When the server answers, what was asked has happened: nobody hears of it.
    server.on("data", (chunk: Buffer) => {
      if (deaf !== null) {
        end();
        return deaf();
      }
      answered = Buffer.concat([answered, chunk]);
      for (let length = answerIn(answered); length > 0; length = answerIn(answered)) {
        pass(client, answered.subarray(0, length));
        answered = answered.subarray(length);
      }
    });
  };

  const listener = createServer(serve).listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port: own } = listener.address() as AddressInfo;
  return {
    through: (given) => {
      const changed = new URL(given);
      changed.searchParams.delete("host");
      changed.hostname = "127.0.0.1";
      changed.port = String(own);
      return changed.href;
    },
    cut: (where, matches) =>
      new Promise((done) => {
        order = { where, matches, done };
      }),
    hold: (k) =>
      new Promise((done) => {
        waiting = { left: k, done };
      }),
    release: () => {
      waiting = null;
      const { client, answers } = kept ?? {};
      kept = null;
      if (client?.writable) for (const answer of answers ?? []) client.write(answer);
    },
    mend: () => {
      order = null;
    },
    sent: () => count,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, "close");
    },
  };
};

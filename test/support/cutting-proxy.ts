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
      if (deaf === null) return void client.write(chunk);
      end();
      deaf();
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

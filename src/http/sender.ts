import type { IncomingMessage } from "node:http";
import { type BlockList, isIP, type Socket, SocketAddress } from "node:net";
import { isInside } from "./address-ranges.js";

/** Where a request comes from, as far as its connection and the trusted proxies tell. */
export interface Sender {
  /** The client's IP address, IPv4 in dotted form; null when the connection is gone. */
  readonly address: string | null;
  /** Whether a trusted proxy says that the client spoke https to it. */
  readonly https: boolean;
}

export type SenderOf = (request: IncomingMessage) => Sender;

/**
 * Reads `X-Forwarded-For` and `X-Forwarded-Proto` where the connection comes from one of the trusted ranges, and nothing
 * of what others claim. `X-Forwarded-Host` and `-Prefix` are read nowhere.
 */
export const senders = (trusted: BlockList): SenderOf => {
  if (trusted.rules.length === 0) return direct();
  return ({ socket, headers }) => {
    const nearest = addressIn(socket.remoteAddress);
    if (nearest === null || !isInside(trusted, nearest)) return { address: nearest, https: false };
    const https = lastOf(headers["x-forwarded-proto"])?.toLowerCase() === "https";
    return { address: throughProxies(nearest, headers["x-forwarded-for"], trusted), https };
  };
};

/** The sender at the other end of each connection, which stays the same while the connection does. */
const direct = (): SenderOf => {
  const known = new WeakMap<Socket, Sender>();
  return ({ socket }) => {
    const earlier = known.get(socket);
    if (earlier !== undefined) return earlier;
    const sender = { address: addressIn(socket.remoteAddress), https: false };
    known.set(socket, sender);
    return sender;
  };
};

/** The last address that is not trusted; what is no address ends the walk, since nobody trusted wrote what is before it. */
const throughProxies = (nearest: string, forwarded: string | string[] | undefined, trusted: BlockList): string => {
  let address = nearest;
  for (const hop of listed(forwarded).reverse()) {
    const next = addressIn(hop);
    if (next === null) return address;
    address = next;
    if (!isInside(trusted, address)) return address;
  }
  return address;
};

const listed = (header: string | string[] | undefined): string[] =>
  header === undefined
    ? []
    : String(header)
        .split(",")
        .map((item) => item.trim());

const lastOf = (header: string | string[] | undefined): string | undefined => listed(header).at(-1);

/** The address alone, in the one spelling that it has here: no port, brackets or zone, no IPv6 form of an IPv4 address. */
const addressIn = (text: string | undefined): string | null => {
  if (text === undefined || text.length > 64) return null;
  const bare = text
    .replace(/^\[(.*)\](:\d+)?$/, "$1")
    .replace(/^([\d.]+):\d+$/, "$1")
    .replace(/%.*$/, "");
  if (isIP(bare) !== 6) return isIP(bare) === 0 ? null : bare;
  const { address } = new SocketAddress({ address: bare, family: "ipv6" });
  return address.replace(/^::ffff:(?=[\d.]+$)/, "");
};

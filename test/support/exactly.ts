import { createHash } from "node:crypto";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import type { Actor, Answer } from "./actor.js";

/** What came back, byte for byte. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The JSON of the answer; null when it is none. */
  readonly json: Answer | null;
  /** The call and its answer, for messages. */
  readonly story: string;
}

interface Sent {
  readonly headers?: Record<string, string | readonly string[]>;
  readonly body?: string | Uint8Array;
}

const agent = new Agent({ keepAlive: true });

const parsed = (text: string): Answer | null => {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return null;
  }
};

/**
 * Sends a request whose target arrives as it is written here: `fetch` would take dot segments out of it before the
 * service sees them. Headers may repeat.
 */
export const exactly = (actor: Actor, method: string, target: string, sent: Sent = {}): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(actor.url);
    // Node sends a body with DELETE only when its length is told.
    const length = sent.body === undefined ? {} : { "content-length": String(Buffer.byteLength(sent.body)) };
    const headers = {
      ...actor.headers(),
      ...length,
      ...(sent.headers as Record<string, string | string[]> | undefined),
    };
    // Only what cannot be sent at all is encoded.
    const path = target.replaceAll(/[^\x21-\x7e]+/gu, encodeURIComponent);
    const outgoing = request({ hostname, port, method, path, headers, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const bytes = Buffer.concat(parts);
        const text = bytes.toString();
        const story = `${actor.handle} sent ${method} ${target}\nand was answered ${response.statusCode}\n${text.slice(0, 2_000)}`;
        const { statusCode: status = 0, headers: received } = response;
        resolve({ status, headers: received, bytes, text, json: parsed(text), story });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(sent.body);
  });

/** SHA-256 in hexadecimal. */
export const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The value of `Content-Digest` and `Repr-Digest` (RFC 9530). */
export const digestHeader = (bytes: string | Uint8Array): string =>
  `sha-256=:${createHash("sha256").update(bytes).digest("base64")}:`;

/** The path of the artifact proxy for a place, each segment percent-encoded. */
export const proxied = (place: string, mount = "/api/2.0"): string =>
  `${mount}/mlflow-artifacts/artifacts/${place.split("/").map(encodeURIComponent).join("/")}`;

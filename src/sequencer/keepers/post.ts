import { KeeperFault } from "./keeper.js";

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

export interface Posted {
  readonly body: string | Uint8Array;
  /** Its media type. */
  readonly type: string;
  /** Bytes that an answer may have. */
  readonly most: number;
}

/** Milliseconds until the whole answer must be there. */
const WITHIN_MS = 10_000;

/** Posts something; the answer is read as far as it may be long, and no further. It follows nobody elsewhere. */
export const post = async (url: string, { body, type, most }: Posted): Promise<Answer> => {
  try {
    const response = await fetch(url, {
      method: "POST",
      // Copied: what `fetch` takes must not be shared with anybody.
      body: typeof body === "string" ? body : new Uint8Array(body),
      headers: { "content-type": type, "user-agent": "countersign" },
      redirect: "error",
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    return { status: response.status, body: await bounded(response, most) };
  } catch (error) {
    if (error instanceof KeeperFault) throw error;
    const { name, message, cause } = error as Error;
    const why = name === "TimeoutError" ? `no whole answer within ${WITHIN_MS / 1_000} seconds` : message;
    throw new KeeperFault("UNREACHABLE", cause instanceof Error ? `${why}: ${cause.message}` : why);
  }
};

const bounded = async (response: Response, most: number): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > most) throw new KeeperFault("REFUSED", `its answer is longer than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
};

/** What somebody answered, as words that may be shown. */
export const wordsOf = ({ body }: Answer): string =>
  body
    .toString("utf8")
    .replace(/[^\x20-\x7e]+/g, " ")
    .slice(0, 200);

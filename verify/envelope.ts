import { sha256 } from "./sha256.js";

/** What an entry's hash is over, member by member; see `docs/audit-log.md`. */
export interface Envelope {
  readonly act: string;
  /** Id of the principal. */
  readonly actor: string;
  /** RFC 3339 in UTC with six digits of a second. */
  readonly at: string;
  /** SHA-256 of the body. */
  readonly body: string;
  /** SHA-256 of the entry's links; null in form 1. */
  readonly links: string | null;
  /** ALLOWED, DENIED or FAILED; null in form 1. */
  readonly out: string | null;
  /** Hash of the stream's entry before; 64 zeros for the first. */
  readonly prev: string;
  /** SHA-256 of the row commitments of the operation, in its first entry; else 64 zeros. Null in form 1. */
  readonly rows: string | null;
  /** Number in the stream, in decimal digits. */
  readonly seq: string;
  /** `kind:id`. */
  readonly stream: string;
  readonly v: 1 | 2;
}

/** What stands for "the entry before" the first of a stream, and for the commitments of an entry that has none. */
export const NO_ENTRY = "0".repeat(64);

/** An entry's hash: SHA-256 over one zero byte and the envelope's UTF-8 bytes (RFC 6962, section 2.1). */
export const entryHash = (envelope: string): string => sha256(`\0${envelope}`);

const members: Readonly<Record<string, readonly string[]>> = {
  1: ["act", "actor", "at", "body", "prev", "seq", "stream", "v"],
  2: ["act", "actor", "at", "body", "links", "out", "prev", "rows", "seq", "stream", "v"],
};

/** The envelope's members, of form 1 or 2, in their order and no other; undefined when the text is not one. */
export const readEnvelope = (text: string): Envelope | undefined => {
  try {
    const envelope = JSON.parse(text) as Record<string, unknown>;
    const { v: form } = envelope;
    const own = Object.keys(envelope);
    const wanted = typeof form === "number" ? members[form] : undefined;
    const isOne = (member: string, at: number): boolean =>
      own[at] === member && (member === "v" || typeof envelope[member] === "string");
    if (wanted?.length !== own.length || !wanted.every(isOne)) return undefined;
    return (form === 2 ? envelope : { links: null, out: null, rows: null, ...envelope }) as unknown as Envelope;
  } catch {
    return undefined;
  }
};

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
  /** Hash of the stream's entry before; 64 zeros for the first. */
  readonly prev: string;
  /** Number in the stream, in decimal digits. */
  readonly seq: string;
  /** `kind:id`. */
  readonly stream: string;
  readonly v: number;
}

/** What stands for "the entry before" the first of a stream. */
export const NO_ENTRY = "0".repeat(64);

/** An entry's hash: SHA-256 over one zero byte and the envelope's UTF-8 bytes (RFC 6962, section 2.1). */
export const entryHash = (envelope: string): string => sha256(`\0${envelope}`);

/** The envelope's members; undefined when the text is not one. */
export const readEnvelope = (text: string): Envelope | undefined => {
  try {
    const { act, actor, at, body, prev, seq, stream, v } = JSON.parse(text) as Record<string, unknown>;
    const texts = [act, actor, at, body, prev, seq, stream];
    if (!texts.every((value) => typeof value === "string") || typeof v !== "number") return undefined;
    return { act, actor, at, body, prev, seq, stream, v } as Envelope;
  } catch {
    return undefined;
  }
};

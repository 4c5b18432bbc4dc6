import { parseCheckpoint } from "../../../verify/log/checkpoint.js";
import { openNote } from "../../../verify/log/note.js";
import type { VerifierKey } from "../../../verify/log/vkey.js";
import type { Certificate } from "../../../verify/rfc3161/certificate.js";

/** A signed checkpoint. */
export interface Signed {
  readonly size: bigint;
  readonly root: Uint8Array;
  readonly note: string;
}

/** Whose checkpoints are meant, and the keys that sign and signed them. */
export interface LogIdentity {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
}

/** How somebody who keeps checkpoints outside stands. */
export type KeeperState = "NEW" | "CONFIRMED" | "UNREACHABLE" | "REFUSED" | "CONFLICT" | "LOST";

/** What tells a keeper from others, and what is told about it. */
export interface KeeperFacts {
  readonly kind: "file" | "git" | "rfc3161" | "witness";
  /** Where it is: a path, a repository with its branch, a URL. */
  readonly target: string;
  readonly name: string;
  readonly vkey: string | null;
  /** Whether it stands here only because none was configured. */
  readonly isWeak: boolean;
}

/** A place outside that keeps checkpoints and gives them back. */
export interface Anchor extends KeeperFacts {
  readonly kind: "file" | "git";
  /** The newest checkpoint of the log that it has; null when it has none. Throws when it does not tell. */
  newest(log: LogIdentity): Promise<Signed | null>;
  /** Keeps one more; answers a receipt. */
  keep(note: string): Promise<string>;
}

/** A time-stamping authority (RFC 3161): it signs a digest and when it saw it, and keeps nothing. */
export interface Authority {
  readonly url: string;
  /** Certificates that its own must be issued below. */
  readonly roots: readonly Certificate[];
}

/** Why a keeper did not do what was asked. */
export class KeeperFault extends Error {
  override readonly name = "KeeperFault";
  constructor(
    readonly state: Exclude<KeeperState, "NEW" | "CONFIRMED">,
    message: string,
  ) {
    super(message);
  }
}

/** What stood in a keeper's way, whatever threw. */
export const faultOf = (error: unknown): KeeperFault =>
  error instanceof KeeperFault ? error : new KeeperFault("UNREACHABLE", (error as Error).message);

/** The largest checkpoint among these notes that a key of the log signed; others are nobody's. */
export const newestOf = (notes: Iterable<string>, log: LogIdentity): Signed | null => {
  const mine = [...notes].flatMap((note) => {
    const found = parseCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1));
    return found?.origin === log.origin ? [{ note, size: found.size, root: found.root }] : [];
  });
  mine.sort((a, b) => (a.size > b.size ? -1 : a.size < b.size ? 1 : 0));
  return mine.find(({ note }) => isSignedBy(note, log)) ?? null;
};

const isSignedBy = (note: string, { keys }: LogIdentity): boolean => {
  try {
    return openNote(note, keys).signatures.length > 0;
  } catch {
    return false;
  }
};

import type { Json } from "./canonical-json.js";
import type { EntryLink } from "./links.js";

/**
 * The first line of an export: what it is about, and which streams it holds whole. Version 3 is of before handles, labels
 * and reasons could be erased; its lines are read as those of version 4.
 */
export interface HeadLine {
  readonly kind: "countersign-evidence";
  readonly v: 3 | 4;
  /** Name of the registered model. */
  readonly model: string;
  readonly version: number;
  readonly modelVersionId: string;
  readonly registeredModelId: string;
  /** Digest of the frozen content. */
  readonly digest: string;
  /** `kind:id`, sorted. */
  readonly streams: readonly string[];
}

/** What the version froze: the very text that its digest is over, see `docs/digest.md`. */
export interface ContentLine {
  readonly kind: "content";
  readonly digest: string;
  readonly text: string;
}

/** One revision of a policy that a request was opened under: the text that its digest is over. */
export interface PolicyLine {
  readonly kind: "policy";
  readonly id: string;
  readonly revision: number;
  readonly digest: string;
  readonly text: string;
}

/** What a transition request asked for: the text that was signed; null when it names a policy that is hidden. */
export interface RequestLine {
  readonly kind: "request";
  readonly id: string;
  readonly contentDigest: string;
  readonly statement: string | null;
}

/** A stream that is held whole: its length and the hash of its last entry. Its entries follow. */
export interface StreamLine {
  readonly kind: "stream";
  readonly stream: string;
  /** Decimal digits. */
  readonly seq: string;
  readonly head: string;
}

/** An entry as its reader may see it. What is hidden is null; `body` is null where anything is. */
export interface EntryLine {
  readonly kind: "entry";
  readonly at: string;
  readonly action: string;
  readonly outcome: string;
  readonly actor: {
    readonly id: string;
    /** Null once it is erased. */
    readonly handle: string | null;
    readonly displayName: string | null;
    readonly kind: string;
    readonly roles: readonly string[];
  };
  readonly subjects: readonly {
    readonly type: string;
    readonly id: string | null;
    readonly role: string;
    readonly label: string | null;
    readonly hidden: boolean;
  }[];
  readonly before: Json;
  readonly after: Json;
  readonly reason: string | null;
  readonly decision: Json;
  readonly requestId: string;
  readonly clientRequestId: string | null;
  readonly operation: string;
  readonly channel: string;
  readonly client: string | null;
  readonly stream: string | null;
  /** Decimal digits. */
  readonly seq: string | null;
  readonly hash: string;
  readonly previousHash: string;
  readonly envelope: string | null;
  readonly body: string | null;
  /** What the envelope's `links` is the digest of; null where a subject is hidden. */
  readonly links: readonly EntryLink[] | null;
  /** Disclosures that open commitments of the body, in the order of their paths; empty where `body` is null. */
  readonly disclosures: readonly string[];
  /** Place in the log, in decimal digits; null until a log over all streams has numbered it. */
  readonly leafIndex: string | null;
}

/** The last line. Who exported it and when is said here, and proven by nothing. */
export interface EndLine {
  readonly kind: "end";
  /** Lines before this one. */
  readonly lines: number;
  readonly entries: number;
  /** Over every line before this one, newlines included. */
  readonly sha256: string;
  readonly exportedBy: string;
  readonly exportedAt: string;
}

export type EvidenceLine = HeadLine | ContentLine | PolicyLine | RequestLine | StreamLine | EntryLine | EndLine;

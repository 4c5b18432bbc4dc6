import type { Json } from "./canonical-json.js";
import { readDisclosure } from "./disclosure.js";
import { type Envelope, entryHash, readEnvelope } from "./envelope.js";

/** The first line of an export: what it is about, and which streams it holds whole. */
export interface HeadLine {
  readonly kind: "countersign-evidence";
  readonly v: 2;
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
    readonly handle: string;
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
  /** The disclosure of the actor's name; null when it is hidden or erased. */
  readonly name: string | null;
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

/** The members of a canonical body that a line repeats; see `docs/audit-log.md`. */
interface Body {
  readonly action: string;
  readonly outcome: string;
  readonly op: string;
  readonly actor: { id: string; kind: string; handle: string; name: { _c: string } | null; roles: string[] };
  readonly subjects: { kind: string; id: string; role: string; label: string | null }[];
  readonly before: Json;
  readonly after: Json;
  readonly reason: string | null;
  readonly decision: Json;
  readonly request: { id: string; clientRequestId?: string; channel: string; client?: string };
}

/** What an entry is stored as. */
export interface StoredEntry {
  readonly envelope: string;
  readonly body: string;
  /** The disclosure of the actor's name, if it is still there. */
  readonly name: string | null;
}

/** An entry with what its body commits the name to. */
export interface WholeEntry {
  readonly line: EntryLine;
  readonly envelope: Envelope;
  /** The body's own words for what the envelope says too. */
  readonly says: { readonly action: string; readonly actor: string };
  readonly nameCommitment: string | null;
}

/**
 * The line of an entry of which nothing is hidden, made of its bytes alone: the exporter writes it so, and whoever checks
 * makes it anew. Undefined when the texts are no entry's.
 */
export const wholeEntry = ({ envelope: text, body: bodyText, name }: StoredEntry): WholeEntry | undefined => {
  const envelope = readEnvelope(text);
  const body = bodyOf(bodyText);
  if (envelope === undefined || body === undefined) return undefined;
  const { id, kind, handle, roles, name: committed } = body.actor;
  const displayName = name === null ? null : (readDisclosure(name)?.value ?? null);
  const line: EntryLine = {
    kind: "entry",
    at: envelope.at,
    action: body.action,
    outcome: body.outcome,
    actor: { id, handle, displayName, kind, roles },
    subjects: body.subjects.map((each) => ({
      type: each.kind,
      id: each.id,
      role: each.role,
      label: each.label,
      hidden: false,
    })),
    before: body.before,
    after: body.after,
    reason: body.reason,
    decision: body.decision,
    requestId: body.request.id,
    clientRequestId: body.request.clientRequestId ?? null,
    operation: body.op,
    channel: body.request.channel,
    client: body.request.client ?? null,
    stream: envelope.stream,
    seq: envelope.seq,
    hash: entryHash(text),
    previousHash: envelope.prev,
    envelope: text,
    body: bodyText,
    name,
  };
  return { line, envelope, says: { action: body.action, actor: id }, nameCommitment: committed?._c ?? null };
};

const bodyOf = (text: string): Body | undefined => {
  try {
    const body = JSON.parse(text) as Body;
    const isWhole =
      typeof body.actor.id === "string" &&
      Array.isArray(body.subjects) &&
      body.subjects.every((each) => typeof each === "object" && each !== null) &&
      typeof body.request.id === "string";
    return isWhole ? body : undefined;
  } catch {
    return undefined;
  }
};

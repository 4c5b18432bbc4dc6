import type { Json } from "./canonical-json.js";
import { type Commitment, isCommitment, opens, readDisclosure, textAt, withValues } from "./disclosure.js";
import { type Envelope, entryHash, readEnvelope } from "./envelope.js";
import type { EntryLine } from "./evidence-lines.js";
import { linksOf } from "./links.js";

/** A text, or what commits to one. */
type Text = string | Commitment;

/** The members of a canonical body that a line repeats; see `docs/audit-log.md`. */
interface Body {
  readonly action: string;
  readonly outcome: string;
  readonly op: string;
  readonly actor: { id: string; kind: string; handle: Text; name: Text | null; roles: string[] };
  readonly subjects: { kind: string; id: string; role: string; label: Text | null }[];
  readonly before: Json;
  readonly after: Json;
  readonly reason: Text | null;
  readonly decision: Json;
  readonly request: { id: string; clientRequestId?: string; channel: string; client?: string };
}

/** What an entry is stored as. */
export interface StoredEntry {
  readonly envelope: string;
  readonly body: string;
  /** What is still there of the body's disclosures, and may be shown. */
  readonly disclosures: readonly string[];
}

/** An entry with the values that its disclosures open. */
export interface WholeEntry {
  readonly line: EntryLine;
  readonly envelope: Envelope;
  /** The body's own words for what the envelope says too. */
  readonly says: { readonly action: string; readonly actor: string };
  /** Commitments of the body that no disclosure opens, but for those of its request: where it came from is never shown. */
  readonly shut: number;
  /** Disclosures that open nothing of the body. */
  readonly strangers: readonly string[];
}

/**
 * The line of an entry of which nothing is hidden, made of its bytes alone: the exporter writes it so, and whoever checks
 * makes it anew. Undefined when the texts are no entry's.
 */
export const wholeEntry = ({ envelope: text, body: bodyText, disclosures }: StoredEntry): WholeEntry | undefined => {
  const envelope = readEnvelope(text);
  const body = bodyOf(bodyText);
  if (envelope === undefined || body === undefined) return undefined;
  const opened = disclosures.filter((each) => opens(body, each)).sort(byPath);
  withValues(
    body,
    opened.flatMap((each) => readDisclosure(each) ?? []),
  );
  const line: EntryLine = {
    kind: "entry",
    at: envelope.at,
    ...toldBy(body),
    stream: envelope.stream,
    seq: envelope.seq,
    hash: entryHash(text),
    previousHash: envelope.prev,
    envelope: text,
    body: bodyText,
    links: linksOf(body.subjects),
    disclosures: opened,
    leafIndex: null,
  };
  return {
    line,
    envelope,
    says: { action: body.action, actor: body.actor.id },
    shut: commitmentsIn({ ...body, request: null }),
    strangers: disclosures.filter((each) => !opened.includes(each)),
  };
};

/** What a line repeats of the body, whose commitments are opened where they can be. */
const toldBy = (body: Body) => ({
  action: body.action,
  outcome: body.outcome,
  actor: {
    id: body.actor.id,
    handle: textAt(body.actor.handle),
    displayName: textAt(body.actor.name),
    kind: body.actor.kind,
    roles: body.actor.roles,
  },
  subjects: body.subjects.map(({ kind, id, role, label }) => ({
    type: kind,
    id,
    role,
    label: textAt(label),
    hidden: false,
  })),
  before: body.before,
  after: body.after,
  reason: textAt(body.reason),
  decision: body.decision,
  requestId: body.request.id,
  clientRequestId: body.request.clientRequestId ?? null,
  operation: body.op,
  channel: body.request.channel,
  client: body.request.client ?? null,
});

const byPath = (a: string, b: string): number =>
  (readDisclosure(a)?.path ?? "") < (readDisclosure(b)?.path ?? "") ? -1 : 1;

const commitmentsIn = (value: unknown): number => {
  if (typeof value !== "object" || value === null) return 0;
  return isCommitment(value) ? 1 : Object.values(value).reduce((sum: number, each) => sum + commitmentsIn(each), 0);
};

const bodyOf = (text: string): Body | undefined => {
  try {
    const body = JSON.parse(text) as Body;
    const isWhole =
      typeof body.actor.id === "string" &&
      Array.isArray(body.subjects) &&
      body.subjects.every((each) => [each.kind, each.id, each.role].every((text) => typeof text === "string")) &&
      typeof body.request.id === "string";
    return isWhole ? body : undefined;
  } catch {
    return undefined;
  }
};

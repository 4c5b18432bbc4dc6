import type { Json } from "./canonical-json.js";
import { commitmentTo, readDisclosure } from "./disclosure.js";
import { type Envelope, entryHash, readEnvelope } from "./envelope.js";
import type { EntryLine } from "./evidence-lines.js";
import { linksOf } from "./links.js";

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
  /** What is still there of the body's disclosures, and may be shown. */
  readonly disclosures: readonly string[];
}

/** An entry with what its body commits the name to. */
export interface WholeEntry {
  readonly line: EntryLine;
  readonly envelope: Envelope;
  /** The body's own words for what the envelope says too. */
  readonly says: { readonly action: string; readonly actor: string };
  /** Whether the body commits to a name of its actor that no disclosure opens. */
  readonly nameless: boolean;
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
  const displayName = opened.map(readDisclosure).find((each) => each?.path === "/actor/name")?.value ?? null;
  const line: EntryLine = {
    kind: "entry",
    at: envelope.at,
    ...toldBy(body, displayName),
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
    nameless: body.actor.name !== null && displayName === null,
    strangers: disclosures.filter((each) => !opened.includes(each)),
  };
};

/** What a line repeats of the body. */
const toldBy = (body: Body, displayName: string | null) => ({
  action: body.action,
  outcome: body.outcome,
  actor: {
    id: body.actor.id,
    handle: body.actor.handle,
    displayName,
    kind: body.actor.kind,
    roles: body.actor.roles,
  },
  subjects: body.subjects.map(({ kind, id, role, label }) => ({ type: kind, id, role, label, hidden: false })),
  before: body.before,
  after: body.after,
  reason: body.reason,
  decision: body.decision,
  requestId: body.request.id,
  clientRequestId: body.request.clientRequestId ?? null,
  operation: body.op,
  channel: body.request.channel,
  client: body.request.client ?? null,
});

const byPath = (a: string, b: string): number =>
  (readDisclosure(a)?.path ?? "") < (readDisclosure(b)?.path ?? "") ? -1 : 1;

/** Whether a disclosure opens the commitment at the place of the body that it names. */
const opens = (body: Body, disclosure: string): boolean => {
  const path = readDisclosure(disclosure)?.path.split("/").slice(1) ?? [];
  const place = path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, key) ? at[key as keyof typeof at] : undefined,
    body,
  );
  return path.length > 0 && JSON.stringify(place) === JSON.stringify({ _c: commitmentTo(disclosure) });
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

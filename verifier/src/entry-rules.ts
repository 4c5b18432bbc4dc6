import { canonicalJson, type Json } from "../../verify/canonical-json.js";
import { type Envelope, NO_ENTRY, readEnvelope } from "../../verify/envelope.js";
import { linksOf } from "../../verify/links.js";
import { sha256 } from "../../verify/sha256.js";
import type { Findings, Place } from "./findings.js";
import type { LeafLine } from "./log-folder.js";

/** What lies beside an envelope; `rows` is undefined where nothing is told of them. */
export interface Beside extends Pick<LeafLine, "body" | "links"> {
  readonly rows?: LeafLine["rows"] | undefined;
}

/** What the rules of the whole log need of an entry that could be read. */
export interface ReadEntry {
  readonly envelope: Envelope;
  /** Undefined where they are not those of the envelope. */
  readonly links: LeafLine["links"] | undefined;
  /** Undefined where it is gone, none, or not the envelope's. */
  readonly body: Body | undefined;
  /** Of the body; undefined where it is gone or none. */
  readonly after: unknown;
}

export interface Body {
  readonly action: string;
  readonly outcome: string;
  readonly actor: { readonly id: string };
  readonly subjects: readonly { kind: string; id: string; role: string }[];
  readonly after: unknown;
}

/** The rules of one entry, and of streams: one that is whole goes on from 1 without a gap. */
export const entryRules = (found: Findings, isWhole: (stream: string) => boolean = () => true) => {
  const streams = new Map<string, { seq: bigint; hash: string; at: string }>();
  const follow = (envelope: Envelope, hash: string, place: Place): void => {
    const last = streams.get(envelope.stream) ?? { seq: 0n, hash: NO_ENTRY, at: "" };
    const seq = BigInt(envelope.seq);
    const isNext = seq === last.seq + 1n;
    if (seq > last.seq + 1n && isWhole(envelope.stream))
      found.add("STREAM_GAP", `entry ${seq} follows entry ${last.seq} of its stream`, place);
    else if (seq <= last.seq)
      found.add("SEQ_COLLISION", `entry ${seq} stands after entry ${last.seq} of its stream`, place);
    else if (isNext && envelope.prev !== last.hash)
      found.add("PREV_MISMATCH", `entry ${seq} does not name the hash of the entry before`, place);
    if (envelope.at <= last.at) found.add("TIME_REVERSED", `entry ${seq} is not later than the entry before`, place);
    if (seq > last.seq) streams.set(envelope.stream, { seq, hash, at: envelope.at });
  };
  return {
    streams: () => streams.size,
    /** What a leaf's envelope and the line beside it say; undefined when the envelope is none. */
    look: (text: string, hash: string, line: Beside | undefined, place: Place): ReadEntry | undefined => {
      if (text === "") {
        found.add("MISSING", "the entry is gone", place);
        return undefined;
      }
      const envelope = readEnvelope(text);
      if (envelope === undefined || !isPlain(text, envelope)) {
        found.add("ENVELOPE_MISMATCH", "the leaf is no envelope in its canonical form", place);
        return undefined;
      }
      const at = { ...place, stream: envelope.stream };
      follow(envelope, hash, at);
      if (line === undefined) return undefined;
      const body = checkedBody(found, line, envelope, at);
      const links = checkedLinks(found, line, { envelope, body }, at);
      checkRows(found, line, envelope, at);
      return { envelope, links, body, after: body?.after };
    },
  };
};

interface Read {
  readonly envelope: Envelope;
  readonly body: Body | undefined;
}

const checkRows = (found: Findings, { rows }: Beside, envelope: Envelope, place: Place): void => {
  if (rows === undefined || envelope.rows === null) return;
  if (envelope.rows !== (rows === null ? NO_ENTRY : digest(rows)))
    found.add("ROWS_MISMATCH", "the notes of rows are not those whose digest the envelope holds", place);
};

/** The body, when it is the envelope's. */
const checkedBody = (found: Findings, { body: text }: Beside, envelope: Envelope, place: Place): Body | undefined => {
  if (text === null) {
    found.add("MISSING", "its body is missing", place);
    return undefined;
  }
  if (sha256(text) !== envelope.body) {
    found.add("BODY_HASH_MISMATCH", "the body is not the one whose digest the envelope holds", place);
    return undefined;
  }
  const body = bodyOf(text);
  if (body === undefined) found.add("ENVELOPE_MISMATCH", "the body is no entry's in canonical form", place);
  else if (body.action !== envelope.act || body.actor.id !== envelope.actor)
    found.add("ENVELOPE_MISMATCH", "the body says another act or actor", place);
  else if (envelope.out !== null && body.outcome !== envelope.out)
    found.add("ENVELOPE_MISMATCH", "the body says another outcome", place);
  return body;
};

/** The links, when envelope and body have the same. */
const checkedLinks = (
  found: Findings,
  { links }: Beside,
  { envelope, body }: Read,
  place: Place,
): LeafLine["links"] | undefined => {
  const text = JSON.stringify(links);
  const ofBody = body === undefined ? undefined : JSON.stringify(linksOf(body.subjects));
  const isSealed = envelope.links === null || envelope.links === sha256(text);
  if (!isSealed) found.add("LINKS_MISMATCH", "the links are not those whose digest the envelope holds", place);
  else if (ofBody !== undefined && ofBody !== text)
    found.add("LINKS_MISMATCH", "the links are not those that follow from the body's subjects", place);
  else if (envelope.links !== null || ofBody !== undefined) return links;
  return undefined;
};

/** Of anything that is canonical JSON; else no digest at all. */
const digest = (value: unknown): string => {
  try {
    return sha256(canonicalJson(value as Json));
  } catch {
    return "none";
  }
};

/** Plain ASCII, canonical (its members were in order already), and a number and a hash where they belong. */
const isPlain = (text: string, { seq, prev }: Envelope): boolean =>
  /^[ -~]+$/.test(text) &&
  JSON.stringify(JSON.parse(text)) === text &&
  /^[1-9][0-9]{0,18}$/.test(seq) &&
  /^[0-9a-f]{64}$/.test(prev);

/** Whether the text is the canonical JSON of a value: most are seen to be so without being written anew by us. */
const isCanonical = (text: string, value: unknown): boolean =>
  (!text.includes("\\ud") && isOrdered(value, 0) && JSON.stringify(value) === text) ||
  canonicalJson(value as Json) === text;

const isOrdered = (value: unknown, depth: number): boolean => {
  if (typeof value !== "object" || value === null) return true;
  if (depth > 60) return false;
  if (Array.isArray(value)) return value.every((each) => isOrdered(each, depth + 1));
  let last = "";
  for (const [name, each] of Object.entries(value)) {
    if (name < last || !isOrdered(each, depth + 1)) return false;
    last = name;
  }
  return true;
};

const bodyOf = (text: string): Body | undefined => {
  try {
    const body = JSON.parse(text) as Body;
    const isBody =
      isCanonical(text, body) &&
      typeof body.actor.id === "string" &&
      body.subjects.every((each) => [each.kind, each.id, each.role].every((part) => typeof part === "string"));
    return isBody ? body : undefined;
  } catch {
    return undefined;
  }
};

import { entryHash, NO_ENTRY, readEnvelope } from "./envelope.js";
import type { EntryLine, StreamLine } from "./evidence-lines.js";
import type { Found } from "./finding.js";
import { linksDigest } from "./links.js";
import { sha256 } from "./sha256.js";
import { wholeEntry } from "./whole-entry.js";

/** What an entry of the version says of a request: that it was opened, sealed anew, or that somebody signed. */
export interface Opened {
  readonly at: number;
  readonly request: string;
  readonly contentDigest: string;
  readonly rule: "request" | "decision";
  readonly opens: boolean;
  /** Whether it waives a gate: that is signed before the request is sealed anew, on what it said then. */
  readonly waives: boolean;
  /** Of one that seals the request anew, once its gates say something else: the digest of before. */
  readonly replaces: string | null;
}

/** What the entries of one stream tell of the version's digest and of its requests. */
export interface ToldOf {
  readonly digests: string[];
  readonly opened: Opened[];
}

export interface EntryRules {
  stream(at: number, line: StreamLine): void;
  entry(at: number, line: EntryLine): void;
  count(): number;
  /** Names by which the entries' targets know the model. */
  names(): ReadonlySet<string>;
  toldOf(stream: string): ToldOf;
  finish(at: number): { streams: { stream: string; entries: number }[]; notProven: string[] };
}

interface Whole extends StreamLine {
  readonly at: number;
  next: bigint;
  previous: string;
}

/** The rules of entries: each is what its bytes say, a stream held whole goes on from 1 to its head without a gap. */
export const entryRules = (found: Found): EntryRules => {
  const streams = streamRules(found);
  const bytes = bytesRules(found, (stream) => streams.whole.has(stream));
  let count = 0;
  return {
    stream: streams.begin,
    entry: (at, line) => {
      count++;
      bytes.look(at, line);
      streams.entry(at, line);
    },
    count: () => count,
    names: () => bytes.names,
    toldOf: (stream) => bytes.told.get(stream) ?? { digests: [], opened: [] },
    finish: (at) => {
      streams.close(at);
      const whole = [...streams.whole.values()].map(({ stream, seq }) => ({ stream, entries: Number(seq) }));
      return { streams: whole, notProven: gaps({ parts: streams.parts, ...bytes.unseen(), whole: whole.length }) };
    },
  };
};

/** The rules of streams: which are held whole, and where in the file each entry of one may stand. */
const streamRules = (found: Found) => {
  const whole = new Map<string, Whole>();
  const parts = new Map<string, { entries: number; last: bigint }>();
  let open: Whole | null = null;
  const close = (at: number): void => {
    if (open === null) return;
    if (String(open.next - 1n) !== open.seq || open.previous !== open.head)
      found(at, "stream", `${open.stream} should end at entry ${open.seq} with hash ${open.head}`);
    open = null;
  };
  const follow = (at: number, line: EntryLine, stream: Whole): void => {
    if (line.envelope === null) found(at, "stream", `its envelope is missing, though ${stream.stream} is held whole`);
    if (line.seq !== String(stream.next))
      found(at, "stream", `is entry ${line.seq}, not ${stream.next} of ${stream.stream}`);
    if (line.previousHash !== stream.previous) found(at, "stream", "does not name the hash of the entry before");
    stream.next++;
    stream.previous = line.hash;
    if (String(stream.next - 1n) === stream.seq) close(at);
  };
  const inPart = (at: number, { stream, seq }: EntryLine): void => {
    if (stream === null || seq === null) return;
    if (whole.has(stream)) found(at, "stream", `stands apart from ${stream}, which is held whole`);
    const part = parts.get(stream) ?? { entries: 0, last: 0n };
    if (BigInt(seq) <= part.last) found(at, "stream", `stands after a later entry of ${stream}`);
    parts.set(stream, { entries: part.entries + 1, last: BigInt(seq) });
  };
  return {
    whole,
    parts,
    close,
    begin: (at: number, line: StreamLine): void => {
      close(at);
      open = { ...line, at, next: 1n, previous: NO_ENTRY };
      whole.set(line.stream, open);
    },
    entry: (at: number, line: EntryLine): void => {
      if (open !== null && line.stream === open.stream) follow(at, line, open);
      else {
        close(at);
        inPart(at, line);
      }
    },
  };
};

/** The rules of an entry's own bytes, and what the entries of whole streams tell. */
const bytesRules = (found: Found, isWhole: (stream: string) => boolean) => {
  const told = new Map<string, ToldOf>();
  const names = new Set<string>();
  let [masked, hidden, shut] = [0, 0, 0];
  const look = (at: number, line: EntryLine): void => {
    if (line.body !== null) {
      if (checkWhole(found, at, line) > 0) shut++;
      if (line.stream !== null && isWhole(line.stream)) collect(at, line, { told, names });
    } else if (line.envelope !== null) {
      masked++;
      if (!line.subjects.some((subject) => subject.hidden))
        found(at, "entry", "its body is missing, though nothing that it touches is hidden");
      checkMasked(found, at, line);
    } else {
      hidden++;
      if (line.stream !== null) found(at, "entry", "its envelope is missing, though its stream is told");
    }
  };
  return { told, names, look, unseen: () => ({ masked, hidden, shut }) };
};

/** The line must be what the entry's own bytes make of it, to the letter; how many of its commitments stay shut. */
const checkWhole = (found: Found, at: number, line: EntryLine): number => {
  const made = wholeEntry({ envelope: line.envelope ?? "", body: line.body ?? "", disclosures: line.disclosures });
  if (made === undefined) {
    found(at, "entry", "its envelope or body is no entry's");
    return 0;
  }
  const { envelope, says, shut, strangers } = made;
  for (const [member, value] of Object.entries(made.line))
    if (JSON.stringify(value) !== JSON.stringify(line[member as keyof EntryLine]))
      found(at, "entry", `${member} is not what its envelope and body say`);
  if (sha256(line.body ?? "") !== envelope.body) found(at, "entry", "its envelope holds another body's digest");
  if (envelope.act !== says.action || envelope.actor !== says.actor) found(at, "entry", "envelope and body disagree");
  if (envelope.out !== null && envelope.out !== line.outcome) found(at, "entry", "its envelope has another outcome");
  if (envelope.links !== null && linksDigest(made.line.links ?? []) !== envelope.links)
    found(at, "entry", "its envelope holds the digest of other links");
  if (strangers.length > 0) found(at, "entry", `${strangers.length} disclosures open nothing that its body commits to`);
  return shut;
};

/** Of an entry that is partly hidden its envelope is shown: what the line repeats of it must be so. */
const checkMasked = (found: Found, at: number, line: EntryLine): void => {
  const envelope = readEnvelope(line.envelope ?? "");
  if (envelope === undefined) {
    found(at, "entry", "its envelope is no entry's");
    return;
  }
  const { act, actor, at: when, out, prev, seq, stream } = envelope;
  const repeated = [line.action, line.actor.id, line.at, line.previousHash, line.seq, line.stream].join("\n");
  if (repeated !== [act, actor, when, prev, seq, stream].join("\n"))
    found(at, "entry", "is not what its envelope says");
  if (out !== null && out !== line.outcome) found(at, "entry", "its envelope has another outcome");
  if (line.links !== null || line.disclosures.length > 0)
    found(at, "entry", "shows links or disclosures, though its body is hidden");
  if (entryHash(line.envelope ?? "") !== line.hash) found(at, "entry", "its hash is not that of its envelope");
};

/** What the rules of the whole file need of an entry on a stream that is held whole. */
const collect = (
  at: number,
  line: EntryLine,
  { told, names }: { told: Map<string, ToldOf>; names: Set<string> },
): void => {
  for (const { type, role, label } of line.subjects)
    if (role === "target" && label !== null)
      if (type === "registered_model") names.add(label);
      else if (type === "model_version") names.add(label.slice(0, label.lastIndexOf("/")));
  const stream = line.stream ?? "";
  const of = told.get(stream) ?? { digests: [], opened: [] };
  told.set(stream, of);
  const after = (line.after ?? {}) as {
    digest?: unknown;
    request?: unknown;
    contentDigest?: unknown;
    verdict?: unknown;
  };
  if (["createModelVersion", "freezeModelVersion"].includes(line.action) && typeof after.digest === "string")
    of.digests.push(after.digest);
  if (typeof after.request !== "string" || typeof after.contentDigest !== "string") return;
  const signs = after.verdict !== undefined;
  of.opened.push({
    at,
    request: after.request,
    contentDigest: after.contentDigest,
    rule: signs ? "decision" : "request",
    opens: !signs,
    waives: after.verdict === "WAIVE",
    replaces: line.action === "evaluateGates" ? digestBefore(line) : null,
  });
};

const digestBefore = ({ before }: EntryLine): string => {
  const digest = (before as { contentDigest?: unknown } | null)?.contentDigest;
  return typeof digest === "string" ? digest : "";
};

interface Gaps {
  readonly parts: ReadonlyMap<string, { readonly entries: number }>;
  readonly masked: number;
  readonly hidden: number;
  readonly shut: number;
  readonly whole: number;
}

/** What a file can lack or hold wrongly without breaking a rule. */
const gaps = ({ parts, masked, hidden, shut, whole }: Gaps): string[] => {
  const some = (count: number, text: string): string[] => (count === 0 ? [] : [text]);
  const inParts = [...parts.values()].reduce((sum, { entries }) => sum + entries, 0);
  return [
    `that the ${whole} streams held whole go no further: a tail could be cut off together with the hash of its end, or all be written anew`,
    ...some(parts.size, `that nothing is missing of ${parts.size} streams held in part (${inParts} entries)`),
    ...some(
      masked,
      `what ${masked} entries say beyond their envelopes: parts of them are hidden from whoever exported it`,
    ),
    ...some(hidden, `${hidden} entries of which whoever exported it may see neither envelope nor body`),
    ...some(shut, `names, reasons or other words of people in ${shut} entries: erased, or left out of the file`),
  ];
};

import { type EntryRules, entryRules, type Opened } from "./check-entries.js";
import type { ContentLine, EvidenceLine, HeadLine, PolicyLine, RequestLine } from "./evidence-lines.js";
import type { Finding, Found } from "./finding.js";
import { objectIn } from "./line-shapes.js";
import { sha256 } from "./sha256.js";

/** The order of the kinds in a file; streams are followed by their entries, the last by those of other streams. */
const ranks = ["countersign-evidence", "content", "policy", "request", "stream"];

const MOST_FINDINGS = 1_000;

type At<Line> = Line & { readonly at: number };

/** The rules of one file, which is given to them line by line. */
export interface LineRules {
  found: Found;
  findings(): readonly Finding[];
  subject(): string | null;
  entries(): number;
  line(at: number, line: EvidenceLine): void;
  /** What only the whole file tells; `at` is its last line. */
  finish(at: number): ReturnType<EntryRules["finish"]>;
}

/** What was read of the file that is not an entry's. */
interface Seen {
  head: HeadLine | null;
  content: At<ContentLine> | null;
  readonly policies: Map<string, At<PolicyLine>>;
  readonly requests: Map<string, At<RequestLine>>;
}

export const lineRules = (): LineRules => {
  const findings: Finding[] = [];
  const found: Found = (line, rule, message) => {
    if (findings.length < MOST_FINDINGS) findings.push({ line, rule, message });
  };
  const entries = entryRules(found);
  const seen: Seen = { head: null, content: null, policies: new Map(), requests: new Map() };
  const one = rulesByKind(found, seen, entries);
  return {
    found,
    findings: () => findings,
    subject: () => seen.head && `${seen.head.model}/${seen.head.version}`,
    entries: () => entries.count(),
    line: (at, line) => {
      if (at === 1 && line.kind !== "countersign-evidence") found(at, "order", "is not the first line of an export");
      one[line.kind]?.(at, line as never);
    },
    finish: (at) => finish(found, at, seen, entries),
  };
};

/** Lines stand by kind, and within it by key. */
const orderRule = (found: Found): ((at: number, kind: string, key: string) => void) => {
  let last = { rank: -1, key: "" };
  return (at, kind, key) => {
    const rank = ranks.indexOf(kind);
    if (rank < last.rank || (rank === last.rank && key <= last.key))
      found(at, "order", `a ${kind} line${key === "" ? "" : ` of ${key}`} does not belong after what stands before it`);
    last = { rank, key };
  };
};

type RulesByKind = { [Kind in EvidenceLine["kind"]]?: (at: number, line: never) => void };

const rulesByKind = (found: Found, seen: Seen, entries: EntryRules): RulesByKind => {
  const inOrder = orderRule(found);
  return {
    "countersign-evidence": (at: number, line: HeadLine) => {
      inOrder(at, line.kind, "");
      if (line.v !== 3 && line.v !== 4)
        found(at, "form", `this checker reads versions 3 and 4 of the form, not ${String(line.v)}`);
      seen.head = line;
    },
    content: (at: number, line: ContentLine) => {
      inOrder(at, line.kind, "");
      if (sha256(line.text) !== line.digest) found(at, "content", "its digest is not that of its text");
      seen.content = { ...line, at };
    },
    policy: (at: number, line: PolicyLine) => {
      inOrder(at, line.kind, `${line.id} ${String(line.revision).padStart(10)}`);
      if (sha256(line.text) !== line.digest) found(at, "policy", "its digest is not that of its text");
      seen.policies.set(policyKey(line), { ...line, at });
    },
    request: (at: number, line: RequestLine) => {
      inOrder(at, line.kind, line.id);
      if (line.statement !== null && sha256(line.statement) !== line.contentDigest)
        found(at, "request", "its digest is not that of its statement");
      seen.requests.set(line.id, { ...line, at });
    },
    stream: (at: number, line: never) => {
      inOrder(at, "stream", (line as { stream: string }).stream);
      entries.stream(at, line);
    },
    entry: (at: number, line: never) => entries.entry(at, line),
  };
};

const finish = (
  found: Found,
  at: number,
  { head, content, policies, requests }: Seen,
  entries: EntryRules,
): ReturnType<EntryRules["finish"]> => {
  const told = entries.finish(at);
  if (head === null) found(1, "form", "the first line is missing");
  else {
    checkHead(found, head, { content, streams: told.streams.map(({ stream }) => stream) });
    const own = entries.toldOf(`model_version:${head.modelVersionId}`);
    if (!own.digests.includes(head.digest) || own.digests.at(-1) !== head.digest)
      found(1, "content", "the digest is not the one that the version's entries tell last");
    if (!entries.names().has(head.model)) found(1, "content", `no entry knows the model by the name ${head.model}`);
    checkRequests(found, head, requests, own.opened);
    checkPolicies(found, policies, requests);
  }
  const hidden = [...requests.values()].filter(({ statement }) => statement === null);
  if (hidden.length === 0) return told;
  return {
    ...told,
    notProven: [...told.notProven, `what ${hidden.length} requests asked for, hidden from whoever exported it`],
  };
};

const policyKey = ({ id, revision }: { id: string; revision: number }): string => `${id} ${revision}`;

const checkHead = (
  found: Found,
  head: HeadLine,
  { content, streams }: { content: At<ContentLine> | null; streams: readonly string[] },
): void => {
  if (head.streams.join() !== streams.join()) found(1, "stream", "names other streams than the file holds whole");
  if (!streams.includes(`model_version:${head.modelVersionId}`))
    found(1, "stream", "the version's own stream is not held whole");
  if (content === null) {
    found(1, "content", "the frozen content is missing");
    return;
  }
  if (content.digest !== head.digest)
    found(content.at, "content", "its digest is not the one that the first line names");
  const frozen = objectIn(content.text);
  if (frozen.modelId !== head.registeredModelId || frozen.version !== head.version)
    found(content.at, "content", "is of another model or version than the first line names");
};

/**
 * Every request has its entry, every entry that opened one, sealed it anew or signed it its request. Each is sealed anew
 * over the digest of before; the last is that of the request, and of every signature; one that waives a gate
 * names that of the request as it was then.
 */
const checkRequests = (
  found: Found,
  head: HeadLine,
  requests: ReadonlyMap<string, At<RequestLine>>,
  opened: readonly Opened[],
): void => {
  const last = new Map<string, { at: number; contentDigest: string }>();
  for (const { at, request, contentDigest, rule, opens, waives, replaces } of opened) {
    const line = requests.get(request);
    if (replaces !== null && last.get(request)?.contentDigest !== replaces)
      found(at, rule, `seals ${request} anew over another digest than the one before`);
    if (opens) last.set(request, { at, contentDigest });
    if (line === undefined) found(at, rule, `${request}, which it names, has no line`);
    else if (!opens && (waives ? last.get(request)?.contentDigest : line.contentDigest) !== contentDigest)
      found(at, rule, `names another digest than ${waives ? `${request} had then` : `${request}'s line`}`);
    else if (opens && line.contentDigest === contentDigest && line.statement === null)
      found(line.at, "request", "its statement is missing");
  }
  for (const [request, { at, contentDigest }] of last) {
    const line = requests.get(request);
    if (line !== undefined && line.contentDigest !== contentDigest)
      found(at, "request", `names another digest than ${request}'s line`);
  }
  const known = new Set(opened.flatMap(({ request, opens }) => (opens ? [request] : [])));
  for (const { at, id, statement } of requests.values()) {
    if (statement === null) continue;
    if (!known.has(id)) found(at, "request", "no entry of the version opened it");
    if (objectIn(statement).modelVersionId !== head.modelVersionId)
      found(at, "request", "its statement is about another version");
  }
};

interface Cited {
  readonly id: string;
  readonly revision: number;
  readonly digest: string;
}

const citedBy = (statement: string): Cited[] => {
  const { policies } = objectIn(statement);
  const isCited = (each: unknown): each is Cited => typeof each === "object" && each !== null;
  return Array.isArray(policies) ? policies.filter(isCited) : [];
};

/** The policies' lines are those that statements name, no more and no fewer. */
const checkPolicies = (
  found: Found,
  policies: ReadonlyMap<string, At<PolicyLine>>,
  requests: ReadonlyMap<string, At<RequestLine>>,
): void => {
  const cited = new Set<string>();
  for (const { at, statement } of requests.values()) {
    if (statement === null) continue;
    for (const policy of citedBy(statement)) {
      const key = policyKey(policy);
      cited.add(key);
      const line = policies.get(key);
      if (line === undefined)
        found(at, "policy", `revision ${policy.revision} of ${policy.id}, which it names, has no line`);
      else if (line.digest !== policy.digest)
        found(line.at, "policy", "is not what a statement names by this revision");
    }
  }
  for (const [key, { at }] of policies) if (!cited.has(key)) found(at, "policy", "no statement names this revision");
};

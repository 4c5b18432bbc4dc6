import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { describeChange } from "./changes.js";
import type { Client } from "./client.js";
import * as operations from "./operations.js";
import type { Registered } from "./registering.js";
import { chapter, check, fact, prefix, say, styled } from "./screen.js";

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly outcome: "ALLOWED" | "DENIED" | "FAILED";
  readonly actor: { readonly handle: string; readonly kind: string; readonly roles: readonly string[] } | null;
  readonly subjects: readonly { type: string; role: string; label: string | null; hidden: boolean }[];
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly channel: string;
  readonly stream: string;
  readonly seq: number;
  readonly hash: string;
  readonly previousHash: string | null;
}

interface Version {
  readonly id: string;
  readonly version: number;
  readonly description: string;
  readonly source: string;
  readonly runId: string | null;
  readonly digest: string;
  readonly createdAt: string;
  readonly createdBy: { readonly handle: string };
  readonly stage: { readonly name: string };
  readonly registeredModel: {
    readonly id: string;
    readonly team: { readonly slug: string };
    readonly ownershipTags: readonly { key: string; team: { slug: string } | null }[];
  };
  readonly params: readonly { key: string; value: string }[];
  readonly metrics: readonly { key: string; value: number }[];
  readonly datasets: readonly { name: string; digest: string | null; source: string | null }[];
  readonly artifacts: readonly { path: string; sha256: string; size: number }[];
  readonly slotHistory: { readonly nodes: readonly { slot: string; from: string; to: string | null }[] };
  readonly evidence: {
    readonly nodes: readonly Entry[];
    readonly pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

/** Reads everything about a version, page by page. */
const readAll = async (
  auditor: Client,
  name: string,
  version: number,
): Promise<{ facts: Version; entries: Entry[] }> => {
  const entries: Entry[] = [];
  for (let after: string | null = null; ; ) {
    const { modelVersion }: { modelVersion: Version } = await auditor.ask(operations.everythingAbout, {
      name,
      version,
      after,
    });
    entries.push(...modelVersion.evidence.nodes);
    if (!modelVersion.evidence.pageInfo.hasNextPage) return { facts: modelVersion, entries };
    after = modelVersion.evidence.pageInfo.endCursor;
  }
};

/** Prints everything about one version for someone who took no part, and checks what can be checked from outside. */
export const tellEverything = async (auditor: Client, { name, version, digest }: Registered): Promise<void> => {
  chapter(`Everything about ${name}/${version}, as ${auditor.handle} reads it`);
  const { facts, entries } = await readAll(auditor, name, version);
  showFacts(facts);
  say();
  for (const entry of entries) show(entry);
  say();
  check(
    `${entries.length} entries, oldest first`,
    entries.every(({ at }, index) => at >= (entries[index - 1]?.at ?? "")),
  );
  const recomputed = digestOf(facts);
  check(`the version's digest ${prefix(digest)}… can be recomputed from these facts`, recomputed === digest, {
    recomputed,
    digest,
  });
  const chain = entries.filter(({ stream }) => stream === `model_version:${facts.id}`);
  check(
    `${name}/${version}'s own ${chain.length} entries are numbered without a gap, each with the hash of the one before`,
    chain.length > 0 && isChained(chain),
    chain,
  );
  const kept = new Set(entries.map(({ outcome }) => outcome));
  check("refused attempts are kept beside the allowed ones", kept.has("ALLOWED") && kept.has("DENIED"), [...kept]);
};

const showFacts = (facts: Version): void => {
  const { registeredModel, createdBy, createdAt, stage, metrics, datasets, artifacts, slotHistory } = facts;
  const owners = registeredModel.ownershipTags.map(({ key, team }) => `${key} ${team?.slug}`);
  fact("owners", [`team ${registeredModel.team.slug}`, ...owners].join(", "));
  fact("made", `${utc(createdAt)} by ${createdBy.handle}; ${facts.description}; now in ${stage.name}`);
  fact("metrics", metrics.map(({ key, value }) => `${key} ${Number(value.toPrecision(4))}`).join(", "));
  for (const data of datasets) fact("data", `${data.name}, ${data.source}, ${data.digest?.slice(0, 19)}…`);
  for (const { path, sha256, size } of artifacts) fact("file", `${path}, ${size} bytes, sha256 ${prefix(sha256)}…`);
  for (const { slot, from, to } of slotHistory.nodes) fact(slot, `${utc(from)} → ${to === null ? "now" : utc(to)}`);
};

const utc = (instant: string): string => instant.replace("T", " ").replace("Z", " UTC");

const marks = {
  ALLOWED: styled("green", "allowed"),
  DENIED: styled("red", "DENIED "),
  FAILED: styled("yellow", "FAILED "),
};

const show = ({ at, action, outcome, actor, subjects, before, after, reason, seq, hash }: Entry): void => {
  const who = actor === null ? "(hidden)" : `${actor.handle} (${actor.roles.join(", ") || actor.kind})`;
  say(`   ${styled("dim", utc(at))}  ${marks[outcome]}  ${styled("bold", action)}`);
  const line = (label: string, text: string): void => say(`      ${styled("dim", label.padEnd(5))} ${text}`);
  line("who", who);
  const touched = subjects.map(({ type, role, label, hidden }) =>
    hidden ? `(hidden ${type})` : label === null ? null : `${label} (${role})`,
  );
  line("what", touched.filter((text) => text !== null).join(", "));
  const change = describeChange(before, after);
  if (change !== "") line("", change);
  if (reason !== null) line("why", reason);
  line("hash", `${prefix(hash)}… no. ${seq} of its stream`);
};

/** `docs/digest.md`, followed from outside: canonical JSON (RFC 8785) of what was frozen, lists sorted by their keys. */
const digestOf = ({
  registeredModel,
  version,
  source,
  runId,
  params,
  metrics,
  datasets,
  artifacts,
}: Version): string => {
  const sorted = <Item>(items: readonly Item[], key: (item: Item) => string): Item[] =>
    items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  const statement = {
    modelId: registeredModel.id,
    version,
    source,
    runId,
    params: sorted(params, ({ key }) => key),
    metrics: sorted(metrics, ({ key }) => key),
    datasets: sorted(datasets, ({ name }) => name),
    artifacts: sorted(artifacts, ({ path }) => path).map(({ size, ...file }) => ({ ...file, size: String(size) })),
  };
  return createHash("sha256")
    .update(canonicalize(statement) ?? "")
    .digest("hex");
};

const isChained = (chain: readonly Entry[]): boolean =>
  chain.every(({ seq, previousHash }, index) => {
    const earlier = chain[index - 1];
    return earlier === undefined ? seq === 1 : seq === earlier.seq + 1 && previousHash === earlier.hash;
  });

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkEvidence } from "../../verify/check-evidence.js";
import { linesOf } from "../../verify/lines.js";
import { describeChange, describeRule } from "./changes.js";
import type { Client } from "./client.js";
import { type Entry, readEverything, type VersionFacts } from "./evidence.js";
import { digestOf, isChained, isProven } from "./proofs.js";
import type { Registered } from "./registering.js";
import { chapter, check, fact, kilobytes, prefix, say, styled, wrap } from "./screen.js";

/** Prints everything about one version for someone who took no part, and checks what can be checked from outside. */
export const tellEverything = async (auditor: Client, registered: Registered, folder: string): Promise<void> => {
  const { name, version, digest } = registered;
  chapter(`Everything about ${name}/${version}, as ${auditor.handle} reads it`);
  const { facts, entries } = await readEverything(auditor, name, version);
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
  check(
    `all ${entries.length} hashes can be recomputed from the entries' bytes`,
    entries.every(isProven),
    entries.find((entry) => !isProven(entry)),
  );
  const chain = entries.filter(({ stream }) => stream === `model_version:${facts.id}`);
  check(
    `${name}/${version}'s own ${chain.length} entries are numbered without a gap, each with the hash of the one before`,
    isChained(chain),
    chain,
  );
  const kept = new Set(entries.map(({ outcome }) => outcome));
  check("refused attempts are kept beside the allowed ones", kept.has("ALLOWED") && kept.has("DENIED"), [...kept]);
  await handOver(auditor, registered, folder);
};

/** What the auditor takes along: one page to print, and the lines that it was made of, checked without the service. */
const handOver = async (auditor: Client, { name, version, digest }: Registered, folder: string): Promise<void> => {
  say();
  const page = await auditor.evidence(name, version, "html");
  const file = join(folder, `${name}-${version}.html`);
  writeFileSync(file, page);
  fact("page", `${file}, ${kilobytes(Buffer.byteLength(page))}: the answers first, then the entries`);
  const answers = [digest, "risk-reviewer", "legal-reviewer", "APPROVE", "data-scientist", "DENIED"];
  check(
    "the page says what it is, who made it, who signed, and what was refused",
    answers.every((answer) => page.includes(answer)),
    answers.filter((answer) => !page.includes(answer)),
  );
  const foreign = page.match(/<script|<link|<img|\ssrc=|url\(/g);
  check("it is whole: no script, nothing from elsewhere", foreign === null, foreign);
  const { findings, streams } = await checkEvidence(linesOf([await auditor.evidence(name, version, "jsonl")]));
  check(
    `the same as lines: every digest holds, and ${streams.length} streams are whole, by the checker that needs no service`,
    findings.length === 0 && streams.length > 0,
    findings,
  );
};

const showFacts = (facts: VersionFacts): void => {
  const { registeredModel, createdBy, createdAt, stage, metrics, datasets, artifacts, slotHistory, runSnapshot } =
    facts;
  const owners = registeredModel.ownershipTags.map(({ key, team }) => `${key} ${team?.slug}`);
  fact("owners", [`team ${registeredModel.team.slug}`, ...owners].join(", "));
  fact("made", `${utc(createdAt)} by ${createdBy.handle}; ${facts.description}; now in ${stage.name}`);
  if (runSnapshot !== null)
    fact("run", `${runSnapshot.runId} of experiment ${runSnapshot.experimentId}, ${runSnapshot.status}`);
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

const show = (entry: Entry): void => {
  const { at, action, outcome, actor, subjects, before, after, decision, reason, channel, seq, hash } = entry;
  say(`   ${styled("dim", utc(at))}  ${marks[outcome]}  ${styled("bold", action)}`);
  const line = (label: string, text: string): void => say(`      ${styled("dim", label.padEnd(6))} ${wrap(text, 13)}`);
  line("who", `${actor.handle} (${actor.roles.join(", ") || actor.kind})`);
  const touched = subjects.flatMap(({ type, role, label, hidden }) => {
    if (hidden) return [`a ${type} that is hidden`];
    return label === null || label === actor.handle ? [] : [role === "target" ? label : `${label} (${role})`];
  });
  line("what", touched.join(", "));
  for (const text of describeChange(before, after)) line("", text);
  const rule = describeRule(decision);
  if (rule !== "") line("rule", rule);
  if (reason !== null) line("why", reason);
  line("hash", `${prefix(hash)}…, no. ${seq} of its stream, by ${channel}`);
};

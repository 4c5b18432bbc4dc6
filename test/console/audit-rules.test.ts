import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { instantsOf, parseAuditFilter, readAuditFilter } from "../../web/audit/audit-filter.js";
import { changesOf } from "../../web/audit/changes.js";
import { type Hashed, recompute } from "../../web/audit/hashes.js";
import { sentenceOf, verbs } from "../../web/parts/log/entry-sentence.js";

const read = (text: string) => readAuditFilter(parseAuditFilter(text));

describe("an entry's sentence", () => {
  const subject = (role: string, type: string, label: string | null) => ({ role, type, label, hidden: false });

  it("names what a refused caller aimed at, in whose stream the entry stands", () => {
    const subjects = [subject("target", "principal", "ana"), subject("target", "model_version", "churn/7")];
    const entry = { action: "approveTransition", outcome: "DENIED", subjects };
    expect(sentenceOf(entry)).toBe("would have approved the move of churn/7, but was refused");
  });

  it("names the version whose evidence was read, in the reader's stream", () => {
    const subjects = [subject("target", "principal", "ana"), subject("read", "model_version", "churn/7")];
    const entry = { action: "exportEvidence", outcome: "ALLOWED", subjects };
    expect(sentenceOf(entry)).toBe("exported the evidence of churn/7");
  });

  it("names the log, which has no name of its own", () => {
    const entry = { action: "commitIndex", outcome: "ALLOWED", subjects: [subject("index", "log", null)] };
    expect(sentenceOf(entry)).toBe("signed the index of the log");
  });

  it("names by its id what has no name", () => {
    const subjects = [{ ...subject("target", "run", null), id: "run_01k9" }];
    expect(sentenceOf({ action: "finishRun", outcome: "ALLOWED", subjects })).toBe("finished the run run_01k9");
  });

  it("has words for what every command is called in the log", () => {
    const sources = globSync("src/**/*.ts").map((path) => readFileSync(path, "utf8"));
    const names = sources.flatMap((source) =>
      [...source.matchAll(/\bcommand\(\s*"(\w+)"/g)].map(([, name = ""]) => name),
    );
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !(name in verbs))).toEqual([]);
  });
});

describe("the filter of the log", () => {
  it.each([
    ["", {}],
    ["actor:@ana outcome:denied", { actor: "ana", outcome: "DENIED" }],
    ["action:setTag action:deleteTag", { actions: ["setTag", "deleteTag"] }],
    ['model:"a b" version:7', { model: "a b", version: 7 }],
    ["channel:mlflow-rest stream:model_version:mv_1", { channel: "mlflow-rest", stream: "model_version:mv_1" }],
  ])("%j", (text, filter) => expect(read(text)).toEqual({ filter }));

  it.each([
    ["forgery", "“forgery” has no qualifier"],
    ["colour:red", "“colour:red” has no qualifier"],
    ["actor:ana actor:bo", "actor: can be given once."],
    ["actor:", "actor: needs a value"],
    ["outcome:maybe", "outcome: is allowed, denied or failed."],
    ["version:7", "version: is one of a model"],
    ["model:churn version:-1", "version: is a number"],
  ])("%j is refused in words", (text, why) => expect(read(text)).toEqual({ refused: expect.stringContaining(why) }));

  it("goes back from now, or lies between two days, the last included", () => {
    const now = Date.parse("2026-11-30T12:00:00Z");
    expect(instantsOf("day", {}, now)).toEqual({ from: "2026-11-29T12:00:00.000Z" });
    expect(instantsOf("all", {}, now)).toEqual({});
    expect(instantsOf("week", { from: "2026-03-03", to: "2026-03-03" }, now)).toEqual({
      from: "2026-03-03T00:00:00.000Z",
      to: "2026-03-04T00:00:00.000Z",
    });
    expect(instantsOf("week", { from: "2026-13-40" }, now)).toEqual({ from: "2026-11-23T12:00:00.000Z" });
  });
});

describe("what an act changed", () => {
  it.each([
    [{ a: 1, b: 2 }, { a: 1, b: 3 }, [{ key: "b", before: "2", after: "3" }]],
    [null, { a: "x" }, [{ key: "a", before: undefined, after: "x" }]],
    [{ a: [1] }, null, [{ key: "a", before: "[\n  1\n]", after: undefined }]],
    ["old", "new", [{ key: "value", before: "old", after: "new" }]],
    [null, null, []],
  ])("%j to %j", (before, after, changes) => expect(changesOf(before, after)).toEqual(changes));
});

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A stream of entries as the service writes them. */
const stream = (length: number): Hashed[] => {
  const entries: Hashed[] = [];
  for (let seq = 1; seq <= length; seq++) {
    const body = JSON.stringify({ seq });
    const prev = entries.at(-1)?.hash ?? "0".repeat(64);
    const envelope = JSON.stringify({ body: sha(body), prev, seq: String(seq), stream: "team:x" });
    entries.push({ stream: "team:x", seq, hash: sha(`\0${envelope}`), previousHash: prev, envelope, body });
  }
  return entries;
};

describe("hashes computed anew", () => {
  it("follow a stream in any order, and tell what the list leaves out", async () => {
    const whole = stream(6);
    expect(await recompute(whole.toReversed())).toEqual({ entries: 6, computed: 6, linked: 5, gaps: 0, broken: [] });
    expect(await recompute(whole.filter(({ seq }) => seq !== 3))).toMatchObject({ linked: 3, gaps: 1, broken: [] });
    const hidden = whole.map((entry) => ({ ...entry, envelope: null, body: null, stream: null, seq: null }));
    expect(await recompute(hidden)).toEqual({ entries: 6, computed: 0, linked: 0, gaps: 0, broken: [] });
  });

  it.each<[string, (entry: Hashed) => Hashed]>([
    ["body", (entry) => ({ ...entry, body: `${entry.body} ` })],
    ["envelope", (entry) => ({ ...entry, envelope: entry.envelope?.replace("team:x", "team:y") ?? null })],
    ["hash", (entry) => ({ ...entry, hash: sha("another") })],
    ["number", (entry) => ({ ...entry, seq: 40 })],
    ["envelope that is no JSON", (entry) => ({ ...entry, envelope: "{", hash: sha("\0{") })],
  ])("name the entry whose %s was changed", async (_, change) => {
    const entries = stream(6);
    const [broken] = entries.splice(3, 1, change(entries[3] as Hashed));
    const named = (await recompute(entries)).broken;
    expect(named.length, String(broken?.seq)).toBeGreaterThan(0);
    expect(named[0]).toMatch(/^#(4|40|5) of team:x$/);
  });

  it("name the entry whose envelope and hash were both made anew: the next one names the hash of before", async () => {
    const entries = stream(6);
    const forged = JSON.stringify({ body: sha("{}"), prev: entries[2]?.hash, seq: "4", stream: "team:x" });
    entries[3] = { ...(entries[3] as Hashed), envelope: forged, body: "{}", hash: sha(`\0${forged}`) };
    expect((await recompute(entries)).broken).toEqual(["#5 of team:x"]);
  });
});

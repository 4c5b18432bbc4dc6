// Between long checks the service in this process must come to its turn: it closes connections that fell idle.
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkEvidence, type EvidenceReport } from "../../verify/check-evidence.js";
import { readDisclosure } from "../../verify/disclosure.js";
import { entryHash } from "../../verify/envelope.js";
import { linesOf } from "../../verify/lines.js";
import { linksDigest } from "../../verify/links.js";
import { sha256 } from "../../verify/sha256.js";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

/** A version with everything: a run that it was made of, policies that changed, signatures, refusals, a displaced one. */

let world: World;
let ana: Actor, mia: Actor, olga: Actor, rob: Actor, rita: Actor, vera: Actor, auditor: Actor;
let lines: string[];
/** What others than the auditor take. */
const partial = new Map<string, string[]>();

const PATH = "/evidence?model=scored&version=2";

const exported = async (by: Actor, more = ""): Promise<string[]> => {
  const text = await (await by.get(`${PATH}${more}`)).text();
  expect(text).toMatch(/"kind":"end".*\n$/);
  return text.slice(0, -1).split("\n");
};

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
  rob = await world.user("rob", { risk: ["REVIEWER"] });
  rita = await world.user("rita", { risk: ["REVIEWER"] });
  vera = await world.user("vera", { fraud: ["VIEWER"] });
  auditor = await world.user("auditor");
  await world.admin.do("grantOrganizationRole", { principalId: auditor.id, role: "AUDITOR" });
  const model = await registerModel(mia, world.teamId("fraud"), "churn");
  const first = await addVersion(ana, model);
  await request(mia, first, "Production", { reason: "first of its name" });
  const wire = new Mlflow(ana);
  const run = await wire.run(await wire.experiment("training"), { run_name: "größe \u2028 \r" });
  await wire.post("runs/log-batch", {
    run_id: run,
    metrics: [{ key: "auc", value: 0.91, timestamp: 1, step: 0 }],
    params: [{ key: "depth", value: "6\u2029<b>" }],
  });
  const version = await addVersion(ana, model, { source: "s3://bucket/model", runId: run });
  await wire.post("runs/update", { run_id: run, status: "FINISHED" });
  await mia.do("renameRegisteredModel", { registeredModelId: model, name: "scored" });
  const policy = {
    name: "risk signs",
    scope: { registeredModelId: model },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 2 }],
    separationOfDuties: ["AUTHOR"],
    boundTags: ["risk"],
  };
  const made = await olga.do("createApprovalPolicy", policy, "approvalPolicy { id }");
  const { id } = made.createApprovalPolicy.approvalPolicy;
  const withdrawn = await request(mia, version, "Production", { reason: "too early" });
  await mia.do("withdrawTransition", { transitionRequestId: withdrawn.id });
  const { name, slots, requirements, separationOfDuties, boundTags } = policy;
  const next = { name, slots, requirements, separationOfDuties, boundTags, expiresAfterHours: 24 };
  await olga.do("updateApprovalPolicy", { approvalPolicyId: id, ...next });
  const open = await request(mia, version, "Production", { reason: "beats the champion" });
  await ana.refused("approveTransition", { transitionRequestId: open.id, contentDigest: open.contentDigest });
  await approve(rob, open, { comment: "read it all" });
  await approve(rita, open, { comment: "tested it <script>", meaning: "VALIDATION" });
  await mia.do("setTag", { subjectId: version, key: "note", value: "ok" });
  lines = await exported(auditor);
  for (const reader of [vera, mia, rob]) partial.set(reader.handle, await exported(reader));
}, 120_000);
afterAll(() => world?.close());

const check = (of: readonly string[]): Promise<EvidenceReport> => checkEvidence(of);

/** The end line made anew, as somebody would who changes a file. */
const sealed = (of: readonly string[]): string[] => {
  const body = of.slice(0, -1);
  const end = JSON.parse(of.at(-1) ?? "{}");
  const entries = body.filter((line) => line.startsWith('{"kind":"entry"')).length;
  return [...body, JSON.stringify({ ...end, lines: body.length, entries, sha256: sha256(`${body.join("\n")}\n`) })];
};

/** Every place in a value: the keys that lead there, and what stands there. */
const placesIn = (value: unknown, path: readonly string[] = []): [readonly string[], unknown][] =>
  typeof value !== "object" || value === null
    ? [[path, value]]
    : [[path, value], ...Object.entries(value).flatMap(([key, held]) => placesIn(held, [...path, key]))];

const others = (value: unknown): unknown[] => {
  if (typeof value === "string") return [`${value}x`, "", null].filter((each) => each !== value);
  if (typeof value === "number") return [value + 1];
  if (typeof value === "boolean") return [!value];
  return value === null ? ["x", {}] : [null, []].filter((each) => JSON.stringify(each) !== JSON.stringify(value));
};

const GONE = Symbol("gone");

/** Every value of a line changed in turn, and taken out: the line's texts afterwards, by where the change was. */
const edits = (line: string): [string, string][] =>
  placesIn(JSON.parse(line))
    .slice(1)
    .flatMap(([path, value]) =>
      [...others(value), GONE].map((instead): [string, string] => {
        const root = JSON.parse(line);
        const last = path.at(-1) ?? "";
        const holder = path.slice(0, -1).reduce((at, key) => at[key], root);
        if (instead !== GONE) holder[last] = instead;
        else if (Array.isArray(holder)) holder.splice(Number(last), 1);
        else delete holder[last];
        return [`${path.join(".")} → ${instead === GONE ? "gone" : JSON.stringify(instead)}`, JSON.stringify(root)];
      }),
    );

describe("an export handed over", () => {
  it("holds, and says what it does not prove", async () => {
    const report = await check(lines);
    expect(report.findings).toEqual([]);
    expect(report.subject).toBe("scored/2");
    expect(report.streams.map(({ stream }) => stream.split(":")[0])).toEqual([
      "approval_policy",
      "model_version",
      "registered_model",
      "run",
    ]);
    expect(report.notProven.join("\n")).toMatch(/tail could be cut off.*streams held in part.*auditor exported it/s);
  });

  it("holds when its entries are of form 1, which knew neither links nor outcome nor rows", async () => {
    const ends = new Map<string, string>();
    const older = lines.map((text) => {
      const line = JSON.parse(text);
      if (line.kind !== "entry") return line;
      const { links: _, out: __, rows: ___, ...kept } = JSON.parse(line.envelope);
      const previousHash = ends.get(line.stream) ?? line.previousHash;
      const envelope = JSON.stringify({ ...kept, prev: previousHash, v: 1 });
      ends.set(line.stream, entryHash(envelope));
      return { ...line, envelope, previousHash, hash: entryHash(envelope) };
    });
    const ended = older.map((line) => (line.kind === "stream" ? { ...line, head: ends.get(line.stream) } : line));
    expect((await check(sealed(ended.map((line) => JSON.stringify(line))))).findings).toEqual([]);
  });

  it("shows the links of each entry, what opens names and texts, and no address of anybody's machine", async () => {
    const entries: Answer[] = lines.map((line) => JSON.parse(line)).filter((line) => line.kind === "entry");
    for (const { links, envelope, disclosures } of entries) {
      expect(linksDigest(links)).toBe(JSON.parse(envelope).links);
      const paths: (string | undefined)[] = disclosures.map((each: string) => readDisclosure(each)?.path);
      expect(paths).toEqual(expect.arrayContaining(["/actor/handle", "/actor/name"]));
      expect(paths.filter((path) => path?.startsWith("/request/"))).toEqual([]);
    }
  });

  it("from a database where somebody deleted a link of the version's own entry, says so", async () => {
    const superuser = new pg.Client(world.database.superuserUrl);
    await superuser.connect();
    const link = `kind = 'registered_model.version' and entry_id = (select max(id) from audit.entry where action = 'setTag')`;
    const without = async (trigger: string, text: string): Promise<void> => {
      await superuser.query(`alter table audit.subject ${trigger} trigger subject_is_append_only`);
      await superuser.query(text);
    };
    try {
      await superuser.query(`create temp table kept as select * from audit.subject where ${link}`);
      await without("disable", `delete from audit.subject where ${link}`);
      const { findings } = await check(await exported(auditor));
      expect(findings).toMatchObject([{ rule: "entry", message: "links is not what its envelope and body say" }]);
    } finally {
      await without("disable", "insert into audit.subject select * from kept");
      await without("enable always", "select");
      await superuser.end();
    }
  });

  it("holds what it is about: frozen content, statements, policy revisions, stream ends", async () => {
    const of = (kind: string): Answer[] => lines.map((line) => JSON.parse(line)).filter((line) => line.kind === kind);
    const [head] = of("countersign-evidence");
    const [content] = of("content");
    expect(head).toMatchObject({ v: 4, model: "scored", version: 2, digest: sha256(content?.text) });
    expect(JSON.parse(content?.text)).toMatchObject({ version: 2, params: [{ key: "depth", value: "6\u2029<b>" }] });
    expect(of("policy").map(({ revision, text }) => [revision, JSON.parse(text).expiresAfterHours])).toEqual([
      [1, 168],
      [2, 24],
    ]);
    expect(of("request").map(({ statement }) => JSON.parse(statement).to)).toEqual(["Production", "Production"]);
    expect(head?.streams).toEqual(of("stream").map(({ stream }) => stream));
  });

  it("as it was: each line deleted, moved or changed in any value is found out", async () => {
    for (const [index, line] of lines.entries()) {
      await turn();
      const gone = lines.toSpliced(index, 1);
      expect((await check(gone)).findings, `line ${index + 1} gone`).not.toEqual([]);
      const to = (index + 1) % lines.length;
      expect((await check(gone.toSpliced(to, 0, line))).findings, `line ${index + 1} moved`).not.toEqual([]);
      if (index === lines.length - 1) continue;
      const [, changed = ""] = edits(line)[index % 5] ?? [];
      expect((await check(lines.with(index, changed))).findings, `line ${index + 1} changed`).not.toEqual([]);
    }
  });

  it("with its end made anew: each value of each line that is changed is found out in that line", async () => {
    for (const [index, line] of lines.slice(0, -1).entries())
      for (const [path, changed] of edits(line)) {
        await turn();
        const { findings } = await check(sealed(lines.with(index, changed)));
        expect(findings, `line ${index + 1}: ${path}`).not.toEqual([]);
        expect(findings[0]?.rule, `line ${index + 1}: ${path}`).toMatch(/^[a-z]+$/);
      }
  }, 300_000);

  it("with its end made anew: what is gone or moved is found out, but on streams that are held in part", async () => {
    const parsed = lines.map((line) => JSON.parse(line));
    const whole = new Set(parsed[0].streams);
    const passed: number[] = [];
    for (const [index, line] of lines.slice(0, -1).entries()) {
      await turn();
      const isPart = parsed[index].kind === "entry" && !whole.has(parsed[index].stream);
      const gone = lines.toSpliced(index, 1);
      const { findings } = await check(sealed(gone));
      if (findings.length === 0) passed.push(index);
      expect(findings.length === 0, `line ${index + 1} gone`).toBe(isPart);
      for (let to = 0; to < lines.length - 1; to++) {
        if (to === index) continue;
        const moved = await check(sealed(gone.toSpliced(to, 0, line)));
        if (moved.findings.length === 0) expect(isPart, `line ${index + 1} moved to ${to + 1}`).toBe(true);
      }
    }
    expect(passed.length).toBeGreaterThan(0);
    const { notProven } = await check(lines);
    expect(notProven.join()).toContain(`(${passed.length} entries)`);
  }, 300_000);

  it("with any characters changed is refused, and never breaks the checker", async () => {
    const text = `${lines.join("\n")}\n`;
    const change = fc.record({
      // Of the last line, who exported it and when could be changed: nobody has signed it.
      at: fc.nat(text.length - (lines.at(-1) ?? "").length - 2),
      gone: fc.nat(3),
      instead: fc.string({ unit: fc.constantFrom(...'{}[]",:\\n0x\n\u2028é'), maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const broken = changes.reduce(
          (all, { at, gone, instead }) => all.slice(0, at) + instead + all.slice(at + gone),
          text,
        );
        const pieces = [broken.slice(0, 1_000), broken.slice(1_000)];
        const { findings } = await checkEvidence(linesOf(pieces));
        expect(findings.length > 0).toBe(broken !== text);
      }),
      { numRuns: 200 },
    );
  });

  it("without the second signature's line names the line and the rule", async () => {
    const index = lines.findIndex((line) => line.includes("tested it") && line.startsWith('{"kind":"entry"'));
    const { findings } = await check(sealed(lines.toSpliced(index, 1)));
    expect(findings[0]).toMatchObject({ line: index + 1, rule: "stream" });
  });

  it("by someone who does not see everything holds as well, and says what is hidden", async () => {
    for (const [handle, taken] of partial) {
      const report = await check(taken);
      expect(report.findings, handle).toEqual([]);
      expect(report.streams.length).toBeGreaterThan(0);
    }
  });
});

describe("the page to print", () => {
  it("answers first, holds nothing from elsewhere and runs nothing that people wrote", async () => {
    const response = await auditor.get(`${PATH}&format=html`);
    const page = await response.text();
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    for (const answer of [
      "scored, version 2",
      "beats the champion",
      "The rob (rob)",
      "VALIDATION",
      "REVIEWER",
      "depth",
    ])
      expect(page).toContain(answer);
    expect(page).toContain("tested it &lt;script&gt;");
    expect(page).not.toMatch(/<script|<link|<img|src=|@import|url\(/i);
    const headings = [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title);
    expect(headings.at(0)).toBe("What");
    expect(headings.slice(-2)).toEqual(["Entries", "How to check"]);
    const stays = /Where it was, and when<\/h2>\n(.*?)<h2>/s.exec(page)?.[1];
    expect(stays).toMatch(/Production.*still there/s);
    expect(/did not come about<\/h2>\n(.*?)<h2>/s.exec(page)?.[1]).toMatch(/WITHDRAWN.*SELF_APPROVAL/s);
  });
});

describe("reads", () => {
  const reads = async (by: Actor): Promise<Answer[]> =>
    (
      await by.ask(
        `{ modelVersion(name: "scored", version: 2) { evidence(first: 200, includeReads: true) { nodes { at action actor { handle } subjects { role label } } } } }`,
      )
    ).modelVersion.evidence.nodes.filter(({ action }: Answer) => action === "exportEvidence");

  it("are entries of their readers, once an hour, and no part of the version's story", async () => {
    await Promise.all(Array.from({ length: 8 }, () => exported(vera)));
    const seen = await reads(auditor);
    const hours = seen.filter(({ actor }) => actor.handle === "vera").map(({ at }) => at.slice(0, 13));
    expect(hours).toEqual([...new Set(hours)]);
    expect(hours.length).toBeGreaterThan(0);
    expect((await exported(auditor)).filter((line) => line.includes("exportEvidence"))).toEqual([]);
    const [first] = await reads(vera);
    expect(first?.subjects).toContainEqual({ role: "read", label: expect.stringMatching(/^scored\/2$/) });
    const all = await exported(auditor, "&includeReads=true");
    expect(all.filter((line) => line.includes('"action":"exportEvidence"')).length).toBe((await reads(auditor)).length);
    expect((await check(all)).findings).toEqual([]);
  });
});

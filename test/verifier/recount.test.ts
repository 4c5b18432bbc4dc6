import { createHash, createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportLog } from "../../src/audit/log/export-log.queries.js";
import { canonicalJson } from "../../verify/canonical-json.js";
import { forged, keptAt, lineFrom } from "./forged-log.js";
import { type GoldenWorld, goldenWorld } from "./golden-pack.js";
import { type Loose, type PackHand, resealed, takeApart } from "./pack-hand.js";
import { type Verified, verify } from "./verifiers.js";

let golden: GoldenWorld;
let pack: string;
let log: string;
beforeAll(async () => {
  golden = await goldenWorld();
  pack = await golden.pack();
  log = golden.place();
  await exportLog(golden.world.database.runtimeUrl, log);
}, 120_000);
afterAll(() => golden?.close());

/** What the people did: ana made the version and asked; rob and mia signed. */
interface Bodies {
  readonly made: Loose;
  readonly asked: Loose;
  readonly rob: Loose;
  readonly mia: Loose;
  readonly applied: Loose;
}

const rewritten = async (change: (bodies: Bodies) => void): Promise<Verified> => {
  const [hand, path] = [takeApart(pack), golden.place()];
  const policy = await forged(hand, log, {
    path,
    change: (bodyOf) =>
      change({
        made: bodyOf(hand.leaf("createModelVersion")),
        asked: bodyOf(hand.leaf("requestTransition")),
        rob: bodyOf(hand.leaf("approveTransition", 1)),
        mia: bodyOf(hand.leaf("approveTransition", 2)),
        applied: bodyOf(appliedIn(hand)),
      }),
  });
  return verify("pack", path, "--policy", policy);
};

const appliedIn = (hand: PackHand): number => hand.leaf("applyTransition");

/** The roles of a signer, as the move's entry counted them. */
const rolesOf = (applied: Loose, { actor }: Loose): Loose =>
  applied.decision.signers.find(({ id }: Loose) => id === actor.id).roles;

/** Has somebody else sign in a signer's place, with the same roles. */
const become = (applied: Loose, { actor }: Loose, id: string): void => {
  applied.decision.signers.find((each: Loose) => each.id === actor.id).id = id;
  actor.id = id;
};

/** One change each by whoever has the log's key, and what its recount finds beside. */
const unsatisfied: readonly [what: string, change: (bodies: Bodies) => void, more?: (hand: PackHand) => string[]][] = [
  ["a signer had no such role", ({ applied, rob }) => (rolesOf(applied, rob)[0].role = "VIEWER")],
  ["a signer had the role in another team", ({ applied, mia }) => (rolesOf(applied, mia)[0].teamId = "team_x")],
  ["who made the version signed", ({ applied, rob, made }) => become(applied, rob, made.actor.id)],
  [
    "one person signed twice",
    ({ applied, rob, mia }) => {
      rolesOf(applied, rob).push(...rolesOf(applied, mia));
      mia.actor.id = rob.actor.id;
    },
  ],
  ["one signer minted the other's credential", ({ rob, mia }) => mia.actor.auth.mintedBy.push(rob.actor.id)],
  ["who asked minted a signer's credential", ({ asked, mia }) => mia.actor.auth.mintedBy.push(asked.actor.id)],
  ["who minted the asker's credential signed", ({ asked, mia }) => asked.actor.auth.mintedBy.push(mia.actor.id)],
  ["a program signed", ({ rob }) => (rob.actor.kind = "SERVICE_ACCOUNT")],
  ["a signer rejected", ({ mia }) => (mia.after.verdict = "REJECT")],
  ["a signature was refused", ({ mia }) => (mia.outcome = "DENIED")],
  ["the request had ended", ({ mia }) => (mia.after.state = "VOIDED")],
  ["a gate had failed", ({ applied }) => (applied.decision.gates[0].verdict = "FAILED")],
  ["no gate was judged", ({ applied }) => (applied.decision.gates = [])],
  ["another slot was taken", ({ applied }) => (applied.after.slot = "Staging")],
  ["nobody had asked", ({ applied }) => (applied.after.request = "req_none")],
  [
    "another text was signed",
    ({ mia }) => (mia.after.contentDigest = "0".repeat(64)),
    (hand) => [`REQUEST_MISMATCH ${hand.leaf("approveTransition", 2)}`],
  ],
];

describe("a move is counted anew by entries and texts, whoever wrote the log", () => {
  it.each(unsatisfied)("and falls where %s", async (_, change, more = () => []) => {
    const found = await rewritten(change);
    const hand = takeApart(pack);
    expect(found.places).toEqual([`POLICY_UNSATISFIED ${appliedIn(hand)}`, ...more(hand)].sort());
    expect(found.exit).toBe(1);
  });

  it("what is written by whoever has the log's key and fits is believed under that key: only a pin or a witness tells", async () => {
    expect(await rewritten(() => undefined)).toMatchObject({ exit: 0, places: [] });
    const larger = await rewritten(({ applied, mia }) => (rolesOf(applied, mia)[0].role = "OWNER"));
    expect(larger).toMatchObject({ exit: 0, places: [] });
    const hand = takeApart(pack);
    const path = golden.place();
    await forged(hand, log, { path, change: () => undefined });
    const pinned = await verify("pack", path, "--policy", await golden.pin());
    expect(pinned.places).toContain("WRONG_LOG");
  });
});

/** Texts that one reader of JSON takes otherwise than another. */
const tricks: readonly [what: string, change: (text: string) => string][] = [
  ["a member twice", (text) => text.replace('"after":{', '"after":{"x":1,"x":2,')],
  ["members in disorder", (text) => text.replace(/^\{(.*),"v":2\}$/, '{"v":2,$1}')],
  ["a number beyond all", (text) => text.replace('"after":{', '"after":{"aa":1e400,')],
  ["a number that is rounded", (text) => text.replace('"after":{', '"after":{"aa":9007199254740993,')],
  ["a number written otherwise", (text) => text.replace('"after":{', '"after":{"aa":1.0,')],
  ["half a letter", (text) => text.replace('"after":{', '"after":{"aa":"\\ud800",')],
  ["a space", (text) => text.replace('"after":{', '"after": {')],
  ["a value too deep", (text) => text.replace('"after":{', `"after":{"aa":${"[".repeat(64)}${"]".repeat(64)},`)],
  ["an escape that is not needed", (text) => text.replace('"after":{', '"after":{"aa":"\\u0041",')],
];

it.each([
  ["in a list", (number: number) => `[${number}]`],
  ["far down in lists", (number: number) => `${"[".repeat(500)}${number}${"]".repeat(500)}`],
])("a version's number %s is another than the statement's", async (_, written) => {
  const [hand, path] = [takeApart(pack), golden.place()];
  hand.text("content.json", (text) => text.replace(/"version":(\d+)/, (_, number) => `"version":${written(number)}`));
  const digest = createHash("sha256")
    .update(hand.files.get("content.json") as Buffer)
    .digest("hex");
  hand.statement.predicate.version.digest = digest;
  hand.statement.subject[0].digest.sha256 = digest;
  const change = (bodyOf: (leaf: number) => Loose): void => {
    bodyOf(hand.leaf("createModelVersion")).after.digest = digest;
  };
  const { places } = await verify("pack", path, "--policy", await forged(hand, log, { path, change }));
  expect(places).toEqual([`POLICY_UNSATISFIED ${appliedIn(hand)}`, "STATEMENT_MISMATCH"]);
});

describe("a body that is no canonical JSON", () => {
  it.each(tricks)("is none, whoever sealed it: %s", async (_, change) => {
    const [hand, path] = [takeApart(pack), golden.place()];
    const leaf = hand.leaf("renameRegisteredModel");
    const text = hand.lines.find(({ leafIndex }) => leafIndex === String(leaf))?.body ?? "";
    expect(change(text)).not.toBe(text);
    const policy = await forged(hand, log, { path, change: () => undefined, texts: new Map([[leaf, change(text)]]) });
    const { places } = await verify("pack", path, "--policy", policy);
    expect(places.filter((place) => !place.startsWith("STATEMENT_MISMATCH"))).toEqual([`ENVELOPE_MISMATCH ${leaf}`]);
  });
});

it("an entry of the same log that is none of the version's is no part of the pack", async () => {
  const hand = takeApart(pack);
  const has = new Set(hand.lines.map(({ leafIndex }) => Number(leafIndex)));
  const size = Number(hand.statement.predicate.log.size);
  const leaf = Array.from({ length: size }, (_, at) => at).find((at) => !has.has(at)) ?? -1;
  const line = await lineFrom(log, leaf, size);
  hand.lines = [...hand.lines, line].sort((a, b) => Number(a.leafIndex) - Number(b.leafIndex));
  const { places } = await verify("pack", resealed(hand, golden.place()), "--policy", await golden.pin());
  const expected = ["DSSE_INVALID", `INDEX_MISMATCH ${leaf}`, `MISSING ${leaf}`, `MISSING ${leaf}`];
  expect(places).toEqual(expected);
});

describe("what an anchor keeps", () => {
  const keeping = async (change: (kept: Loose) => void, size = 5): Promise<Verified> => {
    const hand = takeApart(pack);
    const kept = await keptAt(log, size, { hand, key: readFileSync(join(golden.home, "log-key.pem"), "utf8") });
    change(kept);
    hand.files.set("anchors/01.json", Buffer.from(canonicalJson(kept)));
    const packKey = createPrivateKey(readFileSync(join(golden.home, "keys/pack-key.pem")));
    return verify("pack", resealed(hand, golden.place(), packKey), "--policy", await golden.pin());
  };

  it("is gone on from by the pack's checkpoint", async () => {
    const found = await keeping(() => undefined);
    expect(found).toMatchObject({ exit: 0, places: [], quiet: [] });
    expect(found.claims.notProven.join()).toContain("ask them");
    for (const size of [1, 4, 7, 8])
      expect(await keeping(() => undefined, size), String(size)).toMatchObject({ exit: 0, places: [] });
  });

  it.each<[what: string, change: (kept: Loose) => void, place: string]>([
    ["another branch", (kept) => kept.consistency.reverse(), "ANCHOR_INCONSISTENT"],
    ["a hash too few", (kept) => kept.consistency.pop(), "ANCHOR_INCONSISTENT"],
    ["another size than it says", (kept) => (kept.size = "6"), "MALFORMED"],
    ["a member more", (kept) => (kept.where = "here"), "MALFORMED"],
    [
      "a checkpoint that nobody signed",
      (kept) => (kept.checkpoint = kept.checkpoint.replace(/— .*\n/, anyLine)),
      "WRONG_LOG",
    ],
  ])("is told from %s", async (_, change, place) => {
    expect(await keeping(change)).toMatchObject({ places: [place] });
  });
});

const anyLine =
  "— example.com/foo Uw6Qpq0SIhRV1FGIUrUL8aYNqPFBVTBvbcSGjMn8zqMYvO2eUpNfhbGKSdbXPTYg6oCEiWBhWHC/AKH/5mzqQ5Pd2QM=\n";

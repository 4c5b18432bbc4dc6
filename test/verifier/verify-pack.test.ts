import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rotateKey } from "../../src/sequencer/key-chain.store.js";
import { currentLog } from "../../src/sequencer/log-state.store.js";
import { withSession } from "../../src/sequencer/session.store.js";
import { formatCheckpoint, parseCheckpoint } from "../../verify/log/checkpoint.js";
import { noteSigner, readNote, signNote } from "../../verify/log/note.js";
import { formatVkey } from "../../verify/log/vkey.js";
import { query } from "../support/database.js";
import { until } from "../support/until.js";
import { type GoldenWorld, goldenWorld } from "./golden-pack.js";
import { type Line, type PackHand, putTogether, resealed, takeApart } from "./pack-hand.js";
import { type Verified, verify } from "./verifiers.js";

let golden: GoldenWorld;
let pack: string;
let policy: string;
beforeAll(async () => {
  golden = await goldenWorld();
  pack = await golden.pack();
  policy = await golden.pin();
}, 120_000);
afterAll(() => golden?.close());

const pinned = (path: string, ...more: string[]): Promise<Verified> =>
  verify("pack", path, "--policy", policy, ...more);

describe("an honest pack", () => {
  it("holds, and says what the version is, up to when nothing is missing, and who signed", async () => {
    const { claims, ...said } = await pinned(pack);
    expect(said).toMatchObject({ verdict: "OK", exit: 0, places: [], quiet: ["UNANCHORED"] });
    const { statement } = takeApart(pack);
    expect(claims.completeAsOf).toMatchObject({ size: statement.predicate.index.size, time: null });
    expect(claims.identity).toMatchObject({ model: "churn scored", version: 1, modelVersionId: golden.version });
    expect(claims.approvals).toMatchObject({ needed: 2, given: 2, bySigner: 0, moves: [{ slot: "Production" }] });
    expect(claims.anchoredAt).toBeNull();
  });

  it("vouches for itself alone where nothing is pinned", async () => {
    expect(await verify("pack", pack)).toMatchObject({ verdict: "UNVERIFIABLE", exit: 3, places: ["UNPINNED"] });
  });

  it("holds with nothing disclosed", async () => {
    const redacted = await pinned(await golden.pack([]));
    expect(redacted).toMatchObject({ verdict: "OK", places: [] });
    expect(new Set(redacted.quiet)).toEqual(new Set(["REDACTED", "UNANCHORED"]));
  });

  it("has the version's files, to the byte, and no other", async () => {
    const folder = golden.place();
    mkdirSync(join(folder, "model"), { recursive: true });
    const file = join(folder, "model/weights.bin");
    writeFileSync(file, golden.weights);
    expect(await pinned(pack, "--artifacts", folder)).toMatchObject({ verdict: "OK", places: [] });
    writeFileSync(join(folder, "hook.py"), "import os");
    expect(await pinned(pack, "--artifacts", folder)).toMatchObject({ exit: 1, places: ["DIGEST_MISMATCH"] });
    writeFileSync(file, "other");
    const both = await pinned(pack, "--artifacts", folder);
    expect(both).toMatchObject({ exit: 1, places: ["DIGEST_MISMATCH", "DIGEST_MISMATCH"] });
    const empty = golden.place();
    mkdirSync(empty);
    expect(await pinned(pack, "--artifacts", empty)).toMatchObject({ exit: 2, places: ["MISSING"] });
  });
});

/** One change of a pack each, and what is found where, by whoever did not make the seal anew. */
const unsealed: readonly [what: string, change: (hand: PackHand) => void, places: readonly string[], exit: number][] = [
  ["the report", (hand) => hand.text("report.html", (text) => `${text}<p>approved`), ["MANIFEST_MISMATCH"], 1],
  ["a file more", ({ files }) => files.set("signatures/one", Buffer.from("x")), ["MANIFEST_MISMATCH"], 1],
  [
    "a file that no pack has",
    ({ files }) => files.set("run.sh", Buffer.from("x")),
    ["MALFORMED", "MANIFEST_MISMATCH"],
    1,
  ],
  ["no report", ({ files }) => files.delete("report.html"), ["MISSING"], 2],
  ["no entries", (hand) => (hand.lines = []), ["MANIFEST_MISMATCH"], 1],
  [
    "the manifest",
    (hand) => hand.json("manifest.json", ({ files }) => (files["report.html"].size += 1)),
    ["MANIFEST_MISMATCH", "MANIFEST_MISMATCH"],
    1,
  ],
  [
    "the statement",
    (hand) =>
      hand.json("statement.dsse.json", (dsse) => {
        const text = Buffer.from(dsse.payload, "base64").toString().replace('"level":2', '"level":3');
        dsse.payload = Buffer.from(text).toString("base64");
      }),
    ["DSSE_INVALID"],
    1,
  ],
  ["a checkpoint's line break", (hand) => hand.text("checkpoint", (note) => note.trimEnd()), ["MALFORMED"], 3],
  [
    "an index that is none",
    (hand) => hand.text("index.json", (text) => text.replace('"v":1', '"v":2')),
    ["MALFORMED"],
    3,
  ],
];

describe("a pack that was changed", () => {
  it.each(unsealed)("shows it: %s", async (_, change, places, exit) => {
    const hand = takeApart(pack);
    change(hand);
    const found = await pinned(putTogether(hand, golden.place()));
    expect(found.exit).toBe(exit);
    expect(found.places).toEqual(expect.arrayContaining([...places]));
    if (hand.lines.length > 0) expect(found.places).toHaveLength(places.length);
  });
});

const anotherLetter = (text: string): string => text.replace(/^./, (letter) => (letter === "A" ? "B" : "A"));

/** Of the reviewer's signature; before it, whoever made the version was refused theirs. */
const signing = (hand: PackHand): number => hand.leaf("approveTransition", 1);

const nextSigning = (hand: PackHand): number => hand.leaf("approveTransition", 2);

/** What is found beside the foreign seal, as a function of the pack. */
type Places = (hand: PackHand) => readonly string[];

/** One change each by somebody who makes manifest and statement anew, with a key of their own. */
const sealed: readonly [what: string, change: (hand: PackHand) => void, places: Places][] = [
  ["nothing but the seal", () => undefined, () => []],
  [
    "a body's last letter",
    (hand) => hand.line(signing(hand), (line) => (line.body += " ")),
    (hand) => [`BODY_HASH_MISMATCH ${signing(hand)}`],
  ],
  [
    "a body is gone",
    (hand) => hand.line(signing(hand), (line) => (line.body = null)),
    (hand) => [`MISSING ${signing(hand)}`],
  ],
  [
    "who signed, in the envelope",
    (hand) =>
      hand.line(signing(hand), (line) => (line.envelope = line.envelope.replace('"actor":"usr_', '"actor":"usr_x'))),
    (hand) => [
      `ENVELOPE_MISMATCH ${signing(hand)}`,
      `LEAF_MISMATCH ${signing(hand)}`,
      `PREV_MISMATCH ${nextSigning(hand)}`,
    ],
  ],
  [
    "a link is gone",
    (hand) => hand.line(signing(hand), ({ links }) => links.pop()),
    (hand) => [`LINKS_MISMATCH ${signing(hand)}`],
  ],
  [
    "a link of another kind",
    (hand) => hand.line(signing(hand), ({ links }) => ((links[0] as [string, string, string])[0] = "run")),
    (hand) => [`LINKS_MISMATCH ${signing(hand)}`],
  ],
  [
    "a disclosure moved to another entry",
    (hand) =>
      hand.line(signing(hand), (line) => line.disclosures.push(disclosuresOf(hand, "createModelVersion").at(-1) ?? "")),
    (hand) => [`DISCLOSURE_MISMATCH ${signing(hand)}`],
  ],
  [
    "a printed name",
    (hand) =>
      hand.line(signing(hand), (line) => {
        line.disclosures = line.disclosures.map((each) => {
          const text = Buffer.from(each, "base64url").toString();
          return Buffer.from(text.replace("The rob", "The ceo")).toString("base64url");
        });
      }),
    (hand) => [`DISCLOSURE_MISMATCH ${signing(hand)}`],
  ],
  [
    "an entry is left out",
    (hand) => hand.drop(signing(hand)),
    (hand) => [`HIDDEN_ENTRY ${signing(hand)}`, `STREAM_GAP ${nextSigning(hand)}`],
  ],
  ["a refused attempt is left out, and its leaf", (hand) => leaveOut(hand, deniedIn(hand)), () => ["HIDDEN_ENTRY"]],
  [
    "a leaf's proof",
    (hand) => hand.line(signing(hand), ({ proof }) => (proof[0] = anotherLetter(proof[0] ?? ""))),
    (hand) => [`LEAF_MISMATCH ${signing(hand)}`, `PROOF_MISMATCH ${signing(hand)}`],
  ],
  [
    "a proof's file",
    ({ files, ...hand }) =>
      files.set(`proofs/${signing(hand as PackHand)}.tlog-proof`, Buffer.from("c2sp.org/tlog-proof@v1\n")),
    (hand) => [`PROOF_MISMATCH ${signing(hand)}`],
  ],
  [
    "an item dropped from a bucket",
    (hand) => hand.json("index.json", ({ keys }) => keys[0].items.pop()),
    () => ["INDEX_MISMATCH"],
  ],
  [
    "a count lowered",
    (hand) => {
      hand.json("index.json", ({ keys }) => (keys[0].count = String(Number(keys[0].count) - 1)));
      hand.json("index.json", ({ keys }) => (hand.statement.predicate.counts[keys[0].key] = keys[0].count));
    },
    () => ["INDEX_MISMATCH"],
  ],
  [
    "a key left out",
    (hand) => {
      const key = `stream:model_version:${golden.version}`;
      hand.json("index.json", (index) => (index.keys = index.keys.filter((each: { key: string }) => each.key !== key)));
      delete hand.statement.predicate.counts[key];
    },
    () => ["INDEX_INCOMPLETE"],
  ],
  [
    "the frozen content",
    (hand) => hand.text("content.json", (text) => text.replace("0.91", "0.99")),
    () => ["CONTENT_MISMATCH"],
  ],
  [
    "a subject of the statement",
    ({ statement }) => (statement.subject[1].digest.sha256 = "0".repeat(64)),
    () => ["STATEMENT_MISMATCH"],
  ],
  ["the model's name", ({ statement }) => (statement.predicate.version.model = "fraud"), () => ["STATEMENT_MISMATCH"]],
  ["the log's size", ({ statement }) => (statement.predicate.log.size += "0"), () => ["STATEMENT_MISMATCH"]],
  [
    "what was asked for",
    (hand) => hand.text(nameIn(hand, "statements/"), (text) => text.replace('"to":"Production"', '"to":"Staging"')),
    (hand) => [`REQUEST_MISMATCH ${hand.leaf("requestTransition")}`],
  ],
  [
    "a policy's text",
    (hand) => hand.text(nameIn(hand, "policies/"), (text) => text.replace('"count":1', '"count":0')),
    (hand) => [`POLICY_TEXT_MISMATCH ${hand.leaf("requestTransition")}`],
  ],
  [
    "a policy's text is gone",
    (hand) => void hand.files.delete(nameIn(hand, "policies/")),
    (hand) => [`MISSING ${hand.leaf("requestTransition")}`],
  ],
  ["a policy's text more", ({ files }) => files.set("policies/pol_1.1.json", Buffer.from("{}")), () => ["MALFORMED"]],
  ["keys.json", (hand) => hand.json("keys.json", ({ log }) => (log[0].added = "1")), () => ["KEY_CHAIN_BROKEN"]],
  ["policy.txt", (hand) => void hand.files.set("policy.txt", Buffer.from(anotherLog)), () => []],
];

// a key that signed nothing of this log
const anotherLog = "log example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\nquorum none\n";

const nameIn = ({ files }: PackHand, folder: string): string =>
  [...files.keys()].find((name) => name.startsWith(folder)) ?? "";

const disclosuresOf = (hand: PackHand, act: string): string[] =>
  (hand.lines.find(({ leafIndex }) => leafIndex === String(hand.leaf(act))) as Line).disclosures;

const deniedIn = ({ lines }: PackHand): number =>
  Number(lines.find(({ envelope }) => envelope.includes('"out":"DENIED"'))?.leafIndex);

/** Takes an entry out, and its leaf out of the index, with counts to fit. */
const leaveOut = (hand: PackHand, leaf: number): void => {
  hand.drop(leaf);
  hand.json("index.json", ({ keys }) => {
    for (const each of keys) {
      each.leaves = each.leaves.filter((own: string) => own !== String(leaf));
      each.count = String(each.leaves.length);
      hand.statement.predicate.counts[each.key] = each.count;
    }
  });
};

describe("a pack that was changed and sealed anew", () => {
  it.each(sealed)("shows it: %s", async (_, change, places) => {
    const hand = takeApart(pack);
    change(hand);
    const found = await pinned(resealed(hand, golden.place()));
    expect(found.places).toEqual(["DSSE_INVALID", ...places(takeApart(pack))].sort());
    expect(found.exit).toBe(1);
  });

  it("shows even by the seal of the service itself", async () => {
    const hand = takeApart(pack);
    hand.text("report.html", (text) => `${text}<p>approved`);
    hand.line(signing(hand), (line) => (line.body += " "));
    const stolen = createPrivateKey(readFileSync(`${golden.home}/keys/pack-key.pem`));
    const found = await pinned(resealed(hand, golden.place(), stolen));
    expect(found.places).toEqual([`BODY_HASH_MISMATCH ${signing(hand)}`]);
  });
});

describe("a pack of another checkpoint", () => {
  const noted = (note: string): string => {
    const path = golden.place();
    writeFileSync(path, note);
    return path;
  };
  const checkpointOf = (hand: PackHand) => {
    const note = (hand.files.get("checkpoint") as Buffer).toString();
    const told = parseCheckpoint(readNote(note).text);
    if (told === undefined) throw new Error("no checkpoint");
    return told;
  };

  it("of another log, or of one that was invented, is not the log's", async () => {
    const hand = takeApart(pack);
    const told = checkpointOf(hand);
    const invented = noteSigner(told.origin, generateKeyPairSync("ed25519").privateKey);
    hand.files.set("checkpoint", Buffer.from(signNote(formatCheckpoint(told), [invented])));
    const path = resealed(hand, golden.place());
    const { places } = await pinned(path);
    expect(new Set(places.map((place) => place.split(" ")[0]))).toEqual(
      new Set(["DSSE_INVALID", "PROOF_MISMATCH", "WRONG_LOG"]),
    );
    const theirs = noted(`log ${formatVkey(invented.key)}\nquorum none\n`);
    const believed = await verify("pack", path, "--policy", theirs);
    expect(believed.places).toContain("KEY_CHAIN_BROKEN");
    expect(await verify("pack", pack, "--policy", noted(anotherLog))).toMatchObject({ exit: 3, places: ["WRONG_LOG"] });
  });

  it("older than one that was kept, or on another branch, is told by it", async () => {
    const told = checkpointOf(takeApart(pack));
    const own = noteSigner(told.origin, readFileSync(join(golden.home, "log-key.pem"), "utf8"));
    const kept = (size: bigint, root: Uint8Array): string =>
      noted(signNote(formatCheckpoint({ ...told, size, root }), [own]));
    const other = new Uint8Array(32);
    expect(await pinned(pack, "--old", kept(told.size, told.root))).toMatchObject({ exit: 0, places: [] });
    expect(await pinned(pack, "--old", kept(told.size, other))).toMatchObject({ places: ["ANCHOR_INCONSISTENT"] });
    expect(await pinned(pack, "--old", kept(told.size + 1n, other))).toMatchObject({ places: ["SIZE_BELOW_ANCHOR"] });
    const smaller = await pinned(pack, "--old", kept(1n, other));
    expect(smaller).toMatchObject({ exit: 0, places: [] });
    expect(smaller.claims.notProven.join()).toContain("smaller checkpoint");
  });
});

describe("after what its owners may do", () => {
  it("holds once a signer's name and words are erased", async () => {
    const { admin } = golden.world;
    await admin.do("deactivateUser", { principalId: golden.rob.id, reason: "gone" });
    const erasing = { principalId: golden.rob.id, categories: ["NAME", "TEXT"], reason: "as they asked", force: true };
    await admin.do("erasePersonalData", erasing, "erased { values }");
    const erased = await pinned(await golden.pack());
    expect(erased).toMatchObject({ verdict: "OK", places: [] });
    expect(erased.quiet).toContain("ERASED");
  });

  it("holds under the key that was pinned when the log has another, and not by the old one any more", async () => {
    const { database } = golden.world;
    const keyFile = join(golden.home, "log-key.pem");
    const oldKey = readFileSync(keyFile, "utf8");
    const { origin } = await withSession(database.sequencerUrl, async (session) => {
      const state = await currentLog(session);
      if (state === null) throw new Error("there is no log");
      await rotateKey(session, state, { file: keyFile, overlapHours: 0 });
      return state;
    });
    expect(await pinned(await golden.pack())).toMatchObject({ verdict: "OK", places: [] });
    await until("the old key to be retired", async () => {
      const retired = "select from audit.entry where action = 'retireLogKey'";
      return (await query(database.superuserUrl, retired)).length === 1;
    });
    const rotated = await golden.pack();
    expect(readFileSync(await golden.pin(), "utf8")).not.toBe(readFileSync(policy, "utf8"));
    expect(await pinned(rotated)).toMatchObject({ verdict: "OK", places: [] });
    const hand = takeApart(rotated);
    hand.text("checkpoint", (note) => signNote(readNote(note).text, [noteSigner(origin, oldKey)]));
    const { places } = await pinned(resealed(hand, golden.place()));
    expect(places).toContain("KEY_CHAIN_BROKEN");
  });
});

import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rotateKey } from "../../src/sequencer/key-chain.store.js";
import { currentLog } from "../../src/sequencer/log-state.store.js";
import { withSession } from "../../src/sequencer/session.store.js";
import { formatCheckpoint, parseCheckpoint } from "../../verify/log/checkpoint.js";
import { noteSigner, readNote, signNote } from "../../verify/log/note.js";
import { formatVkey, verifierKey } from "../../verify/log/vkey.js";
import { query } from "../support/database.js";
import { until } from "../support/until.js";
import { type GoldenWorld, goldenWorld } from "./golden-pack.js";
import { anotherLog, sealed, signing, unsealed } from "./pack-attacks.js";
import { type PackHand, putTogether, resealed, takeApart } from "./pack-hand.js";
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

it("is not believed where too few of the witnesses signed that its reader asks for", async () => {
  const witness = formatVkey(
    verifierKey(
      "witness.example",
      generateKeyPairSync("ed25519").publicKey.export({ format: "der", type: "spki" }).subarray(-32),
      0x04,
    ),
  );
  const asked = golden.place();
  const own = readFileSync(policy, "utf8").replace("quorum none", `witness one ${witness}\nquorum one`);
  writeFileSync(asked, own);
  expect(await verify("pack", pack, "--policy", asked)).toMatchObject({ exit: 3, places: ["QUORUM_MISSING"] });
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
      await rotateKey(session, { file: keyFile, overlapHours: 0 });
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

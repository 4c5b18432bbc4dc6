import { generateKeyPairSync } from "node:crypto";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { builtVerifier, verifierFile } from "../../scripts/build-verifier.js";
import { rotateKey, successionText } from "../../src/sequencer/key-chain.store.js";
import { entryOfAct } from "../../src/sequencer/log-acts.store.js";
import { currentLog } from "../../src/sequencer/log-state.store.js";
import { withSession } from "../../src/sequencer/session.store.js";
import { noteSigner, readNote, signNote } from "../../verify/log/note.js";
import { formatVkey } from "../../verify/log/vkey.js";
import { asSuperuser, query } from "../support/database.js";
import { startSequencer, untilSigned } from "../support/sequencer.js";
import { until } from "../support/until.js";
import { openWorld, type World } from "../support/world.js";
import { changeEntry, changeLine, type ExportedLog, exportedLog, flip, rewrite } from "./exported-log.js";
import { verify } from "./verifiers.js";

let world: World;
let log: ExportedLog;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  log?.drop();
  await world?.close();
});

it("the built file is what the sources make (npm run verifier)", async () => {
  expect(readFileSync(verifierFile, "utf8")).toBe(await builtVerifier());
});

it("an exported log holds: under a pinned policy, going on from a kept checkpoint", async () => {
  log = await exportedLog(world);
  const { golden, policy, old, size } = log;
  const whole = await verify("log", golden, "--policy", policy, "--old", old);
  expect(whole).toMatchObject({ verdict: "OK", exit: 0, findings: [] });
  expect(whole.claims.completeAsOf).toMatchObject({ size: String(size), time: null });
  const unpinned = await verify("log", golden);
  expect(unpinned).toMatchObject({ verdict: "UNVERIFIABLE", exit: 3, places: ["UNPINNED"] });
  const newer = join(golden, "checkpoint");
  const goesOn = await verify("consistency", old, newer, golden, "--policy", policy);
  expect(goesOn).toMatchObject({ verdict: "OK", exit: 0, findings: [] });
  const back = await verify("consistency", newer, old, golden, "--policy", policy);
  expect(back).toMatchObject({ verdict: "TAMPERED", exit: 1, places: ["SIZE_BELOW_ANCHOR"] });
});

// a key that signed nothing of this log
const other = "log example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\nquorum none\n";

/** Has the line of leaf 42 a note whose innermost value is so many lists deep. */
const nestRows = (folder: string, depth: number): void => {
  const key = JSON.parse(`${"[".repeat(depth - 2)}0${"]".repeat(depth - 2)}`);
  changeLine(folder, 42, (line) => ({ ...line, rows: [["team", key, null]] }));
};

/** One change of an exported log each, what every verifier must find and where, and its exit status. */
const attacks: readonly [what: string, change: (folder: string) => void, places: readonly string[], exit: number][] = [
  [
    "a body's last letter",
    (folder) => changeLine(folder, 40, (line) => ({ ...line, body: `${line.body} ` })),
    ["BODY_HASH_MISMATCH 40"],
    1,
  ],
  ["a body is gone", (folder) => changeLine(folder, 40, (line) => ({ ...line, body: null })), ["MISSING 40"], 2],
  [
    "a link more",
    (folder) =>
      changeLine(folder, 322, ({ links, ...line }) => ({ ...line, links: [...links, ["team", "x", "target"]] })),
    ["LINKS_MISMATCH 322"],
    1,
  ],
  [
    "rows from nowhere",
    (folder) => changeLine(folder, 42, (line) => ({ ...line, rows: [["team", ["team_1"], null]] })),
    ["ROWS_MISMATCH 42"],
    1,
  ],
  [
    "a checkpoint's root",
    (folder) => rewrite(folder, "checkpoint", (note) => note.replace(/(?<=\n\d+\n)./, (c) => (c === "A" ? "B" : "A"))),
    ["ROOT_MISMATCH", "SIGNATURE_INVALID"],
    1,
  ],
  ["a checkpoint's line break", (folder) => rewrite(folder, "checkpoint", (note) => note.trimEnd()), ["MALFORMED"], 3],
  ["a tile's byte", (folder) => flip(folder, "tile/0/000", 32 * 7), ["TILE_MISMATCH 7"], 1],
  ["a byte of the level above", (folder) => flip(folder, "tile/1/000.p/1", 3), ["TILE_MISMATCH 0"], 1],
  ["a tile is gone", (folder) => rmSync(join(folder, "tile/0/000")), ["MISSING"], 2],
  ["a bundle is gone", (folder) => rmSync(join(folder, "tile/entries/000")), ["MISSING"], 2],
  ["a bundle's first length", (folder) => flip(folder, "tile/entries/000", 1), ["TILE_MISMATCH 0"], 1],
  ["the lines are gone", (folder) => rmSync(join(folder, "entries.jsonl")), ["MISSING"], 2],
  [
    "a line is none",
    (folder) => rewrite(folder, "entries.jsonl", (text) => text.replace('{"leafIndex":"9"', '{"leafIndex":9')),
    ["MALFORMED 9"],
    3,
  ],
  [
    "a line is deeper than a reader goes",
    (folder) =>
      rewrite(folder, "entries.jsonl", (text) =>
        text.replace('{"leafIndex":"9"', `{"leafIndex":${"[".repeat(100_000)}${"]".repeat(100_000)}`),
      ),
    ["MALFORMED 9"],
    3,
  ],
  ["notes of rows nest as deep as they may", (folder) => nestRows(folder, 64), ["ROWS_MISMATCH 42"], 1],
  ["notes of rows nest one deeper", (folder) => nestRows(folder, 65), ["MALFORMED 42"], 3],
  ["notes of rows nest deeper than a reader goes", (folder) => nestRows(folder, 2_000), ["MALFORMED 42"], 3],
  ["lines go on", (folder) => rewrite(folder, "entries.jsonl", (text) => `${text}{}\n`), ["MALFORMED"], 3],
  ["the policy beside", (folder) => writeFileSync(join(folder, "policy.txt"), other), [], 0],
];

it.each(attacks)("finds what was changed, and where: %s", async (_, change, places, exit) => {
  const folder = log.copy();
  change(folder);
  expect(await verify("log", folder, "--policy", log.policy)).toMatchObject({ places, exit });
});

it("an entry set back in time breaks its leaf, the root and the stream's order", async () => {
  const folder = log.copy();
  changeEntry(folder, 50, (envelope) => envelope.replace('"at":"2', '"at":"1'));
  const { places, exit } = await verify("log", folder, "--policy", log.policy);
  expect(exit).toBe(1);
  const expected = ["LEAF_MISMATCH 50", "ROOT_MISMATCH", "TILE_MISMATCH 0", "TIME_REVERSED 50"];
  expect(places.filter((place) => !place.startsWith("PREV_MISMATCH"))).toEqual(expected);
  expect(places.length).toBe(expected.length + 1);
});

it("a log that went back, or another's, is not the one that is known", async () => {
  const folder = log.copy();
  copyFileSync(log.old, join(folder, "checkpoint"));
  const newer = join(log.golden, "checkpoint");
  const { places } = await verify("log", folder, "--policy", log.policy, "--old", newer);
  expect(places).toContain("SIZE_BELOW_ANCHOR");
  const foreign = join(folder, "foreign");
  writeFileSync(foreign, other);
  expect(await verify("log", log.golden, "--policy", foreign)).toMatchObject({ places: ["WRONG_LOG"], exit: 3 });
});

it("follows the keys that the log announced after the pinned one, each under one before, and no other", async () => {
  const { database, config } = world;
  const oldKey = readFileSync(config.logKey, "utf8");
  const sequencer = startSequencer(database, config.home, { COUNTERSIGN_INDEX_SECONDS: "1" });
  const { id, origin } = await withSession(database.sequencerUrl, async (session) => {
    const state = await currentLog(session);
    if (state === null) throw new Error("there is no log");
    await rotateKey(session, { file: config.logKey, overlapHours: 0 });
    return state;
  });
  await until("the old key to be retired", async () => {
    const retired = "select from audit.entry where action = 'retireLogKey'";
    return (await query(database.superuserUrl, retired)).length === 1;
  });
  await untilSigned(database, config.home);
  const rotated = await log.again();
  expect(readFileSync(join(rotated, "policy.txt"), "utf8")).not.toBe(readFileSync(log.policy, "utf8"));
  const followed = await verify("log", rotated, "--policy", log.policy, "--old", log.old);
  expect(followed).toMatchObject({ findings: [], exit: 0 });

  const stolen = noteSigner(origin, oldKey);
  rewrite(rotated, "checkpoint", (note) => signNote(readNote(note).text, [stolen]));
  const late = await verify("log", rotated, "--policy", log.policy);
  expect(late).toMatchObject({ places: ["KEY_CHAIN_BROKEN"], exit: 1 });

  const invented = noteSigner(origin, generateKeyPairSync("ed25519").privateKey);
  const vkey = formatVkey(invented.key);
  const act = {
    action: "addLogKey",
    after: { origin, vkey, note: signNote(successionText(vkey), [invented]) },
  } as const;
  await query(database.sequencerUrl, `select from audit.append_log('${JSON.stringify([entryOfAct(id, act)])}')`);
  await untilSigned(database, config.home);
  sequencer.process.kill("SIGTERM");
  await sequencer.end();
  const { places } = await verify("log", await log.again(), "--policy", log.policy);
  expect(places).toEqual([expect.stringMatching(/^KEY_CHAIN_BROKEN \d+$/)]);
});

it("what its owner did to the database shows in the next export, entry by entry", async () => {
  const at = (leaf: number): string => `(select entry_id from audit.leaf where idx = ${leaf})`;
  await asSuperuser(
    world.database.superuserUrl,
    ...["entry", "subject", "row_change"].map((table) => `alter table audit.${table} disable trigger all`),
    `update audit.entry set body = replace(body, 'testAct', 'otherAct') where id = ${at(60)}`,
    `delete from audit.subject where entry_id = ${at(61)}`,
    `update audit.subject set kind = 'team.other' where entry_id = ${at(62)}`,
    `delete from audit.entry where id = ${at(63)}`,
    `update audit.row_change set hash = sha256('x') where id = (select min(changes[1]) from audit.row_seal)`,
  );
  const { places, exit } = await verify("log", await log.again(), "--policy", log.policy);
  expect(exit).toBe(1);
  const found = ["BODY_HASH_MISMATCH 60", "LINKS_MISMATCH 61", "LINKS_MISMATCH 62", "LEAF_MISMATCH 63", "MISSING 63"];
  expect(places).toEqual(expect.arrayContaining(found));
  for (const code of ["ROWS_MISMATCH", "STREAM_GAP"])
    expect(
      places.filter((place) => place.startsWith(code)),
      code,
    ).not.toEqual([]);
});

import { execFile, spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { builtVerifier, verifierFile } from "../../scripts/build-verifier.js";
import type { Report } from "../../verifier/src/findings.js";
import { asSuperuser } from "../support/database.js";
import { openWorld, type World } from "../support/world.js";
import { changeEntry, changeLine, type ExportedLog, exportedLog, flip, rewrite } from "./exported-log.js";

let world: World;
let log: ExportedLog;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  log?.drop();
  await world?.close();
});

const pythonFile = verifierFile.replace("countersign-verify.mjs", "countersign_verify.py");

/** The verifier in Python is asked where there is one. */
const verifiers: readonly (readonly [program: string, file: string])[] = [
  [process.execPath, verifierFile],
  ...(spawnSync("python3", ["-V"]).status === 0 ? [["python3", pythonFile] as const] : []),
];

/** What the verifiers say, and their exit status: all must find the same at the same places. */
const verify = async (...args: string[]): Promise<Report & { exit: number; places: string[] }> => {
  const said = await Promise.all(
    verifiers.map(async ([program, file]) => {
      const run = promisify(execFile)(program, [file, ...args, "--json"]);
      const { stdout, exit } = await run.then(
        (ended) => ({ ...ended, exit: 0 }),
        (error: { stdout: string; code: number; stderr: string }) => {
          expect(error.stderr).toBe("");
          return { stdout: error.stdout, exit: error.code };
        },
      );
      const report = JSON.parse(stdout) as Report;
      const places = report.findings.map(({ code, leaf }) => (leaf === null ? code : `${code} ${leaf}`));
      return { ...report, exit, places: places.sort() };
    }),
  );
  const [one] = said.map(({ verdict, exit, places, claims }) => ({ verdict, exit, places, asOf: claims.completeAsOf }));
  for (const { verdict, exit, places, claims } of said)
    expect({ verdict, exit, places, asOf: claims.completeAsOf }).toEqual(one);
  return said[0]!;
};

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

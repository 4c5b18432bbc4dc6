// @module-tag crash
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { verifyLog } from "../../src/audit/check/verify-log.queries.js";
import { entry } from "../audit/entries.js";
import { copyOf, query, type TestDatabase, testDatabase } from "../support/database.js";
import { logHome, progress, runLog, type Sequencer, startSequencer, untilSigned } from "../support/sequencer.js";
import { until } from "../support/until.js";

let database: TestDatabase;
let home: string;
beforeEach(async () => {
  database = await testDatabase();
  home = logHome();
  mkdirSync(join(home, "outside"));
});
afterEach(() => database.drop());

const append = (to: TestDatabase, stream = "team_a"): Promise<unknown> =>
  query(to.runtimeUrl, `select from audit.append('${JSON.stringify([entry({ stream }), entry({ stream })])}')`);

const outside = (name: string): string => join(home, "outside", name);

/** What the sequencer is told, with these anchors. */
const anchored = (anchors: readonly object[]): Record<string, string> => {
  writeFileSync(join(home, "anchors.json"), JSON.stringify(anchors), { mode: 0o600 });
  return {
    COUNTERSIGN_ANCHORS: join(home, "anchors.json"),
    COUNTERSIGN_ANCHOR_SECONDS: "1",
    COUNTERSIGN_LOG_NAME: "registry.example/log",
  };
};
const inFile = (): Record<string, string> => anchored([{ kind: "file", path: outside("anchor") }]);

/** The sizes that the file was told, in their order. */
const told = (): number[] =>
  existsSync(outside("anchor"))
    ? readFileSync(outside("anchor"), "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => Number((JSON.parse(line) as { note: string }).note.split("\n")[1]))
    : [];

const untilAnchored = async (of: TestDatabase): Promise<unknown> => {
  await untilSigned(of, home);
  return until("the file to have the last checkpoint", async () => told().at(-1) === (await progress(of)).signed);
};

const end = async (sequencer: Sequencer): Promise<void> => {
  sequencer.process.kill("SIGTERM");
  await sequencer.end();
};

const halted = (of: TestDatabase, code: string): Promise<unknown> =>
  until(`the log to halt: ${code}`, async () => (await progress(of)).halted === code);

/** A backup of now, restored under another name. */
const backup = async (): Promise<TestDatabase> => {
  const copy = await copyOf(database);
  onTestFinished(() => copy.drop());
  return copy;
};

const git = (...args: string[]): string => execFileSync("git", args, { encoding: "utf8", stdio: "pipe" });

const keepers = (): Promise<{ kind: string; state: string; size: bigint | null }[]> =>
  query(database.superuserUrl, "select kind, state, size from audit.keeper where removed_at is null order by target");

describe("anchors", () => {
  it("are each told of what grows, whatever becomes of the others; a change of them is an entry", async () => {
    for (const name of ["bare.git", "remote.git"]) git("init", "--quiet", "--bare", outside(name));
    git("-C", outside("bare.git"), "remote", "add", "far", outside("remote.git"));
    const env = anchored([
      { kind: "git", repository: outside("bare.git"), branch: "pushed", remote: "far" },
      { kind: "file", path: outside("anchor") },
      { kind: "git", repository: outside("bare.git") },
      { kind: "git", repository: outside("none.git") },
    ]);
    const sequencer = startSequencer(database, home, env);
    await append(database);
    await untilAnchored(database);
    await append(database);
    await untilAnchored(database);
    // The log's own acts make it grow meanwhile: what counts is that all come to have the same.
    let kept = 0;
    const keptBy = async (size: number): Promise<number> =>
      (await keepers()).filter((keeper) => keeper.state === "CONFIRMED" && keeper.size === BigInt(size)).length;
    await until("git to have the last checkpoint", async () => {
      const note = readFileSync(join(home, "log/checkpoint"), "utf8");
      kept = Number(note.split("\n")[1]);
      if ((await keptBy(kept)) < 3) return false;
      const [bare, pushed] = [
        git("-C", outside("bare.git"), "cat-file", "blob", "countersign:registry.example-log.checkpoint"),
        git("-C", outside("remote.git"), "cat-file", "blob", "pushed:registry.example-log.checkpoint"),
      ];
      return bare === note && pushed === note;
    });
    expect(Number(git("-C", outside("remote.git"), "rev-list", "--count", "pushed"))).toBeGreaterThan(1);
    expect((await keepers()).filter(({ state }) => state === "UNREACHABLE")).toHaveLength(1);
    const receipts = await query(
      database.superuserUrl,
      `select kind from audit.anchor where size = ${kept} and receipt <> '' order by kind`,
    );
    expect(receipts).toEqual([{ kind: "file" }, { kind: "git" }, { kind: "git" }]);
    const check = await runLog(database, home, ["check-anchors", "--json"], env);
    const { verdict, anchors } = JSON.parse(check.printed);
    expect([check.code, verdict]).toEqual([2, "INCOMPLETE"]);
    expect(anchors.map(({ code }: { code: string }) => code).sort()).toEqual([
      "ANCHOR_UNREACHABLE",
      "CONSISTENT",
      "CONSISTENT",
      "CONSISTENT",
    ]);
    await end(sequencer);

    startSequencer(database, home, inFile());
    await append(database);
    await untilAnchored(database);
    const changes = await query<{ after: { anchors: object[] } }>(
      database.superuserUrl,
      "select (body::json)->'after' as after from audit.entry where action = 'changeAnchors' order by id",
    );
    expect(changes.map(({ after }) => after.anchors.length)).toEqual([4, 1]);
    expect(changes[1]?.after.anchors).toEqual([{ kind: "file", target: outside("anchor") }]);
    expect((await runLog(database, home, ["check-anchors"], inFile())).code).toBe(0);
    expect(await verifyLog(database.superuserUrl, { state: null })).toEqual([]);
  });

  it("without any, a file of the user outside the data is one, called weak; none where there can be none", async () => {
    const state = logHome();
    const sequencer = startSequencer(database, home, {
      XDG_STATE_HOME: state,
      COUNTERSIGN_LOG_NAME: "registry.example/log",
    });
    await append(database);
    await untilSigned(database, home);
    await until("the file", () => existsSync(join(state, "countersign/registry.example-log.anchor")));
    await until("the warning", () => sequencer.logged().includes("set COUNTERSIGN_ANCHORS"));
    const check = await runLog(database, home, ["check-anchors"], { XDG_STATE_HOME: state });
    expect([check.code, check.printed]).toEqual([0, expect.stringContaining("(weak)")]);
    expect((await runLog(database, home, ["check-anchors"])).code).toBe(3);
    const acts = await query(database.superuserUrl, "select action from audit.entry where stream_kind = 'log'");
    expect(acts).toEqual([{ action: "addLogKey" }]);
  });

  it.skipIf(!existsSync("/dev/full"))(
    "on a full disk are told so, by name, and hold up neither the others nor the log",
    async () => {
      const env = anchored([
        { kind: "file", path: "/dev/full" },
        { kind: "file", path: outside("anchor") },
      ]);
      startSequencer(database, home, env);
      await append(database);
      await untilAnchored(database);
      const full = "select state, detail, size from audit.keeper where target = '/dev/full'";
      await until("the full disk", async () => {
        const [keeper] = await query<{ state: string; detail: string; size: null }>(database.superuserUrl, full);
        return keeper?.state === "UNREACHABLE" && keeper.size === null && keeper.detail.includes("ENOSPC");
      });
      await append(database);
      await untilAnchored(database);
      expect((await progress(database)).halted).toBe(null);
      expect(await query(database.superuserUrl, "select from audit.anchor where target = '/dev/full'")).toEqual([]);
    },
  );

  it("end a start when their file makes no sense", async () => {
    const env = anchored([{ kind: "pigeon" }]);
    const sequencer = startSequencer(database, home, env);
    expect([await sequencer.end(), sequencer.logged()]).toEqual([1, expect.stringContaining('must have a "kind"')]);
  });
});

describe("the fork guard", () => {
  it("signs nothing on an older backup, while writes go on; on the very same state it goes on by itself, as it does on a new log", async () => {
    const env = inFile();
    const first = startSequencer(database, home, env);
    await append(database);
    await untilAnchored(database);
    await end(first);
    const older = await backup();
    const second = startSequencer(database, home, env);
    await append(database);
    await untilAnchored(database);
    await end(second);
    const newest = readFileSync(join(home, "log/checkpoint"), "utf8");
    const same = await backup();

    // The backup had the tiles, too: the anchor alone knows.
    rmSync(join(home, "log"), { recursive: true });
    const third = startSequencer(older, home, env);
    await halted(older, "FORK");
    const { signed, leaves } = await progress(older);
    for (let more = 0; more < 3; more++) await append(older);
    expect(await progress(older)).toMatchObject({ signed, leaves, halted: "FORK" });
    const check = await runLog(older, home, ["check-anchors", "--json"], env);
    expect([check.code, JSON.parse(check.printed).anchors[0].code]).toEqual([1, "SIZE_BELOW_ANCHOR"]);
    await end(third);

    const fourth = startSequencer(same, home, env);
    await append(same);
    await untilAnchored(same);
    expect((await progress(same)).halted).toBe(null);
    await end(fourth);
    const last = readFileSync(join(home, "log/checkpoint"), "utf8");
    expect(last).not.toBe(newest);

    rmSync(join(home, "log"), { recursive: true });
    const opened = await runLog(older, home, ["new-incarnation", "--reason", "the disk died", "--json"], env);
    expect(JSON.parse(opened.printed).origin).toBe("registry.example/log/2");
    startSequencer(older, home, env);
    await until("the new log to be signed", () => existsSync(join(home, "log/checkpoint")));
    const [leaf] = await query<{ after: { predecessor: object; lost: string } }>(
      older.superuserUrl,
      `select (e.body::json)->'after' as after from audit.leaf l join audit.entry e on e.id = l.entry_id
       where l.log = 2 and l.idx = 0`,
    );
    expect(leaf?.after.predecessor).toEqual({ origin: "registry.example/log", checkpoint: last, anchored: last });
    expect(Number(leaf?.after.lost)).toBe(Number(last.split("\n")[1]) - leaves);
  });

  it("finds a log that was written anew and signed with the stolen key by an anchor alone: without one it is not found", async () => {
    const env = inFile();
    const first = startSequencer(database, home, env);
    await append(database);
    await untilAnchored(database);
    await end(first);
    const forged = await testDatabase();
    onTestFinished(() => forged.drop());
    rmSync(join(home, "log"), { recursive: true });

    const alone = startSequencer(forged, home, anchored([]));
    for (let more = 0; more < 3; more++) await append(forged, "team_b");
    await untilSigned(forged, home);
    expect((await progress(forged)).halted).toBe(null);
    await end(alone);

    startSequencer(forged, home, inFile());
    await halted(forged, "FORK");
    const [why] = await query<{ detail: string }>(forged.superuserUrl, "select halt_detail as detail from audit.tree");
    expect(why?.detail).toContain(`file ${outside("anchor")} has a checkpoint of`);
    const check = await runLog(forged, home, ["check-anchors", "--json"], inFile());
    expect([check.code, JSON.parse(check.printed).anchors[0].code]).toEqual([1, "ANCHOR_INCONSISTENT"]);
    const acts = await query<{ action: string }>(
      forged.superuserUrl,
      "select action from audit.entry where action = 'haltLog'",
    );
    expect(acts).toHaveLength(1);
  });

  it("takes a folder of tiles that was rolled back for what it is, and mends tiles that do not lead to the root", async () => {
    const env = inFile();
    const first = startSequencer(database, home, env);
    await append(database);
    await untilAnchored(database);
    cpSync(join(home, "log"), join(home, "older"), { recursive: true });
    await append(database);
    await untilAnchored(database);
    await end(first);
    rmSync(join(home, "log"), { recursive: true });
    renameSync(join(home, "older"), join(home, "log"));
    const second = startSequencer(database, home, env);
    await append(database);
    await untilAnchored(database);
    await end(second);
    const tile = join(home, `log/tile/0/000.p/${(await progress(database)).signed}`);
    const right = readFileSync(tile);
    writeFileSync(tile, Buffer.alloc(right.length));
    writeFileSync(outside("anchor"), `${readFileSync(outside("anchor"), "utf8").split("\n")[1]}\n`);
    const third = startSequencer(database, home, env);
    await until("the tile to be mended", () => readFileSync(tile).equals(right));
    await until("the complaint", () => third.logged().includes("and has confirmed a checkpoint of"));
    await append(database);
    await untilAnchored(database);
    expect((await progress(database)).halted).toBe(null);
    expect(await verifyLog(database.superuserUrl, { state: null })).toEqual([]);
  });

  it("waits with signing while no anchor answers at the start; one that does is enough", async () => {
    const env = anchored([
      { kind: "file", path: outside("share/anchor") },
      { kind: "file", path: outside("other/anchor") },
    ]);
    startSequencer(database, home, env);
    await halted(database, "ANCHORS_UNREACHABLE");
    await append(database);
    expect((await progress(database)).signed).toBe(0);
    mkdirSync(outside("share"));
    await untilSigned(database, home);
    await until("the file", () => existsSync(outside("share/anchor")));
    expect((await progress(database)).halted).toBe(null);
    expect((await keepers()).map(({ state }) => state)).toContain("UNREACHABLE");
  });
});

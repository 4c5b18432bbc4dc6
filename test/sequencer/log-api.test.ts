import { mkdir, rename, rm, symlink } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { verifyLog } from "../../src/audit/check/verify-log.queries.js";
import { linksDigest } from "../../verify/links.js";
import { fromBase64 } from "../../verify/log/bytes.js";
import { parseCheckpoint } from "../../verify/log/checkpoint.js";
import { bucketOf, bucketRoot, hashOfKey, indexRoot, itemOf, stateOfLeaves } from "../../verify/log/index.js";
import { openNote } from "../../verify/log/note.js";
import { verifyConsistency, verifyInclusion } from "../../verify/log/proofs.js";
import { tilePath } from "../../verify/log/tiles.js";
import { parseTlogProof } from "../../verify/log/tlog-proof.js";
import { parseVkey } from "../../verify/log/vkey.js";
import type { Actor, Answer } from "../support/actor.js";
import { asSuperuser, query } from "../support/database.js";
import { addVersion, registerModel } from "../support/registry.js";
import { logHome, type Sequencer, startSequencer, untilSigned } from "../support/sequencer.js";
import { until } from "../support/until.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor;
let version: string;
let sequencer: Sequencer;

const home = logHome(afterAll);
let stop: (() => void | Promise<void>) | undefined;
beforeAll(async () => {
  world = await openWorld({ env: { COUNTERSIGN_LOG_DIR: `${home}/log` } });
  ana = await world.user("ana", { risk: ["CONTRIBUTOR", "MAINTAINER"] });
  version = await addVersion(ana, await registerModel(ana, world.teamId("risk"), "churn"));
});
afterAll(async () => {
  await stop?.();
  await world?.close();
});

const log = "{ auditLog { id origin vkeys size root checkpoint indexSize pending oldestPendingAt state haltReason } }";
const entriesOf = `query ($id: ID!) { auditEntries(filter: { subjectId: $id }, first: 200) {
  nodes { id hash action logState leafIndex envelope links { kind id role } } } }`;
const ask = (text: string, variables: Record<string, string> = {}): Promise<Answer> =>
  world.admin.ask<Answer>(text, variables);
const hashes = (list: string[]): Buffer[] => list.map((each) => fromBase64(each) ?? Buffer.alloc(0));

describe("a log that no sequencer extends", () => {
  it("is off, says why, and everything else works; its entries wait", async () => {
    const { auditLog } = await ask(log);
    expect(auditLog).toMatchObject({ id: null, vkeys: [], size: 0, state: "OFF", checkpoint: null });
    expect(auditLog.haltReason).toContain("no sequencer runs");
    expect(auditLog.pending).toBeGreaterThan(5);
    expect(Date.parse(auditLog.oldestPendingAt)).toBeLessThanOrEqual(Date.now());
    const { auditEntries } = await ask(entriesOf, { id: version });
    expect(auditEntries.nodes[0]).toMatchObject({ logState: "PENDING", leafIndex: null });
    expect(await (await world.admin.get("/ready")).json()).toMatchObject({ ready: true, log: "OFF" });
    const [entry] = auditEntries.nodes;
    expect(
      (await world.admin.send<Answer>(`{ inclusionProof(entryId: "${entry.id}") { size } }`)).errors[0],
    ).toMatchObject({
      extensions: { code: "UNAVAILABLE" },
    });
  });
});

/** Linux answers EIO to whoever reads the memory of a process from its beginning. */
const linux = it.skipIf(process.platform !== "linux");
const unreadable = (path: string): Promise<void> => symlink("/proc/self/mem", path);
const failing = { code: "UNAVAILABLE", message: "The disk of the log cannot be used right now (EIO); retry." };

linux("a disk of the log that fails is 503, for a while: its checkpoint, its tiles", async () => {
  await mkdir(`${home}/log`, { recursive: true });
  onTestFinished(() => rm(`${home}/log/checkpoint`));
  await unreadable(`${home}/log/checkpoint`);
  for (const path of ["/log/checkpoint", "/log/tile/0/000"]) {
    const answer = await world.admin.get(path);
    expect(answer.status, path).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("1");
    expect(await answer.json()).toMatchObject(failing);
  }
});

describe("the log", () => {
  beforeAll(async () => {
    sequencer = startSequencer(world.database, home, { COUNTERSIGN_INDEX_SECONDS: "1" }, (end) => {
      stop = end;
    });
    await until("the index", async () => (await ask(log)).auditLog.indexSize > 0);
    await untilSigned(world.database, home);
  });

  it("signs what it has, and proves each entry and each growth by that", async () => {
    const first = (await ask(log)).auditLog;
    expect(first).toMatchObject({ state: "SIGNING", haltReason: null, pending: 0, oldestPendingAt: null });
    await world.team("credit");
    await untilSigned(world.database, home);
    const { auditLog } = await ask(log);
    const { text } = openNote(
      auditLog.checkpoint,
      auditLog.vkeys.flatMap((vkey: string) => parseVkey(vkey) ?? []),
    );
    const checkpoint = parseCheckpoint(text);
    if (checkpoint === undefined) throw new Error("no checkpoint");
    const { size, root } = checkpoint;
    expect([checkpoint.origin, Number(size), Buffer.from(root).toString("hex")]).toEqual([
      auditLog.origin,
      auditLog.size,
      auditLog.root,
    ]);
    const { auditEntries } = await ask(entriesOf, { id: version });
    expect(auditEntries.nodes.length).toBeGreaterThan(0);
    for (const { id, hash, logState, leafIndex, envelope, links } of auditEntries.nodes) {
      const told = links.map(({ kind, id: thing, role }: Answer) => [kind, thing, role]);
      expect(linksDigest(told)).toBe(JSON.parse(envelope).links);
      expect(logState).toBe("CHECKPOINTED");
      const { inclusionProof: proof } = await ask(
        `{ inclusionProof(entryId: "${id}") { leafIndex size hashes tlogProof } }`,
      );
      expect(proof).toMatchObject({ leafIndex, size: Number(size) });
      const leaf = Buffer.from(hash, "hex");
      const index = BigInt(leafIndex);
      expect(verifyInclusion({ leaf, index, size, root, proof: hashes(proof.hashes) })).toBe(true);
      expect(parseTlogProof(proof.tlogProof)).toMatchObject({ index, checkpoint: auditLog.checkpoint });
    }
    const { consistencyProof } = await ask(`{ consistencyProof(from: ${first.size}, to: ${auditLog.size}) }`);
    const [from, fromRoot] = [BigInt(first.size), Buffer.from(first.root, "hex")];
    expect(verifyConsistency({ from, to: size, fromRoot, toRoot: root, proof: hashes(consistencyProof) })).toBe(true);
    const beyond = await world.admin.send<Answer>(`{ consistencyProof(from: 1, to: ${auditLog.size + 1000}) }`);
    expect(beyond.errors[0]?.extensions.code).toBe("INVALID_INPUT");
    expect(await (await world.admin.get("/ready")).json()).toMatchObject({ log: "SIGNING" });
  });

  it("commits to an index of everything about a thing, which whoever has the links can make anew; and then rests", async () => {
    await ana.do("setTag", { subjectId: version, key: "region", value: "eu" });
    const entries = async () => (await ask(entriesOf, { id: version })).auditEntries.nodes;
    await until("the index to cover all but its own commitment", async () => {
      const leaves = (await entries()).map(({ leafIndex }: Answer) => leafIndex ?? Number.POSITIVE_INFINITY);
      const { indexSize, size, pending } = (await ask(log)).auditLog;
      return Math.max(...leaves) < indexSize && pending === 0 && size - indexSize === 1;
    });
    const { subjectIndex } = await ask(
      `{ subjectIndex(subjectId: "${version}") { size root keys { key count leaves } } }`,
    );
    const told = await entries();
    expect(subjectIndex.keys.map(({ key }: { key: string }) => key)).toEqual([
      `model_version:${version}`,
      `stream:model_version:${version}`,
    ]);
    expect(subjectIndex.keys[0].leaves).toEqual(told.map(({ leafIndex }: { leafIndex: number }) => leafIndex));
    const links = await query<{ key: string; leaves: number[] }>(
      world.database.superuserUrl,
      `select key, json_agg(idx order by idx) as leaves from (
         select distinct l.idx, case when s.role = 'read' then 'read:' else '' end || s.kind || ':' || s.subject_id as key
           from audit.leaf l join audit.subject s using (entry_id)
         union select l.idx, 'stream:' || e.stream_kind || ':' || e.stream_id from audit.leaf l join audit.entry e on e.id = l.entry_id) k
       where idx < ${subjectIndex.size} group by key`,
    );
    const items = links.map(({ key, leaves }) => ({
      bucket: bucketOf(hashOfKey(key)),
      item: itemOf(stateOfLeaves(key, leaves.map(BigInt))),
    }));
    const buckets = Map.groupBy(items, ({ bucket }) => bucket);
    const roots = new Map([...buckets].map(([bucket, own]) => [bucket, bucketRoot(own.map(({ item }) => item))]));
    expect(Buffer.from(await indexRoot(roots)).toString("hex")).toBe(subjectIndex.root);
    const acts = await query<{ after: object }>(
      world.database.superuserUrl,
      "select (body::json)->'after' as after from audit.entry where action = 'commitIndex' order by id desc limit 1",
    );
    const { size, root } = subjectIndex;
    expect(acts[0]?.after).toEqual({ size: String(size), root, keys: String(links.length) });
  });

  it("does not exist, but for its name and keys, to whom it is not open", async () => {
    const own = await ana.ask(
      `{ modelVersion(name: "churn", version: 1) { evidence { nodes { logState leafIndex } } } }`,
    );
    expect(own.modelVersion?.evidence.nodes[0]).toEqual({ logState: "CHECKPOINTED", leafIndex: null });
    const [entry] = (await ask(entriesOf, { id: version })).auditEntries.nodes;
    expect((await ana.ask(log)).auditLog).toMatchObject({
      origin: expect.stringMatching(/^countersign\.local\//),
      state: "SIGNING",
      size: null,
      root: null,
      checkpoint: null,
      indexSize: null,
      pending: null,
    });
    const absent = (what: string): string => `There is no such ${what}, or you may not see it.`;
    for (const [asked, what] of [
      [`inclusionProof(entryId: "${entry.id}") { size }`, "entry"],
      [`inclusionProof(entryId: "ent_0000000000000000") { size }`, "entry"],
      ["consistencyProof(from: 0, to: 0)", "log"],
      [`subjectIndex(subjectId: "${version}") { size }`, "thing"],
    ] as const)
      expect((await ana.send<Answer>(`{ ${asked} }`)).errors[0]).toMatchObject({
        message: absent(what),
        extensions: { code: "NOT_FOUND" },
      });
  });

  linux("proves nothing while its disk fails, and says so", async () => {
    const { size } = (await ask(log)).auditLog;
    const tile = `${home}/log/${tilePath(0, 0n, size)}`;
    await rename(tile, `${tile}.aside`);
    onTestFinished(() => rename(`${tile}.aside`, tile));
    await unreadable(tile);
    const { code, message } = failing;
    expect((await world.admin.send<Answer>(`{ consistencyProof(from: 1, to: ${size}) }`)).errors[0]).toMatchObject({
      message,
      extensions: { code },
    });
  });

  it("is checked with the database: what was cut, moved or signed by others is named", async () => {
    sequencer.process.kill("SIGTERM");
    await sequencer.end();
    await world.team("later");
    const check = async () => (await verifyLog(world.database.superuserUrl, { state: null })).map(({ code }) => code);
    expect(await check()).toEqual([]);
    const changed = async (harm: string, mend: string): Promise<string[]> => {
      const off = (how: string) => `alter table audit.leaf ${how}; alter table audit.checkpoint ${how}`;
      await asSuperuser(world.database.superuserUrl, off("disable trigger user"), harm);
      const codes = await check();
      await asSuperuser(world.database.superuserUrl, mend);
      return codes;
    };
    const last = "(select max(idx) from audit.leaf)";
    expect(
      await changed(
        "create table kept as select * from audit.pending; delete from audit.pending",
        "insert into audit.pending select * from kept; drop table kept",
      ),
    ).toEqual(["ORPHAN_ENTRY"]);
    expect(
      await changed(
        `create table kept as select * from audit.leaf where idx = ${last}; delete from audit.leaf where idx = ${last}`,
        "insert into audit.leaf select * from kept; drop table kept",
      ),
    ).toEqual(["ORPHAN_ENTRY", "TREE_MISMATCH", "SIZE_BELOW_CHECKPOINT"]);
    expect(
      await changed(
        `update audit.leaf set hash = sha256('x') where idx = ${last}`,
        `update audit.leaf l set hash = e.leaf_hash from audit.entry e where e.id = l.entry_id and idx = ${last}`,
      ),
    ).toEqual(["LEAF_MISMATCH", "ROOT_MISMATCH", "TREE_MISMATCH"]);
    const swap = `update audit.leaf set idx = case idx when 3 then -1 when 4 then 3 end where idx in (3, 4);
      update audit.leaf set idx = 4 where idx = -1`;
    expect(await changed(swap, swap)).toEqual(expect.arrayContaining(["ROOT_MISMATCH", "TREE_MISMATCH"]));
    expect(
      await changed(
        "update audit.checkpoint set note = replace(note, 'countersign.local', 'countersign.l0cal')",
        "update audit.checkpoint set note = replace(note, 'countersign.l0cal', 'countersign.local')",
      ),
    ).toEqual(expect.arrayContaining(["SIGNATURE_INVALID"]));
    expect(
      await changed(
        "update audit.tree set index_root = sha256('x')",
        `update audit.tree set index_root = decode((select (body::json)->'after'->>'root' from audit.entry where action = 'commitIndex' order by id desc limit 1), 'hex')`,
      ),
    ).toEqual(["INDEX_MISMATCH"]);
    expect(await check()).toEqual([]);
  });
});

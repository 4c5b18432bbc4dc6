// @module-tag crash
import { writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import {
  stampedDigest,
  type TimestampReceipt,
  toldAuthority,
} from "../../src/sequencer/keepers/timestamp-authority.js";
import { readRoots } from "../../verify/rfc3161/roots.js";
import { verifyToken } from "../../verify/rfc3161/token.js";
import { entry } from "../audit/entries.js";
import { query, type TestDatabase, testDatabase } from "../support/database.js";
import { logHome, progress, runLog, startSequencer, untilSigned } from "../support/sequencer.js";
import { issue, pemOf, startTsa, type TestTsa, type TsaMood } from "../support/tsa.js";
import { until } from "../support/until.js";

let database: TestDatabase;
let home: string;

const append = (): Promise<unknown> =>
  query(database.runtimeUrl, `select from audit.append('${JSON.stringify([entry({ stream: "team_a" })])}')`);

/** What the sequencer is told, with this authority and a file. */
const stampedBy = (tsa: TestTsa): Record<string, string> => {
  writeFileSync(join(home, "ca.pem"), tsa.ca);
  const authority = { kind: "rfc3161", url: tsa.url, ca: join(home, "ca.pem") };
  const anchors = [authority, { kind: "file", path: join(home, "anchor") }];
  writeFileSync(join(home, "anchors.json"), JSON.stringify(anchors), { mode: 0o600 });
  return {
    COUNTERSIGN_ANCHORS: join(home, "anchors.json"),
    COUNTERSIGN_ANCHOR_SECONDS: "1",
    COUNTERSIGN_LOG_NAME: "registry.example/log",
  };
};

const stateOf = async (kind: string): Promise<{ state: string; size: number | null }> => {
  const [row] = await query<{ state: string; size: number | null }>(
    database.superuserUrl,
    `select state, size::int from audit.keeper where kind = '${kind}' and removed_at is null`,
  );
  return row ?? { state: "", size: null };
};

const untilStamped = async (): Promise<void> => {
  await untilSigned(database, home);
  await until("the last checkpoint to be stamped", async () => {
    const { state, size } = await stateOf("rfc3161");
    return state === "CONFIRMED" && size === (await progress(database)).signed;
  });
};

const answers =
  (status: number, body: string | Buffer = ""): TsaMood =>
  (response: ServerResponse) =>
    void response.writeHead(status).end(body);

it("an authority stamps what grows, and its token proves it to whoever believes the authority", async () => {
  database = await testDatabase();
  onTestFinished(() => database.drop());
  home = logHome();
  const tsa = await startTsa("RSA");
  tsa.mood = answers(503);
  const env = stampedBy(tsa);
  const sequencer = startSequencer(database, home, env);
  await append();
  await untilSigned(database, home);
  await until("the file, which nobody holds up", async () => (await stateOf("file")).state === "CONFIRMED");
  await until("the complaint", async () => (await stateOf("rfc3161")).state === "UNREACHABLE");
  tsa.mood = null;
  await untilStamped();
  await append();
  await untilStamped();
  const receipts = await query<{ size: string; root: Buffer; receipt: string }>(
    database.superuserUrl,
    "select size, root, receipt from audit.anchor where kind = 'rfc3161' order by size",
  );
  expect(receipts.length).toBeGreaterThan(1);
  for (const { size, root, receipt } of receipts) {
    const { time, token } = JSON.parse(receipt) as TimestampReceipt;
    const digest = stampedDigest("registry.example/log", { size: BigInt(size), root });
    const options = { digest, roots: readRoots(tsa.ca) };
    expect(verifyToken(Buffer.from(token, "base64"), options)).toMatchObject({ time, by: "Clock of the tests" });
  }
  const [change] = await query<{ after: { anchors: object[] } }>(
    database.superuserUrl,
    "select (body::json)->'after' as after from audit.entry where action = 'changeAnchors'",
  );
  expect(change?.after.anchors).toContainEqual({ kind: "rfc3161", target: tsa.url });
  const check = async (): Promise<[number, string[]]> => {
    const { code, printed } = await runLog(database, home, ["check-anchors", "--json"], env);
    return [code, JSON.parse(printed).anchors.map((each: { code: string }) => each.code)];
  };
  expect(await check()).toEqual([0, ["CONSISTENT", "CONSISTENT"]]);
  sequencer.process.kill("SIGTERM");
  await sequencer.end();
  const newestGone = `alter table audit.anchor disable trigger user;
    create table kept as select * from audit.anchor where kind = 'rfc3161' order by size desc limit 1;
    delete from audit.anchor a using kept where a.kind = kept.kind and a.size = kept.size`;
  await query(database.superuserUrl, newestGone);
  expect(await check()).toEqual([2, ["CONSISTENT", "ANCHOR_LOST"]]);
  await query(database.superuserUrl, "insert into audit.anchor select * from kept; drop table kept");
  expect(await check()).toEqual([0, ["CONSISTENT", "CONSISTENT"]]);
  writeFileSync(join(home, "ca.pem"), pemOf(await issue({ name: "Root of the tests", authority: {} })));
  expect(await check()).toEqual([1, ["CONSISTENT", "TIMESTAMP_INVALID"]]);
  await query(
    database.superuserUrl,
    "alter table audit.anchor disable trigger user; update audit.anchor set receipt = 'null' where kind = 'rfc3161'",
  );
  expect(await check()).toEqual([1, ["CONSISTENT", "TIMESTAMP_INVALID"]]);
  await query(database.superuserUrl, "delete from audit.anchor where kind = 'rfc3161'");
  expect(await check()).toEqual([2, ["CONSISTENT", "ANCHOR_LOST"]]);
});

const sick: [string, string, string, (tsa: TestTsa) => TsaMood][] = [
  ["is away", "UNREACHABLE", "", () => (response) => void response.destroy()],
  ["is ill", "UNREACHABLE", "503", () => answers(503, "not now")],
  ["refuses", "REFUSED", "403 who are you", () => answers(403, "who are you")],
  [
    "grants nothing",
    "REFUSED",
    "its clock is not available",
    () => answers(200, Buffer.from("300a30080201020303010002", "hex")),
  ],
  ["talks on", "REFUSED", "longer than 65536 bytes", () => answers(200, Buffer.alloc(100_000))],
  ["speaks HTML", "REFUSED", "an element", () => answers(200, "<html>")],
  [
    "answers another nonce",
    "REFUSED",
    "the nonce is not ours",
    (tsa) => (response, asked) => tsa.grant(response, asked, { nonce: Buffer.of(1) }),
  ],
  [
    "answers without a nonce",
    "REFUSED",
    "the nonce is not ours",
    (tsa) => (response, asked) => tsa.grant(response, asked, { nonce: undefined }),
  ],
  [
    "stamps something else",
    "REFUSED",
    "something else",
    (tsa) => (response, asked) => tsa.grant(response, asked, { digest: Buffer.alloc(32) }),
  ],
  [
    "goes wrong by an hour",
    "REFUSED",
    "one of them is wrong",
    (tsa) => (response, asked) => tsa.grant(response, asked, { time: new Date(Date.now() - 3_600_000) }),
  ],
  [
    "is somebody else",
    "REFUSED",
    "no chain of certificates",
    (tsa) => async (response, asked) => {
      const purposes = ["1.3.6.1.5.5.7.3.8"];
      await tsa.grant(response, asked, { by: await issue({ name: "Clock of the tests", purposes }) });
    },
  ],
];

it.each(sick)("an authority that %s gives no receipt, and is told so", async (_, state, words, mood) => {
  const tsa = await startTsa();
  tsa.mood = mood(tsa);
  const { tell } = toldAuthority(
    { url: tsa.url, roots: readRoots(tsa.ca) },
    { log: { origin: "log.example" }, everyMs: 0 },
  );
  const signed = { size: 7n, root: new Uint8Array(32), note: "" };
  await expect(tell(signed)).rejects.toMatchObject({ state, message: expect.stringContaining(words) });
  tsa.mood = null;
  await expect(tell(signed)).resolves.toMatchObject({ state: "CONFIRMED", confirmed: signed });
});

// @module-tag crash
import { generateKeyPairSync } from "node:crypto";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import { verifyLog } from "../../src/audit/check/verify-log.queries.js";
import { noteSigner, readNote } from "../../verify/log/note.js";
import { openCheckpoint, parsePolicy } from "../../verify/log/tlog-policy.js";
import { entry } from "../audit/entries.js";
import { copyOf, query, type TestDatabase, testDatabase } from "../support/database.js";
import { logHome, progress, type Sequencer, startSequencer, untilSigned } from "../support/sequencer.js";
import { until } from "../support/until.js";
import { startWitness, type TestWitness } from "../support/witness.js";

let database: TestDatabase;
let home: string;
beforeEach(async () => {
  database = await testDatabase();
  home = logHome();
});
afterEach(() => database.drop());

const append = (to: TestDatabase, stream = "team_a"): Promise<unknown> =>
  query(to.runtimeUrl, `select from audit.append('${JSON.stringify([entry({ stream }), entry({ stream })])}')`);

/** What the sequencer is told, with these witnesses, all of whom must sign, and no anchors. */
const witnessed = (...witnesses: TestWitness[]): Record<string, string> => {
  const lines = witnesses.map(({ vkey, url }, index) => `witness w${index} ${vkey} ${url}/\n`).join("");
  const names = witnesses.map((_, index) => `w${index}`).join(" ");
  writeFileSync(join(home, "policy"), `${lines}group all all ${names}\nquorum all\n`);
  writeFileSync(join(home, "anchors.json"), "[]", { mode: 0o600 });
  return {
    COUNTERSIGN_WITNESSES: join(home, "policy"),
    COUNTERSIGN_ANCHORS: join(home, "anchors.json"),
    COUNTERSIGN_LOG_NAME: "registry.example/log",
  };
};

const note = (): string => readFileSync(join(home, "log/checkpoint"), "utf8");

/** Waits until the published checkpoint of all entries bears the signatures of these witnesses, and opens it. */
const untilCosigned = async (of: TestDatabase, ...witnesses: TestWitness[]): Promise<void> => {
  await untilSigned(of, home);
  await until("the cosignatures", () => readNote(note()).signatures.length === 1 + witnesses.length);
  const [key] = await query<{ vkey: string }>(of.superuserUrl, "select vkey from audit.log_key");
  const lines = witnesses.map(({ vkey }, index) => `witness w${index} ${vkey}\n`).join("");
  const group = `group all all ${witnesses.map((_, index) => `w${index}`).join(" ")}\nquorum all\n`;
  const { size } = openCheckpoint(note(), parsePolicy(`log ${key?.vkey}\n${lines}${group}`));
  expect(size).toBe(BigInt((await progress(of)).signed));
};

const end = async (sequencer: Sequencer): Promise<void> => {
  sequencer.process.kill("SIGTERM");
  await sequencer.end();
};

const halted = (of: TestDatabase, code: string): Promise<unknown> =>
  until(`the log to halt: ${code}`, async () => (await progress(of)).halted === code);

const stateOf = async ({ url }: TestWitness): Promise<{ state: string; detail: string | null } | undefined> =>
  (
    await query<{ state: string; detail: string | null }>(
      database.superuserUrl,
      `select state, detail from audit.keeper where target = '${url}/'`,
    )
  )[0];

it("cosign every checkpoint, also when somebody else told them of the log meanwhile; a change of them is an entry", async () => {
  const [one, two] = [await startWitness("witness.example/1"), await startWitness("witness.example/2")];
  const first = startSequencer(database, home, witnessed(one, two));
  for (let more = 0; more < 3; more++) {
    await append(database);
    await untilCosigned(database, one, two);
  }
  const stored = await query<{ n: number }>(
    database.superuserUrl,
    "select count(distinct vkey)::int as n from audit.cosignature group by size order by size desc limit 1",
  );
  expect(stored).toEqual([{ n: 2 }]);
  await end(first);
  // What was signed stays, whoever is away at the next start; who signs again does not stand there twice.
  const before = note();
  two.mood = (response) => void response.destroy();
  const asked = one.asked;
  const again = startSequencer(database, home, witnessed(one, two));
  await until("the next start", async () => one.asked > asked && (await stateOf(two))?.state === "UNREACHABLE");
  await end(again);
  expect(note()).toBe(before);
  const older = { ...one.known };
  const second = startSequencer(database, home, witnessed(one));
  await append(database);
  await untilCosigned(database, one);
  // It has lost what it cosigned last, or another of its machines answers: the size that it names is proven from.
  one.known = older;
  await append(database);
  await untilCosigned(database, one);
  expect((await progress(database)).halted).toBe(null);
  await end(second);
  const changes = await query<{ after: { witnesses: { name: string; url: string }[] } }>(
    database.superuserUrl,
    "select (body::json)->'after' as after from audit.entry where action = 'changeWitnesses' order by id",
  );
  expect(changes.map(({ after }) => after.witnesses.map(({ name }) => name))).toEqual([["w0", "w1"], ["w0"]]);
  expect(await verifyLog(database.superuserUrl, { state: null })).toEqual([]);
});

const answers =
  (status: number, body = "") =>
  (response: ServerResponse): void =>
    void response.writeHead(status).end(body);

it("that are down, slow or lie delay nothing and are told apart; each signs again once it is well", async () => {
  const sick: [string, string, (witness: TestWitness) => TestWitness["mood"]][] = [
    ["down", "UNREACHABLE", () => (response) => void response.destroy()],
    ["silent", "NEW", () => () => undefined],
    ["slow", "NEW", () => (response) => void response.writeHead(200).write("— witness.example ")],
    ["huge", "REFUSED", () => answers(200, "x".repeat(100_000))],
    ["a stranger to it", "REFUSED", () => answers(404)],
    ["ill", "UNREACHABLE", () => answers(503)],
    ["vague", "REFUSED", () => answers(409, "many\n")],
    [
      "elsewhere",
      "UNREACHABLE",
      ({ url }) =>
        (response) =>
          void response.writeHead(302, { location: url }).end(),
    ],
    ["empty", "REFUSED", () => answers(200)],
    [
      "forging",
      "REFUSED",
      (witness) => (response, asked) => {
        const other = noteSigner("witness.example/forging", generateKeyPairSync("ed25519").privateKey, 0x04);
        const line = witness.sign(asked.slice(asked.indexOf("\n\n") + 2), other);
        const own = Buffer.from(witness.vkey.split("+")[1] ?? "", "hex");
        const bytes = Buffer.from(line.split(" ")[2] ?? "", "base64");
        response
          .writeHead(200)
          .end(`— witness.example/forging ${Buffer.concat([own, bytes.subarray(4)]).toString("base64")}\n`);
      },
    ],
  ];
  const well = await startWitness("witness.example/well");
  const witnesses: TestWitness[] = [];
  for (const [name, , mood] of sick) {
    const witness = await startWitness(`witness.example/${name.replaceAll(" ", "-")}`);
    witness.mood = mood(witness);
    witnesses.push(witness);
  }
  startSequencer(database, home, witnessed(well, ...witnesses));
  for (let more = 0; more < 3; more++) {
    await append(database);
    await untilCosigned(database, well);
  }
  for (const [index, [name, state]] of sick.entries()) {
    const witness = witnesses[index] as TestWitness;
    await until(`${name} to be ${state}`, async () => (await stateOf(witness))?.state === state);
  }
  expect((await progress(database)).halted).toBe(null);
  for (const witness of witnesses) witness.mood = null;
  await append(database);
  await untilCosigned(database, well, ...witnesses);
});

it("refuse a fork, and halt the log: by 422, by a size beyond it, by another tree of its size; the right database goes on", async () => {
  const witness = await startWitness("witness.example/w");
  const env = witnessed(witness);
  const first = startSequencer(database, home, env);
  await append(database);
  await untilCosigned(database, witness);
  await end(first);
  const older = await copyOf(database);
  onTestFinished(() => older.drop());
  const second = startSequencer(database, home, env);
  await append(database);
  await untilCosigned(database, witness);
  await end(second);

  rmSync(join(home, "log"), { recursive: true });
  const third = startSequencer(older, home, env);
  await halted(older, "FORK");
  const { signed } = await progress(older);
  await append(older);
  expect((await progress(older)).signed).toBe(signed);
  // Silence does not take back what it has said.
  witness.mood = (response) => void response.destroy();
  const { asked } = witness;
  await until("it to be asked again", () => witness.asked > asked + 1);
  expect(await progress(older)).toMatchObject({ signed, halted: "FORK" });
  await end(third);
  witness.mood = null;

  rmSync(join(home, "log"), { recursive: true, force: true });
  const forged = await testDatabase();
  onTestFinished(() => forged.drop());
  for (let more = 0; more < 4; more++) await append(forged, "team_b");
  const forging = startSequencer(forged, home, env);
  await halted(forged, "FORK");
  const [why] = await query<{ detail: string }>(forged.superuserUrl, "select halt_detail as detail from audit.tree");
  expect(why?.detail).toContain("does not see that");

  await end(forging);
  // What it signed before anybody could tell lies in the folder alone; nobody cosigned it.
  expect(readNote(note()).signatures).toHaveLength(1);
  rmSync(join(home, "log"), { recursive: true });

  const fourth = startSequencer(database, home, env);
  await append(database);
  await untilCosigned(database, witness);
  await end(fourth);
  witness.known = { ...witness.known, root: Buffer.alloc(32) };
  startSequencer(database, home, env);
  await halted(database, "FORK");
});

it("sign one of two histories that go on from the same size at the same moment; the other halts", async () => {
  const witness = await startWitness("witness.example/w");
  const env = witnessed(witness);
  const first = startSequencer(database, home, env);
  await append(database);
  await untilCosigned(database, witness);
  await end(first);
  const twin = await copyOf(database);
  onTestFinished(() => twin.drop());
  const twinHome = logHome();
  cpSync(home, twinHome, { recursive: true });
  const both = [
    { of: database, at: home, stream: "team_a" },
    { of: twin, at: twinHome, stream: "team_b" },
  ];
  const leaders = both.map(({ of, at }) => startSequencer(of, at, env));
  await until("both to lead", () => leaders.every((each) => each.logged().includes("leads the log")));
  await Promise.all(both.map(({ of, stream }) => append(of, stream)));
  const haltsOf = async (): Promise<(string | null)[]> =>
    (await Promise.all(both.map(({ of }) => progress(of)))).map(({ halted: why }) => why);
  await until("one of them to halt", async () => (await haltsOf()).includes("FORK"));
  const halts = await haltsOf();
  expect(halts.toSorted()).toEqual(["FORK", null]);
  const signedBy = both.map(
    ({ at }) =>
      () =>
        readNote(readFileSync(join(at, "log/checkpoint"), "utf8")).signatures.length,
  );
  await until("the other to be cosigned", () => signedBy[halts.indexOf(null)]?.() === 2);
  expect(signedBy[halts.indexOf("FORK")]?.()).toBe(1);
});

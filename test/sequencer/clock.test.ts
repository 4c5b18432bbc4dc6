// @module-tag crash
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { verifyLog } from "../../src/audit/check/verify-log.queries.js";
import { entry } from "../audit/entries.js";
import { setClock } from "../support/clock.js";
import { query, testDatabase } from "../support/database.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { logHome, progress, runLog, startSequencer, untilSigned } from "../support/sequencer.js";
import { ownKey, signedBy } from "../support/signing.js";
import { until } from "../support/until.js";
import { loggedWorld } from "../verifier/golden-pack.js";
import { verify } from "../verifier/verifiers.js";

/** A clock that was an hour ahead and is set right is one that is set back. */
const [AHEAD, RIGHT] = ["1 hour", "0"];

it("a clock that is set back an hour holds up no checkpoint, anchor, index or key, and none is made twice", async () => {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  const home = logHome();
  mkdirSync(join(home, "outside"));
  const anchor = join(home, "outside/anchor");
  writeFileSync(join(home, "anchors.json"), JSON.stringify([{ kind: "file", path: anchor }]), { mode: 0o600 });
  const env = { COUNTERSIGN_ANCHORS: join(home, "anchors.json"), COUNTERSIGN_ANCHOR_SECONDS: "1" };
  const told = (): number[] =>
    (existsSync(anchor) ? readFileSync(anchor, "utf8") : "")
      .split("\n")
      .flatMap((line) => (line === "" ? [] : [Number((JSON.parse(line) as { note: string }).note.split("\n")[1])]));
  const acts = async (action: string): Promise<number> =>
    (await query(database.superuserUrl, `select from audit.entry where action = '${action}'`)).length;
  const grows = async (): Promise<void> => {
    const before = await acts("commitIndex");
    await query(database.runtimeUrl, `select from audit.append('${JSON.stringify([entry({ stream: "team_a" })])}')`);
    await until("another commitment to the index", async () => (await acts("commitIndex")) > before);
    await untilSigned(database, home);
    await until("the anchor to have the last", async () => told().at(-1) === (await progress(database)).signed);
  };
  const rotate = async (): Promise<{ vkey: string; oldVkey: string }> => {
    const { printed } = await runLog(database, home, ["rotate-key", "--json"], { COUNTERSIGN_KEY_OVERLAP_HOURS: "1" });
    return JSON.parse(printed);
  };
  const signers = (): number => readFileSync(join(home, "log/checkpoint"), "utf8").split("\n— ").length - 1;

  await setClock(database, AHEAD);
  startSequencer(database, home, { ...env, COUNTERSIGN_INDEX_SECONDS: "1" });
  await grows();
  await setClock(database, RIGHT);
  await grows();
  const [key] = await query<{ vkey: string }>(database.superuserUrl, "select vkey from audit.log_key");
  const rotated = await rotate();
  expect(rotated.oldVkey).toBe(key?.vkey);
  expect(await rotate()).toEqual(rotated);
  await grows();
  expect([signers(), await acts("retireLogKey")]).toEqual([2, 0]);
  await setClock(database, "-1 hour");
  await grows();
  expect([signers(), await acts("retireLogKey")]).toEqual([2, 0]);
  await setClock(database, AHEAD);
  await until("the old key to be retired", async () => (await acts("retireLogKey")) === 1);
  await grows();
  expect([signers(), await acts("haltLog")]).toEqual([1, 0]);
  expect(told()).toEqual([...new Set(told())].sort((a, b) => a - b));
  expect(await verifyLog(database.superuserUrl, { state: null })).toEqual([]);
});

it("a signature is given within its five minutes by the times of the entries, whatever the clock was set to", async () => {
  const { world, packOf, pin, close } = await loggedWorld();
  onTestFinished(close);
  const { database, admin } = world;
  await setClock(database, AHEAD);
  const ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  const olga = await world.user("olga", { fraud: ["OWNER"] });
  const rob = await world.user("rob", { risk: ["REVIEWER"] });
  const key = await ownKey(rob, admin);
  const model = await registerModel(olga, world.teamId("fraud"), "churn");
  const requirements = [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }];
  const policy = { name: "signed", scope: { registeredModelId: model }, slots: ["Production"], signing: "OWN_KEY" };
  await olga.do("createApprovalPolicy", { ...policy, requirements }, "approvalPolicy { id }");
  const [first, second] = [await addVersion(ana, model), await addVersion(ana, model)];
  const yes = { verdict: "APPROVE" };

  // The version's stream is an hour ahead of the clock by which it is signed.
  const open = await request(ana, first, "Production");
  await setClock(database, RIGHT);
  expect(await approve(rob, open, { signature: await signedBy(rob, key, open, yes) })).toMatchObject({
    state: "APPLIED",
  });

  // The statement is an hour ahead of the clock, and the version's stream is not.
  await setClock(database, "2 hours");
  const next = await request(ana, second, "Production");
  await setClock(database, "3 hours");
  const early = await signedBy(rob, key, next, yes);
  await setClock(database, "2 hours");
  const decision = { transitionRequestId: next.id, contentDigest: next.contentDigest };
  const { errors, data } = await rob.attempt("approveTransition", { ...decision, signature: early });
  expect(JSON.stringify({ errors, data })).toContain("clock was set back since the statement was given out");
  expect(await approve(rob, next, { signature: await signedBy(rob, key, next, yes) })).toMatchObject({
    state: "APPLIED",
  });

  const pinned = await pin();
  for (const version of [first, second]) {
    const { claims, ...said } = await verify("pack", await packOf(version), "--policy", pinned);
    expect(said).toMatchObject({ verdict: "OK", places: ["SIGNER_BY_REGISTRY"] });
    expect(claims.approvals).toMatchObject({ needed: 1, given: 1, bySigner: 1 });
  }
});

import { createHash, createPrivateKey, type KeyObject } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stampedAt } from "../../verifier/src/pack/timestamps.js";
import { canonicalJson } from "../../verify/canonical-json.js";
import { readNote } from "../../verify/log/note.js";
import { readRoots } from "../../verify/rfc3161/roots.js";
import { TokenFault, verifyToken } from "../../verify/rfc3161/token.js";
import { addVersion, registerModel } from "../support/registry.js";
import { type LoggedWorld, loggedWorld } from "./golden-pack.js";
import { honest, hostile, type Stamped } from "./hostile-tokens.js";
import { resealed, takeApart } from "./pack-hand.js";
import { type Verified, verify } from "./verifiers.js";

let logged: LoggedWorld;
let pack: string;
let policy: string;
let digest: Buffer;
let key: KeyObject;
beforeAll(async () => {
  logged = await loggedWorld();
  const mia = await logged.world.user("mia", { fraud: ["MAINTAINER"] });
  const model = await registerModel(mia, logged.world.teamId("fraud"), "churn");
  pack = await logged.packOf(await addVersion(mia, model, { source: "s3://bucket/churn" }));
  policy = await logged.pin();
  const checkpoint = (takeApart(pack).files.get("checkpoint") as Buffer).toString();
  digest = createHash("sha256").update(readNote(checkpoint).text).digest();
  key = createPrivateKey(readFileSync(`${logged.home}/keys/pack-key.pem`));
}, 120_000);
afterAll(() => logged?.close());

const written = (text: string): string => {
  const path = logged.place();
  writeFileSync(path, text);
  return path;
};

/** The pack with time stamps of its own checkpoint, sealed by the service's key: only the tokens are at issue. */
const stamped = (...receipts: readonly string[]): string => {
  const hand = takeApart(pack);
  const checkpoint = (hand.files.get("checkpoint") as Buffer).toString();
  const { size } = hand.statement.predicate.log;
  const at = "2026-12-01T00:00:00.000000Z";
  for (const [place, receipt] of receipts.entries()) {
    const file = { at, checkpoint, consistency: [], kind: "rfc3161", receipt, size, v: 1 };
    hand.files.set(fileAt(place), Buffer.from(canonicalJson(file)));
  }
  return resealed(hand, logged.place(), key);
};

const fileAt = (place: number): string => `anchors/${String(place + 1).padStart(2, "0")}.json`;

const receiptOf = (made: Stamped): string =>
  JSON.stringify({ time: timeIn(made), token: made.token.toString("base64") });

/** A pack with these time stamps, by whoever believes the authorities of all. */
const judged = (...made: readonly Stamped[]): Promise<Verified> =>
  verify(
    "pack",
    stamped(...made.map(receiptOf)),
    "--policy",
    policy,
    "--tsa",
    written(made.map(({ ca }) => ca).join("")),
  );

const timeIn = ({ token, ca }: Stamped): string => {
  try {
    return verifyToken(token, { digest, roots: readRoots(ca) }).time;
  } catch {
    return "2026-12-01T00:00:00Z";
  }
};

describe("a time stamp", () => {
  it.each(honest)("holds: %s", async (_, make) => {
    const made = await make(digest);
    const { claims, ...said } = await judged(made);
    expect(said).toMatchObject({ verdict: "OK", exit: 0, places: [] });
    const { size } = takeApart(pack).statement.predicate.log;
    expect(claims.timestamps).toEqual([{ size, time: timeIn(made), by: "Clock" }]);
    expect(claims.anchoredAt).toBe(timeIn(made));
    expect(claims.notProven.join()).toContain("revoked");
  });

  it.each(hostile)("is refused: %s", async (_, make) => {
    const { token, ca } = await make(digest);
    expect(() => verifyToken(token, { digest, roots: readRoots(ca) })).toThrow(TokenFault);
  });

  it("that is refused is named by every verifier, beside as many as there are", async () => {
    const said = await judged(...(await Promise.all(hostile.map(([, make]) => make(digest)))));
    const places = hostile.map(() => "TIMESTAMP_INVALID");
    expect(said).toMatchObject({ verdict: "TAMPERED", exit: 1, places });
    expect(said.claims).toMatchObject({ anchoredAt: null, timestamps: [] });
    const named = said.findings.flatMap(({ code, detail }) => (code === places[0] ? detail.split(":")[0] : []));
    expect(named.sort()).toEqual(hostile.map((_, place) => fileAt(place)));
  });

  it.each([
    ["of another time than its receipt tells", (receipt: string) => receipt.replace(/"20\d\d/, '"2001')],
    ["without a receipt", () => "granted"],
    ["that has no bottom", () => "[".repeat(100_000) + "]".repeat(100_000)],
    ["without a token", (receipt: string) => receipt.replace("token", "tokens")],
  ])("is refused: %s", async (_, change) => {
    const made = await (honest[2] as (typeof honest)[number])[1](digest);
    const receipt = receiptOf(made);
    const ca = written(made.ca);
    expect(await verify("pack", stamped(receipt), "--policy", policy, "--tsa", ca)).toMatchObject({ places: [] });
    const said = await verify("pack", stamped(change(receipt)), "--policy", policy, "--tsa", ca);
    expect(said).toMatchObject({ exit: 1, places: ["TIMESTAMP_INVALID"] });
  });

  it("is not judged unless an authority is named, and what is missing then is said", async () => {
    const unnamed = await verify("pack", stamped("{}"), "--policy", policy);
    expect(unnamed).toMatchObject({ exit: 0, places: [] });
    expect(unnamed.claims).toMatchObject({ anchoredAt: null, timestamps: [] });
    expect(unnamed.claims.notProven.join()).toContain("with --tsa");
    const [, make] = honest[2] as (typeof honest)[number];
    const without = await verify("pack", pack, "--policy", policy, "--tsa", written((await make(digest)).ca));
    expect(without).toMatchObject({ exit: 0, places: [] });
    expect(without.claims.notProven.join()).toContain("has no time stamp");
  });

  it("with any bit turned is refused, or says the very same", async () => {
    const [, make] = honest[2] as (typeof honest)[number];
    const { token, ca } = await make(digest);
    const roots = readRoots(ca);
    const told = verifyToken(token, { digest, roots });
    let refused = 0;
    for (let at = 0; at < token.length; at++) {
      const turned = Buffer.from(token);
      turned[at] = (turned[at] ?? 0) ^ (1 << (at % 8));
      try {
        expect(verifyToken(turned, { digest, roots })).toEqual(told);
      } catch (error) {
        if (!(error instanceof TokenFault)) throw error;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(token.length * 0.95);
  });
});

it("of two stamps in one second the earlier is the earliest, however finely each is told", () => {
  const at = (time: string) => ({ size: "7", time, by: "tsa" });
  const stamps = [at("2026-11-30T12:00:00.5Z"), at("2026-11-30T12:00:00Z"), at("2026-11-30T12:00:00.25Z")];
  expect(stampedAt(stamps, 7n)).toBe("2026-11-30T12:00:00Z");
  expect(stampedAt(stamps, 8n)).toBeNull();
});

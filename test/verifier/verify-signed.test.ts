import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportLog } from "../../src/audit/log/export-log.queries.js";
import { forged } from "./forged-log.js";
import { type Loose, type PackHand, takeApart } from "./pack-hand.js";
import { passkeyForgeries } from "./passkey-attacks.js";
import { bodiesOf, forgeries, unsign } from "./signature-attacks.js";
import { type SignedWorld, signedWorld } from "./signed-pack.js";
import { type Verified, verify } from "./verifiers.js";

/** OpenSSH is no part of what the project installs. */
const withoutOpenSsh = spawnSync("ssh-keygen", ["-?"]).error !== undefined;

let signed: SignedWorld;
let pack: string;
let emergency: string;
let waived: string;
let policy: string;
let log: string;
beforeAll(async () => {
  signed = await signedWorld();
  pack = await signed.packOf(signed.version);
  emergency = await signed.packOf(signed.emergency);
  waived = await signed.packOf(signed.waived);
  policy = await signed.pin();
  log = signed.place();
  await exportLog(signed.world.database.runtimeUrl, log);
}, 240_000);
afterAll(() => signed?.close());

const pinned = (path: string, ...more: string[]): Promise<Verified> =>
  verify("pack", path, "--policy", policy, ...more);

/** A file with a text. */
const kept = (text: string): string => {
  const path = signed.place();
  writeFileSync(path, text);
  return path;
};

const textIn = ({ files }: PackHand, name: string): string => files.get(name)?.toString() ?? "";

/** The list of signers as an organisation has it that agrees with the registry. */
const listOf = (path: string): string => textIn(takeApart(path), "signatures/allowed_signers");

describe("an honest pack of signed decisions", () => {
  it("holds, and shows by two keys that two approved; whose these are, the registry says", async () => {
    const { claims, ...said } = await pinned(pack);
    expect(said).toMatchObject({ verdict: "OK", exit: 0, places: ["SIGNER_BY_REGISTRY"], quiet: ["UNANCHORED"] });
    expect(claims.approvals).toMatchObject({ needed: 2, given: 2, bySigner: 2 });
    expect(claims.notProven.join()).toContain("their registration and its confirmer say so");
    const hand = takeApart(pack);
    const { level } = bodiesOf(hand).reported.after;
    expect(hand.statement.predicate.hardening).toEqual({ level });
  });

  it("holds by the organisation's own list, with a comment, other people and keys of another kind in it", async () => {
    const others = "\n# people\nusr_other,ana@example.com ssh-rsa AAAAB3NzaC1yc2E= Ana's\n";
    const { claims, ...said } = await pinned(pack, "--signers", kept(listOf(pack) + others));
    expect(said).toMatchObject({ verdict: "OK", places: [] });
    expect(claims.notProven.join()).not.toContain("their registration");
  });

  it("holds where a gate was waived, and where an emergency was signed and reviewed", async () => {
    const past = await pinned(waived);
    expect(past).toMatchObject({ exit: 0, places: ["SIGNER_BY_REGISTRY"] });
    expect(past.claims.approvals).toMatchObject({ needed: 1, given: 1, bySigner: 1 });
    const urgent = await pinned(emergency);
    expect(urgent).toMatchObject({ exit: 0, places: ["SIGNER_BY_REGISTRY"] });
    expect(urgent.claims.approvals).toMatchObject({ needed: 1, given: 1, bySigner: 1 });
    expect(urgent.claims.approvals?.moves[0]?.review).toMatchObject({ state: "CONFIRMED", needed: 1, given: 1 });
    const lists = ["allowed_signers", "allowed_passkeys"].map((name) =>
      kept(textIn(takeApart(emergency), `signatures/${name}`)),
    );
    expect(await pinned(emergency, ...lists.flatMap((list) => ["--signers", list]))).toMatchObject({ places: [] });
    expect((await pinned(emergency, "--signers", lists[0] ?? "")).places).toEqual([
      `POLICY_UNSATISFIED ${takeApart(emergency).leaf("applyTransition")}`,
      `SIGNER_UNKNOWN ${takeApart(emergency).leaf("approveTransition")}`,
    ]);
  });

  it("without names holds the signatures and not what was signed: the registry's word counts, and none is shown", async () => {
    const path = await signed.packOf(signed.version, ["TEXT"]);
    const names = [...takeApart(path).files.keys()].filter((name) => name.startsWith("signatures/"));
    expect(names.map((name) => name.split(".")[1] ?? name).sort()).toEqual(
      ["signatures/allowed_signers", ...Array.from({ length: 4 }, () => "sig")].sort(),
    );
    const { claims, ...said } = await pinned(path);
    expect(said).toMatchObject({ exit: 0, places: ["SIGNER_BY_REGISTRY"] });
    expect(claims.approvals).toMatchObject({ needed: 2, given: 2, bySigner: 0 });
    expect(claims.notProven.join()).toContain("of 4 decisions: the pack does not hold the texts");
  });

  it("names the key of each decision in its report", () => {
    const hand = takeApart(pack);
    const { rob } = bodiesOf(hand);
    expect(textIn(hand, "report.html")).toContain(`<code>${rob.after.signature.fingerprint}</code>`);
  });

  it.skipIf(withoutOpenSsh)("is verified by OpenSSH itself, by the pack's own files", () => {
    const hand = takeApart(pack);
    const { rob } = bodiesOf(hand);
    const folder = signed.home;
    for (const [from, to] of [
      ["signatures/allowed_signers", "allowed_signers"],
      [`signatures/${rob.after.decision}.sig`, "sig"],
    ] as const)
      writeFileSync(join(folder, to), textIn(hand, from));
    const statement = textIn(hand, `signatures/${rob.after.decision}.statement`);
    const at = JSON.parse(statement).issuedAt.slice(0, 19).replaceAll(/[-:T]/g, "");
    const checked = (time: string, input: string) => {
      const options = ["-f", "allowed_signers", "-I", rob.actor.id, "-n", "countersign-approval", "-s", "sig"];
      return spawnSync("ssh-keygen", ["-Y", "verify", ...options, "-O", `verify-time=${time}`], { cwd: folder, input });
    };
    expect(checked(`${at}Z`, statement).status).toBe(0);
    expect(checked(`${at}Z`, statement.replace("good", "fine")).status).not.toBe(0);
    expect(checked("20200101000000Z", statement).status).not.toBe(0);
  });
});

describe("a list of signers of one's own", () => {
  it.each<[what: string, change: (list: string) => string, places: (hand: PackHand) => string[], exit: number]>([
    [
      "does not have the key that the registry names",
      (list) => list.replace(/.*ssh-ed25519 .*\n/, ""),
      (hand) => [...robs(hand).map((leaf) => `SIGNER_UNKNOWN ${leaf}`), moved(hand)],
      1,
    ],
    [
      "has it for another purpose",
      (list) => list.replace(/namespaces="countersign-approval"(.*) ssh-ed25519/, 'namespaces="git"$1 ssh-ed25519'),
      (hand) => [...robs(hand).map((leaf) => `SIGNER_UNKNOWN ${leaf}`), moved(hand)],
      1,
    ],
    [
      "has it from later on",
      (list) => list.replace(/(?:valid-after="\d+Z",)?valid-before="\d+Z"/, 'valid-after="20991231Z"'),
      (hand) => [...robs(hand).map((leaf) => `SIGNER_UNKNOWN ${leaf}`), moved(hand)],
      1,
    ],
    [
      "had ended it before",
      (list) => list.replace(/(?:valid-after="\d+Z",)?valid-before="\d+Z"/, 'valid-before="202001010000Z"'),
      (hand) => [...robs(hand).map((leaf) => `KEY_REVOKED ${leaf}`), moved(hand)],
      1,
    ],
    ["names an authority", (list) => `usr_a cert-authority ssh-ed25519 AAAA\n${list}`, all, 1],
    ["has a pattern", (list) => `*@example.com ssh-ed25519 AAAA\n${list}`, all, 1],
    ["has an hour of nobody's zone", (list) => list.replace(/Z"/, '"'), all, 1],
    ["has no key", (list) => `usr_a ssh-ed25519\n${list}`, all, 1],
  ])("that %s", async (_, change, places, exit) => {
    const list = listOf(pack);
    expect(change(list)).not.toBe(list);
    const found = await pinned(pack, "--signers", kept(change(list)));
    expect(found.places).toEqual(places(takeApart(pack)).sort());
    expect(found.exit).toBe(exit);
  });
});

const robs = (hand: PackHand): number[] => [hand.leaf("approveTransition", 0), hand.leaf("approveTransition", 1)];
const moved = (hand: PackHand): string => `POLICY_UNSATISFIED ${hand.leaf("applyTransition")}`;
/** What is not understood allows nobody. */
const all = (hand: PackHand): string[] => [
  "MALFORMED",
  ...[...robs(hand), hand.leaf("approveTransition", 2), hand.leaf("rejectTransition")].map(
    (leaf) => `SIGNER_UNKNOWN ${leaf}`,
  ),
  moved(hand),
];

describe("signatures in a log that was forged by whoever has its key", () => {
  it.each(forgeries)("show it: %s", async (_, change, places) => {
    const [hand, path] = [takeApart(pack), signed.place()];
    const before = JSON.stringify(hand.lines);
    const believed = await forged(hand, log, { path, change: (bodyOf) => change(bodiesOf(hand, bodyOf), hand) });
    expect(JSON.stringify(hand.lines)).not.toBe(before);
    const found = await verify("pack", path, "--policy", believed, "--signers", kept(listOf(pack)));
    expect(found.places).toEqual([...places(takeApart(pack))].sort());
  });
});

it("what the log came to after the pack's index is told, and is no alarm", async () => {
  const grown = async (beyond: number): Promise<Verified> => {
    const path = signed.place();
    const believed = await forged(takeApart(pack), log, { path, change: () => undefined, beyond });
    return verify("pack", path, "--policy", believed);
  };
  expect(await grown(1)).toMatchObject({ exit: 0, hasLater: true });
  const { predicate } = takeApart(pack).statement;
  const hasLater = Number(predicate.log.size) > Number(predicate.index.size) + 1;
  expect(await grown(0)).toMatchObject({ exit: 0, hasLater });
});

describe("an approval by a passkey, forged by whoever has the log's key", () => {
  it.each(passkeyForgeries)("shows it: %s", async (_, change, places) => {
    const [hand, path] = [takeApart(emergency), signed.place()];
    const believed = await forged(hand, log, { path, change: (bodyOf) => change(hand, bodyOf) });
    const found = await verify("pack", path, "--policy", believed);
    expect(found.places).toEqual([...places(takeApart(emergency)), "SIGNER_BY_REGISTRY"].sort());
  });
});

it.each([
  ["a waiver", () => waived, "waiveGate", true],
  ["a review", () => emergency, "decideReview", false],
] as const)("%s that lacks the signature its policy wants is told", async (_, packed, act, isOfMove) => {
  const [hand, path] = [takeApart(packed()), signed.place()];
  const leaf = hand.leaf(act);
  const change = (bodyOf: (leaf: number) => Loose): void => unsign(hand, leaf, bodyOf(leaf));
  const { places } = await verify("pack", path, "--policy", await forged(hand, log, { path, change }));
  const told = isOfMove ? [leaf, hand.leaf("applyTransition")] : [leaf];
  // Nothing names the signer's key any more, which the index still has.
  expect(places).toEqual(["MALFORMED", ...told.map((at) => `POLICY_UNSATISFIED ${at}`), "SIGNER_BY_REGISTRY"].sort());
});

it("holds once the signer's name is erased: what they signed is gone, and the signature is not shown any more", async () => {
  const { admin } = signed.world;
  await admin.do("deactivateUser", { principalId: signed.rob.id, reason: "gone" });
  const erasing = { principalId: signed.rob.id, categories: ["NAME"], reason: "as they asked", force: true };
  await admin.do("erasePersonalData", erasing, "erased { values }");
  const { claims, ...erased } = await pinned(await signed.packOf(signed.version));
  expect(erased).toMatchObject({ exit: 0, places: ["SIGNER_BY_REGISTRY"] });
  expect(claims.approvals).toMatchObject({ needed: 2, given: 2, bySigner: 1 });
});

import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { fromBase64 } from "../../verify/log/bytes.js";
import { verifyConsistency } from "../../verify/log/proofs.js";
import { openCheckpoint, parsePolicy } from "../../verify/log/tlog-policy.js";
import type { Answer } from "../support/actor.js";
import { checkout } from "../support/checkout.js";
import { query } from "../support/database.js";
import { logHome } from "../support/sequencer.js";
import { startTsa } from "../support/tsa.js";
import { until } from "../support/until.js";
import { startWitness } from "../support/witness.js";
import { download, filesOf, openPacked } from "./packed.js";

const PATH = "/evidence/pack?model=churn%20scored&version=1&disclose=NAME,TEXT&card=README.md";

/** What the verifier that auditors take along says of a pack. */
const verified = async (home: string, zip: Buffer, { policy, ca }: { policy: string; ca: string }): Promise<Answer> => {
  const [file, pinned] = [join(home, "pack.zip"), join(home, "pinned.txt")];
  writeFileSync(file, zip);
  writeFileSync(pinned, policy);
  const verifier = join(checkout, "verifier/countersign-verify.mjs");
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [
    verifier,
    "pack",
    file,
    "--policy",
    pinned,
    "--tsa",
    ca,
    "--json",
  ]).catch((error: { stdout: string }) => error);
  return JSON.parse(stdout) as Answer;
};

it("a pack bears what its witness signed, what its anchor keeps and what an authority stamped, and a verifier that pins all believes it", async () => {
  const home = logHome();
  const witness = await startWitness("witness.example/w");
  const [asked, anchors] = [join(home, "witnesses"), join(home, "anchors.json")];
  writeFileSync(asked, `witness w ${witness.vkey} ${witness.url}/\nquorum w\n`);
  const tsa = await startTsa();
  const ca = join(home, "ca.pem");
  writeFileSync(ca, tsa.ca);
  const kinds = [
    { kind: "file", path: join(home, "kept") },
    { kind: "rfc3161", url: tsa.url, ca },
  ];
  writeFileSync(anchors, JSON.stringify(kinds), { mode: 0o600 });
  const story = await openPacked(home, onTestFinished, {
    COUNTERSIGN_WITNESSES: asked,
    COUNTERSIGN_ANCHORS: anchors,
    COUNTERSIGN_ANCHOR_SECONDS: "1",
  });
  onTestFinished(() => story.world.close());
  await story.startLog();
  const { superuserUrl } = story.world.database;
  await until("receipts of both", async () => {
    return (await query(superuserUrl, "select distinct kind from audit.anchor")).length === 2;
  });
  const zip = await download(story.auditor, PATH);
  const files = filesOf(zip);
  const pinned = files.text("policy.txt");
  expect(pinned).toContain(`witness w ${witness.vkey}\nquorum w\n`);
  const believed = openCheckpoint(files.text("checkpoint"), parsePolicy(pinned));
  expect(believed.signatures.map(({ key }) => key.type).sort()).toEqual([1, 4]);
  const kept = files.json("anchors/01.json");
  const earlier = openCheckpoint(kept.checkpoint, parsePolicy(pinned.replace("quorum w", "quorum none")));
  expect([kept.kind, kept.size]).toEqual(["file", String(earlier.size)]);
  const proof = kept.consistency.map((hash: string) => fromBase64(hash));
  const [from, to, fromRoot, toRoot] = [earlier.size, believed.size, earlier.root, believed.root];
  expect(from === to || verifyConsistency({ from, to, fromRoot, toRoot, proof })).toBe(true);
  const report = await verified(home, zip, { policy: pinned, ca });
  expect(report.findings.filter(({ severity }: Answer) => severity === "error")).toEqual([]);
  expect(report.verdict).toBe("OK");
  expect(report.claims.completeAsOf.by).toContain("witness.example/w");
  const { size, receipt } = files.json("anchors/02.json");
  const { time } = JSON.parse(receipt);
  expect(report.claims.timestamps).toEqual([{ size, time, by: "Clock of the tests" }]);
}, 120_000);

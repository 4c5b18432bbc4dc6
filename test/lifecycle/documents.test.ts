import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkout } from "../support/checkout.js";
import { openWorld, type World } from "../support/world.js";

// What operators paste is run as they paste it: every block of these documents, one shell for all, in this order.
const guides = ["administration", "operations", "faq"].map((name) => `docs/${name}.md`);
const has = (program: string): boolean => spawnSync(program, ["--version"]).status === 0;
const run = promisify(execFile);

const blocksOf = (guide: string): { language: string; text: string }[] =>
  [...readFileSync(guide, "utf8").matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = "", text = ""]) => ({
    language,
    text,
  }));

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

test("every block is a shell's", () => {
  const blocks = guides.flatMap(blocksOf);
  expect(blocks.length).toBeGreaterThan(12);
  expect(blocks.filter(({ language }) => language !== "sh")).toEqual([]);
});

test.skipIf(!has("curl"))("the guides' blocks do what the guides say", async () => {
  const blocks = guides.flatMap((guide) => [`printf '\\n--- ${guide}\\n'`, ...blocksOf(guide).map(({ text }) => text)]);
  const script = blocks
    .join("\n")
    .replaceAll("http://127.0.0.1:4000", world.url)
    .replaceAll(".countersign/", `${world.config.home}/`);
  const path = [join(checkout, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  const { stdout: said } = await run("/bin/sh", ["-eu", "-c", script], { env: { PATH: path } });
  const [, administration = "", operations = "", faq = ""] = said.split(/^--- .*$/m);
  expect(said).not.toMatch(/"userErrors":\[\{|"errors":/);
  expect([...administration.matchAll(/"state":"(\w+)"/g)].map(([, state]) => state)).toEqual(["PENDING", "APPLIED"]);
  expect(administration).toContain('"warnings":[]');
  expect(administration).toMatch(/"name":"churn","version":1,"stage":"Production"/);
  expect(operations).toMatch(/^\nOK.*"ready":true/s);
  expect(operations).toContain("countersign_pending_requests 0");
  expect(faq.match(/"version":1|"version":"1"/g)?.length).toBeGreaterThan(4);
  expect(faq).toContain('"aliases":["champion"]');
});

test.skipIf(!has("curl") || !has("jq"))("README's tour ends in a refusal and a promotion", async () => {
  const [tour = ""] = blocksOf("README.md").flatMap(({ text }) => (text.includes("promote()") ? [text] : []));
  const script = tour
    .replaceAll("http://127.0.0.1:4000", world.url)
    .replaceAll(".countersign/", `${world.config.home}/`)
    .replaceAll("evidence.jsonl", join(world.config.home, "evidence.jsonl"));
  const path = [join(checkout, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  const { stdout: said } = await run("/bin/sh", ["-eu", "-c", script.replaceAll("churn", "tour")], {
    cwd: checkout,
    env: { PATH: path },
  });
  expect([...said.matchAll(/"(?:state|code)": "(\w+)"/g)].map(([, word]) => word)).toEqual([
    "APPLIED",
    "GATES_FAILED",
    "APPLIED",
  ]);
  expect(said).toMatch(/accuracy 0\.7 on recent@499ce42d, version 1 has 0\.81/);
  expect(said).toMatch(/"version": 3/);
  expect(said).toContain("Every digest and hash holds.");
});

test.skipIf(!has("python3"))("the guide in Python does the same", async () => {
  const script = join(checkout, "examples", "admin", "two_reviewers.py");
  const token = join(world.config.home, "admin-token");
  const { stdout: said } = await run("python3", ["-B", script, world.url, token]);
  expect(said).toContain("signed: PENDING\nsigned: APPLIED\nmodels:/pricing/Production is version 1\n");
});

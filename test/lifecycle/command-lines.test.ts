import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const folder = new URL("../../src/cli/", import.meta.url).pathname;
const commands = readdirSync(folder).filter((name) =>
  readFileSync(`${folder}${name}`, "utf8").includes("const USAGE ="),
);

it.each(commands)("%s --help tells how to call it, and nothing else", async (name) => {
  const run = promisify(execFile)(process.execPath, ["--import", "tsx", `${folder}${name}`, "--help"]);
  const { stdout, stderr } = await run;
  expect(stdout).toMatch(new RegExp(`^usage: npm run ${name.replace(".ts", "")}`));
  expect(stderr).toBe("");
});

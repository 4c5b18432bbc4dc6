import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cruise } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { expect, it } from "vitest";

const sources = ["src", "verify"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name)),
);

it("keeps the import rules of docs/adr and design: one direction, drivers and doors fenced in", async () => {
  const { forbidden, options } = JSON.parse(readFileSync(".dependency-cruiser.json", "utf8"));
  const { output } = await cruise(
    ["src", "verify"],
    { ...options, ruleSet: { forbidden }, validate: true, outputType: "json" },
    {},
    { tsConfig: extractTSConfig("tsconfig.json") },
  );
  const { summary } = JSON.parse(output as string);
  const found = summary.violations.map(
    (each: { rule: { name: string }; from: string; to: string }) => `${each.rule.name}: ${each.from} → ${each.to}`,
  );
  expect(found).toEqual([]);
  expect(summary.totalCruised).toBeGreaterThan(100);
});

it("reads the environment in config.ts only", () => {
  const readers = sources.filter((path) => readFileSync(path, "utf8").includes("process.env"));
  expect(readers).toEqual(["src/config.ts"]);
});

it("keeps files short: none over 400 lines, nine in ten under 200", () => {
  const lines = sources.map((path) => ({ path, lines: readFileSync(path, "utf8").split("\n").length }));
  expect(lines.filter(({ lines }) => lines > 400)).toEqual([]);
  expect(lines.filter(({ lines }) => lines > 200).length).toBeLessThan(lines.length / 10);
});

it("locks rows of one table at a time: beside a join, a row that was changed meanwhile would be answered as absent", () => {
  const locks = sources.flatMap((path) => {
    const text = readFileSync(path, "utf8");
    return [...text.matchAll(/\bfor (?:no key )?(?:update|share)\b( of\b)?/g)].map(({ index, 1: of }) => ({
      path,
      of,
      select: innermost(text.slice(0, index)),
    }));
  });
  expect(locks.length).toBeGreaterThan(10);
  expect(locks.filter(({ of, select }) => of !== undefined || /\bjoin\b/.test(select))).toEqual([]);
});

/** The text from the `select` on that a locking clause at the end of `text` belongs to. */
const innermost = (text: string): string => {
  for (let at = text.length - 1, depth = 0; at >= 0; at--) {
    if (text[at] === ")") depth++;
    if (text[at] === "(") depth--;
    if (depth < 0 || (depth === 0 && text.startsWith("select", at))) return text.slice(at);
  }
  return text;
};

it("uses each statement's name once", () => {
  const names = sources.flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/\b(?:sql|inTurn)\(\s*"([^"]+)"/g)].map(([, name]) => name),
  );
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

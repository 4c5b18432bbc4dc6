import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
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

it("normalises names in one place beside what checks them: a filter compares by db/names.ts", () => {
  const normalising = sources.filter((path) => readFileSync(path, "utf8").includes('normalize("NFC")'));
  expect(normalising.sort()).toEqual([
    "src/access/principals/handle-rules.ts",
    "src/db/names.ts",
    "src/input.ts",
    "src/tracking/tracking-input.ts",
  ]);
});

it("writes and reads instants in instant.ts only", () => {
  const others = sources.filter((path) =>
    /\bDate\.parse\(|\bnew Date\(|\.toISOString\(/.test(readFileSync(path, "utf8")),
  );
  expect(others).toEqual(["src/instant.ts"]);
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

it("keeps rooms small: no folder but access/ has more than 40 files of its own", () => {
  const files = Map.groupBy(sources, dirname);
  const halls = [...files].filter(([folder, own]) => folder !== "src/access" && own.length > 40);
  expect(halls.map(([folder, own]) => `${folder}: ${own.length}`)).toEqual([]);
});

it("uses each statement's name once", () => {
  const names = sources.flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/\b(?:sql|inTurn)\(\s*"([^"]+)"/g)].map(([, name]) => name),
  );
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

const text = (path: string): string => readFileSync(path, "utf8");
const valuesOf = (path: string): string[] =>
  [...text(path).matchAll(/^export (?:const|function|class) (\w+)/gm)].map(([, name]) => name ?? "");
const makesAnAct = /\b(?:command|ingest)\(\s*"(\w+)"/g;
const isStep = (path: string): boolean => path.endsWith(".step.ts");

/** One act by two ways: the second for programs that send the same call again and again. */
const alsoMade: Record<string, string> = { sendTransition: "requestTransition" };

it("keeps an act's file to the act: `verb-noun.ts` exports `verbNoun` and no other value", () => {
  const acts = sources.filter((path) => !path.startsWith("src/acts/") && text(path).match(makesAnAct) !== null);
  const untidy = acts.flatMap((path) => {
    const named = basename(path, ".ts").replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const made = [...text(path).matchAll(makesAnAct)].map(([, name]) => name);
    const others = valuesOf(path).filter((name) => name !== named);
    return made.join() === (alsoMade[named] ?? named) && others.length === 0
      ? []
      : [`${path} makes ${made}, exports besides: ${others}`];
  });
  expect(acts.length).toBeGreaterThan(60);
  expect(untidy).toEqual([]);
});

it("writes entries in commands and in their steps only, which say so: `verb-noun.step.ts`", () => {
  const writers = sources.filter((path) => /\btx\.audit\(/.test(text(path)));
  expect(writers.filter((path) => !isStep(path) && text(path).match(makesAnAct) === null)).toEqual([]);
  expect(sources.filter((path) => isStep(path) && text(path).match(makesAnAct) !== null)).toEqual([]);
});

it("tells loaders from pages: `*.loaders.ts` make DataLoaders and nothing else does the others' work", () => {
  const loaders = sources.filter((path) => path.endsWith(".loaders.ts"));
  const others = loaders.flatMap((path) => valuesOf(path).filter((name) => !/Loaders?$/.test(name)));
  expect(others).toEqual([]);
  expect(loaders.filter((path) => !/\b(?:DataLoader|edgeLoader)\b/.test(text(path)))).toEqual([]);
  const pages = sources.filter((path) => path.endsWith(".pages.ts"));
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.filter((path) => /\bnew DataLoader\b|\bedgeLoader</.test(text(path)))).toEqual([]);
});

it("keeps the wire's routes apart: what several need has a home of its own", () => {
  const routes = sources.filter((path) => path.endsWith(".routes.ts"));
  expect(routes.filter((path) => /from "\.\/[\w-]+\.routes\.js"/.test(text(path)))).toEqual([]);
});

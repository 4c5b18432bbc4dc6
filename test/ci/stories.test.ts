import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { unforgivenStories } from "../../scripts/ci/stories.js";

const many = "\\d+|ten|hundred|many|several|two|owners?|administrators|times|often";
const sounding = new RegExp(
  `\\b(${many})\\b.* at once\\b|\\brac(e|es|ing)\\b|kill|crash|\\bdies\\b|\\bleaks?\\b|deadlock`,
);

/** Titles that sound like a race, a crash or a leak, in files that are not tagged as a whole, without a tag of their own. */
const untagged = (path: string): string[] => {
  const text = readFileSync(path, "utf8");
  if (/^\/\/ @module-tag /m.test(text)) return [];
  const titles = text.matchAll(/\b(?:it|test)\(\s*(["'`])(.*?)\1,\s*(\{\s*tags: )?/g);
  return [...titles].flatMap(([, , title = "", tags]) =>
    sounding.test(title) && tags === undefined ? [`${path}: ${title}`] : [],
  );
};

it("a story that sounds like one that no second try excuses is tagged as such", () => {
  const paths = readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts") && !name.startsWith("ci/"))
    .map((name) => join("test", name));
  expect(paths.length).toBeGreaterThan(100);
  expect(paths.flatMap(untagged)).toEqual([]);
});

it("each kind is used", () => {
  const texts = readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts") && !name.startsWith("ci/"))
    .map((name) => readFileSync(join("test", name), "utf8"));
  for (const { name } of unforgivenStories)
    expect(texts.some((text) => text.includes(`@module-tag ${name}`) || text.includes(`tags: "${name}"`))).toBe(true);
});

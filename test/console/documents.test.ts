import { globSync, readFileSync } from "node:fs";
import { generate } from "@graphql-codegen/cli";
import { expect, it } from "vitest";
import config from "../../scripts/codegen.js";

it("has types of its documents that are in step with the schema: npm run gql", async () => {
  const files = (await generate({ ...config, silent: true }, false)) as { filename: string; content: string }[];
  expect(files.length).toBeGreaterThan(2);
  for (const { filename, content } of files) expect(content, filename).toBe(readFileSync(filename, "utf8"));
});

it("imports nothing of the service, and the service nothing of it", () => {
  const crossing = (pattern: string, other: RegExp): string[] =>
    globSync(pattern).filter((path) => !path.includes("dist/") && other.test(readFileSync(path, "utf8")));
  expect(globSync("web/**/*.tsx").length).toBeGreaterThan(30);
  expect(crossing("web/**/*.{ts,tsx}", /from "[^"]*\/src\//)).toEqual([]);
  expect(crossing("src/**/*.ts", /from "[^"]*\/web\//)).toEqual([]);
});

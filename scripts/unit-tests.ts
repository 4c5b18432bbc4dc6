import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** What needs a server, or starts processes: a test that reaches one of these, directly or not, is no unit test. */
const ground = [
  "test/support/database.ts",
  "test/support/service.ts",
  "test/http/stub-service.ts",
  "test/ci/run-plan.test.ts",
  "test/architecture.test.ts",
];

/** Files of tests that need neither a database nor a process: tables and pure rules. Found by what they import. */
export const unitTests = (): string[] => {
  const reaches = new Map<string, boolean>(ground.map((path) => [path, true]));
  const needsGround = (path: string): boolean => {
    const known = reaches.get(path);
    if (known !== undefined) return known;
    reaches.set(path, false);
    const text = readFileSync(path, "utf8");
    const found = importsOf(path, text).some(needsGround) || /"vitest".*\binject\b|\binject\b.*"vitest"/.test(text);
    reaches.set(path, found);
    return found;
  };
  return readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join("test", name))
    .filter((path) => !needsGround(path))
    .sort();
};

/** The modules of the tests' own that a module imports. */
const importsOf = (path: string, text: string): string[] =>
  [...text.matchAll(/\bfrom "(\.[^"]+)\.js"|\bimport\("(\.[^"]+)\.js"\)/g)]
    .map(([, named, lazy]) => `${normalize(join(dirname(path), named ?? lazy ?? ""))}.ts`)
    .filter((module) => module.startsWith("test/") && existsSync(module));

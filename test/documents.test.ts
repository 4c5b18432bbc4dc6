import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, it } from "vitest";

const documents = [
  ...readdirSync(".").filter((name) => name.endsWith(".md")),
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

it("a README is read in one sitting: 120 lines at most", () => {
  expect(readFileSync("README.md", "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(120);
});

it("every link within the project leads somewhere", () => {
  const broken = documents.flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)/g)].flatMap(
      ([, to = "", anchor = ""]) => {
        const target = to === "" ? path : normalize(join(dirname(path), to));
        if (!existsSync(target)) return [`${path}: ${to}`];
        if (anchor === "" || !target.endsWith(".md")) return [];
        return anchorsOf(target).includes(anchor.slice(1)) ? [] : [`${path}: ${to}${anchor}`];
      },
    ),
  );
  expect(documents.length).toBeGreaterThan(20);
  expect(broken).toEqual([]);
});

/** Of each heading, as code hosts make them. */
const anchorsOf = (path: string): string[] =>
  [...readFileSync(path, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

it("every command that a document names is there", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const unknown = documents.flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/\bnpm run ([a-z][a-z:-]*[a-z])/g)].flatMap(([, name = ""]) =>
      scripts[name] === undefined ? [`${path}: npm run ${name}`] : [],
    ),
  );
  expect(unknown).toEqual([]);
});

it("the index of decisions has each record with its title", () => {
  const index = readFileSync("docs/adr/README.md", "utf8");
  const files = readdirSync("docs/adr").filter((name) => /^\d{4}-.*\.md$/.test(name));
  const rows = files.map((name) => {
    const [number, ...title] = readFileSync(join("docs/adr", name), "utf8").split("\n")[0]?.slice(2).split(". ") ?? [];
    expect(name.startsWith(String(number).padStart(4, "0")), name).toBe(true);
    return `| ${number} | [${title.join(". ")}](${name}) |`;
  });
  expect(index.match(/^\| \d+ \|.*$/gm)).toEqual(rows);
});

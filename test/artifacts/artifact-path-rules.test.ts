import { expect, it } from "vitest";
import { parseArtifactPath, parseFilePath, pathSegments } from "../../src/artifacts/artifact-path-rules.js";

it.each<[string, string]>([
  ["", ""],
  ["a", "a"],
  ["a/b", "a/b"],
  ["./a//b/./c/", "a/b/c"],
  ["a/..b/c..", "a/..b/c.."],
  ["a%2e%2e", "a%2e%2e"],
  ["C", "C"],
  ["aC:/b", "aC:/b"],
  ["C:b", "C:b"],
  ["filex:a", "filex:a"],
  ["a/file:b", "a/file:b"],
  ["x".repeat(1_000), "x".repeat(1_000)],
  ["é".repeat(1_000), "é".repeat(1_000)],
  ["€".repeat(833), "€".repeat(833)],
])("%j is the path %j", (text, path) => expect(parseArtifactPath(text)).toBe(path));

it.each(["..", "a/../b", "/a", "a\\b", "a\u0000", "a\u0085", "\ud800", "C:/a", "c:", "file:a", "FILE:/a"])(
  "%j is no path",
  (text) =>
    expect(() => pathSegments(text)).toThrow(
      expect.objectContaining({ code: "INVALID_INPUT", message: "Invalid path", path: ["path"] }),
    ),
);

it("a “#” is explained, since MLflow's clients do not escape it", () =>
  expect(() => pathSegments("a#b")).toThrow(
    "Invalid path: a name holds no “#”, since MLflow's clients drop what follows it; rename the file.",
  ));

it.each<[string, string, string]>([
  ["x".repeat(1_001), "1,001", "1,001"],
  ["€".repeat(834), "834", "2,502"],
])("a path over its limits is refused, with its size", (text, characters, bytes) =>
  expect(() => parseArtifactPath(text)).toThrow(
    `Invalid path: at most 1,000 characters and 2,500 bytes in UTF-8; this one has ${characters} and ${bytes}.`,
  ),
);

it("counts characters, not code units", () => {
  expect(parseArtifactPath("𝒳".repeat(600))).toHaveLength(1_200);
  expect(() => parseArtifactPath("𝒳".repeat(626))).toThrow("this one has 626 and 2,504");
});

it("a file has a name", () => {
  expect(parseFilePath("a/b")).toBe("a/b");
  for (const text of ["", ".", "a/"]) expect(() => parseFilePath(text)).toThrow("Invalid path");
});

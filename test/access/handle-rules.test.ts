import { expect, it } from "vitest";
import { handleCandidate, handleStem, shownName } from "../../src/access/principals/handle-rules.js";

const person = (preferredUsername: string | null, email: string | null = null, subject = "sub-1") => ({
  preferredUsername,
  email,
  subject,
});

it.each<[ReturnType<typeof person>, string]>([
  [person("ana"), "ana"],
  [person("Ana.Maria"), "ana.maria"],
  [person("ana@example.com"), "ana"],
  [person("Ünsal Öz"), "unsal-oz"],
  [person("ﬁona"), "fiona"],
  [person("--ana--"), "ana"],
  [person("ana._-"), "ana"],
  [person("a   b"), "a-b"],
  [person("x".repeat(80)), "x".repeat(56)],
  [person(`${"x".repeat(55)}-y`), "x".repeat(55)],
  [person(null, "bo@example.com"), "bo"],
  [person("山田", "bo@example.com"), "bo"],
  [person("", "", "S|9"), "s-9"],
  [person("@x", "@y", "山田"), "user"],
])("%j begins with the handle %s", (who, stem) => expect(handleStem(who)).toBe(stem));

it("counts on where a handle exists", () => {
  expect([1, 2, 3].map((attempt) => handleCandidate("ana", attempt))).toEqual(["ana", "ana-2", "ana-3"]);
});

it.each<[string | null, string]>([
  [null, "ana"],
  ["", "ana"],
  ["  ", "ana"],
  ["\u202e\u200b", "ana"],
  [" Ana Óz ", "Ana Óz"],
  ["A\u0308", "Ä"],
  ["An\u0000a\u2028 \u202eB", "Ana B"],
  ["𝒳".repeat(300), "𝒳".repeat(256)],
  [`${"x".repeat(255)} y`, "x".repeat(255)],
])("the name %j is shown as %j", (name, shown) => expect(shownName(name, "ana")).toBe(shown));

import { expect, it } from "vitest";
import { auditedTags, auditedText } from "../../src/audit/audited-text.js";
import { sha256 } from "../../verify/sha256.js";

it("an entry holds a text whole up to 1,000 code units, a longer one by its SHA-256 and length", () => {
  const [fits, long] = ["x".repeat(1_000), "x".repeat(1_001)];
  expect(auditedText(undefined)).toBeNull();
  expect(auditedText("")).toBe("");
  expect(auditedText(fits)).toBe(fits);
  expect(auditedText(long)).toEqual({ sha256: sha256(long), length: 1_001 });
  expect(
    auditedTags([
      { key: "a", value: "b" },
      { key: "c", value: long },
    ]),
  ).toEqual([
    { key: "a", value: "b" },
    { key: "c", value: { sha256: sha256(long), length: 1_001 } },
  ]);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ZodType } from "zod";
import { description, displayName, handle, id, modelName, optionalText, reason, setOf, text } from "../../src/input.js";

const accepts = (schema: ZodType, value: unknown): boolean => schema.safeParse(value).success;
const says = (schema: ZodType, value: unknown): string => schema.safeParse(value).error?.issues[0]?.message ?? "";

describe("text", () => {
  test("counts code points, keeps tabs and line ends, refuses what cannot be stored", () => {
    for (const value of ["", "abc", "😀😀😀", "a\tb", "a\r\n"]) expect(accepts(text(3), value), value).toBe(true);
    for (const value of ["abcd", "😀😀😀😀", "\u0000", "a\u001b", "\ud800", "\udc00a", 7, null, undefined, {}])
      expect(accepts(text(3), value), String(value)).toBe(false);
    expect(says(text(10_000), "x".repeat(10_001))).toBe("at most 10,000 characters.");
    expect(says(reason, "")).toBe("1–2,000 characters.");
    expect(says(reason, " \n ")).toBe("1–2,000 characters, not blank.");
    expect(accepts(description, "x".repeat(10_000))).toBe(true);
    expect(optionalText(3).parse(null)).toBe(null);
    expect(optionalText(3).parse(undefined)).toBe(undefined);
  });

  test("whatever is accepted survives the database's rules", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        if (!accepts(text(1_000), value)) return;
        expect(value.isWellFormed() && !value.includes("\u0000") && [...value].length <= 1_000).toBe(true);
      }),
    );
  });
});

describe("names", () => {
  test("of models", () => {
    for (const name of [
      "churn",
      "Churn",
      "漢字",
      "a b",
      "x".repeat(256),
      "😀".repeat(256),
      "a.b-c_d",
      "100%",
      "a\\b",
      "'; drop",
      "🐈",
    ])
      expect(accepts(modelName, name), name).toBe(true);
    for (const name of [
      "",
      " ",
      " a",
      "a ",
      "\u00a0a",
      "a/b",
      "a:b",
      "a\tb",
      "a\u0000",
      "a\u0085",
      "a\u202eb",
      "a\u2066b",
      "a\u200bb",
      "a\u200db",
      "\ufeffa",
      "a\u00adb",
      "a\u061cb",
      "\u3164",
      "a\ufe0f",
      "\ud800",
      "x".repeat(257),
      "😀".repeat(257),
    ])
      expect(accepts(modelName, name), JSON.stringify(name)).toBe(false);
  });

  test("are stored as NFC", () => {
    expect(modelName.parse("Zoe\u0308")).toBe("Zo\u00eb");
    expect(modelName.parse("e\u0301".repeat(256))).toHaveLength(256);
    expect(displayName.parse("A\u030angstro\u0308m")).toBe("\u00c5ngstr\u00f6m");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (value) => {
        const parsed = modelName.safeParse(value);
        if (parsed.success) expect(modelName.parse(parsed.data)).toBe(parsed.data.normalize("NFC"));
      }),
    );
  });

  test("of people and teams", () => {
    for (const name of ["a", "0", "ana.k", "a-b_c.d", "a".repeat(63)]) expect(accepts(handle, name), name).toBe(true);
    for (const name of ["", "A", ".a", "-a", "a b", "é", "a\n", "a".repeat(64)])
      expect(accepts(handle, name), name).toBe(false);
  });
});

test("a malformed id is no id", () => {
  expect(id.parse("mod_01h2xcejqtf2nbrexx3vqjhp41")).toBe("mod_01h2xcejqtf2nbrexx3vqjhp41");
  for (const value of ["", "MOD_01h2xcejqtf2nbrexx3vqjhp41", "mod_\u0000", "\ud800", "mod_'", "x".repeat(1_000)])
    expect(id.parse(value)).toBe("");
  expect(accepts(id, 7)).toBe(false);
  for (const named of ["risk", "x", "ana-2", "fraud.team", "my_model-1"])
    expect(id.safeParse(named).error?.issues[0]?.message, named).toContain(`“${named}” is none: it looks like a slug`);
});

test("sets drop repetitions and have a size", () => {
  const pair = setOf(handle, 2, { min: 1 });
  expect(pair.parse(["a", "a"])).toEqual(["a"]);
  expect([[], ["a", "b", "c"], ["A"], "a"].map((value) => accepts(pair, value))).toEqual([false, false, false, false]);
});

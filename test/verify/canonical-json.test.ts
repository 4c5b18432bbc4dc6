import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, type Json } from "../../verify/canonical-json.js";

describe("canonical JSON", () => {
  it("is what another implementation of RFC 8785 writes", () => {
    const json = fc.jsonValue({ maxDepth: 5 }).filter((value) => JSON.stringify(value).isWellFormed());
    fc.assert(
      fc.property(json, (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as Json;
        expect(canonicalJson(plain)).toBe(canonicalize(plain));
        expect(canonicalJson(JSON.parse(canonicalJson(plain)))).toBe(canonicalJson(plain));
      }),
      { numRuns: 500 },
    );
  });

  it("writes the example of RFC 8785, section 3.2.3", () => {
    const value = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",' +
        '"\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  it.each([
    ["undefined", { a: undefined }],
    ["a function", { a: () => 1 }],
    ["NaN", [Number.NaN]],
    ["an infinity", [Number.POSITIVE_INFINITY]],
    ["a bigint", [1n]],
    ["a date", [new Date(0)]],
    ["a buffer", Buffer.from("x")],
    ["a sparse array", new Array(3)],
    ["a lone surrogate", "\ud800"],
    ["a symbol key", { [Symbol("x")]: 1 }],
    ["a class instance", new (class Thing {})()],
    ["too deep a nesting", Array.from({ length: 70 }).reduce<unknown>((inner) => [inner], 1)],
  ])("refuses %s", (_, value) => {
    expect(() => canonicalJson(value as Json)).toThrow(TypeError);
  });
});

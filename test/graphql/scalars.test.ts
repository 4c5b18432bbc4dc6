import { parseValue } from "graphql";
import { describe, expect, it } from "vitest";
import { DateTime, Double, Long, Sha256 } from "../../src/graphql/scalars.js";

describe("DateTime", () => {
  it.each([
    ["2026-11-24T01:50:00Z", "2026-11-24T01:50:00.000000Z"],
    ["2026-11-24t01:50:00.1z", "2026-11-24T01:50:00.100000Z"],
    ["2026-11-24T01:50:00.1234569Z", "2026-11-24T01:50:00.123456Z"],
    ["2026-11-24T01:50:00+01:30", "2026-11-24T00:20:00.000000Z"],
    ["2026-12-31T23:30:00-00:45", "2027-01-01T00:15:00.000000Z"],
    ["2026-01-01T00:15:00.9+23:59", "2025-12-31T00:16:00.900000Z"],
    ["2026-01-01T00:00:00-00:00", "2026-01-01T00:00:00.000000Z"],
    ["2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000000Z"],
    ["2000-02-29T12:00:00Z", "2000-02-29T12:00:00.000000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"],
    ["9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000000Z"],
    ["2017-01-01T08:59:60.5+09:00", "2017-01-01T00:00:00.500000Z"],
  ])("takes %s as %s", (text, instant) => {
    expect(DateTime.parseValue(text)).toBe(instant);
    expect(DateTime.parseLiteral(parseValue(`"${text}"`))).toBe(instant);
  });

  it.each([
    "2026-11-24",
    "2026-11-24T01:50:00",
    "2026-11-24 01:50:00Z",
    "2026-11-24T01:50Z",
    "2026-11-24T24:00:00Z",
    "2026-11-24T01:60:00Z",
    "2026-11-24T01:50:60Z",
    "2026-11-23T23:59:60Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2023-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2026-11-24T01:50:00+24:00",
    "2026-11-24T01:50:00+0100",
    "0000-12-31T23:59:59Z",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "10000-01-01T00:00:00Z",
    "-001-01-01T00:00:00Z",
    "2026-11-24T01:50:00.Z",
    "2026-11-24T01:50:00Z\n",
    "２026-11-24T01:50:00Z",
    "",
    1764000000,
    null,
    new Date(),
  ])("refuses %s", (value) => {
    expect(() => DateTime.parseValue(value)).toThrow(/RFC 3339/);
  });
});

describe("Long", () => {
  it.each([
    [7, 7n],
    [-7, -7n],
    [2 ** 53 - 1, 9007199254740991n],
    ["9223372036854775807", 2n ** 63n - 1n],
    ["-9223372036854775808", -(2n ** 63n)],
    ["0012", 12n],
  ])("takes %s", (value, long) => expect(Long.parseValue(value)).toBe(long));

  it.each([
    2 ** 53,
    1.5,
    "1.5",
    "9223372036854775808",
    "-9223372036854775809",
    "1e3",
    " 1",
    "",
    "0x10",
    true,
    null,
    {},
  ])("refuses %s", (value) => expect(() => Long.parseValue(value)).toThrow(/Long: an integer/));

  it("is exact in literals and answers", () => {
    expect(Long.parseLiteral(parseValue("9007199254740993"))).toBe(9007199254740993n);
    expect(() => Long.parseLiteral(parseValue("1.0"))).toThrow(/Long/);
    expect(Long.serialize(2n ** 53n - 1n)).toBe(9007199254740991);
    expect(Long.serialize(2n ** 53n)).toBe("9007199254740992");
    expect(Long.serialize(-(2n ** 63n))).toBe("-9223372036854775808");
  });
});

describe("Double", () => {
  it.each([
    [0.1, 0.1],
    ["NaN", "NaN"],
    ["Infinity", "Infinity"],
    ["-Infinity", "-Infinity"],
    [1e308, 1e308],
  ])("takes %s and gives it back", (value, shown) => expect(Double.serialize(Double.parseValue(value))).toBe(shown));

  it.each(["1", "nan", "inf", Number.POSITIVE_INFINITY, Number.NaN, true, null, []])("refuses %s", (value) =>
    expect(() => Double.parseValue(value)).toThrow(/Double: a finite number/),
  );

  it("refuses a literal beyond every double", () => {
    expect(Double.parseLiteral(parseValue("3"))).toBe(3);
    expect(Double.parseLiteral(parseValue('"-Infinity"'))).toBe(Number.NEGATIVE_INFINITY);
    expect(() => Double.parseLiteral(parseValue("1e999"))).toThrow(/Double/);
  });
});

it("Sha256 is 64 hexadecimal digits", () => {
  const digest = "ab".repeat(32);
  expect(Sha256.parseValue(digest.toUpperCase())).toBe(digest);
  expect(Sha256.serialize(Buffer.from(digest, "hex"))).toBe(digest);
  expect(() => Sha256.parseValue(digest.slice(1))).toThrow(/64 hexadecimal digits/);
});

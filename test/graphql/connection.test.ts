import { describe, expect, it } from "vitest";
import { keyset, useCursorSecret } from "../../src/db/keyset.js";
import { page } from "../../src/graphql/connection.js";

describe("cursors", () => {
  const things = keyset("things", { filter: { name: "a" }, orderBy: "NAME" });

  it("give back the key they were made of", () => {
    const cursor = things.encode("a", 2n ** 60n, 3, null);
    expect(things.decode(cursor)).toEqual(["a", "1152921504606846976", 3, null]);
    expect(things.decode(null)).toBeNull();
    expect(keyset("things", { orderBy: "NAME", filter: { name: "a" } }).decode(cursor)).toHaveLength(4);
  });

  it("are good for their own list, filter and order only", () => {
    const cursor = things.encode("a");
    for (const other of [
      keyset("others", { filter: { name: "a" }, orderBy: "NAME" }),
      keyset("things", { filter: { name: "b" }, orderBy: "NAME" }),
      keyset("things", { filter: { name: "a" }, orderBy: "AGE" }),
      keyset("things"),
    ])
      expect(() => other.decode(cursor)).toThrow(/not a cursor of this list/);
  });

  it("say nothing of what they hold, and nothing by their length", () => {
    const of = (number: bigint): string => things.encode("2026-11-24T01:50:00.123456Z", number);
    expect(of(7n)).toBe(of(7n));
    for (const number of [1n, 999n, 1_000n, 2n ** 62n]) expect(of(number)).toHaveLength(of(7n).length);
    for (const text of ["2026", "123456789", "24Z"])
      expect(Buffer.from(things.encode("2026-11-24Z", 123_456_789n), "base64url").includes(text), text).toBe(false);
    // A stream of bytes that is the same for neighbours would give away the difference of two numbers.
    const [a, b] = [of(1_000n), of(1_001n)].map((cursor) => Buffer.from(cursor, "base64url").subarray(16)) as [
      Buffer,
      Buffer,
    ];
    expect([...a].filter((byte, index) => byte === b[index]).length).toBeLessThan(a.length / 4);
  });

  it("cannot be made or altered outside", () => {
    const cursor = things.encode("a");
    const bytes = Buffer.from(cursor, "base64url");
    const altered = [...bytes.keys()].map((index) => {
      const other = Buffer.from(bytes);
      other[index]! ^= 1;
      return other.toString("base64url");
    });
    for (const bad of [
      ...altered,
      bytes.subarray(0, 16).toString("base64url"),
      bytes.subarray(1).toString("base64url"),
      `${cursor} `,
      `${cursor}=`,
      `${cursor}.x`,
      "",
      "\0",
      "€",
      "x".repeat(100_000),
    ])
      expect(() => things.decode(bad), bad.slice(0, 50)).toThrow(/not a cursor of this list/);
    useCursorSecret("another server");
    expect(() => things.decode(cursor)).toThrow(/not a cursor of this list/);
  });
});

describe("page", () => {
  const cursorOf = (row: number): string => `c${row}`;

  it("cuts what was fetched to look further", () => {
    expect(page([1, 2, 3], 2, cursorOf)).toEqual({
      edges: [
        { cursor: "c1", node: 1 },
        { cursor: "c2", node: 2 },
      ],
      nodes: [1, 2],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: "c1", endCursor: "c2" },
    });
    expect(page([3], 2, cursorOf, "c2").pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it("may be empty", () => {
    expect(page([], 2, cursorOf).pageInfo).toMatchObject({ hasNextPage: false, startCursor: null, endCursor: null });
  });
});

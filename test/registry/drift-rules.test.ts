import { expect, it } from "vitest";
import { asNumbers, driftOf, frozenFacts, presentFacts } from "../../src/registry/frozen/drift-rules.js";

const pairs = (of: Record<string, unknown>) => Object.entries(of).map(([key, value]) => ({ key, value }));

it.each<[string, Record<string, unknown>, Record<string, unknown>, unknown[]]>([
  ["nothing", {}, {}, []],
  ["the same", { a: 1 }, { a: 1 }, []],
  ["another value", { a: 1 }, { a: 2 }, [{ key: "a", frozen: 1, now: 2 }]],
  ["one gone", { a: 1 }, {}, [{ key: "a", frozen: 1, now: null }]],
  ["one come", {}, { a: 1 }, [{ key: "a", frozen: null, now: 1 }]],
  ["no number, twice", { a: Number.NaN }, { a: Number.NaN }, []],
  ["no number any more", { a: 1 }, { a: Number.NaN }, [{ key: "a", frozen: 1, now: Number.NaN }]],
  ["no number before", { a: Number.NaN }, { a: 1 }, [{ key: "a", frozen: Number.NaN, now: 1 }]],
  [
    "several, by key",
    { c: 1, a: 1 },
    { b: 2, c: 3 },
    [
      { key: "a", frozen: 1, now: null },
      { key: "b", frozen: null, now: 2 },
      { key: "c", frozen: 1, now: 3 },
    ],
  ],
])("drift of %s", (_, frozen, now, expected) => expect(driftOf(pairs(frozen), pairs(now))).toEqual(expected));

it("reads frozen metrics back as numbers, what JSON cannot hold too", () => {
  expect(
    asNumbers([
      { key: "a", value: 1.5 },
      { key: "b", value: "-Infinity" },
    ]),
  ).toEqual([
    { key: "a", value: 1.5 },
    { key: "b", value: -Infinity },
  ]);
});

it("tells a run's facts in the same texts, then and now", () => {
  const finished = [
    { key: "status", value: "FINISHED" },
    { key: "endTime", value: "1970-01-01T00:00:01.000000Z" },
  ];
  expect(frozenFacts({ status: "FINISHED", endTime: "1000" } as never)).toEqual(finished);
  expect(presentFacts({ status: "FINISHED", endTime: 1_000n })).toEqual(finished);
  expect(frozenFacts({ status: "RUNNING", endTime: null } as never)).toEqual([{ key: "status", value: "RUNNING" }]);
  expect(presentFacts({ status: "RUNNING", endTime: 2n ** 62n })).toContainEqual({
    key: "endTime",
    value: `${2n ** 62n}`,
  });
});

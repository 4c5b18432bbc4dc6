import { expect, it } from "vitest";
import { COUNTED, rangesToGather } from "../../src/db/ranges.js";

const more = COUNTED + 1;

it.each([
  ["nothing is to be found by an index", [], []],
  ["the only range is small", [3], [0]],
  ["every range holds more than is counted", [more, more], []],
  ["one is small, and the other costs more to read than to ask of each", [more, 40], [1]],
  ["another is about as small", [100, 40, 600], [0, 1]],
  ["one is empty: what is in all of them is read of it alone", [500, 0], [1]],
  ["two are just as small", [7, 7], [0, 1]],
  ["a large one would be read only in part", [1_000, more], [0]],
])("gathers, when %s, of %j the ranges %j", (_, counts, gathered) => {
  expect(rangesToGather(counts)).toEqual(gathered);
});

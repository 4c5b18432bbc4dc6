import { expect, it } from "vitest";
import { eachOf } from "../../src/jobs/each-of.js";

const pages = async function* () {
  yield* [1, 2];
  yield* [3, 4];
};

it("a thing that fails keeps none behind it from its turn, and its fault is told in the end", async () => {
  const done: number[] = [];
  const round = eachOf(pages(), new AbortController().signal, async (thing) => {
    if (thing % 2 === 0) throw new Error(`no ${thing}`);
    done.push(thing);
  });
  await expect(round).rejects.toThrow("no 2");
  expect(done).toEqual([1, 3]);
});

it("a stop ends the round before the next thing", async () => {
  const stop = new AbortController();
  const done: number[] = [];
  await eachOf([1, 2, 3], stop.signal, async (thing) => {
    done.push(thing);
    if (thing === 2) stop.abort();
  });
  expect(done).toEqual([1, 2]);
});

import { expect, it } from "vitest";
import { joined } from "../../src/kinds.js";
import { linksDigest, linksOf, listsBelow } from "../../verify/links.js";

it("the lists below things are those of the nouns", () => {
  const lists = joined().list.flatMap(({ subject, below }) =>
    below === undefined
      ? []
      : [[subject, Object.fromEntries(Object.entries(below).map(([role, { list }]) => [role, list]))]],
  );
  expect(listsBelow).toEqual(Object.fromEntries(lists));
});

it("links have one order and one digest, whatever order they come in", () => {
  const subjects = [
    { kind: "registered_model", id: "mod_1", role: "model" },
    { kind: "model_version", id: "mv_1", role: "target" },
    { kind: "model_version", id: "mv_1", role: "read" },
  ];
  const links = linksOf(subjects);
  expect(links).toEqual([
    ["model_version", "mv_1", "target"],
    ["model_version.read", "mv_1", "read"],
    ["registered_model.version", "mod_1", "model"],
  ]);
  expect(linksOf(subjects.toReversed())).toEqual(links);
  expect(linksDigest(links)).toBe("f75d0df19ba213065435d9285b53439285b5242d591f08d7ae26f6eae294f8ea");
});

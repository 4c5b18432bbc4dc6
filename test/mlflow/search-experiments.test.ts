import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Filter, OrderKey, Test } from "../../src/db/filter.js";
import type { Answer } from "../support/actor.js";
import { evaluate, type Searched } from "../support/evaluate-filter.js";
import { Mlflow } from "../support/mlflow.js";
import { compareBy } from "../support/ordered.js";
import { printFilter } from "../support/print-filter.js";
import { openWorld, type World } from "../support/world.js";

/** Searches of experiments, held against the evaluator in memory as those of runs are. */

let world: World;
let ana: Mlflow;
let scenes = 0;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["MAINTAINER"] }));
});
afterAll(() => world?.close());

const texts = fc.constantFrom(
  "",
  "a",
  "A",
  "ab",
  "aB",
  "é",
  "É",
  "Я",
  "я",
  "%",
  "_",
  "a%b",
  "\\",
  "a\\_b",
  "😀",
  "\uff21",
  "'",
  '"',
);
const patterns = fc.oneof(texts, fc.constantFrom("%", "a%", "%b", "a_", "%é%", "__"));
const tagKeys = fc.constantFrom("team", "a b", "ключ");

interface Sketch {
  name: string;
  tags: Record<string, string>;
  deleted: boolean;
}
const sketches: fc.Arbitrary<Sketch[]> = fc.uniqueArray(
  fc.record({
    name: texts,
    tags: fc.dictionary(tagKeys, texts, { maxKeys: 3, noNullPrototype: true }),
    deleted: fc.boolean(),
  }),
  { minLength: 3, maxLength: 8, selector: ({ name }) => name },
);

type Made = Searched & { deleted: boolean };

/** Makes experiments of which the tag `scene` and the end of the name tell where they belong. */
const make = async (given: readonly Sketch[]): Promise<{ scene: string; made: Made[] }> => {
  const scene = `s${++scenes}`;
  const made: Made[] = [];
  for (const { name, tags, deleted } of given) {
    const pairs = Object.entries({ ...tags, scene }).map(([key, value]) => ({ key, value }));
    const experiment_id = await ana.experiment(`${name}${scene}`, { tags: pairs });
    if (deleted) await ana.post("experiments/delete", { experiment_id });
    const { experiment } = await ana.get("experiments/get", { experiment_id });
    const { creation_time, last_update_time } = experiment;
    made.push({
      attributes: { name: experiment.name, experiment_id, creation_time, last_update_time },
      tags: { ...tags, scene },
      deleted,
    });
  }
  return { scene, made };
};

const comparison = (
  field: fc.Arbitrary<Pick<Test, "kind" | "key">>,
  operators: Test["operator"][],
  value: fc.Arbitrary<Test["value"]>,
): fc.Arbitrary<Filter> =>
  fc
    .tuple(field, fc.constantFrom(...operators), value)
    .map(([each, operator, against]) => ({ test: { ...each, operator, value: against } }));
const tag = tagKeys.map((key) => ({ kind: "tag" as const, key }));
const name = fc.constant({ kind: "attribute" as const, key: "name" });
const time = fc.constantFrom("creation_time", "last_update_time").map((key) => ({ kind: "attribute" as const, key }));
const test = fc.oneof(
  comparison(fc.oneof(tag, name), ["=", "!="], texts),
  comparison(fc.oneof(tag, name), ["LIKE", "ILIKE"], patterns),
  comparison(fc.oneof(tag, name), ["IN", "NOT IN"], fc.array(texts, { minLength: 1, maxLength: 3 })),
  comparison(tag, ["IS NULL", "IS NOT NULL"], fc.constant(null)),
  // A number below stands for the time of the experiment at that place.
  comparison(time, ["=", "!=", ">", ">=", "<", "<="], fc.nat({ max: 3 })),
);
const { filter } = fc.letrec<{ filter: Filter; parts: Filter[] }>((tie) => ({
  filter: fc.oneof(
    { depthSize: "small" },
    { weight: 3, arbitrary: test },
    tie("parts").map((and) => ({ and })),
    tie("parts").map((or) => ({ or })),
    tie("filter").map((not) => ({ not })),
  ),
  parts: fc.array(tie("filter"), { minLength: 2, maxLength: 3 }),
}));

/** The filter with what depends on the scene filled in. */
const placed = (given: Filter, scene: string, made: readonly Made[]): Filter => {
  if ("and" in given) return { and: given.and.map((each) => placed(each, scene, made)) };
  if ("or" in given) return { or: given.or.map((each) => placed(each, scene, made)) };
  if ("not" in given) return { not: placed(given.not, scene, made) };
  const { kind, key, value } = given.test;
  if (typeof value === "number")
    return { test: { ...given.test, value: made[value % made.length]?.attributes?.[key] as number } };
  if (kind !== "attribute") return given;
  const whole = (text: string): string => `${text}${scene}`;
  return { test: { ...given.test, value: typeof value === "string" ? whole(value) : (value as string[]).map(whole) } };
};

const orders = fc.uniqueArray(
  fc.record({
    kind: fc.constant("attribute" as const),
    key: fc.constantFrom("name", "experiment_id", "creation_time", "last_update_time"),
    ascending: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3, selector: ({ key }) => key },
);
const printOrder = ({ key, ascending }: OrderKey): string => `${key} ${ascending ? "ASC" : "DESC"}`;
const numbered = (each: Made): Made => ({
  ...each,
  attributes: { ...each.attributes, experiment_id: BigInt(String(each.attributes?.experiment_id)) },
});
const idOf = ({ attributes }: Searched): string => String(attributes?.experiment_id);

const pages = async (message: Answer, max_results: number, method: "GET" | "POST"): Promise<string[]> => {
  const found: string[] = [];
  for (let page_token: string | undefined = ""; page_token !== undefined; ) {
    const page: Answer = await ana.call(method, "experiments/search", {
      ...message,
      max_results,
      ...(page_token && { page_token }),
    });
    const ids: string[] = (page.experiments ?? []).map((each: Answer) => each.experiment_id);
    if (page.next_page_token !== undefined) expect(ids).toHaveLength(max_results);
    found.push(...ids);
    page_token = page.next_page_token;
  }
  return found;
};

const ofScene = (scene: string): Filter => ({ test: { kind: "tag", key: "scene", operator: "=", value: scene } });

describe("a search of experiments", () => {
  it("finds what the filter says; without an order the newest come first", async () => {
    const questions = fc.array(fc.tuple(filter, fc.constantFrom("ACTIVE_ONLY", "DELETED_ONLY", "ALL")), {
      minLength: 10,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(sketches, questions, async (given, asked) => {
        const { scene, made } = await make(given);
        for (const [each, view_type] of asked) {
          const whole: Filter = { and: [ofScene(scene), placed(each, scene, made)] };
          const message = { filter: printFilter(whole), view_type };
          const shown = made.filter(({ deleted }) => view_type === "ALL" || deleted === (view_type === "DELETED_ONLY"));
          const expected = shown
            .filter((experiment) => evaluate(whole, experiment))
            .map(idOf)
            .reverse();
          expect(await pages(message, 100, "POST"), JSON.stringify(message, null, 1)).toEqual(expected);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("gives any order page by page, of equal ones the last made first; by GET and by POST", async () => {
    const questions = fc.array(
      fc.tuple(orders, fc.integer({ min: 1, max: 5 }), fc.constantFrom("GET" as const, "POST" as const)),
      { minLength: 6, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(sketches, questions, async (given, asked) => {
        const { scene, made } = await make(given);
        for (const [order, size, method] of asked) {
          const message = { filter: printFilter(ofScene(scene)), view_type: "ALL", order_by: order.map(printOrder) };
          const expected = made.map(numbered).reverse().sort(compareBy(order)).map(idOf);
          expect(await pages(message, size, method), `pages of ${size}: ${JSON.stringify(message, null, 1)}`).toEqual(
            expected,
          );
        }
      }),
      { numRuns: 15 },
    );
  });

  it("refuses what is no filter and no order, and names the clause", async () => {
    for (const [message, said] of [
      [{ filter: "name ~ 'x'" }, "name ~ 'x'"],
      [{ filter: "status = 'x'" }, "Invalid attribute key 'status'"],
      [{ filter: "name = x" }, "name = x"],
      [{ filter: "creation_time = '5'" }, "creation_time"],
      [{ filter: "params.a = 'x'" }, "Invalid entity type 'params'"],
      [{ filter: "name IS NULL" }, "IS NULL"],
      [{ order_by: ["tags.a"] }, "tag"],
      [{ order_by: ["name", "name DESC"] }, "duplicate"],
      [{ order_by: ["name, creation_time"] }, "name, creation_time"],
      [{ order_by: ["name sideways"] }, "name sideways"],
    ] as const) {
      const refused = await ana.refused("POST", "experiments/search", { max_results: 5, ...message });
      expect([refused.error, refused.message], JSON.stringify(message)).toEqual([
        "400 INVALID_PARAMETER_VALUE",
        expect.stringContaining(said),
      ]);
    }
  });
});

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Filter, Test } from "../../src/db/filter.js";
import type { Answer } from "../support/actor.js";
import { evaluate, type Searched } from "../support/evaluate-filter.js";
import { Mlflow } from "../support/mlflow.js";
import { printFilter } from "../support/print-filter.js";
import { registerModel } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let carl: Mlflow, ben: Mlflow;

const MODELS = 15;
const VERSIONS = 14;
const names = [
  "churn",
  "Churn",
  "chürn",
  "CHÜRN",
  "fraud_1",
  "fraud%1",
  "a b",
  "語",
  "it's",
  'say "x"',
  "x".repeat(256),
];
const words = ["", "a", "A", "ab", "a%", "a_", "é", "É", "日本", "v".repeat(250), `${"v".repeat(250)}x`, "'", "true"];
const keys = ["team", "Team", "a.b", "a b", "größe"];
const nameOf = (index: number): string => names[index] ?? `model ${index}`;

/** What each model and version is, as MLflow's fields: written down here, not read back. */
const models: (Searched & { id: string })[] = [];
const versions: (Searched & { id: string })[] = [];

const tagsOf = (seed: number): Record<string, string> =>
  Object.fromEntries(
    keys.filter((_, at) => (seed >> at) % 2 === 0).map((key, at) => [key, words[(seed * 7 + at) % words.length] ?? ""]),
  );

const stages = ["Staging", "None", "Archived"];
const aliases = ["champion", "a_b", "Champion"];
const numbers = [0, -0.5, 0.25, 0.9, 1e300, -1e-300, 3, Infinity, -Infinity, NaN];
const metricsOf = (seed: number): Record<string, number> =>
  Object.fromEntries(
    ["auc", "a b", "größe"]
      .filter((_, at) => (seed >> at) % 3 !== 0)
      .map((key, at) => [key, numbers[(seed * 3 + at) % numbers.length] ?? 0]),
  );

beforeAll(async () => {
  world = await openWorld();
  carl = new Mlflow(await world.user("carl", { risk: ["CONTRIBUTOR"] }));
  ben = new Mlflow(await world.user("ben", { risk: ["CONTRIBUTOR"] }));
  const mia = await world.user("mia", { risk: ["MAINTAINER"] });
  const eve = await world.user("eve", { fraud: ["OWNER"] });
  const list = (tags: Record<string, string>): Answer[] => Object.entries(tags).map(([key, value]) => ({ key, value }));
  for (let model = 0; model < MODELS; model++) {
    const name = nameOf(model);
    const tags = tagsOf(model * 5 + 3);
    const registeredModelId = await registerModel(carl.actor, world.teamId("risk"), name, { tags: list(tags) });
    models.push({ id: name, attributes: { name }, tags });
    await Promise.all(
      Array.from({ length: VERSIONS }, async (_, index) => {
        const seed = model * VERSIONS + index;
        const run_id = seed % 3 === 0 ? null : `run_${seed % 10}`;
        const source = `s3://bucket/${words[seed % 7] || "x"}`.replace(/[%']/g, "p");
        const of = tagsOf(seed);
        const metrics = metricsOf(seed);
        const params = tagsOf(seed * 3 + 1);
        const by = seed % 4 === 0 ? ben : carl;
        const input = { registeredModelId, source, runId: run_id, tags: list(of), params: list(params) };
        const frozen = {
          ...input,
          metrics: Object.entries(metrics).map(([key, value]) => ({
            key,
            value: Number.isFinite(value) ? value : String(value),
          })),
        };
        const { createModelVersion } = await by.actor.do("createModelVersion", frozen, "modelVersion { id version }");
        const { version, id: versionId } = createModelVersion.modelVersion;
        const stage = stages[seed % 5] ?? "None";
        if (stage !== "None") await mia.do("requestTransition", { modelVersionId: versionId, to: stage, reason: "so" });
        const alias = aliases[index] ?? null;
        if (alias !== null) await mia.do("setAlias", { modelVersionId: versionId, alias });
        const creator = by === ben ? "ben" : "carl";
        const attributes = { name, run_id, source_path: source, version_number: version, stage, alias, creator };
        versions.push({ id: `${name}/${version}`, attributes, tags: of, metrics, params });
      }),
    );
  }
  const hidden = await registerModel(eve, world.teamId("fraud"), "hidden", { visibility: "TEAM" });
  await eve.do("createModelVersion", { registeredModelId: hidden, source: "s3://bucket/x" });
  const prompt = { key: "mlflow.prompt.is_prompt", value: "true" };
  await carl.post("registered-models/create", { name: "a prompt", tags: [prompt, { key: "team", value: "a" }] });
  await carl.post("model-versions/create", { name: "a prompt", source: "dummy-source", tags: [prompt] });
});
afterAll(() => world?.close());

const pattern = fc
  .array(fc.constantFrom("%", "_", "a", "A", "é", "churn", "v", "1", " "), { maxLength: 4 })
  .map((parts) => parts.join(""));
const comparison = (
  field: fc.Arbitrary<Pick<Test, "kind" | "key">>,
  operators: readonly Test["operator"][],
  compared: fc.Arbitrary<Test["value"]>,
): fc.Arbitrary<Filter> =>
  fc
    .tuple(field, fc.constantFrom(...operators), compared)
    .map(([each, operator, value]) => ({ test: { ...each, operator, value } }));

const tag = fc.constantFrom(...keys, "absent").map((key) => ({ kind: "tag" as const, key }));
const attribute = (...of: string[]) => fc.constantFrom(...of).map((key) => ({ kind: "attribute" as const, key }));
const quotable = (value: string): boolean => !(value.includes("'") && value.includes('"'));
const value = fc.constantFrom(...words, ...names, "run_1", "run_7", "s3://bucket/a").filter(quotable);
const texts = (fields: fc.Arbitrary<Pick<Test, "kind" | "key">>) => [
  comparison(fields, ["=", "!=", "LIKE", "ILIKE"], fc.oneof(value, pattern)),
  comparison(fields, ["IN", "NOT IN"], fc.array(value, { minLength: 1, maxLength: 4 })),
];
const anyOf = (tests: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
  fc.letrec<{ filter: Filter; parts: Filter[] }>((tie) => ({
    filter: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      tests,
      tie("parts").map((and) => ({ and })),
      tie("parts").map((or) => ({ or })),
      tie("filter").map((not) => ({ not })),
    ),
    parts: fc.array(tie("filter"), { minLength: 2, maxLength: 3 }),
  })).filter;

const number = comparison(
  attribute("version_number"),
  ["=", "!=", ">", ">=", "<", "<="],
  fc.integer({ min: -1, max: VERSIONS + 1 }),
);
const metric = comparison(
  fc.constantFrom("auc", "a b", "größe", "absent").map((key) => ({ kind: "metric" as const, key })),
  ["=", "!=", ">", ">=", "<", "<="],
  fc.constantFrom(0, -0.5, 0.25, 0.3, 0.9, 3, 1e300),
);
const param = fc.constantFrom(...keys, "absent").map((key) => ({ kind: "param" as const, key }));
const missing = comparison(param, ["IS NULL", "IS NOT NULL"], fc.constant(null));
const stage = comparison(
  attribute("stage"),
  ["=", "!=", "LIKE", "ILIKE"],
  fc.constantFrom("None", "Staging", "Production", "Archived"),
);
const stageIn = comparison(
  attribute("stage"),
  ["IN", "NOT IN"],
  fc.subarray(["None", "Staging", "Archived"], { minLength: 1 }),
);
const who = comparison(
  attribute("alias", "creator"),
  ["=", "!=", "LIKE", "ILIKE"],
  fc.constantFrom("champion", "CHAMPION", "a_b", "carl", "ben", "%b%", "nobody"),
);
const ofVersions = anyOf(
  fc.oneof(
    ...texts(tag),
    ...texts(attribute("name", "run_id", "source_path", "alias", "creator")),
    ...texts(param),
    ...[number, metric, missing, stage, stageIn, who],
  ),
);
const ofModels = anyOf(fc.oneof(...texts(tag), ...texts(attribute("name"))));

/** Every page of a search; no page is empty or larger than asked for. */
const walk = async (path: string, list: string, message: Answer): Promise<Answer[]> => {
  const found: Answer[] = [];
  for (let page_token: string | undefined; ; ) {
    const reply = await carl.get(path, { ...message, ...(page_token && { page_token }) });
    const page: Answer[] = reply[list] ?? [];
    expect(page.length).toBeLessThanOrEqual(message.max_results);
    found.push(...page);
    page_token = reply.next_page_token;
    if (page_token === undefined) return found;
    expect(page).toHaveLength(message.max_results);
  }
};

const byText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
type Compare = (a: Answer, b: Answer) => number;
const orders: [string, Compare, boolean][] = [
  ["name ASC", (a, b) => byText(a.name, b.name), true],
  ["name DESC", (a, b) => byText(b.name, a.name), true],
  ["version_number", (a, b) => a.version - b.version, true],
  ["version_number DESC", (a, b) => b.version - a.version, true],
  ["creation_timestamp", (a, b) => a.creation_timestamp - b.creation_timestamp, false],
  ["last_updated_timestamp DESC", (a, b) => b.last_updated_timestamp - a.last_updated_timestamp, false],
];

describe("what the database finds is what an evaluation in memory finds", () => {
  it("of versions, in every order, at every page size", async () => {
    const order = fc.option(fc.constantFrom(...orders), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(ofVersions, order, fc.integer({ min: 7, max: 300 }), async (filter, ordered, max_results) => {
        const message = { filter: printFilter(filter), max_results, ...(ordered && { order_by: [ordered[0]] }) };
        const found = await walk("model-versions/search", "model_versions", message);
        const ids = found.map((each) => `${each.name}/${each.version}`);
        const wanted = versions.filter((each) => evaluate(filter, each)).map(({ id }) => id);
        expect([...ids].sort()).toEqual(wanted.sort());
        const [, compare = orders[5]![1], exact = false] = ordered ?? [];
        const then: Compare = (a, b) => byText(a.name, b.name) || b.version - a.version;
        for (const [index, each] of found.entries()) {
          const before = found[index - 1];
          const place = before === undefined ? -1 : compare(before, each) || (exact ? then(before, each) : -1);
          expect(place, `${ids[index - 1]} before ${ids[index]}`).toBeLessThan(0);
        }
      }),
      { numRuns: 120 },
    );
  });

  it("of models, by name unless told otherwise", async () => {
    await fc.assert(
      fc.asyncProperty(ofModels, fc.integer({ min: 1, max: 20 }), fc.boolean(), async (filter, max_results, down) => {
        const message = { filter: printFilter(filter), max_results, ...(down && { order_by: ["name DESC"] }) };
        const found = (await walk("registered-models/search", "registered_models", message)).map(({ name }) => name);
        const wanted = models.filter((each) => evaluate(filter, each)).map(({ id }) => id);
        expect(found).toEqual(wanted.sort((a, b) => (down ? byText(b, a) : byText(a, b))));
      }),
      { numRuns: 120 },
    );
  });
});

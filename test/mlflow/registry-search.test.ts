import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let carl: Mlflow, mia: Mlflow;
let ids: string[];

const FAIR = { key: "fairness_audit", value: "passed" };
const IS_PROMPT = { key: "mlflow.prompt.is_prompt", value: "true" };
/** What 2.21 and later add to every search of models. */
const STOCK = "tag.`mlflow.prompt.is_prompt` != 'true'";

/** 15 models with 200 versions over 15 experiments, of which one passed its audit; two prompts. */
beforeAll(async () => {
  world = await openWorld();
  carl = new Mlflow(await world.user("carl", { risk: ["CONTRIBUTOR"] }));
  mia = new Mlflow(await world.user("mia", { risk: ["MAINTAINER"] }));
  ids = await Promise.all(Array.from({ length: 15 }, (_, index) => carl.experiment(`experiment ${index}`)));
  const runs = await Promise.all(ids.map((id) => carl.run(id)));
  for (const [index, run_id] of runs.entries()) {
    const name = `model-${String(index).padStart(2, "0")}`;
    await carl.post("registered-models/create", {
      name,
      tags: [{ key: "objective", value: index % 2 ? "churn" : "fraud" }],
    });
    await Promise.all(
      Array.from({ length: index < 5 ? 14 : 13 }, (_, number) => {
        const tags = [
          { key: "data_version", value: `2026-${(number % 12) + 1}` },
          ...(index === 7 && number === 6 ? [FAIR] : []),
        ];
        return carl.post("model-versions/create", { name, run_id, tags, source: `s3://bucket/${index}/${number}` });
      }),
    );
  }
  await carl.post("registered-models/create", { name: "prompt-a", tags: [IS_PROMPT, { key: "team", value: "risk" }] });
  await carl.post("registered-models/create", { name: "prompt-b", tags: [{ ...IS_PROMPT, value: "True" }] });
  for (const name of ["prompt-a", "prompt-b"])
    await carl.post("model-versions/create", {
      name,
      source: "dummy-source",
      tags: [IS_PROMPT, { key: "mlflow.prompt.text", value: "Say {{ word }}" }],
    });
});
afterAll(() => world?.close());

const models = async (message: Answer = {}, by = carl): Promise<string[]> => {
  const { registered_models = [] } = await by.get("registered-models/search", message);
  return registered_models.map(({ name }: Answer) => name);
};
const versions = async (message: Answer = {}, by = carl): Promise<string[]> => {
  const { model_versions = [] } = await by.get("model-versions/search", message);
  return model_versions.map(({ name, version }: Answer) => `${name}/${version}`);
};

describe("registered-models/search", () => {
  it("lists models by name, 100 unless told otherwise, without prompts, with all that get tells", async () => {
    const found = await carl.get("registered-models/search");
    expect(found.registered_models).toHaveLength(15);
    expect(found).not.toHaveProperty("next_page_token");
    expect(found.registered_models.map(({ name }: Answer) => name)).toEqual(
      Array.from({ length: 15 }, (_, index) => `model-${String(index).padStart(2, "0")}`),
    );
    for (const each of found.registered_models.slice(0, 3))
      expect(each).toEqual((await carl.get("registered-models/get", { name: each.name })).registered_model);
    expect(await models({ filter: "name = 'absent'" })).toEqual([]);
  });

  it("finds models with and without what the stock client adds, prompts only when asked for", async () => {
    for (const filter of [
      "",
      STOCK,
      "tags.`mlflow.prompt.is_prompt` = 'false'",
      "tags.`mlflow.prompt.is_prompt` != 'TRUE'",
    ])
      expect(await models({ filter })).toHaveLength(15);
    const narrowed = `name LIKE 'model-0%' AND tags.objective = 'churn' AND ${STOCK}`;
    expect(await models({ filter: narrowed })).toEqual(["model-01", "model-03", "model-05", "model-07", "model-09"]);
    for (const filter of ["tags.`mlflow.prompt.is_prompt` = 'true'", "tag.`mlflow.prompt.is_prompt` != 'false'"])
      expect(await models({ filter })).toEqual(["prompt-a", "prompt-b"]);
    expect(await models({ filter: "tags.`mlflow.prompt.is_prompt` = 'true' AND tags.team = 'risk'" })).toEqual([
      "prompt-a",
    ]);
    expect(await models({ filter: "name = 'prompt-a'" })).toEqual([]);
  });

  it("reads OR, NOT, IN and parentheses", async () => {
    const filter = "(name IN ('model-00', 'model-01') OR name LIKE '%-14') AND NOT tags.objective = 'churn'";
    expect(await models({ filter })).toEqual(["model-00", "model-14"]);
    expect(await models({ filter: "name NOT IN ('model-00') AND name ILIKE 'MODEL-0%'" })).toHaveLength(9);
  });

  it("orders by name or by the last change, which a new version moves", async () => {
    await carl.post("model-versions/create", { name: "model-03", source: "s3://bucket/new" });
    await mia.call("DELETE", "model-versions/delete", { name: "model-03", version: "15" });
    for (const order_by of ["timestamp DESC", "last_updated_timestamp DESC"])
      expect((await models({ order_by }))[0]).toBe("model-03");
    expect((await models({ order_by: ["timestamp"] })).at(-1)).toBe("model-03");
    expect((await models({ order_by: "name DESC" }))[0]).toBe("model-14");
  });
});

describe("model-versions/search", () => {
  it("finds 1 of 200 versions across 15 experiments by its tags", async () => {
    expect(await versions()).toHaveLength(200);
    const { model_versions } = await carl.get("model-versions/search", { filter: "tags.fairness_audit = 'passed'" });
    expect(model_versions).toHaveLength(1);
    expect(model_versions[0]).toMatchObject({ name: "model-07", tags: expect.arrayContaining([FAIR]) });
    const filter = "tags.data_version = '2026-3' AND tags.fairness_audit = 'passed'";
    expect(await versions({ filter })).toEqual([]);
  });

  it("finds by name, run, source and number; a missing run passes only NOT", async () => {
    const { model_versions } = await carl.get("model-versions/search", {
      filter: "name = 'model-09' AND version_number <= 2",
    });
    const [{ run_id, source }] = model_versions;
    expect(await versions({ filter: `run_id = '${run_id}'` })).toHaveLength(13);
    expect(await versions({ filter: `run_id IN ('${run_id}', 'x') and version_number > '12'` })).toEqual([
      "model-09/13",
    ]);
    expect(await versions({ filter: `source_path = "${source}"` })).toHaveLength(1);
    expect(await versions({ filter: "source_path LIKE '%/9/_'" })).toHaveLength(10);
    await carl.post("model-versions/create", { name: "model-09", source: "s3://bucket/none" });
    expect(await versions({ filter: `name = 'model-09' AND NOT run_id = '${run_id}'` })).toEqual(["model-09/14"]);
    expect(await versions({ filter: `name = 'model-09' AND run_id != '${run_id}'` })).toEqual([]);
    await mia.call("DELETE", "model-versions/delete", { name: "model-09", version: "14" });
  });

  it("finds prompts' versions only when asked for", async () => {
    expect((await versions({ filter: STOCK })).filter((each) => each.startsWith("prompt"))).toEqual([]);
    expect((await versions({ filter: "tags.`mlflow.prompt.is_prompt` = 'true'" })).sort()).toEqual([
      "prompt-a/1",
      "prompt-b/1",
    ]);
    expect(await versions({ filter: "name = 'prompt-a'" })).toEqual([]);
  });

  it("puts what changed last first, ties by name and number from the top", async () => {
    await carl.call("PATCH", "model-versions/update", { name: "model-11", version: "5", description: "touched" });
    await carl.post("model-versions/set-tag", { name: "model-12", version: "5", key: "k", value: "v" });
    expect((await versions())[0]).toBe("model-11/5");
    const within = await versions({ filter: "name = 'model-02'", order_by: ["name ASC", "version_number ASC"] });
    expect(within).toEqual(Array.from({ length: 14 }, (_, index) => `model-02/${index + 1}`));
    const tied = await versions({ filter: "name LIKE 'model-0_'", order_by: ["version_number DESC"] });
    expect(tied.slice(0, 6)).toEqual([
      ...["00", "01", "02", "03", "04"].map((each) => `model-${each}/14`),
      "model-00/13",
    ]);
  });

  it("fills aliases and stages", async () => {
    await mia.post("registered-models/alias", { name: "model-00", alias: "best", version: "2" });
    await mia.post("model-versions/transition-stage", { name: "model-00", version: "2", stage: "Staging" });
    const { model_versions } = await carl.get("model-versions/search", {
      filter: "name = 'model-00' AND version_number = 2",
    });
    expect(model_versions).toMatchObject([{ aliases: ["best"], current_stage: "Staging" }]);
  });
});

describe.each([
  ["registered-models/search", "registered_models", 1_000],
  ["model-versions/search", "model_versions", 200_000],
] as const)("%s", (path, list, most) => {
  it("pages without loss; the last page, also an exact one, has no token", async () => {
    const all = (await carl.get(path, { filter: "name LIKE 'model-1%'" }))[list];
    for (const max_results of [1, all.length - 1, all.length, all.length + 1]) {
      const found: Answer[] = [];
      let pages = 0;
      for (let token = ""; token !== "" || pages === 0; pages++) {
        const page = await carl.get(path, {
          filter: "name LIKE 'model-1%'",
          max_results,
          ...(token && { page_token: token }),
        });
        found.push(...page[list]);
        token = page.next_page_token ?? "";
      }
      expect(found).toEqual(all);
      expect(pages).toBe(Math.ceil(all.length / max_results));
    }
  });

  it("binds tokens to the query and to the caller", async () => {
    const query = { filter: "name LIKE 'model%'", order_by: ["name DESC"], max_results: 3 };
    const { next_page_token: page_token } = await carl.get(path, query);
    expect((await carl.get(path, { ...query, page_token, max_results: 2 }))[list]).toHaveLength(2);
    const wrong: [Mlflow, Answer][] = [
      [mia, { ...query, page_token }],
      [carl, { ...query, filter: "name LIKE 'm%'", page_token }],
      [carl, { ...query, order_by: ["name ASC"], page_token }],
      [carl, { ...query, page_token: `${page_token.slice(0, -2)}xx` }],
      [carl, { ...query, page_token: Buffer.from('{"offset": 3}').toString("base64") }],
      [carl, { ...query, page_token: "x".repeat(10_000) }],
    ];
    for (const [by, message] of wrong)
      expect(await by.refused("GET", path, message)).toMatchObject({
        error: "400 INVALID_PARAMETER_VALUE",
        message: expect.stringContaining("Invalid page token"),
      });
    const other = path === "model-versions/search" ? "registered-models/search" : "model-versions/search";
    expect((await carl.refused("GET", other, { ...query, page_token })).error).toBe("400 INVALID_PARAMETER_VALUE");
  });

  it("takes 1 to its most results", async () => {
    for (const max_results of [1, most, `${most}`]) await carl.get(path, { max_results });
    for (const max_results of [0, -1, most + 1, "many", "1.5", 2 ** 31])
      expect(await carl.refused("GET", path, { max_results })).toMatchObject({
        error: "400 INVALID_PARAMETER_VALUE",
        message: expect.stringMatching(/^Invalid value .* for parameter 'max_results' supplied/),
      });
  });

  it.each([
    ["status = 'READY'", "Invalid attribute key 'status'"],
    ["aliases = 'x'", "Invalid attribute key"],
    ["run_link = 'x'", "Invalid attribute key"],
    ["name > 'a'", "Invalid comparator '>'"],
    ["tags.a IS NULL", "IS NULL"],
    ["name = model", "Use either single or double quotes"],
    ["datasets.a = 'b'", "Invalid entity type 'datasets'"],
    ["name = 'a' name = 'b'", "Invalid clause(s) in filter string"],
    ["name = 'a'; name = 'b'", "multiple expression"],
    ["name = 'a", "A quote is not closed"],
    ["1 = 1", "Expected 'Identifier' found '1'"],
  ])("refuses %s and names the clause", async (filter, fragment) => {
    const { error, message } = await carl.refused("GET", path, { filter });
    expect([error, message]).toEqual(["400 INVALID_PARAMETER_VALUE", expect.stringContaining(fragment)]);
  });

  it("refuses orders by what is none, twice, or two in one", async () => {
    for (const order_by of [
      ["current_stage"],
      ["name", "name DESC"],
      ["name, timestamp"],
      ["name UP"],
      ["tags.a"],
      [""],
    ])
      expect((await carl.refused("GET", path, { order_by })).error).toBe("400 INVALID_PARAMETER_VALUE");
  });
});

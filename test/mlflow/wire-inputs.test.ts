import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** What runs used and made: data sets, logged models, and the list of models that 2.x clients keep in a tag. */

let world: World;
let ana: Mlflow;
let experiment: string;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["MAINTAINER"] }));
  experiment = await ana.experiment("inputs");
});
afterAll(() => world?.close());

const read = async (run_id: string): Promise<Answer> => (await ana.get("runs/get", { run_id })).run;
const refusal = async (path: string, message: Answer): Promise<string> => {
  const { error, message: text } = await ana.refused("POST", path, message);
  return `${error}: ${text}`;
};
const NOBODY = "f".repeat(32);
const dataset = { name: "iris", digest: "d1", source_type: "local", source: '{"uri": "iris.csv"}' };

describe("data sets", () => {
  it("are linked with their tags, in order; the same one again changes nothing", async () => {
    const run_id = await ana.run(experiment);
    const first = {
      dataset: { ...dataset, schema: '{"a": 1}', profile: '{"rows": 150}' },
      tags: [{ key: "mlflow.data.context", value: "training" }],
    };
    const second = { dataset: { ...dataset, digest: "d2" } };
    await ana.post("runs/log-inputs", { run_id, datasets: [first, second] });
    const inputs = [first, second];
    expect((await read(run_id)).inputs).toEqual({ dataset_inputs: inputs });
    await ana.post("runs/log-inputs", {
      run_id,
      datasets: [second, { ...first, tags: [{ key: "mlflow.data.context", value: "other" }] }],
    });
    expect((await read(run_id)).inputs).toEqual({ dataset_inputs: inputs });
    // Twice in one call is once; what was said of it first is what holds in its experiment.
    const again = await ana.run(experiment);
    const changed = {
      dataset: { ...first.dataset, source: "changed" },
      tags: [
        { key: "a", value: "1" },
        { key: "a", value: "2" },
      ],
    };
    await ana.post("runs/log-inputs", { run_id: again, datasets: [changed, changed] });
    expect((await read(again)).inputs).toEqual({
      dataset_inputs: [{ dataset: first.dataset, tags: [{ key: "a", value: "2" }] }],
    });
  });

  it("are found in searches by name, digest and context", async () => {
    const id = await ana.experiment("searched for data sets");
    const run_id = await ana.run(id);
    await ana.run(id);
    await ana.post("runs/log-inputs", {
      run_id,
      datasets: [{ dataset, tags: [{ key: "mlflow.data.context", value: "eval" }] }],
    });
    for (const [filter, count] of [
      ["dataset.name = 'iris'", 1],
      ["dataset.digest LIKE 'd%' AND datasets.context = 'eval'", 1],
      ["dataset.context = 'train'", 0],
    ] as const)
      expect((await ana.post("runs/search", { experiment_ids: [id], filter })).runs ?? []).toHaveLength(count);
  });

  it("have upstream's limits, and one more is refused with nothing kept", async () => {
    const run_id = await ana.run(experiment);
    const sizes: [string, number][] = [
      ["name", 500],
      ["digest", 36],
      ["source", 65_535],
      ["schema", 1_048_575],
    ];
    const at = (field: string, size: number) => ({
      run_id,
      datasets: [{ dataset: { ...dataset, digest: `x${field}`, [field]: "x".repeat(size) } }],
    });
    for (const [field, most] of sizes)
      expect(await refusal("runs/log-inputs", at(field, most + 1)), field).toContain(
        `exceeds the maximum length of ${most}`,
      );
    const tagged = (key: string, value: string) => ({ run_id, datasets: [{ dataset, tags: [{ key, value }] }] });
    for (const [key, value] of [
      ["k".repeat(256), ""],
      ["k", "v".repeat(501)],
      ["", "v"],
    ] as const)
      expect(await refusal("runs/log-inputs", tagged(key, value))).toContain("400 INVALID_PARAMETER_VALUE");
    expect((await read(run_id)).inputs).toEqual({});
    for (const [field, most] of sizes) await ana.post("runs/log-inputs", at(field, most));
    await ana.post("runs/log-inputs", tagged("k".repeat(255), "v".repeat(500)));
    expect((await read(run_id)).inputs.dataset_inputs).toHaveLength(sizes.length + 1);
  });

  it("may have a profile of 16 MiB", async () => {
    const run_id = await ana.run(experiment);
    const with_ = (profile: string) => ({ run_id, datasets: [{ dataset: { ...dataset, digest: "large", profile } }] });
    await ana.post("runs/log-inputs", with_("p".repeat(16_777_215)));
    expect((await read(run_id)).inputs.dataset_inputs[0].dataset.profile).toHaveLength(16_777_215);
    expect(await refusal("runs/log-inputs", with_("p".repeat(16_777_216)))).toContain(
      "exceeds the maximum length of 16777215",
    );
    expect(await refusal("runs/log-inputs", with_("p".repeat(34_000_000)))).toContain("413 INVALID_PARAMETER_VALUE");
  });

  it("that are ill-formed are refused by their path", async () => {
    const run_id = await ana.run(experiment);
    const wrong: [unknown, string][] = [
      [[{}], "Missing value for required parameter 'datasets[0].dataset'"],
      [
        [{ dataset }, { dataset: { ...dataset, name: "" } }],
        "Missing value for required parameter 'datasets[1].dataset.name'",
      ],
      [
        [{ dataset: { ...dataset, source: undefined } }],
        "Missing value for required parameter 'datasets[0].dataset.source'",
      ],
      [[{ dataset: { ...dataset, digest: 5 } }], "Invalid value 5 for parameter 'datasets[0].dataset.digest' supplied"],
      [[{ dataset: "iris" }], "datasets[0].dataset must be a JSON object"],
      [[{ dataset, tags: [{}] }], "Missing value for required parameter 'datasets[0].tags[0].key'"],
      ["iris", "Invalid value \"iris\" for parameter 'datasets' supplied"],
      [[{ dataset: { ...dataset, schema: "\ud800" } }], "parameter 'datasets[0].schema'"],
    ];
    for (const [datasets, said] of wrong)
      expect(await refusal("runs/log-inputs", { run_id, datasets })).toContain(said);
    for (const empty of [{}, { datasets: [] }, { models: [] }])
      expect(await ana.post("runs/log-inputs", { run_id, ...empty })).toEqual({});
    expect(await refusal("runs/log-inputs", { run_id: NOBODY, datasets: [] })).toContain(
      `Run with id=${NOBODY} not found`,
    );
    expect(await refusal("runs/log-inputs", { datasets: [] })).toContain("'run_id'");
    expect((await read(run_id)).inputs).toEqual({});
  });
});

describe("logged models", () => {
  it("are linked as inputs and outputs, each once, in order", async () => {
    const run_id = await ana.run(experiment);
    const [a, b] = [await ana.loggedModel(experiment), await ana.loggedModel(experiment)];
    for (const _ of [1, 2]) {
      await ana.post("runs/log-inputs", { run_id, models: [{ model_id: b }, { model_id: a }, { model_id: b }] });
      await ana.post("runs/outputs", {
        run_id,
        models: [
          { model_id: b, step: 2 },
          { model_id: a, step: "9007199254740993" },
          { model_id: b, step: 2 },
        ],
      });
      await ana.post("runs/outputs", { run_id, models: [{ model_id: a }] });
    }
    const { inputs, outputs } = await read(run_id);
    expect(inputs).toEqual({ model_inputs: [{ model_id: b }, { model_id: a }] });
    expect(outputs.model_outputs.map((each: Answer) => each.model_id)).toEqual([b, a, a]);
    expect((await ana.send("GET", "runs/get", { run_id })).text).toContain('"step":9007199254740993');
  });

  it("must be there; an empty list of outputs is a list, none is missing", async () => {
    const run_id = await ana.run(experiment);
    const gone = await ana.loggedModel(experiment);
    await ana.call("DELETE", `logged-models/${gone}`);
    for (const model_id of [`m-${NOBODY}`, gone])
      for (const path of ["runs/log-inputs", "runs/outputs"])
        expect(await refusal(path, { run_id, models: [{ model_id, step: 0 }] })).toBe(
          `404 RESOURCE_DOES_NOT_EXIST: Logged model with ID '${model_id}' not found.`,
        );
    expect(await ana.post("runs/outputs", { run_id, models: [] })).toEqual({});
    for (const [models, said] of [
      [undefined, "'models'"],
      [[{ step: 1 }], "'models[0].model_id'"],
      [[{ model_id: gone, step: "x" }], "'models[0].step'"],
      [{}, "'models'"],
    ] as const)
      expect(await refusal("runs/outputs", { run_id, models })).toContain(`${said}`);
    expect(await refusal("runs/outputs", { run_id: NOBODY, models: [] })).toContain(`Run with id=${NOBODY} not found`);
  });
});

describe("the list of models of 2.x clients", () => {
  const model = (run_id: string, artifact_path: string, more: Answer = {}) => ({
    artifact_path,
    flavors: { python_function: {} },
    utc_time_created: "2026-01-01",
    run_id,
    ...more,
  });
  const listed = async (run_id: string): Promise<Answer[]> =>
    JSON.parse(
      (await read(run_id)).data.tags.find(({ key }: Answer) => key === "mlflow.log-model.history")?.value ?? "[]",
    );

  it("grows by each model, once however often it is sent", async () => {
    const run_id = await ana.run(experiment);
    const models = ["a", "b/c", "d"].map((path) =>
      model(run_id, path, { flavors: { sklearn: { extra: [1, { deep: "é" }] } } }),
    );
    for (const each of models)
      for (const _ of [1, 2]) await ana.post("runs/log-model", { run_id, model_json: JSON.stringify(each) });
    expect(await listed(run_id)).toEqual(models);
  });

  it("keeps the newest when there is no room for all", async () => {
    const run_id = await ana.run(experiment);
    for (const path of ["a", "b", "c"])
      await ana.post("runs/log-model", {
        run_id,
        model_json: JSON.stringify(model(run_id, path, { flavors: { sklearn: { filling: "x".repeat(3_500) } } })),
      });
    expect((await listed(run_id)).map((each) => each.artifact_path)).toEqual(["b", "c"]);
  });

  it("holds what MLflow lists of a model, not the signature and the rest that old clients send along", async () => {
    const run_id = await ana.run(experiment);
    const flavors = { sklearn: { code: "src" }, python_function: { env: {} } };
    const more = { signature: { inputs: "x".repeat(100_000) }, metadata: { a: 1 }, mlflow_version: "2.0.1" };
    const sent = {
      ...more,
      ...model(run_id, "wide", { model_uuid: "u", flavors: { ...flavors, x: { config: "c" } } }),
    };
    await ana.post("runs/log-model", { run_id, model_json: JSON.stringify(sent) });
    expect(await listed(run_id)).toEqual([model(run_id, "wide", { model_uuid: "u", flavors: { ...flavors, x: {} } })]);
  });

  it("takes no model that does not fit into the tag alone, and says so", async () => {
    const run_id = await ana.run(experiment);
    const filled = (length: number): string =>
      JSON.stringify(model(run_id, "big", { flavors: { sklearn: { filling: "x".repeat(length) } } }));
    const room = 8_000 - filled(0).length - 2;
    for (const length of [room + 1, 700_000])
      expect(await refusal("runs/log-model", { run_id, model_json: filled(length) })).toMatch(
        /^400 INVALID_PARAMETER_VALUE: .*'model_json'.* mlflow\.log-model\.history, which holds 8,000 characters/,
      );
    expect(await listed(run_id)).toEqual([]);
    await ana.post("runs/log-model", { run_id, model_json: filled(room) });
    expect(await listed(run_id)).toHaveLength(1);
  });

  it("takes no model that nests as deep as no request may: the client would send a 500 again for minutes", async () => {
    const run_id = await ana.run(experiment);
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const sent = JSON.stringify(model(run_id, "a", { flavors: "<deep>" }));
    for (const model_json of [
      sent.replace('"<deep>"', deep),
      sent.replace(`"${run_id}"`, deep),
      sent.replace('"<deep>"', `{"sklearn":${deep}}`),
    ])
      expect(await refusal("runs/log-model", { run_id, model_json })).toContain("model_json nests deeper than 64");
    expect(
      await refusal("runs/log-model", {
        run_id,
        model_json: `${sent.slice(0, -1)},"more":[${"1,".repeat(250_001)}1]}`,
      }),
    ).toContain("model_json has over 250000");
    for (const wrong of [["x"], { a: 1 }, 5, null])
      expect(
        await refusal("runs/log-model", {
          run_id,
          model_json: JSON.stringify({ ...model(run_id, "a"), run_id: wrong }),
        }),
      ).toContain("'model_json.run_id'");
    expect(await listed(run_id)).toEqual([]);
  });

  it("starts anew over whatever somebody wrote into the tag", async () => {
    for (const value of ["nonsense", "{}", "5", ""]) {
      const run_id = await ana.run(experiment, { tags: [{ key: "mlflow.log-model.history", value }] });
      await ana.post("runs/log-model", { run_id, model_json: JSON.stringify(model(run_id, "a")) });
      expect(await listed(run_id)).toHaveLength(1);
    }
  });

  it("takes no model that is malformed, incomplete, or of another run", async () => {
    const run_id = await ana.run(experiment);
    for (const [model_json, said] of [
      [undefined, "Missing value for required parameter 'model_json'"],
      ["", "Missing value for required parameter 'model_json'"],
      [{}, "Invalid value {} for parameter 'model_json' supplied"],
      ["{nonsense", "Malformed model info"],
      ["{}", "Model json is missing mandatory fields"],
      ["5", "Model json is missing mandatory fields"],
      ["null", "Model json is missing mandatory fields"],
      ['"x"', "Model json is missing mandatory fields"],
      ["[]", "Model json is missing mandatory fields"],
      [JSON.stringify({ ...model(run_id, "a"), flavors: undefined }), "missing mandatory fields: flavors"],
      [JSON.stringify(model(NOBODY, "a")), "'model_json.run_id'"],
      [JSON.stringify(model(run_id, "a", { flavors: ["sklearn"] })), "'model_json.flavors'"],
    ] as const)
      expect(await refusal("runs/log-model", { run_id, model_json })).toContain(`${said}`);
    expect(
      await refusal("runs/log-model", { run_id: NOBODY, model_json: JSON.stringify(model(NOBODY, "a")) }),
    ).toContain("404 RESOURCE_DOES_NOT_EXIST");
    expect(await listed(run_id)).toEqual([]);
  });
});

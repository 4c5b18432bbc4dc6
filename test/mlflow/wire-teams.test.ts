import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { experimentOperations } from "../../src/mlflow/experiments.routes.js";
import { loggedModelOperations } from "../../src/mlflow/logged-models.routes.js";
import { metricOperations } from "../../src/mlflow/metrics.routes.js";
import { runOperations } from "../../src/mlflow/runs.routes.js";
import type { Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { hideExperiment } from "../support/tracking.js";
import { actorFor, openWorld, type World } from "../support/world.js";

/** Whose experiments, runs and logged models they are: where things are made, who sees them, who may change them. */

let world: World;
/** Maintains risk; contributes to risk and fraud; contributes to fraud alone; is in no team; administers. */
let mia: Mlflow, both: Mlflow, fred: Mlflow, nemo: Mlflow, admin: Mlflow;

beforeAll(async () => {
  world = await openWorld();
  mia = new Mlflow(await world.user("mia", { risk: ["MAINTAINER"] }));
  both = new Mlflow(await world.user("both", { risk: ["CONTRIBUTOR"], fraud: ["CONTRIBUTOR"] }));
  fred = new Mlflow(await world.user("fred", { fraud: ["MAINTAINER"], audit: ["VIEWER"] }));
  nemo = new Mlflow(await world.user("nemo"));
  admin = new Mlflow(world.admin);
});
afterAll(() => world?.close());

/** The slug of the team that an experiment belongs to. */
const ownerOf = async (number: string): Promise<string> => {
  const rows = await query<{ slug: string }>(
    world.database.superuserUrl,
    `select t.slug from experiment e join team t on t.id = e.owner_id where e.number = ${number}`,
  );
  return rows[0]?.slug ?? "";
};
const hide = (number: string): Promise<void> => hideExperiment(world, number);

describe("an experiment is made in", () => {
  const team = [{ key: "team", value: "fraud" }];

  it("the team of the header, else of the path, else of the tag, else the only one", async () => {
    const by = (options: ConstructorParameters<typeof Mlflow>[1]) => new Mlflow(both.actor, options);
    expect(await ownerOf(await by({ workspace: "risk", team: "fraud" }).experiment("by header", { tags: team }))).toBe(
      "risk",
    );
    expect(await ownerOf(await by({ team: "risk" }).experiment("by path", { tags: team }))).toBe("risk");
    expect(await ownerOf(await by({}).experiment("by tag", { tags: team }))).toBe("fraud");
    expect(await ownerOf(await mia.experiment("by the only team"))).toBe("risk");
    // Fred sees audit, but can make nothing there.
    expect(await ownerOf(await fred.experiment("by the only team that he may make things in"))).toBe("fraud");
    // A tag that names no team of the caller's is a tag like any other.
    expect(await ownerOf(await mia.experiment("tagged otherwise", { tags: [{ key: "team", value: "fraud" }] }))).toBe(
      "risk",
    );
    expect(await ownerOf(await by({ workspace: "  risk " }).experiment("by padded header"))).toBe("risk");
  });

  it("no team when several are possible and none is told: the answer lists them", async () => {
    const { error, message } = await both.refused("POST", "experiments/create", { name: "anywhere" });
    expect([error, message]).toEqual([
      "400 INVALID_PARAMETER_VALUE",
      expect.stringContaining("You may create in: fraud, risk."),
    ]);
    expect(message).toContain(
      "set MLFLOW_WORKSPACE (header X-MLFLOW-WORKSPACE) or put /teams/<slug> into the tracking URI; create_experiment, create_registered_model and register_prompt also take the tag team=<slug>",
    );
    // A tag that cannot be used is named, in the same words whether there is such a team or not.
    for (const value of ["audit", "nosuch"]) {
      const tagged = await both.refused("POST", "experiments/create", { name: "x", tags: [{ key: "team", value }] });
      expect(tagged.message).toBe(`The tag team=${value} is none of the teams that you may create in. ${message}`);
    }
  });

  it("no team that is unknown, or in which the caller may not", async () => {
    const elsewhere = (workspace: string) =>
      new Mlflow(mia.actor, { workspace }).refused("POST", "experiments/create", { name: "x" });
    expect((await elsewhere("nowhere")).error).toBe("400 INVALID_PARAMETER_VALUE");
    expect(await elsewhere("fraud")).toMatchObject({
      error: "403 PERMISSION_DENIED",
      message: expect.stringContaining("CONTRIBUTOR"),
    });
    expect(
      (await new Mlflow(fred.actor, { team: "audit" }).refused("POST", "experiments/create", { name: "x" })).error,
    ).toBe("403 PERMISSION_DENIED");
    expect((await nemo.refused("POST", "experiments/create", { name: "x" })).error).toBe("403 PERMISSION_DENIED");
  });
});

describe("a name", () => {
  it("may be had by each team, and is looked up in the team of the context first", async () => {
    const [ours, theirs] = [await mia.experiment("training"), await fred.experiment("training")];
    const find = async (who: Mlflow): Promise<string> =>
      (await who.get("experiments/get-by-name", { experiment_name: "training" })).experiment.experiment_id;
    expect([await find(mia), await find(new Mlflow(fred.actor, { team: "fraud" }))]).toEqual([ours, theirs]);
    expect(await find(new Mlflow(both.actor, { workspace: "risk" }))).toBe(ours);
    expect(await find(new Mlflow(both.actor, { team: "fraud" }))).toBe(theirs);
    const { error, message } = await both.refused("GET", "experiments/get-by-name", { experiment_name: "training" });
    expect(error).toBe("400 INVALID_PARAMETER_VALUE");
    for (const told of [`${ours} (team risk)`, `${theirs} (team fraud)`]) expect(message).toContain(told);
    await hide(ours);
    // Of those that Nemo sees there is one left.
    expect(await find(nemo)).toBe(theirs);
    expect((await both.refused("GET", "experiments/get-by-name", { experiment_name: "training" })).error).toContain(
      "400",
    );
  });

  it("that a team in context has none of is found where it is visible, by those who could not make it there", async () => {
    const theirs = await fred.experiment("only theirs");
    const experiment_name = "only theirs";
    for (const who of [nemo, both, new Mlflow(nemo.actor, { team: "risk" })])
      expect((await who.get("experiments/get-by-name", { experiment_name })).experiment.experiment_id).toBe(theirs);
    // set_experiment makes what it does not find: a team is not led into another's.
    for (const who of [mia, new Mlflow(both.actor, { workspace: "risk" })]) {
      const { error, message } = await who.refused("GET", "experiments/get-by-name", { experiment_name });
      expect(error).toBe("404 RESOURCE_DOES_NOT_EXIST");
      expect(message).toContain(
        `Could not find experiment with name 'only theirs' in team risk; others have one: ${theirs} (team fraud).`,
      );
    }
    expect((await mia.get("experiments/get-by-name", { experiment_name: "Default" })).experiment.experiment_id).toBe(
      "0",
    );
    await hide(theirs);
    const absent = await mia.raw("GET", "experiments/get-by-name?experiment_name=only%20theirs", {
      headers: { "x-request-id": "a" },
    });
    expect([absent.status, absent.body?.message]).toEqual([404, "Could not find experiment with name 'only theirs'"]);
    // It is taken nonetheless, in its own team alone.
    expect((await fred.refused("POST", "experiments/create", { name: "only theirs" })).error).toContain(
      "RESOURCE_ALREADY_EXISTS",
    );
    await mia.experiment("only theirs");
  });
});

describe("a team that does not exist", () => {
  it("is told by name lookups as by creation: a typo in MLFLOW_WORKSPACE leads set_experiment into no team", async () => {
    await fred.experiment("looked up by a typo");
    for (const who of [mia, both, fred, nemo, admin])
      for (const options of [{ workspace: "fruad" }, { team: "fruad" }]) {
        const lost = new Mlflow(who.actor, options);
        const created = await lost.refused("POST", "experiments/create", { name: "looked up by a typo" });
        expect(created.message).toContain('There is no team "fruad"');
        for (const experiment_name of ["looked up by a typo", "training", "Default", "nobody has this"]) {
          const { error, message } = await lost.refused("GET", "experiments/get-by-name", { experiment_name });
          expect([error, message]).toEqual(["400 INVALID_PARAMETER_VALUE", created.message]);
        }
      }
  });
});

describe("experiment 0", () => {
  it("takes runs of contributors of any team; whoever made one, or an admin, changes it", async () => {
    const run_id = await mia.run("0");
    await mia.post("runs/set-tag", { run_id, key: "k", value: "v" });
    await admin.post("runs/set-tag", { run_id, key: "by", value: "admin" });
    for (const who of [fred, both, nemo]) {
      expect((await who.get("runs/get", { run_id })).run.info.run_id).toBe(run_id);
      const refused = await who.refused("POST", "runs/set-tag", { run_id, key: "k", value: "w" });
      expect([refused.error, refused.message]).toEqual([
        "403 PERMISSION_DENIED",
        expect.stringContaining("whoever made it"),
      ]);
      expect((await who.refused("POST", "runs/delete", { run_id })).error).toBe("403 PERMISSION_DENIED");
      expect((await who.refused("POST", "runs/log-metric", { run_id, key: "k", value: 1, timestamp: 1 })).error).toBe(
        "403 PERMISSION_DENIED",
      );
    }
    expect((await nemo.refused("POST", "runs/create", { experiment_id: "0" })).error).toBe("403 PERMISSION_DENIED");
    expect((await nemo.refused("POST", "logged-models", { experiment_id: "0" })).error).toBe("403 PERMISSION_DENIED");
    await mia.post("runs/delete", { run_id });
    await admin.post("runs/restore", { run_id });
  });
});

interface Ids {
  experiment: string;
  run: string;
  model: string;
  other: string;
}

type Call = [
  method: string,
  path: string,
  message: (ids: Ids) => Answer,
  kind: "read" | "write" | "maintain" | "search",
];

const metric = { key: "acc", value: 1, timestamp: 1 };
const modelJson = (run_id: string): string =>
  JSON.stringify({ artifact_path: "m", flavors: {}, utc_time_created: "now", run_id });

/** Every call on what an experiment holds. `maintain`: its maker may, too. `search`: finds nothing rather than fail. */
const calls: Call[] = [
  ["GET", "experiments/get", ({ experiment: experiment_id }) => ({ experiment_id }), "read"],
  [
    "POST",
    "experiments/update",
    ({ experiment: experiment_id }) => ({ experiment_id, new_name: `not ${experiment_id}` }),
    "maintain",
  ],
  [
    "POST",
    "experiments/set-experiment-tag",
    ({ experiment: experiment_id }) => ({ experiment_id, key: "k", value: "w" }),
    "write",
  ],
  [
    "POST",
    "experiments/delete-experiment-tag",
    ({ experiment: experiment_id }) => ({ experiment_id, key: "k" }),
    "write",
  ],
  ["POST", "experiments/search-datasets", ({ experiment }) => ({ experiment_ids: [experiment] }), "search"],
  ["POST", "runs/create", ({ experiment: experiment_id }) => ({ experiment_id }), "write"],
  ["GET", "runs/get", ({ run: run_id }) => ({ run_id }), "read"],
  ["POST", "runs/update", ({ run: run_id }) => ({ run_id, run_name: "taken over" }), "write"],
  ["POST", "runs/set-tag", ({ run: run_id }) => ({ run_id, key: "k", value: "w" }), "write"],
  ["POST", "runs/delete-tag", ({ run: run_id }) => ({ run_id, key: "k" }), "write"],
  ["POST", "runs/search", ({ experiment }) => ({ experiment_ids: [experiment] }), "search"],
  ["POST", "runs/log-metric", ({ run: run_id }) => ({ run_id, ...metric }), "write"],
  ["POST", "runs/log-parameter", ({ run: run_id }) => ({ run_id, key: "p", value: "1" }), "write"],
  [
    "POST",
    "runs/log-batch",
    ({ run: run_id }) => ({ run_id, metrics: [metric], tags: [{ key: "k", value: "w" }] }),
    "write",
  ],
  ["POST", "runs/log-inputs", ({ run: run_id, model: model_id }) => ({ run_id, models: [{ model_id }] }), "write"],
  [
    "POST",
    "runs/outputs",
    ({ run: run_id, model: model_id }) => ({ run_id, models: [{ model_id, step: 1 }] }),
    "write",
  ],
  ["POST", "runs/log-model", ({ run: run_id }) => ({ run_id, model_json: modelJson(run_id) }), "write"],
  ["GET", "metrics/get-history", ({ run: run_id }) => ({ run_id, metric_key: "acc" }), "search"],
  ["GET", "/ajax-api/2.0/mlflow/metrics/get-history-bulk", ({ run }) => ({ run_id: run, metric_key: "acc" }), "search"],
  ["GET", "metrics/get-history-bulk-interval", ({ run }) => ({ run_ids: run, metric_key: "acc" }), "search"],
  ["POST", "logged-models", ({ experiment: experiment_id }) => ({ experiment_id }), "write"],
  ["POST", "logged-models/search", ({ experiment }) => ({ experiment_ids: [experiment] }), "search"],
  ["GET", "logged-models/:model_id", () => ({}), "read"],
  ["PATCH", "logged-models/:model_id", () => ({ status: "LOGGED_MODEL_READY" }), "write"],
  ["POST", "logged-models/:model_id/params", () => ({ params: [{ key: "p", value: "1" }] }), "write"],
  ["PATCH", "logged-models/:model_id/tags", () => ({ tags: [{ key: "k", value: "w" }] }), "write"],
  ["DELETE", "logged-models/:model_id/tags/k", () => ({}), "write"],
  // What ends something comes last.
  ["DELETE", "logged-models/:model_id", () => ({}), "maintain"],
  ["POST", "runs/delete", ({ run: run_id }) => ({ run_id }), "maintain"],
  ["POST", "runs/restore", ({ run: run_id }) => ({ run_id }), "maintain"],
  ["POST", "experiments/delete", ({ experiment: experiment_id }) => ({ experiment_id }), "maintain"],
  ["POST", "experiments/restore", ({ experiment: experiment_id }) => ({ experiment_id }), "maintain"],
];

const scene = async (name: string): Promise<Ids> => {
  const experiment = await mia.experiment(name, { tags: [{ key: "k", value: "v" }] });
  const [run, other] = [await mia.run(experiment, { tags: [{ key: "k", value: "v" }] }), await mia.run(experiment)];
  const model = await mia.loggedModel(experiment, { tags: [{ key: "k", value: "v" }] });
  await mia.post("runs/log-batch", { run_id: run, metrics: [{ ...metric, value: 7 }] });
  return { experiment, run, model, other };
};
const pathOf = (path: string, { model }: Ids): string => path.replace(":model_id", model);

describe("every call on what an experiment holds", () => {
  it("is in this table", () => {
    const served = [...experimentOperations, ...runOperations, ...metricOperations, ...loggedModelOperations].map(
      ({ path }) => path.replace(/^\/?mlflow\//, "").replace("/*", "/k"),
    );
    const apart = ["experiments/create", "experiments/get-by-name", "experiments/search"];
    const listed = calls.map(([, path]) => path.replace("/ajax-api/2.0/mlflow/", ""));
    expect([...new Set(served)].filter((path) => !apart.includes(path)).sort()).toEqual([...new Set(listed)].sort());
  });

  it("tells nobody of another team anything of what is hidden: the same bytes as of what never was", async () => {
    const ids = await scene("hidden");
    await hide(ids.experiment);
    const digits = (hex: string): string => hex.replace(/[0-9a-f]{8}$/, "00000000");
    const absent: Ids = { experiment: "123456789012345678", run: digits(ids.run), model: digits(ids.model), other: "" };
    const before = JSON.stringify([
      await mia.get("runs/get", { run_id: ids.run }),
      await mia.get("experiments/get", { experiment_id: ids.experiment }),
    ]);
    for (const who of [fred, nemo])
      for (const [method, path, message] of calls) {
        const told = async (of: Ids): Promise<string> => {
          const reply = await who.send(method, pathOf(path, of), message(of));
          const text = [of.experiment, of.run, of.model].reduce((all, id) => all.replaceAll(id, "…"), reply.text);
          return `${reply.status} ${text.replace(/"request_id":"[^"]+"/, "")}`;
        };
        expect(await told(ids), `${who.actor.handle} ${method} ${path}`).toBe(await told(absent));
      }
    expect(
      JSON.stringify([
        await mia.get("runs/get", { run_id: ids.run }),
        await mia.get("experiments/get", { experiment_id: ids.experiment }),
      ]),
    ).toBe(before);
  });

  it("is read by all where the organisation may read it, and changed by its team alone", async () => {
    const ids = await scene("readable");
    const reader = new Mlflow(await actorFor(world.admin, mia.actor.id, "mia", { scopes: ["READ"] }));
    const before = JSON.stringify(await mia.post("runs/search", { experiment_ids: [ids.experiment] }));
    for (const who of [fred, nemo, reader])
      for (const [method, path, message, kind] of calls) {
        const reply = await who.send(method, pathOf(path, ids), message(ids));
        // To whoever may not restore it either, an experiment that is not deleted is none that could be.
        const absent = path === "experiments/restore" && who !== reader;
        const reads = kind === "read" || kind === "search";
        const story = who.story(method, path, message(ids), reply);
        expect([reply.status, reply.body?.error_code], story).toEqual(
          absent ? [404, "RESOURCE_DOES_NOT_EXIST"] : reads ? [200, undefined] : [403, "PERMISSION_DENIED"],
        );
        if (!reads && !absent)
          expect(reply.body?.message, story).toMatch(who === reader ? /scope WRITE/ : /CONTRIBUTOR|MAINTAINER/);
      }
    expect(JSON.stringify(await mia.post("runs/search", { experiment_ids: [ids.experiment] }))).toBe(before);
  });

  it("is done for the team, by way of every prefix; what a contributor did not make is a maintainer's to end", async () => {
    const ways = [mia, new Mlflow(mia.actor, { team: "risk" }), new Mlflow(mia.actor, { workspace: "risk" })];
    for (const [index, who] of ways.entries()) {
      const ids = await scene(`done ${index}`);
      for (const [method, path, message, kind] of calls) {
        if (kind === "maintain" && !path.startsWith("logged-models")) {
          const refused = await both.send(method, pathOf(path, ids), message(ids));
          const absent = path === "experiments/restore";
          expect(refused.status, both.story(method, path, message(ids), refused)).toBe(absent ? 404 : 403);
        }
        if (path.endsWith("restore")) continue;
        await who.call(method, pathOf(path, ids), message(ids));
        if (path.endsWith("/delete")) await who.post(path.replace("delete", "restore"), message(ids));
      }
    }
  });

  it("that names another's logged model finds none, and says which", async () => {
    const [ours, theirs] = [await scene("ours"), await scene("theirs")];
    await hide(theirs.experiment);
    const run_id = await fred.run(await fred.experiment("with a foreign model"));
    const named = { model_id: theirs.model };
    const tries: [string, Answer][] = [
      ["runs/log-inputs", { run_id, models: [{ model_id: ours.model }, named] }],
      ["runs/outputs", { run_id, models: [{ ...named, step: 0 }] }],
      ["runs/log-metric", { run_id, ...metric, ...named }],
      ["runs/log-batch", { run_id, metrics: [metric, { ...metric, ...named }], params: [{ key: "p", value: "1" }] }],
    ];
    for (const [path, message] of tries)
      expect(await fred.refused("POST", path, message), path).toMatchObject({
        error: "404 RESOURCE_DOES_NOT_EXIST",
        message: `Logged model with ID '${theirs.model}' not found.`,
      });
    for (const model_id of ["nonsense", "m-", `m-${"F".repeat(32)}`])
      expect((await fred.refused("POST", "runs/log-metric", { run_id, ...metric, model_id })).message).toBe(
        `Logged model with ID '${model_id}' not found.`,
      );
    // Ours may be read, and so used as an input; values of it are its team's to log.
    expect((await fred.refused("POST", "runs/log-metric", { run_id, ...metric, model_id: ours.model })).error).toBe(
      "403 PERMISSION_DENIED",
    );
    expect((await fred.get("runs/get", { run_id })).run).toMatchObject({
      data: { tags: [{ key: "mlflow.runName" }] },
      inputs: {},
      outputs: {},
    });
    expect((await fred.get("runs/get", { run_id })).run.data).not.toHaveProperty("params");
  });
});

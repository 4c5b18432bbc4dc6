import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MessageOperation, Operation } from "../../src/mlflow/wire/operation.js";
import { hostileJson, hostileUrl } from "./hostile.js";
import { Mlflow, type WireReply } from "./mlflow.js";
import { openWorld, type World } from "./world.js";

let world: World;
let ana: Mlflow;
let superuser: pg.Client;

/** Good values of fields, by name; of several the first that the call takes. */
type Scene = Readonly<Record<string, readonly unknown[]>>;
let scenes = 0;

/** Something of each kind, made anew for each call: a hostile value that is taken may rename or delete it. */
const newScene = async (): Promise<Scene> => {
  const name = `scene-${++scenes}`;
  const experiment = await ana.experiment(name, { tags: [{ key: "k", value: "v" }] });
  const run = await ana.run(experiment, { tags: [{ key: "k", value: "v" }] });
  const model = await ana.loggedModel(experiment, { tags: [{ key: "k", value: "v" }] });
  await ana.post("registered-models/create", { name, tags: [{ key: "k", value: "v" }] });
  await ana.post("model-versions/create", { name, source: "s3://bucket/model" });
  await ana.post("registered-models/alias", { name, alias: "best", version: "1" });
  await ana.upload(`${experiment}/${run}/artifacts/a.txt`, "a");
  const pairs = [{ key: "new", value: "v" }];
  const dataset = { name: "d", digest: "x", source_type: "s", source: "s" };
  const model_json = JSON.stringify({ artifact_path: "m", flavors: {}, utc_time_created: "t", run_id: run });
  return {
    ...{
      run_id: [run, [run]],
      run_uuid: [run],
      run_ids: [[run]],
      experiment_id: [experiment],
      experiment_ids: [[experiment]],
    },
    ...{
      name: [name],
      new_name: [`${name} renamed`],
      experiment_name: [name],
      model_id: [model],
      version: ["1"],
      alias: ["best"],
    },
    ...{
      key: ["k"],
      tag_key: ["k"],
      metric_key: ["acc"],
      value: ["v", 1],
      stage: ["None"],
      source: ["s3://bucket/model"],
    },
    ...{
      metrics: [
        [
          {
            ...{ key: "acc", value: 1, timestamp: 1, step: 1, model_id: model },
            ...{ dataset_name: "d", dataset_digest: "x" },
          },
        ],
      ],
    },
    ...{
      params: [pairs],
      tags: [pairs],
      datasets: [[{ dataset, tags: pairs }], [{ dataset_name: "d", dataset_digest: "x" }]],
    },
    ...{
      models: [[{ model_id: model, step: 1 }]],
      model_json: [model_json],
      path: ["a.txt"],
      filter: [""],
      max_results: [10],
    },
    ...{
      order_by: [["name"], [{ field_name: "name", ascending: true, dataset_name: "d", dataset_digest: "x" }]],
      page_token: [""],
    },
  };
};

/** A good value of the field, if one is known or can be found by trying; undefined leaves the field out. */
const goodValue = ({ fields }: MessageOperation, name: string, scene: Scene): unknown =>
  [...(scene[name] ?? []), undefined, "1", 1, true, []].find((value) => {
    try {
      const field = fields[name];
      value === undefined ? field?.absent(name) : field?.read(value, name);
      return true;
    } catch {
      return false;
    }
  });

interface Try {
  readonly method: string;
  readonly story: string;
  send(): Promise<WireReply>;
}

const at = (operation: Operation): string => `${operation.at[0]}${operation.path}`;
const readsQuery = (method: string): boolean => method === "GET" || method === "HEAD";

/** Where a hostile value goes: a field, or a field of the first thing in a list. */
const placesIn = (message: Record<string, unknown>): string[][] =>
  Object.entries(message).flatMap(([name, value]) => {
    const [first] = Array.isArray(value) ? (value as unknown[]) : [];
    if (typeof first !== "object" || first === null) return [[name]];
    return [[name], ...placesIn(first as Record<string, unknown>).map((inner) => [name, ...inner])];
  });

/** The message as JSON, with this text at that place. */
const written = (message: Record<string, unknown>, [place, ...inner]: string[], text: string): string => {
  const parts = Object.entries(message).map(([name, value]) => {
    if (name !== place) return `${JSON.stringify(name)}:${JSON.stringify(value) ?? "null"}`;
    if (inner.length === 0) return `${JSON.stringify(name)}:${text}`;
    const item = Array.isArray(value) ? (value as Record<string, unknown>[])[0] : (value as Record<string, unknown>);
    const changed = written(item ?? {}, inner, text);
    return `${JSON.stringify(name)}:${Array.isArray(value) ? `[${changed}]` : changed}`;
  });
  return `{${parts.join(",")}}`;
};

const shownShort = (text: string): string => (text.length <= 120 ? text : `${text.slice(0, 120)}… (${text.length})`);

const messageTries = (operation: MessageOperation, method: string, scene: Scene): Try[][] => {
  const inPath = new Set([...operation.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name));
  if (operation.rest !== undefined) inPath.add(operation.rest);
  const good = Object.fromEntries(
    Object.keys(operation.fields).map((name) => [name, goodValue(operation, name, scene)]),
  );
  const pathWith = (changed?: string, text = ""): string => {
    const part = (name: string): string => (name === changed ? text : encodeURIComponent(String(good[name] ?? "x")));
    return at(operation)
      .replace(/:(\w+)/g, (_, name: string) => part(name))
      .replace("*", part(operation.rest ?? "rest"));
  };
  const send = (path: string, body: string): Try => ({
    method,
    story: `${method} ${shownShort(path)} ${shownShort(body)}`,
    send: () =>
      readsQuery(method)
        ? ana.raw(method, `${path}?${body}`)
        : ana.raw(method, path, { body: Buffer.from(body), headers: { "content-type": "application/json" } }),
  });
  const body = Object.fromEntries(Object.entries(good).filter(([name]) => !inPath.has(name)));
  const query = (changed?: string, text = ""): string =>
    Object.entries(body)
      .filter(([name, value]) => value !== undefined || name === changed)
      .flatMap(([name, value]) =>
        name === changed
          ? [`${name}=${text}`]
          : [value].flat().map((each) => `${name}=${encodeURIComponent(String(each))}`),
      )
      .join("&");
  const whole = readsQuery(method) ? query() : JSON.stringify(body);
  const groups = [...inPath].map((name) => hostileUrl.map((text) => send(pathWith(name, text), whole)));
  if (readsQuery(method))
    return [
      ...groups,
      ...Object.keys(body).map((name) => hostileUrl.map((text) => send(pathWith(), query(name, text)))),
    ];
  for (const place of placesIn(body))
    groups.push(hostileJson.map((text) => send(pathWith(), written(body, place, text))));
  return groups;
};

/** Of calls that stream the path and the query are the message. */
const streamTries = (operation: Operation, method: string, scene: Scene): Try[][] => {
  const send = (path: string): Try => ({
    method,
    story: `${method} ${shownShort(path)}`,
    send: () => ana.raw(method, path, readsQuery(method) || method === "DELETE" ? {} : { body: Buffer.from("bytes") }),
  });
  const names = ["run_id", "run_uuid", "model_id", "name", "version", "path", "artifact_file_path"];
  const good = new URLSearchParams(
    names.map((name): [string, string] => [name, String([scene[name]?.[0]].flat()[0] ?? "a.txt")]),
  );
  const root = `${String(scene.experiment_id?.[0])}/${String(scene.run_id?.[0])}/artifacts`;
  const path = at(operation).replace(/:(\w+)/g, (_, name: string) => String(scene[name]?.[0] ?? "x"));
  if (path.includes("*"))
    return [hostileUrl.flatMap((text) => [text, `${root}/${text}`].map((rest) => send(path.replace("*", rest))))];
  return names.map((name) =>
    hostileUrl.map((text) =>
      send(`${path}?${new URLSearchParams([...good].filter(([key]) => key !== name))}&${name}=${text}`),
    ),
  );
};

/** A print of all that is kept, rights and credentials, and when these were used, aside; the audit log keeps what was refused, as it should. */
const print = async (): Promise<string> => {
  const aside = ["tracking_key", "api_token", "api_token_seen", "blob", "format", "instance", "idempotency_key"];
  const { rows } = await superuser.query("select tablename from pg_tables where schemaname = 'public'");
  const tables = rows.map(({ tablename }) => String(tablename)).filter((name) => !aside.includes(name));
  const each = tables.map(
    (name) =>
      `select '${name}' as t, count(*) as n, coalesce(sum(hashtext(xmin::text || ctid::text)), 0) as h from ${name}`,
  );
  return (await superuser.query(`${each.join(" union all ")} order by 1`)).rows
    .map(({ t, n, h }) => `${t} ${n} ${h}`)
    .join("\n");
};

const errorCodes = [
  "INVALID_PARAMETER_VALUE",
  "RESOURCE_ALREADY_EXISTS",
  "RESOURCE_DOES_NOT_EXIST",
  "RESOURCE_CONFLICT",
];
const otherCodes = ["PERMISSION_DENIED", "ENDPOINT_NOT_FOUND", "NOT_IMPLEMENTED"];

/** What is wrong with an answer; undefined when nothing is. */
const faultOf = (method: string, { status, body, headers, text }: WireReply): string | undefined => {
  if (status < 400) return undefined;
  if (status === 404 && text === "") return undefined;
  if (status >= 500 && status !== 501) return "a fault of the server";
  if (method === "HEAD") return text === "" ? undefined : "a body";
  if (body === null || !headers.get("content-type")?.startsWith("application/json")) return "no JSON";
  if (![...errorCodes, ...otherCodes].includes(body.error_code)) return "no error code of MLflow's";
  if (typeof body.message !== "string" || body.message === "" || !body.message.isWellFormed()) return "no message";
  return text.length > 10_000 ? "a message too long to read" : undefined;
};

const sendAll = async (tries: readonly Try[]): Promise<Try[]> => {
  const refused: Try[] = [];
  const queue = [...tries];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const reply = await next.send();
      const fault = faultOf(next.method, reply);
      if (fault !== undefined)
        expect.fail(`${fault}:\n${next.story}\nwas answered ${reply.status}\n${reply.text.slice(0, 1_000)}`);
      if (reply.status >= 400) refused.push(next);
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return refused;
};

const oneByOne = (operations: readonly Operation[]) =>
  operations.flatMap((operation) => operation.methods.map((method) => ({ method, path: operation.path, operation })));

/**
 * Tests of these calls with hostile values in each of their fields, one at a time, the others being good: no answer is a
 * fault of the server, each refusal is told in MLflow's shape, and nothing is kept of what was refused.
 */
export const fuzz = (operations: readonly Operation[]): void => {
  beforeAll(async () => {
    world = await openWorld();
    ana = new Mlflow(await world.user("ana", { risk: ["OWNER"] }));
    superuser = new pg.Client(world.database.superuserUrl);
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser?.end();
    await world?.close();
  });

  it("would notice whatever is kept", async () => {
    const prints = [await print()];
    const run_id = await ana.run("0");
    prints.push(await print());
    await ana.post("runs/set-tag", { run_id, key: "k", value: "v" });
    prints.push(await print());
    expect(new Set(prints).size).toBe(3);
  });

  describe.each(oneByOne(operations))("$method $path", ({ method, operation }) => {
    it("is no fault of the server's with any hostile value, and keeps nothing of what it refuses", async () => {
      const scene = await newScene();
      const groups =
        "fields" in operation ? messageTries(operation, method, scene) : streamTries(operation, method, scene);
      const refused: Try[] = [];
      for (const tries of groups) refused.push(...(await sendAll(tries)));
      const before = await print();
      await sendAll(refused);
      expect(await print(), `${refused.length} refusals of ${method} ${operation.path} changed something`).toBe(before);
    });
  });
};

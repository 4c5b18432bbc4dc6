// @module-tag leak
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { Actor } from "../support/actor.js";
import { testDatabase } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { startService, temporaryHome } from "../support/service.js";

const TIMES = 30;
/** Each with 900 KB of tags: 36 MB in all. */
const MODELS = 40;

/** How a request may end: answered, refused for its own size, or told to come again. */
const ends = new Set(["200 undefined", "200 COST_LIMIT_EXCEEDED", "503 BUSY", "503 UNAVAILABLE"]);

/** What came of one request: its status and the code of its refusal; null when the connection broke. */
type End = { status: number; code: string | undefined } | null;

const post = async (url: string, headers: Record<string, string>, body: string): Promise<End> => {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    const text = await response.text();
    const errors = text.startsWith('{"errors"') ? JSON.parse(text).errors : undefined;
    const code = errors?.[0]?.extensions?.code ?? /"code":"(\w+)"/.exec(text.slice(0, 2_000))?.[1];
    return { status: response.status, code };
  } catch {
    return null;
  }
};

/** Asks `/health` again and again while the work is done, and counts what was not answered. */
const healthDuring = async <Result>(url: string, work: Promise<Result>) => {
  let done = false;
  const finished = work.finally(() => {
    done = true;
  });
  let asked = 0;
  let failed = 0;
  while (!done) {
    const answer = await fetch(`${url}/health`).catch(() => null);
    asked++;
    if (answer?.status !== 200) failed++;
    await sleep(20);
  }
  return { result: await finished, asked, failed };
};

it("thirty answers and thirty bodies, each as large as can be asked for, end in answers or refusals in 256 MiB", async () => {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  const home = temporaryHome();
  const env = {
    DATABASE_URL: database.runtimeUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    LOG_LEVEL: "warn",
    NODE_OPTIONS: "--max-old-space-size=256",
    COUNTERSIGN_STATEMENT_TIMEOUT_MS: "60000",
    COUNTERSIGN_WAIT_MS: "60000",
  };
  // As the service is shipped: its own start bounds the young generation, which V8 would count into the heap's limit.
  const service = startService({ home, env, npm: true });
  const url = await service.url();
  const admin = new Actor(url, readFileSync(join(home, "admin-token"), "utf8").trim(), "admin");
  await admin.do("createTeam", { slug: "core", name: "Core" }, "team { id }");
  const tags = Array.from({ length: 10 }, (_, index) => ({ key: `t${index}`, value: "v".repeat(90_000) }));
  const mlflow = new Mlflow(admin);
  for (let index = 0; index < MODELS; index++)
    await mlflow.post("registered-models/create", { name: `model-${index}`, tags });
  const query = (text: string) => post(`${url}/graphql`, admin.headers(), JSON.stringify({ query: text }));
  const queries = [
    `{registeredModels(first:${MODELS}){nodes{tags{value}}}}`,
    `{registeredModels(first:15){nodes{a:tags{value}b:tags{value}c:tags{value}}}}`,
    `{registeredModels(first:30){nodes{tags{value}}}}`,
  ];
  const big = JSON.stringify({ query: "{ __typename }", variables: { x: "v".repeat(8 * 1024 * 1024 - 100) } });
  const work = Promise.all([
    ...Array.from({ length: TIMES }, (_, index) => query(queries[index % queries.length] ?? "")),
    ...Array.from({ length: TIMES }, () => post(`${url}/graphql`, admin.headers(), big)),
  ]);
  const { result, asked, failed } = await healthDuring(url, work);
  expect(result.filter((end) => end === null || !ends.has(`${end.status} ${end.code}`))).toEqual([]);
  expect(result.filter((end) => end?.status === 200 && end.code === undefined).length).toBeGreaterThan(0);
  expect({ failed, exit: service.process.exitCode, signal: service.process.signalCode }).toEqual({
    failed: 0,
    exit: null,
    signal: null,
  });
  expect(asked).toBeGreaterThan(0);
  const refusals = await Promise.all(queries.slice(0, 2).map((each) => admin.send(each)));
  expect(refusals.map(({ data, errors }) => ({ data, says: errors.map(({ message }) => message) }))).toEqual([
    {
      data: null,
      says: [expect.stringMatching(/^registeredModels\.nodes\.tags: .* takes [\d,]{10} bytes .* 33,554,432\./)],
    },
    { data: null, says: [expect.stringMatching(/^registeredModels\.nodes\.[abc]\.value: .* 33,554,432\./)] },
  ]);
}, 300_000);

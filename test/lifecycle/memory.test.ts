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
const MODELS = 60;

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

/** Asks `/health` again and again while the work is done; gives the slowest answer in milliseconds, and the failures. */
const healthDuring = async <Result>(url: string, work: Promise<Result>) => {
  let done = false;
  const finished = work.finally(() => {
    done = true;
  });
  let asked = 0;
  let failed = 0;
  let slowest = 0;
  while (!done) {
    const from = performance.now();
    const answer = await fetch(`${url}/health`).catch(() => null);
    slowest = Math.max(slowest, performance.now() - from);
    asked++;
    if (answer?.status !== 200) failed++;
    await sleep(20);
  }
  return { result: await finished, asked, failed, slowest };
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
  const service = startService({ home, env });
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
  const { result, asked, failed, slowest } = await healthDuring(url, work);
  const counts = Map.groupBy(result, (end) => (end === null ? "broke" : `${end.status} ${end.code ?? ""}`));
  console.log(
    new Map([...counts].map(([key, list]) => [key, list.length])),
    { asked, failed, slowest },
    service.output().slice(-2000),
    service.process.exitCode,
  );
  console.log(readFileSync(`/proc/${service.process.pid}/status`, "utf8").match(/VmHWM.*|VmRSS.*/g));
  expect(failed).toBe(0);
}, 300_000);

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { until } from "../support/until.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor;
beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { risk: ["CONTRIBUTOR", "MAINTAINER"] });
});
afterAll(() => world?.close());

const scraped = async (by: Actor = world.admin): Promise<string> => {
  const answer = await by.get("/metrics");
  expect(answer.status).toBe(200);
  return answer.text();
};

/** The value of one line; undefined when there is none. */
const reading = (text: string, line: string): number | undefined => {
  const found = text.split("\n").find((candidate) => candidate.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length + 1));
};

it("tells each metric that docs/operations.md explains, and no other of its own", async () => {
  await ana.refused("createTeam", { slug: "x", name: "X" });
  const text = await scraped();
  const told = [...text.matchAll(/^# TYPE (countersign_\w+) /gm)].map(([, name]) => name).sort();
  const table = readFileSync("docs/operations.md", "utf8").matchAll(/^\| `(countersign_\w+)`/gm);
  expect(told.length).toBeGreaterThan(12);
  expect([...table].map(([, name]) => name).sort()).toEqual(told);
});

it("is for administrators and auditors: what it counts is hidden from others", async () => {
  for (const actor of [ana, await actorFor(world.admin, ana.id, "ana")]) {
    const refused = await actor.get("/metrics");
    expect([refused.status, await refused.json()]).toEqual([403, expect.objectContaining({ code: "FORBIDDEN" })]);
  }
  const aud = await world.user("aud");
  expect((await aud.get("/metrics")).status).toBe(403);
  await world.admin.do("grantOrganizationRole", { principalId: aud.id, role: "AUDITOR" });
  await until("the role counts", async () => (await aud.get("/metrics")).status === 200);
  const scraper = await actorFor(world.admin, aud.id, "aud", { scopes: ["APPROVE"] });
  await scraped(scraper);
  expect((await scraper.send("{ registeredModels { edges { node { name } } } }")).errors[0]?.extensions.code).toBe(
    "FORBIDDEN",
  );
});

it("counts what waits, what is stored, what was refused, and how the service stands", async () => {
  const before = await scraped();
  expect(reading(before, "countersign_pending_requests")).toBe(0);
  expect(reading(before, "countersign_oldest_pending_request_age_seconds")).toBe(0);
  const model = await registerModel(ana, world.teamId("risk"), "churn");
  await world.admin.do("createApprovalPolicy", {
    name: "signed",
    scope: { registeredModelId: model },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
  });
  await request(ana, await addVersion(ana, model), "Production");
  const wire = new Mlflow(ana, { workspace: "risk" });
  const nothing = await wire.raw("GET", "runs/get?run_id=00000000000000000000000000000000");
  expect(nothing.status).toBe(404);
  await ana.refused("createTeam", { slug: "x", name: "X" });
  await ana.send("{ nonsense }");
  const after = await scraped();
  const grown = (line: string): number => (reading(after, line) ?? 0) - (reading(before, line) ?? 0);
  expect(grown('countersign_refusals_total{code="NOT_FOUND"}')).toBe(1);
  expect(grown('countersign_refusals_total{code="FORBIDDEN"}')).toBe(1);
  expect(reading(after, "countersign_pending_requests")).toBe(1);
  expect(reading(after, "countersign_oldest_pending_request_age_seconds")).toBeGreaterThan(0);
  expect(reading(after, "countersign_hardening_level")).toBe(2);
  expect(reading(after, "countersign_artifact_free_bytes")).toBeGreaterThan(0);
  expect(reading(after, 'countersign_db_connections{pool="read",state="idle"}')).toBeGreaterThan(0);
  expect(reading(after, 'countersign_db_waiting{pool="write"}')).toBe(0);
  expect(reading(after, "countersign_change_feed_age_seconds")).toBeLessThan(60);
  expect(after).toMatch(/^countersign_build_info\{version="\d+\.\d+\.\d+",node="v\d+\.\d+\.\d+"\} 1$/m);
  expect(after).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
});

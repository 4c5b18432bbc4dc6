import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventReader, isOld } from "../../web/live/events.js";
import { Mlflow } from "../support/mlflow.js";
import { request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";
import { openPage, openWindow, settled, useBrowser } from "./browser.js";
import { type Cast, openCast, type Story, tellChurn } from "./story.js";

useBrowser();
let world: World;
let cast: Cast;
let churn: Story;

beforeAll(async () => {
  world = await openWorld();
  cast = await openCast(world);
  churn = await tellChurn(world, cast);
}, 120_000);
afterAll(() => world?.close());

/** Counts what the page asks of the service by path, from now on. */
const counting = (context: BrowserContext): Record<string, number> => {
  const counts: Record<string, number> = {};
  context.on("request", (sent) => {
    const { pathname } = new URL(sent.url());
    counts[pathname] = (counts[pathname] ?? 0) + 1;
  });
  return counts;
};

const open = async (context: BrowserContext, path: string, expected: RegExp[] = []): Promise<Page> => {
  const page = await openPage(context, world.url, expected);
  await page.goto(path);
  await settled(page);
  return page;
};

it("what somebody else does shows by itself, in every tab, over one connection; a page at rest asks for nothing", async () => {
  const context = await openWindow(world.url, { as: cast.rob });
  const counts = counting(context);
  const inbox = await open(context, "/inbox");
  const model = await open(context, "/models/churn");
  await expect.poll(() => counts["/live"]).toBe(1);
  await inbox.getByText("No request waits for you").waitFor();
  const asked = await request(cast.ana, churn.versions[9] ?? "", "Production", { reason: "Beats v7 on the hold-out" });
  await inbox.getByText("Beats v7 on the hold-out").first().waitFor();
  await expect.poll(() => inbox.title()).toMatch(/^\(1\) /);
  await cast.mia.do("setAlias", { modelVersionId: churn.versions[9], alias: "challenger" }, "modelVersion { id }");
  const lanes = model.getByRole("list", { name: "Slots now" }).getByRole("listitem");
  await lanes.filter({ hasText: "@challenger" }).getByRole("link", { name: "v9" }).waitFor();
  const page = await open(context, `/requests/${asked.id}`);
  await cast.ana.do("withdrawTransition", { transitionRequestId: asked.id }, "transitionRequest { id }");
  await page.getByText("Withdrawn").first().waitFor();
  await inbox.getByText("No request waits for you").waitFor();
  expect(counts["/live"]).toBeLessThanOrEqual(2);
}, 120_000);

it("where no stream gets through, the page asks now and then", async () => {
  const context = await openWindow(world.url, { as: cast.ana });
  await context.route("**/live?*", (route) => route.abort());
  const mlflow = new Mlflow(cast.ana);
  const run_id = await mlflow.run(await mlflow.experiment("unheard"), { run_name: "unheard" });
  const log = (step: number): Promise<unknown> =>
    mlflow.post("runs/log-metric", { run_id, key: "loss", value: 1 / (1 + step), timestamp: step, step });
  await log(0);
  const page = await open(context, `/runs/${run_id}`, [/Failed to load resource/]);
  await page.getByRole("img", { name: "loss, 1 point by step" }).waitFor();
  await log(1);
  await page.getByRole("img", { name: "loss, 2 points by step" }).waitFor();
}, 120_000);

it("the page says it when the session ends elsewhere, before anything is asked", async () => {
  const context = await openWindow(world.url, { as: cast.lea });
  const page = await open(context, "/models", [/Failed to load resource/]);
  await world.admin.do("deactivateUser", { principalId: cast.lea.id }, "user { id }");
  await page.getByRole("dialog").getByLabel("API token").waitFor();
}, 120_000);

describe("what the service tells", () => {
  it("is read as it comes: in pieces, or more of them together", () => {
    const read = eventReader();
    expect(read('retry: 2000\n\n: beat\n\ndata: {"kind":"ru')).toEqual([]);
    expect(read('n","id":"run_1"}\n\ndata: {"kind":"everything"}\n\n')).toEqual([
      { kind: "run", id: "run_1" },
      { kind: "everything", id: null },
    ]);
  });
  it("makes old what is kept of it, and nothing else", () => {
    const told = (kind: string, id: string | null = null) => ({ kind, id });
    expect(isOld(["inbox"], false, told("everything"))).toBe(true);
    expect([isOld(["x"], true, told("heard")), isOld(["x"], false, told("heard"))]).toEqual([true, false]);
    expect(isOld(["version", "churn", 7], false, told("model_version", "mv_1"))).toBe(true);
    expect(isOld(["version", "churn", 7], false, told("run", "run_1"))).toBe(false);
    expect(isOld(["request", "req_1"], false, told("transition_request", "req_2"))).toBe(false);
    expect(isOld(["anything"], true, told("a noun to come"))).toBe(false);
  });
});

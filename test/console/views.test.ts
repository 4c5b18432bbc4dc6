import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { meet, readSearch, tooLong, writeSearch } from "../../web/parts/views/address.js";
import type { Actor } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { registerModel } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";
import { expectLooks } from "./accessible.js";
import { openPage, openWindow, refuse, settled, useBrowser } from "./browser.js";

useBrowser();
let world: World;
let ana: Actor;
let rob: Actor;
let experiment: string;
const runs: string[] = [];

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { fraud: ["OWNER"] });
  rob = await world.user("rob", { risk: ["OWNER"] });
  await registerModel(ana, world.teamId("fraud"), "fraud-open");
  await registerModel(ana, world.teamId("fraud"), "fraud-hidden", { visibility: "TEAM" });
  await registerModel(rob, world.teamId("risk"), "churn");
  const mlflow = new Mlflow(ana);
  experiment = await mlflow.experiment("tuning");
  for (let trial = 0; trial < 2; trial++) {
    const run_id = await mlflow.run(experiment, { run_name: `trial ${trial}` });
    await mlflow.post("runs/log-batch", { run_id, metrics: [{ key: "auc", value: trial, step: 0, timestamp: 1 }] });
    runs.push(run_id);
  }
}, 120_000);
afterAll(() => world?.close());

const open = async (as: Actor, path: string): Promise<Page> => {
  const context = await openWindow(world.url, { as });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await openPage(context, world.url);
  await page.goto(path);
  await settled(page);
  return page;
};

const choose = async (page: Page, item: string): Promise<void> => {
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
};
const models = (page: Page): Promise<string[]> => page.getByRole("table").getByRole("rowheader").allTextContents();
const viewIn = (page: Page): string => new URL(page.url()).searchParams.get("view") ?? "";

it("a view is saved by name, opened again, handed to a colleague by its address, and deleted", async () => {
  const page = await open(ana, "/models?q=team%3Afraud&sort=-updated");
  await choose(page, "Save this view");
  await page.getByLabel("Name").fill("Fraud’s, latest first");
  await page.keyboard.press("Enter");
  await page.getByText("Saved: Fraud’s, latest first.").waitFor();
  await page.goto("/models");
  await settled(page);
  await choose(page, "Fraud’s, latest first");
  await expect.poll(() => models(page)).toHaveLength(2);
  expect(await page.getByRole("searchbox", { name: "Filter models" }).inputValue()).toBe("team:fraud");
  const id = viewIn(page);
  expect(page.url()).toBe(`${world.url}/models?view=${id}`);

  const colleague = await open(rob, `/models?view=${id}`);
  await expect.poll(async () => (await models(colleague)).join()).toMatch(/^fraud-open/);
  expect(await models(colleague)).toHaveLength(1);
  expect(colleague.url()).toBe(`${world.url}/models?view=${id}`);
  await colleague.getByRole("combobox", { name: "Team", exact: true }).selectOption("");
  await expect.poll(() => models(colleague)).toHaveLength(2);
  expect(viewIn(colleague)).toBe("");
  await colleague.goBack();
  await expect.poll(() => models(colleague)).toHaveLength(1);
  await colleague.reload();
  await expect.poll(() => models(colleague)).toHaveLength(1);

  await choose(page, "All views");
  const dialog = page.getByRole("dialog", { name: "Your views of this screen" });
  await dialog.getByRole("button", { name: "Copy the address of Fraud’s, latest first" }).click();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(`${world.url}/models?view=${id}`);
  await expectLooks(page, "all views");
  await dialog.getByRole("button", { name: "Delete Fraud’s, latest first" }).click();
  await dialog.getByText("You have saved none yet.").waitFor();
  await colleague.reload();
  await colleague.getByText("There is no such view: it was deleted, or never was.").waitFor();
  await expect.poll(() => models(colleague)).toHaveLength(2);

  await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
  await page.getByRole("button", { name: "Close" }).click();
  await choose(page, "Copy the address");
  await page.getByText("Not copied: the browser lets this page copy nothing.", { exact: false }).waitFor();
}, 120_000);

it("an address past 2,000 characters becomes a kept view’s by itself; Back undoes, and a colleague sees the same", async () => {
  const page = await open(ana, "/models");
  const long = `fraud ${"x".repeat(2_000)}`;
  await page.getByRole("searchbox", { name: "Filter models" }).fill(long);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.url()).toMatch(/\/models\?view=view_[0-9a-z]{26}$/);
  const id = viewIn(page);
  await page.reload();
  await settled(page);
  expect(await page.getByRole("searchbox", { name: "Filter models" }).inputValue()).toBe(long);
  const colleague = await open(rob, page.url());
  expect(await colleague.getByRole("searchbox", { name: "Filter models" }).inputValue()).toBe(long);
  await colleague.getByRole("radio", { name: "Versions" }).check({ force: true });
  await expect.poll(() => new URL(colleague.url()).search).toBe(`?view=${id}&show=versions`);
  await page.goBack();
  await expect.poll(() => page.url()).toBe(`${world.url}/models`);
  await expect.poll(() => models(page)).toHaveLength(3);
  await page.goForward();
  await expect.poll(() => viewIn(page)).toBe(id);
  expect(await page.getByRole("searchbox", { name: "Filter models" }).inputValue()).toBe(long);
}, 120_000);

it("every screen with a filter of its own has the menu; many runs are compared by a kept view", async () => {
  const page = await open(
    ana,
    `/compare?runs=${[...runs, ...Array(70).fill(0)].map((run, at) => run || `${"0".repeat(30)}${at + 10}`).join(",")}`,
  );
  await expect.poll(() => page.url()).toMatch(/\/compare\?view=view_[0-9a-z]{26}$/);
  await page.getByRole("heading", { level: 1, name: "Compare 2 runs" }).waitFor();
  await choose(page, "Copy the address");
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(page.url());
  for (const path of ["/audit", "/inbox", `/experiments/${experiment}`]) {
    await page.goto(path);
    await settled(page);
    await choose(page, "Save this view");
    await page.getByLabel("Name").fill(path);
    await page.keyboard.press("Enter");
    await page.getByText(`Saved: ${path}.`).waitFor();
  }
}, 120_000);

it("a list whose facets cannot be read says so, and shows all the same", async () => {
  const page = await open(ana, "/inbox");
  await refuse(page, "query ModelFacets");
  await page.goto("/models");
  await page.getByRole("alert").getByText("Not now.").waitFor();
  await expect.poll(() => models(page)).toHaveLength(3);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("region", { name: "Narrow down" }).waitFor();
}, 60_000);

describe("what stands in an address", () => {
  it("a named view is its own whole query, a kept one the part that was long", () => {
    meet("view_a", { name: "a", query: "q=x&sort=-auc" });
    meet("view_b", { name: null, query: "runs=1%2C2" });
    expect(readSearch("?view=view_a")).toEqual({ q: "x", sort: "-auc", view: "view_a" });
    expect(writeSearch({ sort: "-auc", q: "x", view: "view_a" })).toBe("?view=view_a");
    expect(writeSearch({ sort: "-auc", q: "x" })).toBe("?sort=-auc&q=x");
    expect(writeSearch({ q: "y", sort: "-auc", view: "view_a" })).toBe("?q=y&sort=-auc");
    expect(writeSearch({ show: "all", runs: "1,2" })).toBe("?view=view_b&show=all");
    expect(readSearch("?view=view_b&show=all")).toEqual({ runs: "1,2", show: "all", view: "view_b" });
    expect(writeSearch({ runs: "1", view: "view_b" })).toBe("?runs=1");
    expect(writeSearch({ view: "view_unmet", q: "" })).toBe("?view=view_unmet");
    meet("view_gone", null);
    expect(readSearch("?view=view_gone")).toEqual({ view: "view_gone" });
  });
  it("only what is wide is kept, and only when the whole is long", () => {
    const [wide, base] = ["x".repeat(1_980), "https://ml.example/models"];
    expect(tooLong(`${base}?q=${"x".repeat(1_900)}`)).toBeUndefined();
    expect(tooLong(`${base}?q=${wide}&sort=a`)).toBe(`q=${wide}`);
    expect(tooLong(`${base}?${"a=1&".repeat(600)}`)).toBeUndefined();
  });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";
import { expectLooks } from "./accessible.js";
import { openPage, openWindow, settled, useBrowser } from "./browser.js";
import { type Cast, openCast, tellChurn } from "./story.js";

useBrowser();
let world: World;
let cast: Cast;
let screens: Record<string, string>;

beforeAll(async () => {
  world = await openWorld();
  cast = await openCast(world);
  const churn = await tellChurn(world, cast);
  const open = await request(cast.ana, churn.versions[9] ?? "", "Production", {
    reason: "Beats v7 by 1.3 points of AUC",
  });
  screens = {
    models: "/models",
    versions: "/models?q=tag:fairness.audit=passed",
    "no such version": "/models?q=tag:fairness.audit=unheard",
    model: "/models/churn",
    version: "/models/churn/versions/7",
    request: `/requests/${open.id}`,
    inbox: `/inbox?at=${open.id}`,
    nothing: "/models/unheard",
  };
}, 120_000);
afterAll(() => world?.close());

it("every screen is accessible and upright, in both themes, on a phone and a desk", async () => {
  const page = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  for (const [name, path] of Object.entries(screens)) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await settled(page);
    expect(await page.getByRole("heading", { level: 1 }).count(), name).toBe(1);
    expect(await page.title()).toMatch(/^(\(1\) )?\S.* · Countersign$/);
    await expectLooks(page, name);
  }
}, 180_000);

it("the sign-in is accessible and upright, in both themes, on a phone and a desk", async () => {
  const page = await openPage(await openWindow(world.url), world.url);
  await page.goto("/signin");
  await page.getByLabel("API token").waitFor();
  await expectLooks(page, "sign-in");
});

it("the palette finds a version by a few letters, an experiment by a word, a request by its id", async () => {
  const page = await openPage(await openWindow(world.url, { as: cast.ana }), world.url);
  await page.goto("/inbox");
  await settled(page);
  const find = async (text: string, option: string): Promise<void> => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search" }).fill(text);
    await page.getByRole("option", { name: option }).first().waitFor();
  };
  await find("CHU 7", "churn version 7");
  await expectLooks(page, "palette");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "churn version 7" }).waitFor();
  await find("train", "training");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /^training / }).waitFor();
  const id = screens.request?.split("/").at(-1) ?? "";
  await find(id, "churn version 9 to Production");
  await page.keyboard.press("Enter");
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/requests/${id}`);
}, 120_000);

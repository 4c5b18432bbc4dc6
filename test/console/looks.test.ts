import { afterAll, beforeAll, expect, it } from "vitest";
import { request } from "../support/registry.js";
import { registerSshKey } from "../support/ssh.js";
import { openWorld, type World } from "../support/world.js";
import { expectAccessible, expectLooks } from "./accessible.js";
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
  await registerSshKey(cast.rob, "laptop");
  screens = {
    models: "/models",
    versions: "/models?q=tag:fairness.audit=passed",
    "no such version": "/models?q=tag:fairness.audit=unheard",
    model: "/models/churn",
    version: "/models/churn/versions/7",
    request: `/requests/${open.id}`,
    inbox: `/inbox?at=${open.id}`,
    tokens: "/settings/tokens",
    "signing keys": "/settings/keys",
    sessions: "/settings/sessions",
    preferences: "/settings/preferences",
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

it("a token is made, shown once with what shells take, and revoked; a preference holds", async () => {
  const page = await openPage(await openWindow(world.url, { as: cast.mia }), world.url);
  await page.goto("/models");
  await page.getByRole("button", { name: /Mia Lindqvist/ }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await page.getByLabel("What it is for").fill("nightly <b>job</b>");
  await page.getByLabel("Good for").selectOption("7 days");
  await page.getByLabel("approve").uncheck();
  await page.getByRole("button", { name: "Make it" }).click();
  const made = page.getByRole("status", { name: "The new token nightly <b>job</b>" });
  const block = (await made.locator("pre").textContent()) ?? "";
  const [, token = ""] = /^export MLFLOW_TRACKING_TOKEN=(\S+)$/m.exec(block) ?? [];
  expect(block).toContain(`export MLFLOW_TRACKING_URI=${world.url}\n`);
  const answer = (): Promise<Response> =>
    fetch(`${world.url}/resolve?uri=models:/churn/Production`, { headers: { authorization: `Bearer ${token}` } });
  expect((await answer()).status).toBe(200);
  await page.getByRole("button", { name: "Revoke nightly <b>job</b>" }).click();
  await expectAccessible(page, "revoking");
  await page.getByRole("button", { name: "Revoke it" }).click();
  await page.getByText("Revoked: nightly <b>job</b>.").waitFor();
  expect((await answer()).status).toBe(401);
  await page.getByRole("link", { name: "Preferences" }).click();
  await page.getByRole("radio", { name: "Compact" }).check({ force: true });
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Preferences" }).waitFor();
  expect(await page.getByRole("radio", { name: "Compact" }).isChecked()).toBe(true);
  expect(await page.evaluate("document.documentElement.dataset.density")).toBe("compact");
  const elsewhere = await openPage(await openWindow(world.url, { as: cast.mia }), world.url);
  await elsewhere.goto("/models");
  await elsewhere.getByRole("heading", { level: 1, name: "Models" }).waitFor();
  expect(await elsewhere.evaluate("document.documentElement.dataset.density")).toBe("compact");
}, 120_000);

it("a session elsewhere is ended from here, and that browser is asked to sign in again", async () => {
  const here = await openPage(await openWindow(world.url, { as: cast.lea }), world.url);
  const there = await openPage(await openWindow(world.url, { as: cast.lea }), world.url, [/Failed to load resource/]);
  await there.goto("/models");
  await here.goto("/settings/sessions");
  const rows = here.getByRole("row").filter({ hasText: "lea" });
  await expect.poll(() => rows.count()).toBe(2);
  expect(await rows.filter({ hasText: "this one" }).count()).toBe(1);
  await here.getByRole("button", { name: /^End the session/ }).click();
  await here.getByRole("button", { name: "End it" }).click();
  await here.getByText("The session is ended.").waitFor();
  await expect.poll(() => rows.count()).toBe(1);
  await there.reload();
  await there.getByLabel("API token").waitFor();
  await here.reload();
  await here.getByRole("heading", { level: 1, name: "Sessions" }).waitFor();
});

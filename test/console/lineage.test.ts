import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorld, type World } from "../support/world.js";
import { expectLooks } from "./accessible.js";
import { openPage, openWindow, settled, useBrowser } from "./browser.js";
import { type Cast, openCast, tellChurn } from "./story.js";

useBrowser();
let world: World;
let cast: Cast;

beforeAll(async () => {
  world = await openWorld();
  cast = await openCast(world);
  await tellChurn(world, cast);
}, 120_000);
afterAll(() => world?.close());

it("a version’s lineage is a tree that keys open step by step, as far as one reads", async () => {
  const page = await openPage(await openWindow(world.url, { as: cast.ana }), world.url);
  await page.goto("/models/churn/versions/7");
  await settled(page);
  await page.getByRole("link", { name: "Lineage" }).click();
  await page.getByRole("heading", { level: 1, name: "Lineage of churn version 7" }).waitFor();
  const came = page.getByRole("tree", { name: "What churn version 7 came from" });
  const became = page.getByRole("tree", { name: "What came of churn version 7" });
  await became.getByRole("treeitem", { name: /^Slot @champion ?, held now$/ }).waitFor();
  await became.getByRole("treeitem", { name: /^Slot Production ?, held now$/ }).waitFor();
  await became.getByRole("treeitem", { name: /^Slot Staging ?, held before$/ }).waitFor();
  const run = came.getByRole("treeitem", { name: /^Run train 7 ?, made it$/ });
  await run.focus();
  expect(await run.getAttribute("aria-expanded")).toBe("false");
  await page.keyboard.press("ArrowRight");
  const data = came.getByRole("treeitem", { name: /^Data set customers-2026-10 .* ?, input for training$/ });
  await data.waitFor();
  expect(await data.getAttribute("aria-level")).toBe("2");
  await page.keyboard.press("ArrowRight");
  const focused = (): Promise<unknown> => page.evaluate("document.activeElement.textContent");
  await expect.poll(focused).toContain("customers-2026-10");
  await expectLooks(page, "lineage");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(focused).toContain("train 7");
  await page.keyboard.press("ArrowLeft");
  await data.waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "train 7" }).waitFor();

  await page.getByRole("link", { name: "Lineage" }).click();
  await page.getByRole("heading", { level: 1, name: "Lineage of train 7" }).waitFor();
  await page
    .getByRole("treeitem", { name: /^churn version 7 ?, made it$/ })
    .getByText("made it")
    .click();
  await page.getByRole("treeitem", { name: /^Slot Production ?, held now$/ }).waitFor();
}, 120_000);

it("a model’s begins with its versions; of a model that is absent or hidden there is none", async () => {
  const page = await openPage(await openWindow(world.url, { as: cast.rob, width: 360 }), world.url);
  await page.goto("/models/churn");
  await settled(page);
  await page.getByRole("link", { name: "Lineage" }).click();
  const tree = page.getByRole("tree", { name: "What churn came from" });
  await tree.getByRole("treeitem", { name: /^churn version 9 ?, its version$/ }).waitFor();
  expect(await tree.getByRole("treeitem").count()).toBe(9);
  await page.goto("/models/unheard/lineage");
  await page.getByRole("heading", { level: 1, name: "There is nothing here" }).waitFor();
});

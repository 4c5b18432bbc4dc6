import { afterAll, beforeAll, expect, it } from "vitest";
import { examples } from "../../web/explorer/examples.js";
import { openWorld, type World } from "../support/world.js";
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

it("the explorer runs its examples under the console's session, and asks nobody else", async () => {
  const page = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  await page.goto("/inbox");
  await settled(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: "Explorer of the API" }).click();
  await page.getByRole("region", { name: "Examples" }).waitFor();
  expect(await page.title()).toBe("Explorer · Countersign");
  await page.locator("button:enabled", { hasText: "Everything about a version" }).waitFor();
  // In one instant: GraphiQL has then not read the new text yet.
  await page.evaluate(`for (const named of [/^Everything about a version$/, /^Execute query/])
    [...document.querySelectorAll("button")].find((each) => named.test(each.ariaLabel ?? each.textContent)).click()`);
  await page.getByRole("region", { name: "Result Window" }).getByText('"champion"').waitFor();
  await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
  const reference = page.getByRole("region", { name: "Documentation Explorer" });
  await reference.getByText("Query", { exact: true }).click();
  await reference
    .getByText("A registered model by its name; null when absent or not visible.", { exact: false })
    .waitFor();
}, 120_000);

it("whoever is signed out signs in and comes back to the explorer", async () => {
  const page = await openPage(await openWindow(world.url), world.url, [/Failed to load resource/]);
  await page.goto("/explorer");
  await page.getByLabel("API token").fill(cast.ana.token ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("region", { name: "Examples" }).waitFor();
  expect(page.url()).toBe(`${world.url}/explorer`);
}, 120_000);

it("each example is one that the service answers, without a fault, to whoever reads", async () => {
  for (const { query, variables = "{}" } of examples) await cast.rob.ask(query, JSON.parse(variables));
});

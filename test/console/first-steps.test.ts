import { afterAll, beforeAll, it } from "vitest";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";
import { openPage, openWindow, useBrowser } from "./browser.js";

useBrowser();
let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 120_000);
afterAll(() => world?.close());

it("an experiment without a run says how one is logged, and the run appears while one looks", async () => {
  const ana = await world.user("ana", { first: ["CONTRIBUTOR"] });
  const client = new Mlflow(ana);
  const experiment = await client.experiment("first steps");
  const page = await openPage(await openWindow(world.url, { as: ana }), world.url);
  await page.goto(`/experiments/${experiment}`);
  await page.getByText("No run was logged here yet.").waitFor();
  await page.getByText(`with mlflow.start_run(experiment_id="${experiment}"):`, { exact: false }).waitFor();
  await client.run(experiment, { tags: [{ key: "mlflow.runName", value: "the very first" }] });
  await page.getByRole("link", { name: "the very first" }).waitFor();
});

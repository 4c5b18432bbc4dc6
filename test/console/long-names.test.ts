import { afterAll, beforeAll, expect, it } from "vitest";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";
import { expectUpright } from "./accessible.js";
import { openPage, openWindow, settled, useBrowser } from "./browser.js";

useBrowser();
let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 120_000);
afterAll(() => world?.close());

/** One word, longer than any window of a phone is wide. */
const word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

/** A model whose every name is one long word; answers the paths of the screens that show it. */
const tellLong = async (): Promise<Record<string, string>> => {
  const mia = await world.user("mia", { churn: ["MAINTAINER"] });
  const client = new Mlflow(mia);
  const experiment = await client.experiment(word);
  const run_id = await client.run(experiment, { tags: [{ key: "mlflow.runName", value: word }] });
  await client.post("runs/log-batch", {
    run_id,
    metrics: [0, 1].map((step) => ({ key: word, value: 0.5, timestamp: 1, step })),
    params: [{ key: word + word, value: word.repeat(4) }],
    tags: [{ key: word, value: word }],
  });
  const model = await registerModel(mia, world.teamId("churn"), word, { description: word + word });
  const version = await addVersion(mia, model, { source: `runs:/${run_id}/model`, runId: run_id, description: word });
  await mia.do("setAlias", { modelVersionId: version, alias: "x".repeat(100) }, "modelVersion { id }");
  const open = await request(mia, version, "Production", { reason: word + word });
  return {
    models: "/models",
    model: `/models/${word}`,
    version: `/models/${word}/versions/1`,
    lineage: `/models/${word}/lineage`,
    request: `/requests/${open.id}`,
    experiments: "/experiments",
    experiment: `/experiments/${experiment}`,
    run: `/runs/${run_id}`,
    compare: `/compare?runs=${run_id}`,
  };
};

it("no name is so long that a page scrolls sideways, or that it covers what stands beside", async () => {
  const screens = await tellLong();
  const page = await openPage(await openWindow(world.url, { as: world.admin }), world.url);
  for (const [name, path] of Object.entries(screens)) {
    await page.goto(path);
    await settled(page);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await expectUpright(page, `${name} with long names, ${width}`);
    }
  }
  await page.goto("/models");
  const name = await page.getByRole("link", { name: word }).boundingBox();
  const cell = await page.getByRole("rowheader").first().boundingBox();
  expect(name?.width, "the name, and its column").toBeLessThanOrEqual(cell?.width ?? 0);
}, 120_000);

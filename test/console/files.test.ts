import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readRows } from "../../web/parts/file/csv.js";
import { isShown, shapeOf } from "../../web/parts/file/shape.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, registerModel } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";
import { expectLooks } from "./accessible.js";
import { openPage, openWindow, useBrowser } from "./browser.js";
import { type Cast, openCast } from "./story.js";

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const CARD = `# Who it is for

<script>alert(1)</script> <img src="x" onerror="alert(2)">

![a chart](https://evil.example/track.png) [a trap](javascript:alert%283%29) [the paper](https://papers.example/7)

| a | b |
|---|---|
| 1 | **2** |
`;

const files: Readonly<Record<string, string | Buffer>> = {
  "card.md": CARD,
  "data.csv": 'name,says,name\n"O""Neil, A","<b>hi</b>\nthere",=1+1\n',
  "params.json": '{"depth":6,"note":"<script>alert(4)</script>"}',
  "page.html": "<script>alert(5)</script>",
  "drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(6)"/>',
  "pixel.png": PIXEL,
  "fake.png": "<script>alert(7)</script>",
  "bytes.log": Buffer.from([0x50, 0xff, 0x00, 0xfe]),
  "empty.txt": "",
  "a b %3F 🦊.txt": "found by its name",
  "large.log": Buffer.alloc(1_048_577, "x"),
};

useBrowser();
let world: World;
let cast: Cast;
let run: string;

beforeAll(async () => {
  world = await openWorld();
  cast = await openCast(world);
  const mlflow = new Mlflow(cast.ana);
  const experiment = await mlflow.experiment("files");
  run = await mlflow.run(experiment, { run_name: "hostile" });
  for (const [name, bytes] of Object.entries(files))
    await mlflow.upload(`${experiment}/${run}/artifacts/${name}`, bytes);
  await mlflow.post("runs/update", { run_id: run, status: "FINISHED", end_time: Date.now() });
  const model = await registerModel(cast.mia, world.teamId("churn"), "filed");
  await addVersion(cast.ana, model, { source: `runs:/${run}`, runId: run });
}, 180_000);
afterAll(() => world?.close());

const opened = async (path: string): Promise<Page> => {
  const page = await openPage(await openWindow(world.url, { as: cast.ana }), world.url, [/Failed to load resource/]);
  await page.goto(path);
  await page.getByRole("region", { name: "Files" }).waitFor();
  return page;
};

it("files are shown by what they hold, and nothing of them runs or is fetched from elsewhere", async () => {
  const page = await opened(`/runs/${run}`);
  const shown = async (name: string, look: () => Promise<unknown>): Promise<void> => {
    await page.getByRole("button", { name: `Preview ${name}`, exact: true }).click();
    await page.getByRole("dialog", { name }).waitFor();
    await look();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  const dialog = page.getByRole("dialog");
  const says = (text: string) => () => dialog.getByText(text, { exact: false }).first().waitFor();
  await shown("card.md", async () => {
    await dialog.getByRole("heading", { level: 3, name: "Who it is for" }).waitFor();
    await dialog.getByText('<script>alert(1)</script> <img src="x" onerror="alert(2)">').waitFor();
    await dialog.getByText("a chart").waitFor();
    expect(await dialog.locator("img, script, iframe").count()).toBe(0);
    const paper = dialog.getByRole("link", { name: "the paper" });
    expect(await paper.getAttribute("rel")).toBe("noopener noreferrer");
    expect(await dialog.getByRole("link").count()).toBe(1);
    expect(await dialog.getByRole("cell", { name: "2" }).count()).toBe(1);
    await expectLooks(page, "preview of Markdown");
  });
  await shown("data.csv", async () => {
    await dialog.getByRole("columnheader", { name: "name 3" }).waitFor();
    expect(await dialog.getByRole("cell").allTextContents()).toEqual(['O"Neil, A', "<b>hi</b>\nthere", "=1+1"]);
    await expectLooks(page, "preview of a table");
  });
  await shown("params.json", says('"note": "<script>alert(4)</script>"'));
  await shown("pixel.png", async () => {
    const image = dialog.getByRole("img", { name: "pixel.png" });
    await expect.poll(() => image.evaluate((of) => (of as unknown as { naturalWidth: number }).naturalWidth)).toBe(1);
  });
  await shown("fake.png", says("It is no image that this browser can show."));
  await shown("bytes.log", says("It is no text: download it."));
  await shown("empty.txt", says("It is empty."));
  await shown("a b %3F 🦊.txt", says("found by its name"));
  for (const name of ["page.html", "drawing.svg", "large.log"]) {
    expect(await page.getByRole("button", { name: `Preview ${name}` }).count(), name).toBe(0);
    await page.getByRole("link", { name: `Download ${name}` }).waitFor();
  }
}, 180_000);

it("a version shows the files that it froze likewise, and says of those without bytes that it has none", async () => {
  const { modelVersion } = await cast.ana.ask(`{ modelVersion(name: "filed", version: 1) { registeredModel { id } } }`);
  const artifacts = [{ path: "notes.txt", size: 12, sha256: "a".repeat(64) }];
  await addVersion(cast.ana, modelVersion.registeredModel.id, { artifacts });
  const page = await opened("/models/filed/versions/1");
  await page.getByRole("button", { name: "Preview params.json" }).click();
  await page.getByRole("dialog").getByText('"depth": 6', { exact: false }).waitFor();
  await page.goto("/models/filed/versions/2");
  await page.getByRole("button", { name: "Preview notes.txt" }).click();
  await page.getByRole("dialog").getByText("This service does not keep its bytes.").waitFor();
}, 120_000);

it("names say how files are shown, sizes whether", () => {
  expect(
    ["a/b.CSV", "x.tsv", "m.md", "p.JSON", "MLmodel", "i.jpeg", "page.XHTML", "d.svg", "x.constructor"].map(shapeOf),
  ).toEqual([
    { kind: "table", separator: "," },
    { kind: "table", separator: "\t" },
    ...["markdown", "json", "text"].map((kind) => ({ kind })),
    { kind: "image", type: "image/jpeg" },
    ...["none", "none", "text"].map((kind) => ({ kind })),
  ]);
  expect([isShown("a.txt", 1_048_576), isShown("a.txt", 1_048_577), isShown("a.html", 1)]).toEqual([
    true,
    false,
    false,
  ]);
});

it.each([
  [
    "a,b\n1,2\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  ['"a,""b""",c\r\n\r\n"x\ny",', [['a,"b"', "c"], [""], ["x\ny", ""]]],
  ['"never closed', [["never closed"]]],
  ['"a"b,c\nd', [["a"], ["d"]]],
  ["", []],
])("the table %j has these cells", (text, cells) => expect(readRows(text, ",", 9)).toEqual(cells));

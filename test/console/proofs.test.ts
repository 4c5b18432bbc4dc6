import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPacked, type Packed } from "../evidence/packed.js";
import { logHome } from "../support/sequencer.js";
import { until } from "../support/until.js";
import { expectLooks } from "./accessible.js";
import { openPage, openWindow, settled, useBrowser } from "./browser.js";

useBrowser();
let story: Packed;
let stop: (() => void | Promise<void>) | undefined;
const home = logHome(afterAll);

const outside = mkdtempSync(join(tmpdir(), "countersign-outside-"));

beforeAll(async () => {
  const anchors = join(home, "anchors.json");
  writeFileSync(anchors, JSON.stringify([{ kind: "file", path: join(outside, "anchor") }]), { mode: 0o600 });
  story = await openPacked(
    home,
    (end) => {
      stop = end;
    },
    { COUNTERSIGN_ANCHORS: anchors, COUNTERSIGN_ANCHOR_SECONDS: "1" },
  );
  await story.startLog();
}, 120_000);
afterAll(async () => {
  await stop?.();
  await story?.world.close();
  rmSync(outside, { recursive: true, force: true });
});

const VERSION = "/models/churn%20scored/versions/1";

it("a version's page makes an evidence pack, says its digest, and downloads it; made once it is listed", async () => {
  const { world, auditor } = story;
  const page = await openPage(await openWindow(world.url, { as: auditor }), world.url);
  await page.goto(VERSION);
  await settled(page);
  await page.getByRole("button", { name: "Evidence pack" }).click();
  const dialog = page.getByRole("dialog", { name: "Evidence pack of churn scored version 1" });
  await dialog.getByLabel("name", { exact: true }).check();
  await dialog.getByRole("button", { name: "Make a pack" }).click();
  const link = dialog.getByRole("link", { name: "Download the pack" });
  await link.waitFor();
  await dialog.getByText(/opens name/).waitFor();
  const digest = await dialog.locator("code[title]").getAttribute("title");
  const downloading = page.waitForEvent("download");
  await link.click();
  const path = await (await downloading).path();
  expect(createHash("sha256").update(readFileSync(path)).digest("hex")).toBe(digest);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Evidence pack" }).click();
  await dialog.getByRole("region", { name: "Packs made before" }).getByRole("link").waitFor();
  await expectLooks(page, "evidence pack");
}, 120_000);

/** The version's packs, and the entries that say that one was made. */
const MADE = `query ($version: ID!) {
  evidencePacks(modelVersionId: $version, first: 20) { nodes { id } }
  auditEntries(first: 20, filter: { action: "createEvidencePack", outcome: ALLOWED }) { nodes { seq } }
}`;

it("a pack whose answer was lost is made once, also by a form opened anew; other words make another", async () => {
  const { world, auditor, version } = story;
  const page = await openPage(await openWindow(world.url, { as: auditor }), world.url, [/Failed to load resource/]);
  await page.goto(VERSION);
  await settled(page);
  const made = async (): Promise<string[]> => {
    const { evidencePacks, auditEntries } = await auditor.ask(MADE, { version });
    const packs = evidencePacks.nodes.map(({ id }: { id: string }) => id);
    expect(auditEntries.nodes).toHaveLength(packs.length);
    return packs;
  };
  const before = await made();
  const keys: string[] = [];
  await page.route("**/graphql", async (route) => {
    const body = route.request().postDataJSON();
    if (!body.query.includes("createEvidencePack")) return route.fallback();
    keys.push(body.variables.input.idempotencyKey);
    if (keys.length > 1) return route.fallback();
    await route.fetch();
    return route.abort();
  });
  const dialog = page.getByRole("dialog", { name: "Evidence pack of churn scored version 1" });
  const make = async (open: string): Promise<void> => {
    await page.getByRole("button", { name: "Evidence pack" }).click();
    await dialog.getByLabel(open, { exact: true }).check();
    await dialog.getByRole("button", { name: "Make a pack" }).click();
  };
  await make("text");
  await dialog.getByRole("alert").getByText("OFFLINE").waitFor();
  expect((await made()).length).toBe(before.length + 1);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await make("text");
  await dialog.getByRole("link", { name: "Download the pack" }).waitFor();
  expect((await made()).length).toBe(before.length + 1);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await make("network");
  await dialog
    .getByText(/opens network/)
    .first()
    .waitFor();
  expect((await made()).length).toBe(before.length + 2);
  expect([keys.length, new Set(keys).size, keys[0]]).toEqual([3, 2, keys[1]]);
}, 120_000);

it("who does not see the whole story is refused a pack, and told so", async () => {
  const { world } = story;
  const viewer = await world.user("vera", { fraud: ["VIEWER"] });
  const page = await openPage(await openWindow(world.url, { as: viewer }), world.url);
  await page.goto(VERSION);
  await page.getByRole("button", { name: "Evidence pack" }).click();
  await page.getByRole("button", { name: "Make a pack" }).click();
  await page.getByRole("dialog").getByRole("alert").getByText("NOT_FOUND").waitFor();
});

it("the controls of a policy pack say what is met, and by which records", async () => {
  const { world, auditor } = story;
  const page = await openPage(await openWindow(world.url, { as: auditor }), world.url);
  await page.goto(VERSION);
  const controls = page.getByRole("region", { name: "Controls" });
  await controls.getByRole("button", { name: "Look at the controls" }).click();
  await controls.getByText("Needs a human").or(controls.getByText("Not met")).first().waitFor();
  const packs = await controls.getByLabel("Pack").locator("option").allTextContents();
  expect(packs.length).toBeGreaterThan(2);
  await settled(page);
  await expectLooks(page, "controls of a version");
}, 120_000);

it("the log's page says how far it is and who signs it, to whom it may", async () => {
  const { world, auditor, mia } = story;
  const page = await openPage(await openWindow(world.url, { as: auditor }), world.url);
  await page.goto("/log");
  await page.getByText("Signing", { exact: true }).waitFor();
  await page
    .getByText(/^\d+ leaves$/)
    .first()
    .waitFor();
  const { auditLog } = await auditor.ask("{ auditLog { vkeys origin checkpoint } }");
  for (const vkey of auditLog.vkeys) await page.getByText(vkey).waitFor();
  await page.getByText(auditLog.origin, { exact: true }).waitFor();
  await page.getByRole("region", { name: "Witnesses" }).getByText("None is configured.").waitFor();
  await page
    .getByRole("region", { name: "Anchors" })
    .getByRole("row", { name: /^file .*anchor Confirmed/ })
    .waitFor();
  const hardening = page.getByRole("region", { name: "Hardening" });
  await hardening.getByText(/^level [0-3] of 3$/).waitFor();
  const { auditLog: told } = await auditor.ask("{ auditLog { hardening { findings } } }");
  expect(told.hardening.findings.length).toBeGreaterThan(0);
  for (const finding of told.hardening.findings) await hardening.getByText(finding, { exact: true }).waitFor();
  await settled(page);
  await expectLooks(page, "log that is signed");
  const other = await openPage(await openWindow(world.url, { as: mia }), world.url);
  await other.goto("/log");
  await other.getByText("Signing", { exact: true }).waitFor();
  await other.getByText("There is none yet that you may see.").waitFor();
  expect(await other.getByRole("region", { name: "Hardening" }).count()).toBe(0);
}, 120_000);

it("a version and the audit page say who keeps the log's checkpoints, as far as their reader may know", async () => {
  const { world, auditor, mia } = story;
  await until("the anchor to have a checkpoint", async () => {
    const { auditLog } = await auditor.ask("{ auditLog { anchors { size } } }");
    return auditLog.anchors[0]?.size != null;
  });
  const page = await openPage(await openWindow(world.url, { as: auditor }), world.url);
  await page.goto(VERSION);
  const short = page.getByRole("list", { name: "In short" });
  await short.getByText("Log kept outside").waitFor();
  await short.getByText(/a checkpoint of \d+ leaves is kept by 1 anchor$/).waitFor();
  await settled(page);
  await expectLooks(page, "version whose log is kept outside");
  await page.goto("/audit");
  await page.getByText(/A checkpoint of \d+ leaves is kept by 1 anchor: what it covers nobody can rewrite/).waitFor();
  await settled(page);
  await expectLooks(page, "audit of a log that is kept outside");
  const other = await openPage(await openWindow(world.url, { as: mia }), world.url);
  await other.goto(VERSION);
  const less = other.getByRole("list", { name: "In short" });
  await less.getByText("Log chained").waitFor();
  await less.getByText("auditors and administrators read who keeps its checkpoints", { exact: false }).waitFor();
}, 120_000);

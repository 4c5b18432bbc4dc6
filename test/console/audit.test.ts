import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { asSuperuser } from "../support/database.js";
import { request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";
import { expectAccessible, expectUpright } from "./accessible.js";
import { openPage, openWindow, useBrowser } from "./browser.js";
import { type Cast, openCast, type Story, tellChurn } from "./story.js";

useBrowser();
let world: World;
let cast: Cast;
let churn: Story;
let auditor: Actor;

beforeAll(async () => {
  world = await openWorld();
  cast = await openCast(world);
  churn = await tellChurn(world, cast);
  await request(cast.ana, churn.versions[9] ?? "", "Production", { reason: "Beats v7 on the same hold-out" });
  await cast.ana.refused("deleteRegisteredModel", { registeredModelId: churn.model, reason: "no longer used" });
  auditor = await world.user("iris");
  await world.admin.do("grantOrganizationRole", { principalId: auditor.id, role: "AUDITOR" });
}, 120_000);
afterAll(() => world?.close());

const openAudit = async (as: Actor, search = ""): Promise<Page> => {
  const page = await openPage(await openWindow(world.url, { as }), world.url);
  await page.goto(`/audit${search}`);
  await page.getByRole("heading", { level: 1, name: "Audit" }).waitFor();
  return page;
};

const badge = (page: Page, text: RegExp) => page.getByRole("status").filter({ hasText: text });

it("an auditor filters, reads an entry whole, and computes its hashes in the browser", async () => {
  const page = await openAudit(auditor);
  await page.getByRole("table").waitFor();
  expect(await badge(page, /^Hashes: not computed$/).count()).toBe(1);
  await page.keyboard.press("/");
  await page.keyboard.type("model:churn version:9 action:requestTransition");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.getByRole("table").getByRole("row").count()).toBe(2);
  expect(new URL(page.url()).search).toBe("?q=model%3Achurn+version%3A9+action%3ArequestTransition");
  await page.getByRole("button", { name: "asked to move churn/9" }).click();
  const drawer = page.getByRole("dialog", { name: "Entry" });
  await drawer.getByText("Beats v7 on the same hold-out").first().waitFor();
  await drawer.getByText("In its stream").waitFor();
  await drawer.getByText("Envelope").click();
  expect(await drawer.locator("pre").first().textContent()).toContain('"act":"requestTransition"');
  await drawer.getByRole("link", { name: /^model_version:mv_/ }).click();
  await drawer.waitFor({ state: "detached" });
  await expect.poll(() => page.getByRole("table").getByRole("row").count()).toBeGreaterThan(2);
  const rows = (await page.getByRole("table").getByRole("row").count()) - 1;
  await page.getByRole("button", { name: "Recompute hashes" }).click();
  await badge(page, new RegExp(`^Recomputed here: ${rows} of ${rows} hashes, no gap$`)).waitFor();
});

it("names the entry that somebody edited in the database", async () => {
  const { auditEntries }: Answer = await auditor.ask(
    `{ auditEntries(filter: { model: "churn", version: 9, actions: ["requestTransition"] }, first: 1) { nodes { stream seq hash } } }`,
  );
  const [{ stream, seq, hash }] = auditEntries.nodes;
  const edit = (from: string, to: string) =>
    asSuperuser(
      world.database.superuserUrl,
      "alter table audit.entry disable trigger all",
      `update audit.entry set body = replace(body, '${from}', '${to}') where leaf_hash = decode('${hash}', 'hex')`,
      "alter table audit.entry enable trigger all",
    );
  onTestFinished(() => edit('"to":"Staging"', '"to":"Production"'));
  await edit('"to":"Production"', '"to":"Staging"');
  const page = await openAudit(auditor, `?q=stream:${stream}`);
  await page.getByRole("button", { name: "Recompute hashes" }).click();
  await badge(page, new RegExp(`^Recomputed here: broken at #${seq} of ${stream}$`)).waitFor();
});

it("exports exactly the filter, with the bytes", async () => {
  const page = await openAudit(auditor, "?q=actor:ana+outcome:denied");
  await page.getByRole("table").waitFor();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export this filter" }).click();
  const download = await coming;
  const lines = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const { auditEntries } = await auditor.ask(
    `{ auditEntries(filter: { actor: "ana", outcome: DENIED }, first: 200) { nodes { hash envelope body } } }`,
  );
  expect(lines[0]).toMatchObject({ text: "actor:ana outcome:denied", exportedBy: "iris", complete: true });
  expect(lines.slice(1).map(({ hash, envelope, body }) => ({ hash, envelope, body }))).toEqual(
    auditEntries.nodes.reverse(),
  );
  await page.getByText("Saved 1 entry.").waitFor();
});

it("says what a filter may not be, and which clause found nothing", async () => {
  const page = await openAudit(auditor, "?q=forgery");
  await page.getByRole("alert").filter({ hasText: "“forgery” has no qualifier" }).waitFor();
  await page.goto("/audit?q=actor:nobody");
  await page.getByRole("button", { name: "Remove actor:nobody" }).click();
  await page.getByRole("table").waitFor();
  expect(new URL(page.url()).search).toBe("");
});

it("is no place of whoever reads no log: no link, and the rule when they come all the same", async () => {
  const page = await openAudit(cast.ana);
  await page.getByRole("alert").filter({ hasText: "The log is read by auditors, admins" }).waitFor();
  expect(await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit" }).count()).toBe(0);
});

it("is accessible and upright, with an entry open too, in both themes, on a phone and a desk", async () => {
  const page = await openAudit(auditor, "?range=month");
  await page.getByRole("table").waitFor();
  for (const open of [false, true]) {
    if (open) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.getByRole("table").getByRole("button").first().click();
      await page.getByRole("dialog").getByText("In its stream").waitFor();
    }
    for (const theme of ["light", "dark"] as const)
      for (const width of [360, 1440]) {
        await page.emulateMedia({ colorScheme: theme });
        await page.setViewportSize({ width, height: 900 });
        await expectAccessible(page, `open ${open}, ${theme}, ${width}`);
        await expectUpright(page, `open ${open}, ${theme}, ${width}`);
      }
  }
}, 120_000);

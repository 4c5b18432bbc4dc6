import type { Page } from "playwright-core";
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

const opened = async (path: string, as = world.admin): Promise<Page> => {
  const page = await openPage(await openWindow(world.url, { as }), world.url);
  await page.goto(path);
  await settled(page);
  return page;
};

const said = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByRole("status").filter({ hasText: text }).first().waitFor();

it("a model is classified by who manages its team; others read who could", async () => {
  const page = await opened("/models/churn");
  await page.getByRole("button", { name: "Classify churn" }).click();
  const form = page.getByRole("dialog", { name: "Risk tier of churn" });
  await form.getByLabel("Tier").selectOption("MEDIUM");
  await form.getByLabel("Rationale").fill("No credit decision");
  await form.getByRole("button", { name: "Set the tier" }).click();
  await said(page, "churn is of medium risk.");
  await page.getByRole("region", { name: "Risk tier" }).getByText("Medium risk").waitFor();
  await expectLooks(page, "model with a tier");
  const other = await opened("/models/churn", cast.rob);
  expect(await other.getByRole("button", { name: "Classify churn" }).getAttribute("aria-disabled")).toBe("true");
  await other.getByText("Owners of Team churn and administrators classify it", { exact: false }).waitFor();
}, 120_000);

it("a document is published from the version's page, and its next revision; who may not is told so", async () => {
  const publish = async (page: Page, title: string, fields: string) => {
    await page.getByRole("button", { name: "Publish a document" }).click();
    const form = page.getByRole("dialog", { name: "Publish a document of churn version 6" });
    await form.getByLabel("Title").fill(title);
    await form.getByLabel("Text (Markdown)").fill("# For whom");
    await form.getByLabel("Fields", { exact: false }).fill(fields);
    return form;
  };
  const page = await opened("/models/churn/versions/6", cast.ana);
  const form = await publish(page, "Card of 6", "[1");
  await form.getByText("This is no JSON object.").waitFor();
  await form.getByLabel("Fields", { exact: false }).fill('{"intendedUse": "calls"}');
  await form.getByRole("button", { name: "Publish", exact: true }).click();
  await said(page, "Published: Card of 6, revision 1.");
  const next = await publish(page, "Card of 6, again", "");
  await next.getByText("It becomes revision 2 of “Card of 6”.").waitFor();
  await expectLooks(page, "publishing a document");
  await next.getByRole("button", { name: "Publish", exact: true }).click();
  await said(page, "Published: Card of 6, again, revision 2.");
  const other = await opened("/models/churn/versions/6", cast.rob);
  const refused = await publish(other, "Mine", "");
  await refused.getByRole("button", { name: "Publish", exact: true }).click();
  await refused.getByRole("alert").getByText("FORBIDDEN").waitFor();
}, 120_000);

it("a form that comes late takes the focus; one that does not come says so, and is asked for again", async () => {
  const page = await openPage(await openWindow(world.url, { as: cast.ana }), world.url, [/Failed to load resource/]);
  await page.goto("/models/churn/versions/6");
  await settled(page);
  let arrives = false;
  await page.route(/assets\/MoveForm-/, async (route) => {
    if (!arrives) return route.abort();
    await new Promise((done) => setTimeout(done, 500));
    return route.fallback();
  });
  await page.getByRole("button", { name: "Request a move" }).focus();
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "Move churn version 6" });
  await form.getByRole("alert").getByText("A part of this page did not arrive", { exact: false }).waitFor();
  await expectLooks(page, "a form that did not come");
  arrives = true;
  await form.getByRole("button", { name: "Try again" }).press("Enter");
  await form.locator("select:focus").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("button:focus", { hasText: "Request a move" }).waitFor();
}, 120_000);

it("open invitations are listed for administrators, who take them back", async () => {
  const { createUser } = await world.admin.do(
    "createUser",
    { handle: "noor", displayName: "Noor Haddad" },
    "user { id }",
  );
  await world.admin.do("createInvitation", { principalId: createUser.user.id }, "invitation { id }");
  const page = await opened("/admin/people");
  const region = page.getByRole("region", { name: "Open invitations" });
  await region.getByRole("row", { name: /Noor Haddad/ }).waitFor();
  await expectLooks(page, "people with an invitation");
  await region.getByRole("button", { name: "Take back the invitation of Noor Haddad" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take it back" }).click();
  await said(page, "Taken back: the invitation of Noor Haddad.");
  await region.getByText("None can be redeemed.").waitFor();
  const { invitations } = await world.admin.ask(
    `{ invitations(filter: { principal: "noor" }) { nodes { revokedAt } } }`,
  );
  expect(invitations.nodes[0]?.revokedAt).not.toBeNull();
  const other = await opened("/admin/people", cast.rob);
  expect(await other.getByRole("region", { name: "Open invitations" }).count()).toBe(0);
}, 120_000);

it("a policy pack is installed once by a form that says what it makes, and shows among the installed", async () => {
  const page = await opened("/admin/packs");
  await page.getByText("No policy in force came with a pack.").waitFor();
  await page.getByRole("button", { name: "Install sr-26-2 version 1" }).click();
  const form = page.getByRole("dialog", { name: "Install sr-26-2 version 1" });
  await form.getByText("the policy “SR 26-2: examined before Production”").waitFor();
  await form.getByText("the fields that a validation report must have").waitFor();
  const install = form.getByRole("button", { name: "Install it" });
  await form.getByLabel("Slug of the team").fill("unheard-of");
  expect(await install.getAttribute("aria-disabled")).toBe("true");
  await form.getByLabel("Its team “validation” is").selectOption({ label: "Team risk" });
  await expectLooks(page, "installing a pack");
  await install.click();
  await form.getByRole("alert").getByText("NOT_FOUND").waitFor();
  await form.getByLabel("Slug of the team").fill("churn");
  await install.click();
  await said(page, "Installed: sr-26-2 version 1.");
  const installed = page.getByRole("region", { name: "Installed" });
  await installed.getByRole("row", { name: /a second examiner.*sr-26-2 version 1 the models of Team churn/ }).waitFor();
  await expectLooks(page, "policy packs");
  await page.getByRole("button", { name: "Install sr-26-2 version 1" }).click();
  await install.click();
  await form.getByRole("alert").getByText("CONFLICT").waitFor();
  await page.keyboard.press("Escape");
  await installed.getByRole("link", { name: "SR 26-2: examined before Production" }).click();
  await page.getByRole("link", { name: "sr-26-2 version 1" }).waitFor();
  const other = await opened("/admin/packs", cast.rob);
  await other.getByText("Administrators install packs for everything", { exact: false }).waitFor();
}, 120_000);

it("times say on hover what they are in the zone that one prefers, in each browser", async () => {
  const page = await opened("/settings/preferences", cast.mia);
  await page.getByLabel("Beside UTC", { exact: false }).selectOption("Asia/Tokyo");
  await page.goto("/models/churn/versions/7");
  await settled(page);
  const titles = (of: Page): Promise<string[]> =>
    of.locator("main time").evaluateAll((all) => (all as unknown as { title: string }[]).map(({ title }) => title));
  expect((await titles(page)).filter((title) => !title.endsWith(" Asia/Tokyo"))).toEqual([]);
  const elsewhere = await opened("/models", cast.mia);
  await elsewhere.goto("/models/churn/versions/7");
  await settled(elsewhere);
  expect((await titles(elsewhere))[0]).toMatch(/ · \d+ \w+ \d{4}, \d\d:\d\d Asia\/Tokyo$/);
}, 120_000);

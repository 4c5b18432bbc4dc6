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

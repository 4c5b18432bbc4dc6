import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor } from "../support/actor.js";
import { request } from "../support/registry.js";
import { signInCode } from "../support/sign-in-code.js";
import { actorFor, openWorld, type World } from "../support/world.js";
import { openPage, openWindow, useBrowser } from "./browser.js";
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

const refused = [/status of 401/];

it("a printed link leads through the sign-in to where it points, signed out and in an open tab", async () => {
  const context = await openWindow(world.url);
  const page = await openPage(context, world.url, refused);
  await page.goto("/teams/churn/#/models/churn/versions/7");
  await page.getByRole("heading", { level: 1, name: "Sign in to Countersign" }).waitFor();
  expect(await page.title()).toBe("Sign in · Countersign");
  await page.getByLabel("API token").fill("csp_wrong");
  await page.keyboard.press("Enter");
  await page.getByText("The service does not know this token", { exact: false }).waitFor();
  await page.getByLabel("API token").fill(cast.rob.token ?? "");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "churn version 7" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/models/churn/versions/7");
  await page.evaluate('location.hash = "#/models/churn/versions/4"');
  await page.getByRole("heading", { level: 1, name: "churn version 4" }).waitFor();
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: "Strict", path: "/" });
  expect(cookie?.name).toMatch(/^__Host-countersign-/);
  expect(await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")).not.toContain(
    cast.rob.token,
  );
});

it("the link that the start prints opens the console signed in, once, and leaves no code in the address", async () => {
  const code = await signInCode(world);
  const page = await openPage(await openWindow(world.url), world.url, refused);
  await page.goto(`/signin#${code}`);
  await page.getByRole("heading", { level: 1, name: "Models" }).waitFor();
  expect(page.url()).toBe(`${world.url}/models`);
  const late = await openPage(await openWindow(world.url), world.url, [...refused, /status of 404/]);
  await late.goto(`/signin#${code}`);
  await late.getByText("This link has been used, or its ten minutes are over.", { exact: false }).waitFor();
  expect(late.url()).toBe(`${world.url}/signin`);
  await late.getByLabel("API token").fill(cast.rob.token ?? "");
  await late.keyboard.press("Enter");
  await late.getByRole("heading", { level: 1, name: "Models" }).waitFor();
});

it("a query and a fragment survive the sign-in, and a link elsewhere does not", async () => {
  const page = await openPage(await openWindow(world.url), world.url, refused);
  await page.goto("/models/churn?columns=recall#versions");
  await page.getByLabel("API token").fill(cast.rob.token ?? "");
  await page.keyboard.press("Enter");
  await page.getByRole("columnheader", { name: "recall" }).waitFor();
  expect(page.url()).toBe(`${world.url}/models/churn?columns=recall#versions`);
  const astray = await openPage(await openWindow(world.url), world.url, refused);
  await astray.goto("/signin?next=https://evil.example/models");
  await astray.getByLabel("API token").fill(cast.rob.token ?? "");
  await astray.keyboard.press("Enter");
  await astray.getByRole("heading", { level: 1, name: "Models" }).waitFor();
  expect(astray.url()).toBe(`${world.url}/models`);
});

it("who signs out is out, in every tab, and Back shows nothing of what was read", async () => {
  const context = await openWindow(world.url, { as: cast.mia });
  const page = await openPage(context, world.url, refused);
  await page.goto("/models/churn");
  await page.getByRole("heading", { level: 1, name: "churn" }).waitFor();
  await page.getByRole("button", { name: /Mia Lindqvist/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { level: 1, name: "Sign in to Countersign" }).waitFor();
  expect(await context.cookies()).toEqual([]);
  await page.goBack();
  await page.getByLabel("API token").waitFor();
  const second = await openPage(context, world.url, refused);
  await second.goto("/models/churn");
  await second.getByLabel("API token").waitFor();
});

it("a session that ends in mid-form is opened again in place, and what was typed is signed", async () => {
  const story = await tellChurn(world, cast, "mid-form");
  const open = await request(cast.ana, story.versions[9] ?? "", "Production", { reason: "Beats v7" });
  const short = await actorFor(world.admin, cast.rob.id, "rob");
  const page = await openPage(await openWindow(world.url, { as: short }), world.url, refused);
  await page.goto(`/requests/${open.id}`);
  const comment = page.getByLabel("Comment");
  await comment.fill("Checked for an hour.");
  await world.admin.do("revokeApiToken", { apiTokenId: short.tokenId }, "apiToken { id }");
  await page.getByRole("button", { name: "Approve Production for v9" }).click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.getByLabel("API token").fill(cast.rob.token ?? "");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("status").filter({ hasText: "Signed in as Robert Castellano" }).waitFor();
  expect(await comment.inputValue()).toBe("Checked for an hour.");
  await page.getByRole("button", { name: "Approve Production for v9" }).click();
  await page
    .getByRole("status")
    .filter({ hasText: /^Signed\. Entry #\d+ of mid-form\/9\.$/ })
    .waitFor();
  const { transitionRequest } = await world.admin.ask(
    "query ($id: ID!) { transitionRequest(id: $id) { decisions { comment authMethod } } }",
    { id: open.id },
  );
  expect(transitionRequest.decisions).toEqual([{ comment: "Checked for an hour.", authMethod: "session" }]);
});

it("who signed by a token that another had a hand in signs again by their own: in place, and in the same words", async () => {
  const story = await tellChurn(world, cast, "own-hands");
  const open = await request(cast.ana, story.versions[9] ?? "", "Production", { reason: "Beats v7" });
  const sitting = async (who: Actor, comment: string) => {
    const minted = await actorFor(world.admin, who.id, who.handle);
    const page = await openPage(await openWindow(world.url, { as: minted }), world.url, refused);
    await page.goto(`/requests/${open.id}`);
    await page.getByLabel("Comment").fill(comment);
    const changeToken = async (): Promise<void> => {
      await world.admin.do("revokeApiToken", { apiTokenId: minted.tokenId }, "apiToken { id }");
      const dialog = page.getByRole("dialog", { name: "Your session has ended" });
      await dialog.getByLabel("API token").fill(who.token ?? "");
      await dialog.getByRole("button", { name: "Sign in" }).click();
      await page
        .getByRole("status")
        .filter({ hasText: /^Signed in as / })
        .waitFor();
      expect(await page.getByLabel("Comment").inputValue()).toBe(comment);
    };
    return { page, button: page.getByRole("button", { name: "Approve Production for v9" }), changeToken };
  };
  const rob = await sitting(cast.rob, "I tested it.");
  await rob.button.click();
  await rob.page.getByText("The same words again change nothing", { exact: false }).waitFor();
  const lea = await sitting(cast.lea, "I read it.");
  await lea.page
    .getByText(/^You cannot approve this\. One person had a hand in the token that you sign with/)
    .waitFor();
  await rob.changeToken();
  await rob.page.getByText("You are signed in by another credential than then", { exact: false }).waitFor();
  await rob.button.click();
  await rob.page.getByText("The same words again change nothing", { exact: false }).waitFor();
  await lea.changeToken();
  await lea.button.click();
  await lea.page.getByText("Version 9 is now in Production.", { exact: false }).waitFor();
  const { transitionRequest } = await world.admin.ask(
    "query ($id: ID!) { transitionRequest(id: $id) { decisions { comment mintedBy viewerRepeats } } }",
    { id: open.id },
  );
  const decision = (comment: string, hands: number) => ({
    comment,
    mintedBy: Array.from({ length: hands }, () => expect.any(String)),
    viewerRepeats: false,
  });
  expect(transitionRequest.decisions).toEqual([
    decision("I tested it.", 2),
    decision("I tested it.", 0),
    decision("I read it.", 0),
  ]);
}, 120_000);

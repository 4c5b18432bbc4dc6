import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { request } from "../support/registry.js";
import { registerSshKey } from "../support/ssh.js";
import { openWorld, type World } from "../support/world.js";
import { expectLooks } from "./accessible.js";
import { openPage, openWindow, settled, useBrowser } from "./browser.js";
import { type Cast, openCast, type Story, tellChurn } from "./story.js";

useBrowser();
let world: World;
let cast: Cast;
let churn: Story;

beforeAll(async () => {
  world = await openWorld();
  cast = await openCast(world);
  churn = await tellChurn(world, cast);
}, 120_000);
afterAll(() => world?.close());

const opened = async (path: string, as = world.admin, expected: RegExp[] = []): Promise<Page> => {
  const page = await openPage(await openWindow(world.url, { as }), world.url, expected);
  await page.goto(path);
  await settled(page);
  return page;
};

const said = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByRole("status").filter({ hasText: text }).first().waitFor();

it("every page of the administration is accessible and upright, in both themes, on a phone and a desk", async () => {
  await world.admin.do(
    "updateApprovalPolicy",
    {
      approvalPolicyId: churn.policy,
      tiers: ["HIGH", "MEDIUM"],
      emergency: { requirements: [{ role: "OWNER", count: 1 }], reviewWithinHours: 24 },
      gates: [
        {
          key: "auc",
          title: "Recalls enough",
          metric: { key: "recall", min: 0.7 },
          waivableBy: [{ role: "REVIEWER", teamId: world.teamId("legal"), count: 1 }],
        },
      ],
    },
    "approvalPolicy { id }",
  );
  await registerSshKey(cast.rob, "laptop");
  const screens = {
    team: "/teams/churn",
    teams: "/admin/teams",
    people: "/admin/people",
    "service accounts": "/admin/service-accounts",
    groups: "/admin/groups",
    "all tokens": "/admin/tokens",
    "keys to confirm": "/admin/keys",
    policies: "/admin/policies",
    policy: `/admin/policies/${churn.policy}`,
    "new policy": "/admin/policies/new",
    lifecycle: "/admin/lifecycle",
    health: "/admin/health",
    log: "/log",
  };
  const page = await opened("/admin/teams");
  for (const [name, path] of Object.entries(screens)) {
    await page.goto(path);
    await settled(page);
    expect(await page.getByRole("heading", { level: 1 }).count(), name).toBe(1);
    expect(await page.title()).toMatch(/^\S.* · Countersign$/);
    await expectLooks(page, name);
  }
}, 300_000);

it("a person is made, invited, makes a token of their own, gets a role, and is deactivated", async () => {
  const page = await opened("/admin/people");
  await page.getByRole("button", { name: "New person" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Noor <b>Haddad</b>");
  await page.getByLabel("Handle", { exact: true }).fill("rob");
  await page.getByRole("button", { name: "Make them" }).click();
  await page.getByRole("alert").getByText("NAME_TAKEN").waitFor();
  await page.getByLabel("Handle", { exact: true }).fill("noor");
  await page.getByRole("button", { name: "Make them" }).click();
  await said(page, "Noor <b>Haddad</b> is here.");
  await page.getByRole("button", { name: "Invite Noor <b>Haddad</b>" }).click();
  await page.getByRole("button", { name: "Make an invitation" }).click();
  const link = (await page.getByRole("dialog").locator("pre").textContent()) ?? "";
  expect(link).toContain(`${world.url}/invitation#csi_`);
  const noor = await openPage(await openWindow(world.url), world.url);
  await noor.goto(link);
  await noor.getByRole("heading", { level: 1, name: "You are invited" }).waitFor();
  expect(noor.url()).toBe(`${world.url}/invitation`);
  await expectLooks(noor, "invitation");
  await noor.getByRole("button", { name: "Make it and sign in" }).click();
  const token = (await noor.locator("pre").textContent()) ?? "";
  expect(token).toMatch(/^csp_/);
  await noor.getByRole("heading", { level: 1, name: "Signed in as Noor <b>Haddad</b>" }).waitFor();
  await expectLooks(noor, "invitation, redeemed");
  await noor.getByRole("link", { name: "Go on to the models" }).click();
  await noor.getByRole("heading", { level: 1, name: "Models" }).waitFor();
  const second = await openPage(await openWindow(world.url), world.url, [/Failed to load resource/]);
  await second.goto(link);
  await second.getByRole("button", { name: "Make it and sign in" }).click();
  await second.getByRole("heading", { level: 1, name: "This invitation is over" }).waitFor();
  await second.getByRole("alert").getByText("NOT_FOUND").waitFor();
  await second.getByRole("link", { name: "Sign in with a token" }).click();
  await second.getByLabel("API token").waitFor();
  await second.close();
  await noor.close();

  await page.goto("/teams/churn");
  await page.getByRole("button", { name: "Add a member" }).click();
  const adding = page.getByRole("dialog", { name: "Add a member to Team churn" });
  await adding.getByLabel("Handle").fill("nobody-here");
  await adding.getByRole("button", { name: "Give the roles" }).click();
  await adding.getByRole("alert").getByText("NOT_FOUND").waitFor();
  await adding.getByLabel("Handle").fill("@noor");
  await adding.getByRole("button", { name: "Give the roles" }).click();
  await said(page, "@noor is contributor of Team churn.");
  await page.getByRole("button", { name: "Roles of Noor <b>Haddad</b>" }).click();
  await page.getByRole("dialog").getByLabel("maintainer").check();
  await page.getByRole("button", { name: "Make them exactly these" }).click();
  await page.getByRole("row", { name: /Noor <b>Haddad<\/b> contributor, maintainer/ }).waitFor();

  await page.goto("/admin/people?q=noor");
  await page.getByRole("button", { name: "Deactivate Noor <b>Haddad</b>" }).click();
  await page.getByRole("button", { name: "Deactivate", exact: true }).last().click();
  await said(page, "Deactivated: Noor <b>Haddad</b>.");
  const answer = await fetch(`${world.url}/session`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(401);
  await page.goto("/admin/people?q=admin");
  await page
    .getByRole("button", { name: /^Deactivate/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Deactivate", exact: true }).last().click();
  await page.getByRole("alert").getByText("LAST_ADMIN").waitFor();
}, 180_000);

it("a service account is made, gets a token that shows once, and another's token is revoked", async () => {
  const page = await opened("/admin/service-accounts");
  await page.getByRole("button", { name: "New service account" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Nightly");
  await page.getByLabel("Handle", { exact: true }).fill("nightly");
  await page.getByLabel("Team", { exact: true }).fill("churn");
  await page.getByRole("button", { name: "Make it" }).click();
  await said(page, "Made: Nightly.");
  await page.getByRole("button", { name: "New token for Nightly" }).click();
  await page.getByLabel("What it is for").fill("cron");
  await page.getByRole("button", { name: "Make it" }).click();
  const token = (await page.getByRole("dialog").locator("pre").textContent()) ?? "";
  expect(token).toMatch(/^css_/);
  const answer = (): Promise<Response> =>
    fetch(`${world.url}/resolve?uri=models:/churn/Production`, { headers: { authorization: `Bearer ${token}` } });
  expect((await answer()).status).toBe(200);
  await page.goto("/admin/tokens?q=nightly");
  await page.getByRole("button", { name: "Revoke cron" }).click();
  await page.getByRole("button", { name: "Revoke it" }).click();
  await said(page, "Revoked: cron.");
  expect((await answer()).status).toBe(401);
}, 120_000);

it("a policy is made, tried dry, changed by a difference that one looks at first, and retired", async () => {
  const { name, versions } = await tellChurn(world, cast, "ruled");
  const page = await opened("/admin/policies/new");
  await page.getByLabel("Name of the model").fill("unheard-of");
  await page.getByRole("button", { name: "Put it in force" }).click();
  await page.getByRole("alert").getByText("NOT_FOUND").waitFor();
  await page.getByLabel("Name of the model").fill(name);
  const text = page.getByRole("textbox", { name: "Policy", exact: true });
  await text.fill("{");
  await page.getByText("This is not JSON", { exact: false }).waitFor();
  await text.fill(
    JSON.stringify({ name: "One maintainer", slots: ["Staging"], requirements: [{ role: "MAINTAINER", count: 1 }] }),
  );
  await page.getByRole("button", { name: "Add a gate" }).click();
  const gate = page.getByRole("dialog", { name: "Add a gate" });
  await gate.getByLabel("Key of the gate").fill("recalls");
  await gate.getByRole("textbox", { name: "Metric" }).fill("recall");
  await gate.getByRole("spinbutton", { name: "At least" }).fill("0.7");
  await expectLooks(page, "adding a gate");
  await gate.getByRole("button", { name: "Write it into the policy" }).click();
  expect(JSON.parse(await text.inputValue()).gates).toEqual([{ key: "recalls", metric: { key: "recall", min: 0.7 } }]);
  await page.getByRole("button", { name: "Put it in force" }).click();
  await page.getByRole("heading", { level: 1, name: "One maintainer" }).waitFor();
  await page.getByRole("row", { name: "recalls Metric key recall, min 0.7 nobody" }).waitFor();
  await page.getByText("1 maintainer of the model’s team").first().waitFor();

  const trial = page.getByRole("region", { name: "Dry run" });
  await trial.getByLabel("Version").fill("9");
  await trial.getByLabel("As").fill("rob");
  await trial.getByRole("button", { name: "Try it" }).click();
  const outcome = trial.getByRole("status", { name: "What it would take" });
  await outcome.getByText("Could not sign").waitFor();
  await trial.getByLabel("As").fill("mia");
  await trial.getByRole("button", { name: "Try it" }).click();
  await outcome.getByText("Could ask", { exact: true }).waitFor();
  await outcome.getByText("It would wait for 1 maintainer of Team churn.").waitFor();

  const open = await request(cast.ana, versions[9] ?? "", "Staging");
  const change = page.getByRole("region", { name: "Change it" });
  const written = await text.inputValue();
  const refused = written.replace('"count": 1', '"count": 0');
  await text.fill(refused);
  await change.getByRole("button", { name: "Look at the difference" }).click();
  const approvalPolicyId = new URL(page.url()).pathname.split("/").at(-1);
  await world.admin.do("updateApprovalPolicy", { approvalPolicyId, boundTags: ["audited"] }, "approvalPolicy { id }");
  await change.getByRole("button", { name: "Keep as revision 2" }).click();
  await change.getByText("It was changed while you wrote.", { exact: false }).waitFor();
  await change.getByRole("button", { name: "Go on writing" }).click();
  expect(await text.inputValue()).toBe(refused);
  await change.getByRole("button", { name: "Start again from what holds now" }).click();
  await text.fill((await text.inputValue()).replace('"count": 1', '"count": 2'));
  await change.getByRole("button", { name: "Look at the difference" }).click();
  const difference = change.getByRole("region", { name: "What changes" });
  await difference.getByRole("heading", { name: "requirements" }).waitFor();
  expect(await difference.getByRole("heading").count()).toBe(1);
  await expectLooks(page, "difference of a policy");
  await change.getByRole("button", { name: "Keep as revision 3" }).click();
  await said(page, "Revision 3 is in force.");
  await page.getByText("2 maintainers of the model’s team").first().waitFor();
  const { transitionRequest } = await world.admin.ask("query ($id: ID!) { transitionRequest(id: $id) { state } }", {
    id: open.id,
  });
  expect(transitionRequest.state).toBe("VOIDED");

  await page.getByRole("button", { name: "Retire" }).click();
  await page.getByRole("button", { name: "Retire it" }).click();
  await said(page, "Retired: One maintainer.");
  await page.getByText("Retired", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Policies" }).click();
  await page.getByRole("heading", { level: 1, name: "Policies" }).waitFor();
  expect(await page.getByRole("link", { name: "One maintainer" }).count()).toBe(0);
}, 180_000);

it("whoever administers nothing reads what they may, and is told who could change it", async () => {
  const page = await opened("/admin/people", cast.rob);
  await page.getByText("Administrators make, invite and deactivate people", { exact: false }).waitFor();
  expect(await page.getByRole("button", { name: "New person" }).getAttribute("aria-disabled")).toBe("true");
  expect(await page.getByRole("button", { name: /^Deactivate/ }).count()).toBe(0);
  await page.goto("/teams/churn");
  await page.getByRole("link", { name: "churn", exact: true }).waitFor();
  expect(await page.getByRole("button", { name: "Add a member" }).count()).toBe(0);
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await page.getByRole("heading", { level: 1, name: "Log" }).waitFor();
  await page.getByText("shows to those whom COUNTERSIGN_LOG_ACCESS admits", { exact: false }).waitFor();
});

it("the lifecycle is changed by a difference that one looks at first", async () => {
  const page = await opened("/admin/lifecycle");
  const field = page.getByRole("textbox", { name: "Lifecycle", exact: true });
  const lifecycle = JSON.parse(await field.inputValue());
  await field.fill(JSON.stringify({ ...lifecycle, stages: lifecycle.stages.slice(1) }));
  await page.getByRole("button", { name: "Look at the difference" }).click();
  const others = {
    stages: [...lifecycle.stages, { name: "Canary", exclusive: false }],
    edges: [...lifecycle.edges, { from: "Staging", to: "Canary" }, { from: "Canary", to: "Staging" }],
  };
  await world.admin.do("setLifecycle", others, "lifecycle { stages { name } }");
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("alert").getByText("LIFECYCLE_INVALID").waitFor();
  await page.getByText("It was changed while you wrote.", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Go on writing" }).click();
  expect(JSON.parse(await field.inputValue()).stages).toEqual(lifecycle.stages.slice(1));
  await page.getByRole("button", { name: "Start again from what holds now" }).click();
  expect(JSON.parse(await field.inputValue()).stages).toEqual(others.stages);
  const stages = [...lifecycle.stages, { name: "Shadow", exclusive: false }];
  const edges = [...lifecycle.edges, { from: "Staging", to: "Shadow" }, { from: "Shadow", to: "Staging" }];
  await field.fill(JSON.stringify({ stages, edges }));
  await page.getByRole("button", { name: "Look at the difference" }).click();
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("row", { name: /^Shadow any number of versions Staging/ }).waitFor();
}, 120_000);

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { approve, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";
import { expectAccessible } from "./accessible.js";
import { marked, openPage, openWindow, settled, useBrowser } from "./browser.js";
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

/** Asks to move a version of a model of its own, so that no story waits for another. */
const openRequest = async (name: string) => {
  const story = await tellChurn(world, cast, name);
  return request(cast.ana, story.versions[9] ?? "", "Production", { reason: "Beats v7 on the same hold-out" });
};

/** Holds answers to the operation until told; answers how often it was asked. */
const hold = async (page: Page, operation: string) => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let asked = 0;
  await page.route("**/graphql", async (route) => {
    if (!route.request().postData()?.includes(operation)) return route.fallback();
    asked += 1;
    await released;
    await route.continue();
  });
  return { release, asked: () => asked };
};

it("a reviewer decides on one page by keyboard alone, while the comparison is still loading", async () => {
  const open = await openRequest("by-keyboard");
  await approve(cast.lea, open);
  const page = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  const comparison = await hold(page, "query Comparison");
  const mutation = await hold(page, "mutation Approve");
  await page.goto(`/requests/${open.id}`);
  const decision = page.getByRole("complementary", { name: "Decision" });
  await decision.getByText("1 of 1 reviewer of Team legal").waitFor();
  await marked(page, "Inbox");
  let presses = 0;
  const press = async (key: string): Promise<void> => {
    presses += 1;
    await page.keyboard.press(key);
  };
  await press("a");
  await page.keyboard.type("Val");
  presses += 1;
  expect(await decision.getByLabel("Meaning").inputValue()).toBe("VALIDATION");
  await press("Tab");
  await page.keyboard.type("Recall holds on the same hold-out.");
  await press("Tab");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Approve Production for v9");
  await press("Enter");
  const approveButton = decision.getByRole("button", { name: "Approve Production for v9" });
  await expect.poll(() => approveButton.getAttribute("aria-busy")).toBe("true");
  await press("Enter");
  expect(presses).toBeLessThanOrEqual(15);
  expect(await page.getByRole("status").filter({ hasText: "Signed" }).count()).toBe(0);
  mutation.release();
  await page
    .getByRole("status")
    .filter({ hasText: /^Signed\. Entry #\d+ of by-keyboard\/9\. Version 9 is now in Production\.$/ })
    .waitFor();
  expect(mutation.asked()).toBe(1);
  // Approve has gone; the keyboard goes on where the outcome is told.
  await decision.getByRole("form").waitFor({ state: "detached" });
  await page.locator("[role=status]:focus", { hasText: /^Signed\./ }).waitFor();
  comparison.release();
  await page.getByRole("heading", { name: "Against version 7, which it displaced" }).waitFor();
  await page.getByText("−0.017 worse").waitFor();
  const { transitionRequest } = await world.admin.ask(
    "query ($id: ID!) { transitionRequest(id: $id) { state decisions { meaning comment printedName entry { stream seq } } } }",
    { id: open.id },
  );
  expect(transitionRequest.state).toBe("APPLIED");
  expect(transitionRequest.decisions[1]).toMatchObject({
    meaning: "VALIDATION",
    comment: "Recall holds on the same hold-out.",
    printedName: "Robert Castellano",
    entry: { stream: expect.stringMatching(/^model_version:mv_/) },
  });
});

it("whoever signed first is done, while the comparison is still loading", async () => {
  const open = await openRequest("by-first");
  const page = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  const comparison = await hold(page, "query Comparison");
  await page.goto(`/requests/${open.id}`);
  const approveButton = page.getByRole("button", { name: "Approve Production for v9" });
  await approveButton.click();
  await page
    .getByRole("status")
    .filter({ hasText: /^Signed\./ })
    .waitFor();
  await expect.poll(() => approveButton.getAttribute("aria-busy")).toBe(null);
  await page.getByText(/^You signed this request .*: Approval\. It waits for others\./).waitFor();
  await page.locator("[role=status]:focus", { hasText: /^Signed\./ }).waitFor();
  expect(await approveButton.getAttribute("aria-disabled")).toBe("true");
  await page.getByLabel("Comment").fill("Looked at it once more.");
  await approveButton.click();
  await page.getByText(/^You signed this request .*: Approval, “Looked at it once more\.”/).waitFor();
  comparison.release();
});

it("two people race for one request: who comes second keeps what they typed, and reads why", {
  tags: "race",
}, async () => {
  const open = await openRequest("raced");
  const unheard = await openWindow(world.url, { as: cast.lea });
  await unheard.route("**/live?*", (route) => route.abort());
  const first = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  const second = await openPage(unheard, world.url, [/Failed to load resource/]);
  const third = await openPage(await openWindow(world.url, { as: cast.lea }), world.url);
  for (const [page, comment] of [
    [first, "I looked at it all."],
    [second, "So did I."],
    [third, "And at what it was made of."],
  ] as const) {
    await page.goto(`/requests/${open.id}`);
    await page.getByLabel("Comment").fill(comment);
  }
  await first.getByRole("button", { name: "Reject" }).click();
  await first
    .getByRole("status")
    .filter({ hasText: /^Rejected\. Entry #\d+ of raced\/9\.$/ })
    .waitFor();
  await second.getByRole("button", { name: "Approve Production for v9" }).click();
  await second
    .getByText(/rejected by rob: I looked at it all\./)
    .first()
    .waitFor();
  await second.getByText("So did I.").waitFor();
  expect(await second.getByRole("status").filter({ hasText: "Signed" }).count()).toBe(0);
  await third.getByText("The request ended before you decided. What you typed:").waitFor();
  await third.getByText("And at what it was made of.").waitFor();
});

it("a rejection needs its reason; who may not decide reads which rule says so, and who could", async () => {
  const open = await openRequest("reasons");
  const reviewer = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  await reviewer.goto(`/requests/${open.id}`);
  await reviewer.getByRole("button", { name: "Reject" }).click();
  await reviewer.getByText("Say why: a rejection needs a reason.").waitFor();
  expect(await reviewer.evaluate("document.activeElement.tagName")).toBe("TEXTAREA");
  const requester = await openPage(await openWindow(world.url, { as: cast.ana }), world.url);
  await requester.goto(`/requests/${open.id}`);
  const approveButton = requester.getByRole("button", { name: "Approve Production for v9" });
  await approveButton.waitFor();
  expect(await approveButton.isDisabled()).toBe(true);
  await requester
    .getByText(/You cannot decide this\. .*asked for.*Who can: a reviewer of Team risk, a reviewer of Team legal\./)
    .waitFor();
  await requester.getByRole("button", { name: "Take the request back" }).click();
  await requester.getByText("Taken back", { exact: false }).first().waitFor();
  await requester.getByText("Withdrawn").first().waitFor();
});

it("what the gates found stands above the signatures, with the line that brings what is missing", async () => {
  const story = await tellChurn(world, cast, "gated");
  await world.admin.do("createApprovalPolicy", {
    name: "proved before",
    scope: { registeredModelId: story.model },
    slots: ["@live"],
    requirements: [],
    gates: [
      { key: "recall", title: "Recalls enough", metric: { key: "recall", min: 0 } },
      { key: "audited", tag: { key: "audited", values: ["yes"] } },
    ],
  });
  const open = await request(cast.ana, story.versions[9] ?? "", "@live");
  const page = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  await page.goto(`/requests/${open.id}`);
  const gates = page.getByRole("region", { name: "Gates" });
  await gates
    .getByRole("row", { name: /audited.*Pending.*the tag "audited" is not set: have it set to "yes"/ })
    .waitFor();
  await gates.getByRole("row", { name: /Recalls enough proved before Passed recall at least 0/ }).waitFor();
});

it("before a move is asked for it is told what it would take, and what would be refused", async () => {
  const { name, versions } = await tellChurn(world, cast, "foretold");
  const page = await openPage(await openWindow(world.url, { as: cast.ana }), world.url);
  await page.goto(`/models/${name}/versions/9`);
  await page.getByRole("button", { name: "Request a move" }).click();
  const dialog = page.getByRole("dialog", { name: "Move foretold version 9" });
  await dialog.getByLabel("To").selectOption("Production");
  await expect.poll(() => dialog.innerText()).toContain("signed by");
  await dialog.getByText(/^It waits until signed by 1 reviewer of Team risk and 1 reviewer of Team legal\./).waitFor();
  await dialog.getByLabel("To").selectOption("Staging");
  await dialog.getByText(/^It waits until signed by 1 maintainer of Team churn\./).waitFor();
  await request(cast.mia, versions[9] ?? "", "Production", { reason: "Asked meanwhile" });
  await dialog.getByLabel("To").selectOption("Production");
  await dialog.getByText(/^Request req_\w+ asks for the same already/).waitFor();
  expect(await dialog.getByRole("button", { name: "Ask for it" }).getAttribute("aria-disabled")).toBe("true");
  await expectAccessible(page, "asking for a move");
  const other = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  await other.goto(`/models/${name}/versions/9`);
  await other.getByText("asked for by contributors of Team churn").waitFor();
  expect(await other.getByRole("button", { name: "Request a move" }).getAttribute("aria-disabled")).toBe("true");
});

it("the inbox tells what waits for me, with a preview beside, and forgets what I decided", async () => {
  const open = await openRequest("inboxed");
  const page = await openPage(await openWindow(world.url, { as: cast.lea }), world.url);
  await page.goto("/inbox");
  const row = page.getByRole("link", { name: "inboxed v9" });
  await row.waitFor();
  expect(await page.title()).toMatch(/^\(\d+\+?\) Inbox · Countersign$/);
  await page.keyboard.press("j");
  await expect.poll(() => page.url()).toContain(`at=${open.id}`);
  await page.getByRole("region", { name: "inboxed version 9" }).getByText("auc").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "inboxed version 9" }).waitFor();
  await page.getByRole("button", { name: "Approve Production for v9" }).click();
  await page
    .getByRole("status")
    .filter({ hasText: /^Signed\. Entry #\d+ of inboxed\/9\.$/ })
    .waitFor();
  await page
    .getByRole("link", { name: /^Inbox/ })
    .first()
    .click();
  await page.getByRole("tab", { name: "Decided" }).click();
  await page.getByRole("link", { name: "inboxed v9" }).waitFor();
  await page.getByRole("tab", { name: /^Needs me/ }).click();
  await expect.poll(() => page.getByRole("link", { name: "inboxed v9" }).count()).toBe(0);
});

it("everything about version 7 is one scroll, and on paper the same", async () => {
  const page = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  let asked = 0;
  page.on("request", (sent) => {
    if (sent.url().endsWith("/graphql")) asked += 1;
  });
  await page.goto("/models/churn/versions/7");
  await page.getByText("registered the model churn").waitFor();
  await settled(page);
  expect(asked).toBeLessThanOrEqual(4);
  const short = page.getByRole("list", { name: "In short" });
  for (const text of ["In Production", "Signed by 2", "Record final", /From run [0-9a-f]+/, "Log chained"])
    await short.getByText(text).waitFor();
  for (const name of [
    "Approvals",
    "Metrics against version 4",
    "Slots over time",
    "Provenance",
    "Drift",
    "Files",
    "Parameters",
    "Tags",
    "Responsible",
    "Everything that happened",
  ])
    expect(await page.getByRole("region", { name, exact: true }).count(), name).toBe(1);
  const approvals = page.getByRole("region", { name: "Approvals" });
  await approvals.getByText("Robert Castellano").waitFor();
  await approvals.getByText("Recall up on the same hold-out", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Compare with the run as it is now" }).click();
  await page.getByText("the run still says what the version froze of it", { exact: false }).waitFor();
  await page.getByRole("radio", { name: "Decisions" }).check();
  await expect.poll(() => page.url()).toContain("kinds=decisions");
  expect(await page.getByText("registered the model churn").count()).toBe(0);
  await page.getByRole("radio", { name: "All" }).check();
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("navigation", { name: "Main" }).isVisible()).toBe(false);
  await page.getByText(/printed .* UTC by Robert Castellano \(@rob\)/).waitFor();
  expect((await page.pdf()).subarray(0, 5).toString()).toBe("%PDF-");
  await page.emulateMedia({ media: "screen" });
  await page.keyboard.press("[");
  await page.getByRole("heading", { level: 1, name: "churn version 6" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "churn version 7" }).waitFor();
});

it("what was live then, and who signed it, is two clicks away", async () => {
  const page = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.postData() ?? ""));
  await page.goto("/models");
  await page.getByRole("link", { name: "churn", exact: true }).click();
  const slots = page.getByRole("region", { name: "Slots over time" });
  await slots.getByText("holds Production now", { exact: false }).waitFor();
  await slots.getByText("Léa Nováková").waitFor();
  // Who signed for the holder came with the slot's history.
  expect(asked.filter((body) => body.includes("SignersOf"))).toEqual([]);
  await slots.getByRole("button", { name: "v4" }).click();
  await expect.poll(() => page.url()).toMatch(/asof=\d{4}-\d\d-\d\d/);
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: "recall" }).check();
  await expect.poll(() => page.url()).toContain("columns=");
  await page.reload();
  await page.getByRole("columnheader", { name: "recall" }).waitFor();
  await page.getByRole("region", { name: "Versions" }).getByText("−0.017 worse").waitFor();
});

it("one of many versions is found by its tags, and the address gives a colleague the same", async () => {
  await cast.ana.do(
    "setTag",
    { subjectId: churn.versions[3], key: "data.version", value: "2026-08 b" },
    "subject { id }",
  );
  const page = await openPage(await openWindow(world.url, { as: cast.ana }), world.url);
  await page.goto("/models");
  await page.getByRole("searchbox", { name: "Filter models" }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type('tag:data.version="2026-08 b" tag:fairness.audit=passed');
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "churn v3" }).waitFor();
  await page.getByText("1 version that you may read.").waitFor();
  const colleague = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  await colleague.goto(page.url());
  await colleague.getByRole("link", { name: "churn v3" }).waitFor();
  await page.getByLabel("Filter models").fill("tag:data.version=never team:churn");
  await page.keyboard.press("Enter");
  await page.getByText("No version that you may read matches all of this.").waitFor();
  await page.getByRole("button", { name: "Remove tag:data.version=never" }).click();
  await page.getByRole("link", { name: "churn", exact: true }).waitFor();
  await page.goBack();
  await page.getByText("No version that you may read matches all of this.").waitFor();
});

it("models are narrowed down by what they hold, by clauses that are completed, and are ordered by what was done last", async () => {
  const page = await openPage(await openWindow(world.url, { as: cast.mia }), world.url);
  await page.goto("/models");
  const narrow = page.getByRole("region", { name: "Narrow down" });
  const holds = narrow.getByRole("group", { name: "Holds" }).getByRole("button", { name: /^Production \d+ items?$/ });
  await holds.click();
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("holds:Production");
  await page.getByRole("link", { name: "churn", exact: true }).waitFor();
  expect(await holds.getAttribute("aria-pressed")).toBe("true");
  await holds.click();
  await expect.poll(() => new URL(page.url()).search).toBe("");
  const field = page.getByRole("searchbox", { name: "Filter models" });
  await field.fill("chu holds:P");
  await page.getByRole("button", { name: "chu holds:Production" }).click();
  await field.press("Enter");
  await page.getByRole("link", { name: "churn", exact: true }).waitFor();
  await field.fill("holds:Production open:yes hurn");
  await field.press("Enter");
  await page.getByRole("button", { name: "Remove hurn" }).waitFor();
  await page.goto("/models");
  await page.getByRole("button", { name: "Last activity" }).click();
  await page.getByRole("columnheader", { name: "Last activity" }).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get("sort")).toMatch(/^-?activity$/);
  await page.goto("/models?show=versions");
  await narrow.getByRole("button", { name: /^fairness.audit \d+ items$/ }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("tag:fairness.audit");
});

it("names and tags that mean harm are only text", async () => {
  const name = `<img src=x onerror=alert(1)> % # ? "'a b" 🦊`;
  const hostile = await tellHostile(name);
  const page = await openPage(await openWindow(world.url, { as: cast.mia }), world.url);
  await page.goto("/models");
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.getByRole("region", { name: "Versions" }).getByRole("link", { name: "v1" }).click();
  await page.getByRole("heading", { level: 1, name: `${name} version 1` }).waitFor();
  await page.getByText("</script><script>alert(2)</script>").first().waitFor();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: `${name} version 1` }).waitFor();
  await page.goto(`/requests/${hostile}`);
  await page
    .getByText("javascript:alert(3)", { exact: false })
    .first()
    .waitFor({ state: "attached" })
    .catch(() => undefined);
  expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
});

const tellHostile = async (name: string): Promise<string> => {
  const registered = await cast.mia.do(
    "createRegisteredModel",
    { name, teamId: world.teamId("churn"), description: "</script><script>alert(2)</script>" },
    "registeredModel { id }",
  );
  const { createModelVersion } = await cast.ana.do(
    "createModelVersion",
    {
      registeredModelId: registered.createRegisteredModel.registeredModel.id,
      source: "s3://bucket/x",
      description: "</script><script>alert(2)</script>",
      tags: [{ key: "<b>key</b>", value: "</script><script>alert(2)</script>" }],
      metrics: [
        { key: "<i>auc</i>", value: "NaN" },
        { key: "constructor", value: "-Infinity" },
      ],
      params: [{ key: "__proto__", value: "<svg onload=alert(4)>" }],
    },
    "modelVersion { id }",
  );
  return (
    await request(cast.ana, createModelVersion.modelVersion.id, "Production", {
      reason: "javascript:alert(3)",
      ticketUrl: "http://tickets.example/1",
    })
  ).id;
};

it("a long way down nothing sticks over what has the focus, and Escape gives it back", async () => {
  const page = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  await page.goto("/models");
  await page.getByRole("link", { name: "churn", exact: true }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.type("churn 7");
  await page.getByRole("option", { name: /^churn version 7/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "churn version 7" }).waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await page.getByRole("heading", { level: 1, name: "Inbox" }).waitFor();
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { approve, registerModel, request } from "../support/registry.js";
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

const reviewer = (team: string) => ({ role: "REVIEWER", teamId: world.teamId(team), count: 1 });

/** A further policy for Production of a model. */
const guard = (registeredModelId: string, more: object) =>
  world.admin.do(
    "createApprovalPolicy",
    { name: "Proved", scope: { registeredModelId }, slots: ["Production"], requirements: [], ...more },
    "approvalPolicy { id }",
  );

const publish = (subjectId: string, title: string) =>
  cast.ana.do(
    "publishDocument",
    {
      subjectId,
      kind: "MODEL_CARD",
      title,
      content: "# Who it is for\n\n<script>alert(1)</script>",
      fields: { intendedUse: "retention calls" },
    },
    "document { id }",
  );

it("a gate that has not passed is waived on the request's page, by who may, and the page says who and why", async () => {
  const { model, versions } = await tellChurn(world, cast, "waived");
  const audited = { key: "audited", tag: { key: "audited", values: ["yes"] }, waivableBy: [reviewer("legal")] };
  await guard(model, { gates: [audited] });
  await publish(versions[9] ?? "", "Card of version 9");
  await publish(model, "Card of the model");
  const open = await request(cast.ana, versions[9] ?? "", "Production", { reason: "The auditor is on leave" });
  const other = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  await other.goto(`/requests/${open.id}`);
  await other.getByText("May be waived by 1 reviewer of Team legal.").waitFor();
  expect(await other.getByRole("button", { name: "Waive the gate audited" }).count()).toBe(0);
  const page = await openPage(await openWindow(world.url, { as: cast.lea }), world.url);
  await page.goto(`/requests/${open.id}`);
  const documents = page.getByRole("region", { name: "Documents to read" });
  await documents.getByText("Card of the model").first().waitFor();
  await documents.getByRole("button", { name: "Read Card of version 9" }).click();
  const card = page.getByRole("dialog", { name: "Card of version 9" });
  await card.getByText("<script>alert(1)</script>", { exact: false }).waitFor();
  await card.getByText("retention calls").waitFor();
  await page.keyboard.press("Escape");
  await settled(page);
  await expectLooks(page, "waivable request");
  await page.getByRole("button", { name: "Waive the gate audited" }).click();
  const dialog = page.getByRole("dialog", { name: "Waive the gate audited" });
  const sign = dialog.getByRole("button", { name: "Sign the waiver" });
  expect(await sign.getAttribute("aria-disabled")).toBe("true");
  await dialog.getByLabel("Reason").fill("Audited on paper, MRM-88");
  await sign.click();
  await page
    .getByRole("status")
    .filter({ hasText: /^Waived\. Entry #\d+ of waived\/9\.$/ })
    .waitFor();
  const gates = page.getByRole("region", { name: "Gates" });
  await gates.getByRole("row", { name: /audited.*Waived.*waived by Léa Nováková.*Audited on paper, MRM-88/ }).waitFor();
  await page.getByText("Waived the gate").waitFor();
  await expect
    .poll(() => page.getByRole("button", { name: "Approve Production for v9" }).getAttribute("aria-disabled"))
    .toBe(null);
}, 120_000);

it("the model's page says what a slot is moved by: signatures, gates, or a role", async () => {
  const both = await tellChurn(world, cast, "guarded");
  await guard(both.model, { gates: [{ key: "audited", tag: { key: "audited", values: ["yes"] } }] });
  const gated = await registerModel(cast.mia, world.teamId("churn"), "gated");
  await guard(gated, { gates: [{ key: "recalls", metric: { key: "recall", min: 0.9 } }] });
  const page = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  const production = page
    .getByRole("list", { name: "Slots now" })
    .getByRole("listitem")
    .filter({ hasText: "Production" });
  await page.goto("/models/guarded");
  await production
    .getByText("moved by signatures: 1 reviewer of Team risk, 1 reviewer of Team legal; 1 gate to pass")
    .waitFor();
  await page.getByText("moved by maintainers of Team churn").first().waitFor();
  await page.goto("/models/gated");
  await production.getByText("moved by policy: Proved; 1 gate to pass").waitFor();
}, 120_000);

it("a move whose gate fails is asked for with a waiver, or in an emergency where the policies allow one", async () => {
  const { model, policy } = await tellChurn(world, cast, "pressing");
  await guard(model, {
    gates: [
      { key: "recalls", metric: { key: "recall", min: 0.99 }, waivableBy: [reviewer("legal")] },
      { key: "audited", tag: { key: "audited", values: ["yes"] }, waivableBy: [reviewer("legal")] },
    ],
  });
  const page = await openPage(await openWindow(world.url, { as: cast.ana }), world.url);
  const form = page.getByRole("dialog", { name: "Move pressing version 9" });
  const ask = form.getByRole("button", { name: "Ask for it" });
  const fill = async (): Promise<void> => {
    await page.goto("/models/pressing/versions/9");
    await page.getByRole("button", { name: "Request a move" }).click();
    await form.getByRole("combobox", { name: "To" }).selectOption("Production");
    await form.getByText("May be waived by 1 reviewer of Team legal.", { exact: false }).waitFor();
    await form.getByRole("textbox", { name: "Reason" }).fill("The old one drifts");
  };
  await fill();
  await form.getByText("fails 1 of 2 gates", { exact: false }).waitFor();
  const foreseen = form.getByRole("list", { name: "What the gates would say" });
  await foreseen
    .getByRole("listitem")
    .filter({ hasText: /Failed.*recalls/ })
    .waitFor();
  await foreseen
    .getByRole("listitem")
    .filter({ hasText: /Pending.*audited/ })
    .waitFor();
  expect(await ask.getAttribute("aria-disabled")).toBe("true");
  expect(await form.getByLabel("It is an emergency").count()).toBe(0);
  await form.getByLabel("Ask to waive the gate recalls").check();
  await form.getByLabel("Why recalls may be waived").fill("Measured on the wrong hold-out");
  await expectLooks(page, "asking for a waiver");
  await ask.click();
  await page.getByRole("heading", { level: 1, name: "pressing version 9" }).waitFor();
  await page.getByText("a waiver is asked for: Measured on the wrong hold-out").waitFor();
  await page.getByRole("button", { name: "Evaluate the gates again" }).click();
  await page.getByRole("status").filter({ hasText: "The gates were evaluated: 2 of 2 still wait." }).waitFor();

  const emergency = { requirements: [reviewer("risk")], reviewWithinHours: 24 };
  const { approvalPolicies } = await world.admin.ask(
    `{ approvalPolicies(first: 100) { nodes { id name modelName } } }`,
  );
  for (const { id, modelName } of approvalPolicies.nodes)
    if (modelName === "pressing" || id === policy)
      await world.admin.do("updateApprovalPolicy", { approvalPolicyId: id, emergency }, "approvalPolicy { id }");
  await fill();
  await form.getByLabel("It is an emergency").check();
  await form.getByText("It waits until signed by 1 reviewer of Team risk", { exact: false }).waitFor();
  expect(await form.getByLabel("Ask to waive the gate recalls").count()).toBe(0);
  await form.getByLabel("Why it cannot wait").fill("Version 7 answers nonsense");
  await form.getByLabel("Incident", { exact: false }).fill("https://incidents.example/INC-9");
  await expectLooks(page, "asking in an emergency");
  await ask.click();
  const told = page.getByRole("region", { name: "Emergency" });
  await told.getByText("Version 7 answers nonsense").waitFor();
}, 120_000);

it("an applied emergency owes its review: in the inbox, and with both votes on its page", async () => {
  const { model, versions, policy } = await tellChurn(world, cast, "urgent");
  const emergency = { requirements: [reviewer("legal")], reviewWithinHours: 24 };
  await world.admin.do("updateApprovalPolicy", { approvalPolicyId: policy, emergency }, "approvalPolicy { id }");
  await world.admin.do(
    "setRiskTier",
    { registeredModelId: model, tier: "MEDIUM", rationale: "no credit decision" },
    "registeredModel { riskTier }",
  );
  const open = await request(cast.mia, versions[9] ?? "", "Production", {
    reason: "Roll forward",
    emergency: { reason: "The serving model answers nonsense", incidentUrl: "https://incidents.example/INC-7" },
  });
  await approve(cast.lea, open);
  const page = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  await page.goto("/inbox");
  const row = page.getByRole("link", { name: "Review of urgent v9" });
  await row.waitFor();
  await page.getByRole("link", { name: /^Inbox \d+ waiting for you$/ }).waitFor();
  await page.keyboard.press("j");
  await expect.poll(() => page.url()).toContain(`at=${open.id}`);
  await settled(page);
  await expectLooks(page, "inbox with a review");
  await row.click();
  const told = page.getByRole("region", { name: "Emergency" });
  await told.getByText("The serving model answers nonsense").waitFor();
  expect(await told.getByRole("link", { name: "INC-7" }).getAttribute("href")).toBe("https://incidents.example/INC-7");
  await page.getByText("Medium risk").waitFor();
  const review = page.getByRole("region", { name: "Review of the emergency" });
  await review.getByRole("button", { name: "Confirm the emergency" }).click();
  await review.getByText("Say what you found: both votes need it.").waitFor();
  await settled(page);
  await expectLooks(page, "request with a review");
  await review.getByLabel("What you found").fill("Version 7 was answering nonsense indeed, 9 does not; kept");
  await review.getByRole("button", { name: "Overturn" }).click();
  await page
    .getByRole("status")
    .filter({ hasText: /Overturned\. Entry #\d+ of .+\. The slot is asked back\./ })
    .waitFor();
  await review.getByText("Overturned").waitFor();
  await review.getByRole("link", { name: "The request to give the slot back" }).click();
  await page.getByRole("heading", { level: 1, name: "urgent version 7" }).waitFor();
  const signer = await openPage(await openWindow(world.url, { as: cast.lea }), world.url);
  await signer.goto(`/requests/${open.id}`);
  await signer.getByRole("region", { name: "Review of the emergency" }).getByText("Overturned").waitFor();
  expect(await signer.getByRole("button", { name: "Overturn" }).count()).toBe(0);
}, 120_000);

it("who may not review is told why, and cannot", async () => {
  const { versions, policy } = await tellChurn(world, cast, "unreviewed");
  const emergency = { requirements: [reviewer("legal")], reviewWithinHours: 24 };
  await world.admin.do("updateApprovalPolicy", { approvalPolicyId: policy, emergency }, "approvalPolicy { id }");
  const open = await request(cast.mia, versions[9] ?? "", "Production", { emergency: { reason: "It burns" } });
  await approve(cast.lea, open);
  const page = await openPage(await openWindow(world.url, { as: cast.lea }), world.url);
  await page.goto(`/requests/${open.id}`);
  const review = page.getByRole("region", { name: "Review of the emergency" });
  await review.getByText("It does not wait for you:", { exact: false }).waitFor();
  const confirm = review.getByRole("button", { name: "Confirm the emergency" });
  expect(await confirm.getAttribute("aria-disabled")).toBe("true");
});

it("a version shows what it scored, what was checked, and what was written about it", async () => {
  const version = churn.versions[8] ?? "";
  await cast.ana.do(
    "recordEvaluation",
    {
      modelVersionId: version,
      dataset: { name: "recent", digest: "499ce42d" },
      metrics: [{ key: "auc", value: 0.91 }],
    },
    "evaluation { value }",
  );
  const { modelVersion } = await cast.ana.ask(`{ modelVersion(name: "churn", version: 8) { digest } }`);
  await cast.ana.do(
    "reportCheck",
    {
      modelVersionId: version,
      versionDigest: modelVersion.digest,
      name: "pickle-scan",
      status: "COMPLETED",
      conclusion: "FAILURE",
      summary: "1 dangerous import <b>os.system</b>",
      detailsUrl: "https://ci.example/runs/9",
    },
    "check { id }",
  );
  await publish(version, "Card of version 8");
  const page = await openPage(await openWindow(world.url, { as: cast.rob }), world.url);
  await page.goto("/models/churn/versions/8");
  const row = page.getByRole("region", { name: "Evaluations" }).getByRole("row");
  await row.filter({ hasText: "recent 499ce42d" }).getByText("0.91").waitFor();
  const checks = page.getByRole("region", { name: "Checks" });
  await checks.getByRole("row", { name: /pickle-scan Failure 1 dangerous import <b>os\.system<\/b>/ }).waitFor();
  await page.getByRole("region", { name: "Documents" }).getByText("Card of version 8").first().waitFor();
  await settled(page);
  await expectLooks(page, "version with evaluations");
}, 120_000);

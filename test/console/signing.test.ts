import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { fileKey, type TestKey } from "../support/ssh.js";
import { openWorld, type World } from "../support/world.js";
import { expectLooks } from "./accessible.js";
import { openPage, openWindow, refuse, settled, useBrowser } from "./browser.js";
import { type Cast, openCast } from "./story.js";

useBrowser();
let world: World;
let cast: Cast;
let ada: Actor;
/** Passkeys are bound to a name: the service at `localhost`, not at its address. */
let url: string;

beforeAll(async () => {
  world = await openWorld();
  cast = await openCast(world);
  ada = await world.user("ada");
  await world.admin.do("grantOrganizationRole", { principalId: ada.id, role: "ADMIN" });
  url = world.url.replace("127.0.0.1", "localhost");
}, 120_000);
afterAll(() => world?.close());

/** A move that both reviewers sign with keys of their own; its gate fails, and risk may waive it. */
const openSigned = async (name: string, gates: object[] = []): Promise<Answer> => {
  const model = await registerModel(cast.mia, world.teamId("churn"), name);
  const { createApprovalPolicy } = await world.admin.do(
    "createApprovalPolicy",
    {
      name: "Signed with own keys",
      scope: { registeredModelId: model },
      slots: ["Production"],
      requirements: ["risk", "legal"].map((team) => ({ role: "REVIEWER", teamId: world.teamId(team), count: 1 })),
      signing: "OWN_KEY",
      gates,
    },
    "approvalPolicy { id }",
  );
  const policyId = createApprovalPolicy.approvalPolicy.id;
  const version = await addVersion(cast.ana, model, { metrics: [{ key: "auc", value: 0.5 }] });
  const waivers = gates.length > 0 ? [{ policyId, gateKey: "good", reason: "the hold-out is small" }] : [];
  return request(cast.ana, version, "Production", { waivers });
};

/** Puts a device that verifies its user before the page, by the browser's debugger. */
const attachDevice = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
};

/** Signs as the line that the page shows would, when pasted into a shell. */
const paste = async (page: Page, key: TestKey, namespace: string): Promise<void> => {
  const line = (await page.locator("pre").filter({ hasText: "ssh-keygen" }).textContent()) ?? "";
  const [, quoted = ""] = /^printf %s '(.*)' \| ssh-keygen -Y sign/s.exec(line) ?? [];
  await page.getByLabel("What it printed").fill(key.sign(quoted.replaceAll("'\\''", "'"), namespace));
};

/** The administrator confirms the one key that waits. */
const confirm = async (page: Page, whose: string): Promise<void> => {
  await page.goto("/admin/keys");
  await settled(page);
  await page.getByRole("button", { name: `Confirm ${whose}` }).click();
  await page
    .getByRole("dialog")
    .getByText(/^SHA256:/)
    .waitFor();
  await page.getByRole("button", { name: /^It is / }).click();
  await page.getByText("No key waits to be confirmed.").waitFor();
};

const SIGNATURES = `query ($id: ID!) { transitionRequest(id: $id) { state decisions { comment signature { kind userVerified } } } }`;

it("a passkey is made, confirmed and signs; an OpenSSH key does by a line to paste; refusals keep what was typed", async () => {
  const open = await openSigned("signed by keys");
  const admin = await openPage(await openWindow(url, { as: ada }), url);
  // The browser would like RS256, too, which is not taken.
  const rob = await openPage(await openWindow(url, { as: cast.rob }), url, [/pubKeyCredParams is missing/]);
  await attachDevice(rob);
  await refuse(rob, "query UsableKeys");
  await rob.goto(`/requests/${open.id}`);
  await rob.getByRole("alert").getByText("Not now.").waitFor();
  await rob.unrouteAll();
  await rob.getByRole("button", { name: "Try again" }).click();
  await rob.getByText("You have none that an administrator has confirmed").waitFor();
  expect(await rob.getByRole("button", { name: "Approve Production for v1" }).isDisabled()).toBe(true);
  await rob.getByRole("link", { name: "register one" }).click();
  await rob.getByLabel("What you call it").fill("work laptop");
  await rob.getByRole("button", { name: "Make a passkey" }).click();
  await rob.getByText("Waits for confirmation").waitFor();
  await confirm(admin, "work laptop of Robert Castellano");
  await rob.reload();
  await rob.getByText("by The ada").waitFor();
  expect(await rob.getByRole("region", { name: "Your keys" }).getByText("1 key that you may read.").count()).toBe(0);
  await rob.getByText("1 key that you may read.").waitFor();

  await rob.goto(`/requests/${open.id}`);
  await rob.getByLabel("Comment").fill("It’s calibrated.");
  await rob.getByRole("button", { name: "Approve Production for v1" }).click();
  const panel = rob.getByRole("group", { name: "Sign this" });
  await panel
    .getByText(/Robert Castellano will approve the move of version 1 .* The comment is: It’s calibrated\./)
    .waitFor();
  await expectLooks(rob, "signing");
  await panel.getByRole("button", { name: "Back" }).click();
  await rob.getByText("Nothing was sent, since you did not sign.").waitFor();
  expect(await rob.getByLabel("Comment").inputValue()).toBe("It’s calibrated.");
  await rob.getByRole("button", { name: "Approve Production for v1" }).click();
  await panel.getByRole("button", { name: "Sign with the passkey work laptop" }).click();
  await rob
    .getByRole("status")
    .filter({ hasText: /^Signed\. Entry #\d+ of signed by keys\/1\./ })
    .waitFor();

  const lea = await openPage(await openWindow(url, { as: cast.lea }), url);
  const key = fileKey();
  await lea.goto("/settings/keys");
  await lea.getByLabel("Kind").selectOption("An OpenSSH key");
  await lea.getByLabel("What you call it").fill("my key");
  await lea.getByRole("button", { name: "Show what to sign" }).click();
  await paste(lea, key, "countersign-key");
  await lea.getByRole("button", { name: "Register the key" }).click();
  await lea.getByText("Waits for confirmation").waitFor();
  await confirm(admin, "my key of Léa Nováková");
  await lea.goto(`/requests/${open.id}`);
  await lea.getByLabel("Comment").fill("Read it.");
  await lea.getByRole("button", { name: "Approve Production for v1" }).click();
  await paste(lea, key, "another namespace");
  await lea.getByRole("button", { name: "Send the signature" }).click();
  await lea.getByRole("alert").filter({ hasText: "SIGNATURE_INVALID" }).waitFor();
  expect(await lea.getByLabel("Comment").inputValue()).toBe("Read it.");
  await lea.getByRole("button", { name: "Approve Production for v1" }).click();
  await paste(lea, key, "countersign-approval");
  await lea.getByRole("button", { name: "Send the signature" }).click();
  await lea.getByText("Version 1 is now in Production.").waitFor();
  await lea.getByText(/^signed by passkey SHA256:\S+…, its user verified$/).waitFor();
  expect((await cast.mia.ask(SIGNATURES, { id: open.id })).transitionRequest).toEqual({
    state: "APPLIED",
    decisions: [
      { comment: "It’s calibrated.", signature: { kind: "WEBAUTHN", userVerified: true } },
      { comment: "Read it.", signature: { kind: "SSH", userVerified: false } },
    ],
  });

  const waivableBy = [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }];
  const gated = await openSigned("waived by key", [{ key: "good", metric: { key: "auc", min: 0.8 }, waivableBy }]);
  await rob.goto(`/requests/${gated.id}`);
  await rob.getByRole("button", { name: "Waive the gate good" }).click();
  await rob.getByLabel("Reason").fill("Looked at it by hand.");
  await rob.getByRole("button", { name: "Sign the waiver" }).click();
  await rob.getByText("waive a gate of the move").waitFor();
  await rob.getByRole("button", { name: "Close" }).click();
  await rob.getByRole("button", { name: "Waive the gate good" }).click();
  await rob.getByRole("button", { name: "Sign the waiver" }).waitFor();
  expect(await rob.getByRole("group", { name: "Sign this" }).count()).toBe(0);
  await rob.getByRole("button", { name: "Sign the waiver" }).click();
  await rob.getByRole("button", { name: "Sign with the passkey work laptop" }).click();
  await rob.getByText(/^Waived\. Entry #/).waitFor();

  await rob.goto("/settings/keys");
  await rob.getByRole("button", { name: "Revoke work laptop" }).click();
  await rob.getByLabel("Reason").fill("Sold it.");
  await rob.getByRole("button", { name: "Revoke it" }).click();
  await rob.getByText("Revoked: work laptop.").waitFor();
}, 240_000);

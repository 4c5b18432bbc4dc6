import { afterAll, beforeAll, expect, it } from "vitest";
import { asSuperuser, query } from "../support/database.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

it("a refusal that left its mark is told again when its idempotency key is sent again, not as a fault", async () => {
  const mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  const rob = await world.user("rob", { risk: ["REVIEWER"] });
  const model = await registerModel(mia, world.teamId("fraud"), "churn");
  await world.admin.do("createApprovalPolicy", {
    name: "signed",
    scope: { organization: true },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
  });
  const { id: transitionRequestId, contentDigest } = await request(mia, await addVersion(mia, model), "Production");
  // Its time runs out: the first to sign finds that, and closes it.
  await asSuperuser(
    world.database.superuserUrl,
    "alter table transition_request disable trigger transition_request_is_audited",
    "update transition_request set expires_at = clock_timestamp()",
    "alter table transition_request enable always trigger transition_request_is_audited",
  );
  const sign = { transitionRequestId, contentDigest, idempotencyKey: "sign-once" };
  for (let sent = 0; sent < 3; sent++) expect(await rob.refused("approveTransition", sign)).toBe("REQUEST_CLOSED");
  const entries = await query(world.database.superuserUrl, "select from audit.entry where body like '%INTERNAL%'");
  expect(entries).toEqual([]);
});

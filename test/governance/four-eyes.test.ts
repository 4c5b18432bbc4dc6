import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Actor, type Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, approvalRefused, approve, registerModel, request } from "../support/registry.js";
import { actorFor, invited, openWorld, type Role, type World } from "../support/world.js";

/** That two signatures are two people's, and neither is the one who asked or made what they sign. */

let world: World;
let made = 0;

beforeAll(async () => {
  world = await openWorld();
  for (const slug of ["fraud", "risk", "legal"]) await world.team(slug);
});
afterAll(() => world?.close());

const person = (roles: Record<string, Role[]>): Promise<Actor> => world.user(`person-${++made}`, roles);
/** The same person by a token that the administrator minted: two hands in it. */
const minted = (who: Actor, by = world.admin): Promise<Actor> => actorFor(by, who.id, who.handle);

const modelOf = async (maintainer: Actor, policy: Answer | null): Promise<{ model: string; name: string }> => {
  const name = `model-${++made}`;
  const model = await registerModel(maintainer, world.teamId("fraud"), name);
  if (policy !== null)
    await world.admin.do("createApprovalPolicy", {
      name: "four eyes",
      scope: { registeredModelId: model },
      slots: ["Production", "@champion"],
      separationOfDuties: ["REQUESTER", "AUTHOR"],
      ...policy,
    });
  return { model, name };
};

const reviewers = (count: number): Answer => ({
  requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count }],
});

/** What signing is refused with, in words. */
const told = async (who: Actor, open: Answer): Promise<string> => {
  const { data, errors } = await who.attempt("approveTransition", {
    transitionRequestId: open.id,
    contentDigest: open.contentDigest,
  });
  const [error] = errors;
  const refusal = error ? { code: error.extensions.code, ...error } : data?.approveTransition.userErrors[0];
  return `${refusal?.code}: ${refusal?.message}`;
};

describe("one administrator who minted both tokens", () => {
  it("does not ask by one and sign by the other; the reviewer signs by invitation", async () => {
    const [asker, reviewer] = [await person({ fraud: ["MAINTAINER"] }), await person({ risk: ["REVIEWER"] })];
    const [asks, signs] = [await minted(asker), await minted(reviewer)];
    const { model } = await modelOf(asker, reviewers(1));
    const open = await request(asks, await addVersion(asker, model), "Production");
    expect(await told(signs, open)).toMatch(/^CREDENTIAL_NOT_INDEPENDENT: .*asked for this move.*invitation/s);
    const { transitionRequest } = await signs.ask(
      "query ($id: ID!) { transitionRequest(id: $id) { viewerCanApprove } }",
      { id: open.id },
    );
    expect(transitionRequest.viewerCanApprove).toBe(false);
    const own = await invited(world.admin, reviewer.id, reviewer.handle);
    expect(await approve(own, open)).toMatchObject({ state: "APPLIED" });
  });

  it("does not make the version by one and sign by the other", async () => {
    const [maker, reviewer] = [await person({ fraud: ["MAINTAINER"] }), await person({ risk: ["REVIEWER"] })];
    const { model } = await modelOf(maker, reviewers(1));
    const open = await request(maker, await addVersion(await minted(maker), model), "Production");
    expect(await told(await minted(reviewer), open)).toMatch(
      /^CREDENTIAL_NOT_INDEPENDENT: .*behind this version.*invitation/s,
    );
    expect(await approve(reviewer, open)).toMatchObject({ state: "APPLIED" });
  });

  it("is told what they did when they sign themselves, and not what they did not", async () => {
    const boss = await person({ risk: ["REVIEWER"] });
    await world.admin.do("grantOrganizationRole", { principalId: boss.id, role: "ADMIN" });
    const asker = await person({ fraud: ["MAINTAINER"] });
    const { model } = await modelOf(asker, reviewers(1));
    const open = await request(await minted(asker, boss), await addVersion(asker, model), "Production");
    expect(await told(boss, open)).toMatch(/^SELF_APPROVAL: .*you minted the token that asked for this move/);
    expect(await told(asker, open)).toMatch(/^SELF_APPROVAL: .*you asked for this move|you made this version/);
  });

  it("stands behind nothing where no policy is: a maintainer approves what a contributor asked", async () => {
    const [asker, maintainer] = [await person({ fraud: ["CONTRIBUTOR"] }), await person({ fraud: ["MAINTAINER"] })];
    const { model } = await modelOf(maintainer, null);
    const open = await request(await minted(asker), await addVersion(asker, model), "Production");
    expect(await approve(await minted(maintainer), open)).toMatchObject({ state: "APPLIED" });
  });

  it("is not the service itself: what it gave out first is nobody's hand", async () => {
    const { principal } = await world.admin.ask(`{ principal(handle: "admin") { id } }`);
    for (const [slug, role] of [["fraud", "MAINTAINER"]] as const)
      await world.admin.do("addTeamMember", { teamId: world.teamId(slug), principalId: principal.id, roles: [role] });
    const reviewer = await person({ risk: ["REVIEWER"] });
    const admin = new Actor(world.url, world.admin.token, "admin", principal.id);
    const { model } = await modelOf(admin, reviewers(1));
    const open = await request(admin, await addVersion(admin, model), "Production");
    expect(await approve(reviewer, open)).toMatchObject({ state: "APPLIED" });
  });
});

describe("signatures that share a hand", () => {
  it("are one person's: the second asks for an invitation, or the first signs anew", async () => {
    const asker = await person({ fraud: ["MAINTAINER"] });
    const [rob, lea, sam] = await Promise.all([1, 2, 3].map(() => person({ risk: ["REVIEWER"] })));
    const { model } = await modelOf(asker, reviewers(2));
    const open = await request(asker, await addVersion(asker, model), "Production");
    expect(await approve(await minted(rob!), open)).toMatchObject({ state: "PENDING" });
    expect(await told(await minted(lea!), open)).toMatch(/^CREDENTIAL_NOT_INDEPENDENT: .*count as one.*invitation/s);
    await lea!.do("rejectTransition", { transitionRequestId: open.id, comment: "not yet" }, "");
    const again = await request(asker, await addVersion(asker, model), "Production");
    expect(await approve(await minted(rob!), again)).toMatchObject({ state: "PENDING" });
    // The same words, but no other hand in them: another decision.
    expect(await approve(rob!, again)).toMatchObject({ state: "PENDING" });
    expect(await approve(await minted(sam!), again)).toMatchObject({ state: "APPLIED" });
  });

  it("never lower the count: who filled a place keeps it, whoever signs after", async () => {
    const asker = await person({ fraud: ["MAINTAINER"] });
    const [risk, legal, late] = [
      await person({ risk: ["REVIEWER"] }),
      await person({ legal: ["REVIEWER"] }),
      await person({ risk: ["REVIEWER"] }),
    ];
    await world.admin.do("grantOrganizationRole", { principalId: risk.id, role: "ADMIN" });
    const { model } = await modelOf(asker, {
      requirements: ["risk", "legal"].map((slug) => ({ role: "REVIEWER", teamId: world.teamId(slug), count: 1 })),
    });
    const open = await request(asker, await addVersion(asker, model), "Production");
    expect(await approve(await minted(legal, risk), open)).toMatchObject({ state: "PENDING" });
    expect(await approvalRefused(risk, open)).toBe("CREDENTIAL_NOT_INDEPENDENT");
    const given = `query ($id: ID!) { transitionRequest(id: $id) { requirements { given } } }`;
    const { transitionRequest } = await asker.ask(given, { id: open.id });
    expect(transitionRequest.requirements).toEqual([{ given: 0 }, { given: 1 }]);
    expect(await approve(late, open)).toMatchObject({ state: "APPLIED" });
  });
});

describe("a decision repeated word for word", () => {
  const records = async (id: string): Promise<number[]> => {
    const [rows] = await query<{ decisions: number; entries: number }>(
      world.database.superuserUrl,
      `select (select count(*)::int from decision where request_id = '${id}') as decisions,
         (select count(*)::int from audit.entry where action in ('approveTransition', 'rejectTransition')
            and body::json -> 'after' ->> 'request' = '${id}' and body::json -> 'after' ->> 'decision' is not null) as entries`,
    );
    return [rows?.decisions ?? -1, rows?.entries ?? -1];
  };
  const decide = async (who: Actor, open: Answer, more: Answer = {}): Promise<string> =>
    (
      await who.do(
        "approveTransition",
        { transitionRequestId: open.id, contentDigest: open.contentDigest, comment: "read", ...more },
        "decision { id } transitionRequest { state }",
      )
    ).approveTransition.decision.id;

  it("is the same decision, also once it was applied; other words are another", async () => {
    const asker = await person({ fraud: ["MAINTAINER"] });
    const [rob, lea] = [await person({ risk: ["REVIEWER"] }), await person({ risk: ["REVIEWER"] })];
    const { model } = await modelOf(asker, reviewers(2));
    const open = await request(asker, await addVersion(asker, model), "Production");
    const first = await decide(rob, open);
    expect(await Promise.all([decide(rob, open), decide(rob, open)])).toEqual([first, first]);
    expect(await records(open.id)).toEqual([1, 1]);
    const other = await decide(rob, open, { comment: "read twice" });
    expect(await decide(rob, open, { comment: "read twice", meaning: "REVIEW" })).not.toBe(other);
    expect(await records(open.id)).toEqual([3, 3]);
    const last = await decide(lea, open);
    expect(await decide(lea, open)).toBe(last);
    expect(await records(open.id)).toEqual([4, 4]);
    expect(await approvalRefused(lea, open)).toBe("REQUEST_CLOSED");
  });

  it("is the same rejection", async () => {
    const [asker, rob] = [await person({ fraud: ["MAINTAINER"] }), await person({ risk: ["REVIEWER"] })];
    const { model } = await modelOf(asker, reviewers(1));
    const open = await request(asker, await addVersion(asker, model), "Production");
    const no = { transitionRequestId: open.id, comment: "too weak" };
    const once = await rob.do("rejectTransition", no, "decision { id }");
    expect(await rob.do("rejectTransition", no, "decision { id }")).toEqual(once);
    expect(await records(open.id)).toEqual([1, 1]);
    expect(await rob.refused("rejectTransition", { ...no, comment: "still too weak" })).toBe("REQUEST_CLOSED");
  });
});

describe("a move that is asked for already", () => {
  const OPEN = "... on RequestOpenError { transitionRequestId }";
  const asked = async (who: Actor, input: Answer): Promise<Answer> => {
    const { data } = await who.send(
      `mutation ($input: RequestTransitionInput!) { requestTransition(input: $input) {
        transitionRequest { id } warnings userErrors { code message ${OPEN} } } }`,
      { input },
    );
    return data!.requestTransition;
  };

  it("is the same request for the same person in the same words; else REQUEST_OPEN names it", async () => {
    const [mia, max] = [await person({ fraud: ["MAINTAINER"] }), await person({ fraud: ["MAINTAINER"] })];
    const { model, name } = await modelOf(mia, reviewers(1));
    const words = {
      modelVersionId: await addVersion(mia, model),
      to: "Production",
      reason: "better",
      ticketUrl: "https://tickets.example/1",
      expectedHolder: 0,
    };
    const { transitionRequest } = await asked(mia, words);
    expect((await asked(mia, words)).transitionRequest).toEqual(transitionRequest);
    for (const [who, more] of [
      [max, {}],
      [mia, { reason: "much better" }],
      [mia, { ticketUrl: null }],
      [mia, { ticketUrl: "https://tickets.example/2" }],
      [mia, { expectedHolder: null }],
    ] as const) {
      const refused = await asked(who, { ...words, ...more });
      expect(refused).toMatchObject({
        transitionRequest: null,
        warnings: [],
        userErrors: [{ code: "REQUEST_OPEN", transitionRequestId: transitionRequest.id }],
      });
    }
    const wire = new Mlflow(max);
    const { body } = await wire.refused("POST", "model-versions/transition-stage", {
      name,
      version: "1",
      stage: "Production",
    });
    expect(body.approval_request_id).toBe(transitionRequest.id);
  });
});

describe("how many could sign", () => {
  it("is told where it is too few: to whoever sets a policy, asks, or calls on the wire", async () => {
    const asker = await person({ fraud: ["MAINTAINER"] });
    const slug = `panel-${++made}`;
    const [, second] = [
      await person({ [slug]: ["REVIEWER"] }),
      await person({ [slug]: ["REVIEWER"], fraud: ["MAINTAINER"] }),
    ];
    await person({ [slug]: ["OWNER"] });
    const { model, name } = await modelOf(asker, null);
    const policy = (count: number): Answer => ({
      name: "panel",
      scope: { registeredModelId: model },
      slots: ["Production"],
      requirements: [
        { role: "REVIEWER", teamId: world.teamId(slug), count },
        { role: "OWNER", count: 1 },
      ],
      separationOfDuties: ["REQUESTER"],
    });
    const line = (count: number, role: string, of: string, able: string): string =>
      `${count} × ${role} of team ${of}: ${able} could sign now, by role and separation of duties.`;
    const created = (await world.admin.do("createApprovalPolicy", policy(2), "warnings approvalPolicy { id }"))
      .createApprovalPolicy;
    expect(created.warnings).toEqual([line(2, "REVIEWER", slug, "2 people"), line(1, "OWNER", "fraud", "0 people")]);
    await person({ fraud: ["OWNER"] });
    const update = { approvalPolicyId: created.approvalPolicy.id, requirements: policy(2).requirements };
    expect((await world.admin.do("updateApprovalPolicy", update, "warnings")).updateApprovalPolicy.warnings).toEqual(
      [],
    );
    const input = { modelVersionId: await addVersion(asker, model), to: "Production", reason: "better" };
    const { requestTransition } = await second.do("requestTransition", input, "warnings transitionRequest { id }");
    expect(requestTransition.warnings).toEqual([
      line(2, "REVIEWER", slug, "1 person"),
      line(1, "OWNER", "fraud", "1 person"),
    ]);
    const wire = await new Mlflow(asker).refused("POST", "model-versions/transition-stage", {
      name,
      version: "1",
      stage: "Production",
    });
    expect(wire.message).toContain(
      `2 × REVIEWER of team ${slug} (0 signed, 1 person could) and 1 × OWNER of team fraud (0 signed, 1 person could)`,
    );
    await world.admin.do("deactivateUser", { principalId: second.id });
    expect(
      (await world.admin.do("updateApprovalPolicy", { ...update, name: "again" }, "warnings")).updateApprovalPolicy
        .warnings,
    ).toHaveLength(2);
    const refused = await asker.send(
      `mutation ($input: UpdateApprovalPolicyInput!) { updateApprovalPolicy(input: $input) { warnings userErrors { code } } }`,
      { input: { approvalPolicyId: created.approvalPolicy.id, name: "" } },
    );
    expect(refused.data?.updateApprovalPolicy).toEqual({ warnings: [], userErrors: [{ code: "INVALID_INPUT" }] });
  });
});

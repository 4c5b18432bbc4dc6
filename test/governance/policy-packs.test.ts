import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StartError } from "../../src/config.js";
import { readPacks } from "../../src/governance/packs/read-packs.js";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

/** A pack makes ordinary policies and document schemas, and says of a version what its records show of each control. */

let world: World, folder: string;
let ana: Actor, mia: Actor, olga: Actor, rita: Actor;

/** A pack of somebody's own, in its folder. */
const write = (at: string, id: string, version: string, more = ""): void => {
  mkdirSync(join(at, id), { recursive: true });
  const head = `id: ${id}\nversion: "${version}"\nregime: Our house\ntitle: Ours\nstatus: IN_FORCE\nsources: [Our handbook]\n`;
  const policy = `policies: [{ name: Ours, slots: ["@ours"], requirements: [{ role: REVIEWER, count: 1 }] }]\n`;
  const rest = more === "" ? `controls: [{ id: one, title: One, evidence: [] }]\ndocuments: []\n${policy}` : more;
  writeFileSync(join(at, id, `${version}.yaml`), head + rest);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "countersign-packs-"));
  for (const version of ["1.9", "1.10"]) write(folder, "ours", version);
  world = await openWorld({ env: { COUNTERSIGN_PACKS: folder } });
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
  rita = await world.user("rita", { risk: ["REVIEWER"] });
});
afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

const bank = (more: Answer = {}): Answer => ({
  packId: "sr-26-2",
  packVersion: "1",
  scope: { teamId: world.teamId("fraud") },
  teams: [{ name: "validation", teamId: world.teamId("risk") }],
  ...more,
});
const install = (by: Actor, input: Answer) =>
  by.do("installPolicyPack", input, "approvalPolicies { id name scope pack { id version } gates { key } }");

const publish = async (by: Actor, subjectId: string, kind: string, fields: object): Promise<void> => {
  await by.do("publishDocument", { subjectId, kind, title: kind, content: "# Text", fields });
};

const CONTROLS = `query ($id: ID!, $pack: String!, $at: DateTime) { node(id: $id) { ... on ModelVersion {
  controls(pack: $pack, at: $at) { id state judgement missing evidence { what label id digest at hidden } } } } }`;
const controlsOf = async (by: Actor, id: string, more: Answer = {}): Promise<Map<string, Answer>> => {
  const { node } = await by.ask(CONTROLS, { id, pack: "sr-26-2", ...more });
  return new Map(node.controls.map((control) => [control.id, control]));
};

describe("a pack", () => {
  it("is listed with what its author has read and left out, the newest version first", async () => {
    const { policyPacks } = await ana.ask(
      "{ policyPacks { id version status sources omits teams controls { id } policies } }",
    );
    const named = policyPacks.map(({ id, version }) => `${id} ${version}`);
    expect(named).toEqual(["ours 1.10", "ours 1.9", "part-11 1", "sr-11-7 1", "sr-26-2 1"]);
    expect(policyPacks[4]).toMatchObject({ status: "IN_FORCE", teams: ["validation"] });
    for (const { sources, omits, id } of policyPacks)
      if (id !== "ours") expect([sources, omits]).not.toContainEqual([]);
    const ask = (text: string) => ana.ask(`{ policyPack(${text}) { version } }`);
    expect((await ask(`id: "ours"`)).policyPack.version).toBe("1.10");
    expect((await ask(`id: "ours", version: "1.9"`)).policyPack.version).toBe("1.9");
    expect((await ask(`id: "ours", version: "2"`)).policyPack).toBeNull();
  });

  it("is installed by whoever owns what it covers, with a team for each name, once", async () => {
    expect(await mia.refused("installPolicyPack", bank())).toBe("FORBIDDEN");
    expect(await olga.refused("installPolicyPack", bank({ scope: { organization: true } }))).toBe("FORBIDDEN");
    expect(await olga.refused("installPolicyPack", bank({ teams: [] }))).toBe("INVALID_INPUT");
    expect(await olga.refused("installPolicyPack", bank({ packVersion: "9" }))).toBe("NOT_FOUND");
    expect(await olga.refused("installPolicyPack", bank({ packId: "sr-11-7", teams: [] }))).toBe("INVALID_INPUT");
    const twice = [...bank().teams, ...bank().teams];
    expect(await olga.refused("installPolicyPack", bank({ teams: twice }))).toBe("INVALID_INPUT");
    const none = [{ name: "validation", teamId: "team_01h455vb4pex5vsknk084sn02q" }];
    expect(await olga.refused("installPolicyPack", bank({ teams: none }))).toBe("INVALID_INPUT");
    const { installPolicyPack: made } = await install(olga, bank());
    expect(made.approvalPolicies).toMatchObject([
      {
        scope: "TEAM",
        pack: { id: "sr-26-2", version: "1" },
        gates: [{ key: "validated" }, { key: "purpose" }, { key: "record" }],
      },
      { scope: "TEAM", pack: { id: "sr-26-2", version: "1" }, gates: [] },
    ]);
    expect(await olga.refused("installPolicyPack", bank())).toBe("CONFLICT");
    const ofPolicy = `query ($id: ID!) { auditEntries(filter: { subjectId: $id }) { nodes { action decision after } } }`;
    const { auditEntries } = await world.admin.ask(ofPolicy, { id: made.approvalPolicies[0]?.id });
    expect(auditEntries.nodes).toMatchObject([
      { action: "createApprovalPolicy", decision: { pack: "sr-26-2", packVersion: "1" } },
      { action: "installPolicyPack", after: { pack: "sr-26-2", teams: { validation: world.teamId("risk") } } },
    ]);
  });

  it("makes all or nothing", async () => {
    const here = { packId: "ours", packVersion: "1.9", scope: { organization: true } };
    const before = (await world.admin.ask("{ approvalPolicies { nodes { id } } }")).approvalPolicies.nodes.length;
    const lost = { ...here, teams: [{ name: "nobody", teamId: world.teamId("risk") }] };
    expect(await world.admin.refused("installPolicyPack", lost)).toBe("INVALID_INPUT");
    await install(world.admin, here);
    const both = await Promise.all(
      [1, 2].map(() => world.admin.attempt("installPolicyPack", { ...here, packVersion: "1.10" })),
    );
    const codes = both.map(({ data }) => data?.installPolicyPack.userErrors[0]?.code ?? "made").sort();
    expect(codes).toEqual(["CONFLICT", "made"]);
    const after = (await world.admin.ask("{ approvalPolicies { nodes { id } } }")).approvalPolicies.nodes.length;
    expect(after - before).toBe(2);
  });
});

/** A version of a run that names its commit and its data, as ana makes it. */
const traced = async (name: string): Promise<{ model: string; version: string }> => {
  const model = await registerModel(mia, world.teamId("fraud"), name, { visibility: "TEAM" });
  const wire = new Mlflow(ana);
  const tags = [{ key: "mlflow.source.git.commit", value: "4f2c" }];
  const run_id = await wire.run(await wire.experiment(`${name}-training`), { tags });
  const dataset = { name: "loans", digest: "1f", source_type: "local", source: "{}" };
  await wire.post("runs/log-inputs", { run_id, datasets: [{ tags: [], dataset }] });
  await wire.post("runs/update", { run_id, status: "FINISHED" });
  return { model, version: await addVersion(ana, model, { source: `runs:/${run_id}/model`, runId: run_id }) };
};

describe("a version under a pack", () => {
  let model: string, version: string;
  let open: Answer;
  const read = async (): Promise<Answer> => {
    const text = `query ($id: ID!) { transitionRequest(id: $id) { id state phase contentDigest gates { key verdict required cause } } }`;
    return (await mia.ask(text, { id: open.id })).transitionRequest;
  };
  const gate = async (key: string): Promise<Answer> => (await read()).gates.find((each: Answer) => each.key === key);

  it("waits until its documents fit the pack's schemas", async () => {
    ({ model, version } = await traced("lending"));
    open = await request(ana, version, "Production");
    await publish(rita, version, "VALIDATION_REPORT", { outcome: "fine", tests: [] });
    expect(await gate("validated")).toMatchObject({
      verdict: "PENDING",
      required: expect.stringContaining("that fits the schema of sr-26-2 (1)"),
      cause: expect.stringContaining("says nothing in tests"),
    });
    await publish(rita, version, "VALIDATION_REPORT", { outcome: "fine", tests: ["backtest"] });
    const { cause } = await gate("validated");
    expect(cause).toContain(
      "does not fit the schema of sr-26-2 (1) (outcome must be equal to one of the allowed values)",
    );
    await publish(rita, version, "VALIDATION_REPORT", { outcome: "sound", tests: ["backtest"] });
    expect(await gate("validated")).toMatchObject({ verdict: "PASSED", cause: null });
  });

  it("says of each control what its records show, as of any instant, and hides from a decider what is the model's alone", async () => {
    const before = await controlsOf(olga, version);
    expect(before.get("validation.report")).toMatchObject({
      state: "NOT_MET",
      missing: ['no move into a slot was applied, so no gate of kind document "validated" was passed'],
      evidence: [{ what: "document", label: "VALIDATION_REPORT revision 3", hidden: false }],
    });
    expect(before.get("development.record")).toMatchObject({ state: "MET", missing: [] });
    expect(before.get("governance.materiality")).toMatchObject({ state: "NOT_MET", evidence: [] });
    expect(before.get("vendor.models")).toMatchObject({
      state: "NEEDS_HUMAN",
      judgement: expect.stringContaining("vendor"),
    });
    await publish(olga, model, "MODEL_CARD", { purpose: "loans", limitations: "retail only" });
    expect(await read()).toMatchObject({ phase: "SIGNATURES" });
    await olga.do("setRiskTier", { registeredModelId: model, tier: "HIGH", rationale: "it lends" });
    const toRita = (await controlsOf(rita, version)).get("governance.materiality");
    const hidden = { label: null, id: null, digest: null, at: null, hidden: true };
    expect(toRita).toMatchObject({
      state: "MET",
      evidence: [
        { what: "tier", ...hidden },
        { what: "entry", ...hidden },
      ],
    });
    const rolf = await world.user("rolf", { risk: ["REVIEWER"] });
    for (const who of [rita, rolf]) await approve(who, await read(), { meaning: "VALIDATION" });
    expect(await read()).toMatchObject({ state: "APPLIED" });
    await olga.do("setOwnershipTag", { registeredModelId: model, key: "OWNER", principalId: olga.id });
    const { node } = await ana.ask(
      "query ($id: ID!) { node(id: $id) { ... on ModelVersion { slotHistory { nodes { from } } } } }",
      { id: version },
    );
    const after = await controlsOf(olga, version);
    expect(after.get("validation.report")?.state).toBe("MET");
    expect(after.get("validation.challenge")).toMatchObject({
      state: "MET",
      evidence: [1, 2].map(() => ({
        what: "decision",
        label: "VALIDATION as REVIEWER",
        id: expect.stringMatching(/^dec_/),
        digest: open.contentDigest && expect.stringMatching(/^[0-9a-f]{64}$/),
      })),
    });
    expect(after.get("governance.ownership")?.missing).toEqual(["the model had no VALIDATOR"]);
    const { evidence } = after.get("governance.materiality") ?? {};
    expect(evidence).toMatchObject([
      { what: "tier", label: "HIGH" },
      { what: "entry", label: "setRiskTier", id: expect.stringMatching(/^ent_/) },
    ]);
    expect(after.get("governance.change")).toMatchObject({ state: "MET" });
    expect(after.get("governance.exceptions")).toMatchObject({ state: "NEEDS_HUMAN" });
    const states = JSON.stringify([...after.values()]);
    expect(states).not.toMatch(/complian/i);
    // As it was in the instant in which the version entered, and just before.
    const entered = node.slotHistory.nodes[0]?.from ?? "";
    const then = await controlsOf(olga, version, { at: entered });
    expect(then.get("governance.ownership")?.missing).toEqual(["the model had no OWNER, no VALIDATOR"]);
    expect(then.get("validation.challenge")?.state).toBe("MET");
    const earlier = new Date(Date.parse(entered) - 1).toISOString();
    expect((await controlsOf(olga, version, { at: earlier })).get("governance.change")?.state).toBe("NOT_MET");
    expect((await controlsOf(olga, version, { at: "2020-01-01T00:00:00Z" })).get("development.record")?.state).toBe(
      "NOT_MET",
    );
  });

  it("refuses a pack that there is not, and an instant to come", async () => {
    const code = async (more: Answer): Promise<string | undefined> =>
      (await olga.send(CONTROLS, { id: version, pack: "sr-26-2", ...more })).errors[0]?.extensions.code;
    expect(await code({ pack: "sr-99" })).toBe("NOT_FOUND");
    expect(await code({ at: "2199-01-01T00:00:00Z" })).toBe("INVALID_INPUT");
  });
});

describe("a start", () => {
  const other = (change: (at: string) => void): Promise<unknown> => {
    const packsDir = mkdtempSync(join(folder, "other-"));
    cpSync(join(folder, "ours"), join(packsDir, "ours"), { recursive: true });
    change(packsDir);
    return world.replica({ packsDir }).then((server) => server.close());
  };
  const edit = (from: string, to: string) => (at: string) => {
    const file = join(at, "ours", "1.9.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
  };

  it("goes on where no installed pack has changed, or its file is missing", async () => {
    await other(() => undefined);
    await other(edit("id: ours", "# What we do\nid: ours"));
    await other((at) => rmSync(join(at, "ours", "1.9.yaml")));
  });

  it.each<[string, string, (at: string) => void]>([
    ["an installed version that has changed", "its file has changed since", edit("title: Ours", "title: Mine")],
    [
      "a member that no pack has",
      "must NOT have additional properties",
      edit("title: Ours", "title: Ours\nmotto: Best"),
    ],
    ["another name than its file's", "must be ours/2.0.yaml", edit('version: "1.9"', 'version: "2.0"')],
    [
      "a policy that makes no sense",
      'the policy "Ours", whose gates.0.metric is wrong',
      (at) =>
        write(
          at,
          "odd",
          "1",
          "controls: [{ id: a, title: A, evidence: [] }]\ndocuments: []\npolicies: [{ name: Ours, slots: [A], requirements: [], gates: [{ key: a, metric: { key: auc } }] }]\n",
        ),
    ],
    [
      "a selector that is none",
      "/controls/0/evidence/0",
      (at) =>
        write(
          at,
          "odd",
          "1",
          "controls: [{ id: a, title: A, evidence: [{ magic: {} }] }]\ndocuments: []\npolicies: []\n",
        ),
    ],
    [
      "a schema with a pattern",
      "/documents/0/schema",
      (at) =>
        write(
          at,
          "odd",
          "1",
          'controls: [{ id: a, title: A, evidence: [] }]\ndocuments: [{ kind: CARD, schema: { type: string, pattern: "(a+)+$" } }]\npolicies: []\n',
        ),
    ],
    [
      "a control twice",
      "names a twice",
      (at) =>
        write(
          at,
          "odd",
          "1",
          "controls: [{ id: a, title: A, evidence: [] }, { id: a, title: B, evidence: [] }]\ndocuments: []\npolicies: []\n",
        ),
    ],
    [
      "a pack that comes with the service",
      "another file is, too",
      (at) => cpSync("packs/part-11", join(at, "part-11"), { recursive: true }),
    ],
    ["what is no YAML", "cannot be read", (at) => writeFileSync(join(at, "ours", "3.yaml"), "id: [")],
    ["a folder that is not there", "cannot be read", (at) => rmSync(at, { recursive: true })],
  ])("refuses %s", async (_, says, change) => {
    const refused = await other(change).then(
      () => "it started",
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(StartError);
    expect((refused as Error).message).toContain(says);
  });
});

describe("a file that comes with the service", () => {
  const shippedWith = (change: (file: string) => void) => {
    const shipped = mkdtempSync(join(folder, "shipped-"));
    cpSync("packs", shipped, { recursive: true });
    change(join(shipped, "part-11", "1.yaml"));
    return readPacks(null, shipped);
  };
  const edit = (from: string, to: string) => (file: string) =>
    writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
  const part11 = async (change: (file: string) => void) =>
    (await shippedWith(change)).find(({ id }) => id === "part-11");

  it("has the digest of what is in it, and is read when it is asked for", async () => {
    for (const pack of await readPacks(null)) expect(await pack.content()).toMatchObject({ digest: pack.digest });
  });

  it("is checked at the start once it was changed", async () => {
    const before = await part11(() => undefined);
    expect(await part11(edit("id: part-11", "# Ours\nid: part-11"))).toMatchObject({ digest: before?.digest });
    expect((await part11(edit("status: IN_FORCE", "status: UPCOMING")))?.digest).not.toBe(before?.digest);
    await expect(part11(edit("status: IN_FORCE", "status: GOOD"))).rejects.toThrow(
      /part-11\/1\.yaml is none: \/status/,
    );
  });

  it("is checked at the start where it stands in another's place", async () => {
    await expect(part11((file) => cpSync("packs/sr-26-2/1.yaml", file))).rejects.toThrow("must be sr-26-2/1.yaml");
  });
});

import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { Actor } from "../support/actor.js";
import { checkout } from "../support/checkout.js";
import { actorFor, openWorld, type World } from "../support/world.js";
import { type ClientName, type Machine, machineWith } from "./client.js";

const project = join(checkout, "examples", "mlproject");

/** Tells each of the practitioner's stories to a service of its own, with this generation of the client. */
export const tellStories = (client: ClientName): void => {
  const story = (title: string, tell: (machine: Machine, world: World) => Promise<void>): void =>
    it(title, async () => {
      const world = await openWorld();
      onTestFinished(() => world.close());
      await tell(machineWith(client), world);
    });

  describe(`with ${client}`, () => {
    story("1: everything of a training run is logged, by hand and by autolog", async (machine, world) => {
      const scientist = await world.user("scientist", { analytics: ["CONTRIBUTOR"] });
      await machine.example("log_a_training_run.py", ["--epochs", "12"], scientist);
    });

    story("2: the best of five runs is found, signed in by password", async (machine, world) => {
      const scientist = await world.user("scientist", { analytics: ["CONTRIBUTOR"] });
      const printed = await machine.example("compare_runs.py", [], scientist, { password: true });
      expect(printed).toContain("best of 5");
    });

    story("3: Production takes two signatures, then serves", promoteWithTwoReviewers);

    story("4: an MLproject runs by two entry points", async (machine, world) => {
      const scientist = await world.user("scientist", { analytics: ["CONTRIBUTOR"] });
      const run = ["run", project, "--env-manager", "local", "--experiment-name", "diabetes"];
      const printed = await machine.mlflow([...run, "-P", "trees=60"], scientist);
      const id = /Run \(ID '(\w+)'\) succeeded/.exec(printed)?.[1];
      expect(id, printed).toBeDefined();
      await machine.mlflow([...run, "--entry-point", "evaluate", "-P", `run_id=${id}`], scientist);
    });

    story("5: one model is used in Python, over REST and in an image's folder", async (machine, world) => {
      const maintainer = await world.user("maintainer", { analytics: ["MAINTAINER"] });
      await machine.example("one_model_four_ways.py", [], maintainer);
    });

    story("6: 50 trials in parallel threads, and a grid by autolog", async (machine, world) => {
      const scientist = await world.user("scientist", { analytics: ["CONTRIBUTOR"] });
      await machine.example("hyperparameter_search.py", ["--trials", "50", "--threads", "4"], scientist);
    });

    story("7: drift leads to a new model; whether it goes to Production the registry decides", driftDecidedByGate);

    story("8: two teams at once, under colliding names", async (machine, world) => {
      const one = await world.user("one", { fraud: ["CONTRIBUTOR"] });
      const other = await world.user("other", { pricing: ["CONTRIBUTOR"] });
      const both = await world.user("both", { fraud: ["CONTRIBUTOR"], pricing: ["CONTRIBUTOR"] });
      const env = {
        TEAM_A: "fraud",
        TEAM_A_TOKEN: one.token ?? "",
        TEAM_B: "pricing",
        TEAM_B_TOKEN: other.token ?? "",
      };
      expect(await machine.example("two_teams.py", [], one, { env, status: 2 })).toContain("set BOTH_TEAMS_TOKEN in");
      const all = { ...env, BOTH_TEAMS_TOKEN: both.token ?? "" };
      await machine.example("two_teams.py", [], one, { env: all });
      const again = await machine.example("two_teams.py", [], one, { env: all, status: 2 });
      for (const option of ["--model", "--experiment"]) expect(again).toContain(`(choose another ${option})`);
    });

    story("9: 1 of 200 versions in 15 experiments is found by its tags", async (machine, world) => {
      const scientist = await world.user("scientist", { analytics: ["CONTRIBUTOR"] });
      // Another program's experiments are not taken for this one's.
      await machine.example("compare_runs.py", [], scientist);
      const printed = await machine.example("find_by_tags.py", [], scientist);
      expect(printed).toContain("1 of 200 versions in 15 experiments");
      expect(printed).toContain("GraphQL finds the same one");
    });

    story("10: what mlflow.evaluate leaves is told by version", async (machine, world) => {
      const maintainer = await world.user("maintainer", { analytics: ["MAINTAINER"] });
      const printed = await machine.example("evaluate_versions.py", [], maintainer);
      expect(printed).toContain("both versions were evaluated on the same data");
    });

    story("11: a model that is not fair by group does not serve, the corrected one does", auditedForFairness);

    story("12: what waits for a scan goes on by its report, and is refused by it", scannedInCi);

    story("13: a model that is better by its mean alone does not follow, one that surely is does", surelyBetter);
  });
};

const gateFor = async (world: World, gate: object): Promise<void> => {
  const policy = { name: "Proved", scope: { organization: true }, slots: ["Production"], requirements: [] };
  await world.admin.do("createApprovalPolicy", { ...policy, gates: [gate] });
};

/** A service account of a team, with a token of its own. */
const account = async (world: World, handle: string, team: string): Promise<Actor> => {
  const teamId = await world.team(team);
  const made = await world.admin.do(
    "createServiceAccount",
    { teamId, handle, displayName: handle },
    "serviceAccount { id }",
  );
  const { id } = made.createServiceAccount.serviceAccount;
  await world.admin.do("addTeamMember", { teamId, principalId: id, roles: ["CONTRIBUTOR"] });
  return actorFor(world.admin, id, handle, { scopes: ["READ", "RESOLVE", "WRITE"] });
};

const driftDecidedByGate = async (machine: Machine, world: World): Promise<void> => {
  const maintainer = await world.user("maintainer", { analytics: ["MAINTAINER"] });
  await gateFor(world, { key: "beats-champion", champion: { metric: "accuracy_score", direction: "HIGHER" } });
  const answer = async (...args: string[]): Promise<string> =>
    machine.example("drift_retrain_promote.py", args, maintainer);
  expect(await answer("--batch", "like-before")).toContain("no drift: nothing to do");
  const lost = await answer("--batch", "smaller-tumours");
  expect(lost).toContain("Moving version 2 of 'tumour-classifier' to Production fails 1 of 1 gate: beats-champion:");
  expect(lost).toContain("version 1 is in Production");
  const forced = await answer("--force", "2");
  expect(forced).toContain("fails 1 of 1 gate: beats-champion:");
  expect(forced).toContain("version 1 is in Production");
  expect(await answer("--batch", "new-scanner")).toContain("version 3 is in Production");
};

const surelyBetter = async (machine: Machine, world: World): Promise<void> => {
  const maintainer = await world.user("maintainer", { analytics: ["MAINTAINER"] });
  const paired = { table: "errors.json", row: "patient", score: "error" };
  await gateFor(world, { key: "surely-better", champion: { direction: "LOWER", paired } });
  const train = (features: string, status = 0): Promise<string> =>
    machine.example("surely_better.py", ["--features", features], maintainer, { status });
  const errorIn = (printed: string): number => Number(/mean absolute error ([\d.]+)/.exec(printed)?.[1]);
  const first = await train("bmi");
  expect(first).toContain("version 1 is in Production");
  const unsure = await train("bmi,s5", 2);
  expect(errorIn(unsure)).toBeLessThan(errorIn(first) - 2);
  expect(unsure).toMatch(
    /surely-better: .*the lower bound -0\.\d+ of the mean improvement over version 1 is not above 0/,
  );
  expect(unsure).toContain("version 1 is in Production");
  expect(await train("bmi,s5,bp,s3")).toContain("version 3 is in Production");
};

const auditedForFairness = async (machine: Machine, world: World): Promise<void> => {
  const scientist = await world.user("scientist", { analytics: ["MAINTAINER"] });
  const compliance = await account(world, "fairness-auditor", "compliance");
  const evaluator = { teamId: world.teamId("compliance"), independent: true };
  const groups = { metric: "recall", attribute: "sex", minRatio: 0.8, minGroupSize: 20, evaluator };
  await gateFor(world, { key: "fair", groups });
  const program = (actor: Actor, args: string[], status: number): Promise<string> =>
    machine.example("fairness_audit.py", args, actor, { status });
  expect(await program(scientist, ["train"], 2)).toContain("waits for 1 of 1 gate: fair:");
  expect(await program(compliance, ["audit", "--version", "1"], 0)).toContain("version 1 is in None");
  expect(await program(scientist, ["train", "--corrected"], 2)).toContain("waits for 1 of 1 gate: fair:");
  expect(await program(compliance, ["audit", "--version", "2"], 0)).toContain("version 2 is in Production");
  const text = `{ transitionRequests(first: 10) { nodes { version state cause gates { verdict observed } } } }`;
  const { nodes } = (await scientist.ask(text)).transitionRequests;
  expect(nodes.toSorted((one, other) => one.version - other.version)).toMatchObject([
    { version: 1, state: "VOIDED", cause: expect.stringContaining("fair") },
    { version: 2, state: "APPLIED", gates: [{ verdict: "PASSED" }] },
  ]);
};

const scannedInCi = async (machine: Machine, world: World): Promise<void> => {
  const scientist = await world.user("scientist", { analytics: ["MAINTAINER"] });
  const scanner = await account(world, "pickle-scanner", "security");
  await gateFor(world, { key: "scanned", check: { name: "pickle-scan", reportedBy: [scanner.id] } });
  const program = (actor: Actor, args: string[], status: number): Promise<string> =>
    machine.example("ci_check.py", args, actor, { status });
  expect(await program(scientist, ["register"], 2)).toContain("waits for 1 of 1 gate: scanned:");
  expect(await program(scanner, ["scan", "--version", "1"], 0)).toContain("version 1 is in Production");
  expect(await program(scientist, ["register", "--tampered"], 2)).toContain("waits for 1 of 1 gate: scanned:");
  const found = await program(scanner, ["scan", "--version", "2"], 1);
  expect(found).toMatch(/1 dangerous: (posix|nt|os)\.system/);
  expect(found).toContain("version 2 is in None");
};

const awaitsSignatures = 2;

const requestIn = (printed: string): string => {
  const id = /\breq_\w{26}\b/.exec(printed)?.[0];
  if (id === undefined) expect.fail(`no request is named in\n${printed}`);
  return id;
};

const promoteWithTwoReviewers = async (machine: Machine, world: World): Promise<void> => {
  const author = await world.user("author", { analytics: ["MAINTAINER"] });
  const first = await world.user("reviewer-1", { risk: ["REVIEWER"] });
  const second = await invitedByProgram(
    machine,
    world,
    (await world.user("reviewer-2", { risk: ["REVIEWER"] })).handle,
  );
  const serving = await world.user("serving", { analytics: ["VIEWER"] });
  const rule = {
    name: "Two reviewers for Production",
    scope: { organization: true },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 2 }],
    separationOfDuties: ["REQUESTER", "AUTHOR"],
  };
  await world.admin.do("createApprovalPolicy", rule, "approvalPolicy { id }");
  const ask = (args: string[], status: number): Promise<string> =>
    machine.example("register_and_promote.py", args, author, { status });
  const sign = (actor: Actor, request: string, args: string[] = [], status = 0): Promise<string> =>
    machine.example("sign_request.py", [request, "--comment", "I have read it", ...args], actor, { status });

  const refused = await ask([], awaitsSignatures);
  expect(refused).toMatch(/REVIEWER.*risk/);
  const request = requestIn(refused);
  expect(await sign(author, request, [], 1), "the author signs").toContain("SELF_APPROVAL");
  await sign(first, request);
  expect(requestIn(await ask(["--version", "1"], awaitsSignatures)), "asked again").toBe(request);
  expect(await sign(second, request)).toContain("APPLIED");
  await ask(["--version", "1"], 0);
  await machine.example("load_production.py", [], serving);

  await expectItsRecord(first);

  const rejected = requestIn(await ask(["--C", "0.001"], awaitsSignatures));
  expect(rejected).not.toBe(request);
  expect(await sign(first, rejected, ["--reject"])).toContain("REJECTED");
  expect(requestIn(await ask(["--version", "2"], awaitsSignatures)), "asked after the rejection").toBe(rejected);
  await machine.example("load_production.py", [], serving);
};

/** The person as they speak with the token that they took by the two programs. */
const invitedByProgram = async (machine: Machine, world: World, handle: string): Promise<Actor> => {
  const invited = await machine.example("invite_person.py", [handle], world.admin);
  const code = /\bcsi_\w+/.exec(invited)?.[0];
  if (code === undefined) expect.fail(`no code is named in\n${invited}`);
  const nobody = new Actor(world.url, null, "nobody");
  const redeemed = await machine.example("redeem_invitation.py", [code], nobody);
  const again = await machine.example("redeem_invitation.py", [code], nobody, { status: 1 });
  expect(again).toContain("no such invitation");
  return new Actor(world.url, /\bcsp_\w+/.exec(redeemed)?.[0] ?? "", handle);
};

/** Everything about version 1 is on record, whichever door it came through. */
const expectItsRecord = async (reader: Actor): Promise<void> => {
  const { modelVersion } = await reader.ask(`{ modelVersion(name: "digit-reader", version: 1) {
    runId stage { name } metrics { key value } artifacts { path sha256 }
    evidence(first: 200) { nodes { action channel outcome actor { handle } } } } }`);
  expect(modelVersion.stage.name).toBe("Production");
  expect(modelVersion.runId).toMatch(/^[0-9a-f]{32}$/);
  expect(modelVersion.metrics.map(({ key }: { key: string }) => key)).toContain("test_accuracy");
  expect(modelVersion.artifacts.map(({ path }: { path: string }) => path).join()).toContain("MLmodel");
  const told = modelVersion.evidence.nodes as { channel: string; actor: { handle: string } }[];
  const doors = new Set(told.map(({ channel, actor }) => `${actor.handle} by ${channel}`));
  expect(doors).toContain("author by mlflow-rest");
  expect(doors).toContain("reviewer-1 by graphql");
  expect(doors).toContain("reviewer-2 by graphql");
};

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Actor, type Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { startService, temporaryHome } from "../support/service.js";
import { inDays, invited } from "../support/world.js";
import { lastRelease } from "./release.js";

/** One person, speaking to the last release and to this one. */
interface Both {
  readonly last: Actor;
  readonly next: Actor;
}

interface Stage {
  readonly admin: Both;
  readonly maker: Both;
  readonly reviewer: Both;
  readonly teamId: string;
}

type Side = keyof Both;
const other = { last: "next", next: "last" } as const;
const sides: readonly Side[] = ["last", "next"];

/** Starts the last release on a fresh database, then this one beside it, which migrates the database under it. */
const raise = async (folder: string): Promise<Stage> => {
  const home = temporaryHome();
  const last = await startService({ home, cwd: folder }).url();
  const admin = new Actor(last, readFileSync(join(home, "admin-token"), "utf8").trim(), "admin");
  const { createTeam } = await admin.do("createTeam", { slug: "risk", name: "Risk" }, "team { id }");
  const next = await startService({
    home: temporaryHome(),
    env: {
      DATABASE_URL: readFileSync(join(home, "database-url"), "utf8").trim(),
      DATABASE_OWNER_URL: readFileSync(join(home, "database-owner-url"), "utf8").trim(),
      COUNTERSIGN_ARTIFACTS_DIR: join(home, "artifacts"),
    },
  }).url();
  const both = ({ token, handle, id }: Actor): Both => ({
    last: new Actor(last, token, handle, id),
    next: new Actor(next, token, handle, id),
  });
  const person = async (handle: string, roles: string[]): Promise<Both> => {
    const asked = new Actor(next, admin.token, "admin");
    const { createUser } = await asked.do("createUser", { handle, displayName: handle }, "user { id }");
    await asked.do("addTeamMember", { teamId: createTeam.team.id, principalId: createUser.user.id, roles });
    return both(await invited(asked, createUser.user.id, handle, { expiresAt: inDays(1) }));
  };
  return {
    admin: both(admin),
    maker: await person("maker", ["CONTRIBUTOR", "MAINTAINER", "OWNER"]),
    reviewer: await person("reviewer", ["REVIEWER"]),
    teamId: createTeam.team.id,
  };
};

const wire = (actor: Actor): Mlflow => new Mlflow(actor, { workspace: "risk" });

/** Logs a finished run on one side; answers its id. */
const logged = async (actor: Actor): Promise<string> => {
  const { run } = await wire(actor).call("POST", "runs/create", { experiment_id: "0", start_time: 1 });
  const run_id = run.info.run_id;
  await wire(actor).call("POST", "runs/log-batch", {
    run_id,
    metrics: [{ key: "auc", value: 0.9, timestamp: 1, step: 0 }],
    params: [{ key: "lr", value: "0.1" }],
    tags: [{ key: "colour", value: "blue" }],
  });
  await wire(actor).call("POST", "runs/update", { run_id, status: "FINISHED", end_time: 2 });
  return run_id;
};

const registered = async (actor: Actor, name: string): Promise<Answer> => {
  const { model_version } = await wire(actor).call("POST", "model-versions/create", {
    name,
    source: `runs:/${await logged(actor)}/model`,
    run_id: await logged(actor),
  });
  return model_version;
};

const versionId = async (actor: Actor, name: string, version: number): Promise<string> => {
  const found = await actor.ask(
    "query ($name: String!, $version: Int!) { modelVersion(name: $name, version: $version) { id } }",
    { name, version },
  );
  return found.modelVersion.id;
};

const requested = async (actor: Actor, modelVersionId: string): Promise<Answer> => {
  const { requestTransition } = await actor.do(
    "requestTransition",
    { modelVersionId, to: "Production" },
    "transitionRequest { id state contentDigest }",
  );
  return requestTransition.transitionRequest;
};

const holder = async (actor: Actor, name: string): Promise<unknown> => {
  const answer = await actor.get(`/resolve?uri=models:/${name}/Production`, { "cache-control": "no-cache" });
  return ((await answer.json()) as Answer).version;
};

const entriesOf = async (actor: Actor, name: string): Promise<string[]> => {
  const answer = await actor.get(`/evidence?model=${name}&version=1&format=jsonl`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  const lines = (await answer.text()).trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Answer).flatMap(({ hash, leafHash }) => hash ?? leafHash ?? []);
};

/** Each story is told with `side` beginning it and the other release going on. */
const stories: Record<string, (stage: Stage, side: Side) => Promise<void>> = {
  "a run logged here is read there": async ({ maker }, side) => {
    const run_id = await logged(maker[side]);
    const { run } = await wire(maker[other[side]]).get("runs/get", { run_id });
    expect(run.data.metrics[0]).toMatchObject({ key: "auc", value: 0.9 });
  },
  "versions of one model count on": async ({ maker }, side) => {
    const name = `counted-${side}`;
    await wire(maker[side]).call("POST", "registered-models/create", { name });
    const numbers = [];
    for (const who of [side, other[side], side]) numbers.push(Number((await registered(maker[who], name)).version));
    expect(numbers).toEqual([1, 2, 3]);
  },
  "a move asked here is signed there, and both serve it": async ({ admin, maker, reviewer, teamId }, side) => {
    const name = `guarded-${side}`;
    await wire(maker[side]).call("POST", "registered-models/create", { name });
    await registered(maker[side], name);
    if (side === "last")
      await admin[side].do("createApprovalPolicy", {
        scope: "TEAM",
        teamId,
        name: "Production",
        slots: ["Production"],
        requirements: [{ role: "REVIEWER", count: 1 }],
      });
    const request = await requested(maker[side], await versionId(maker[side], name, 1));
    expect(request.state).toBe("PENDING");
    const { approveTransition } = await reviewer[other[side]].do(
      "approveTransition",
      { transitionRequestId: request.id, contentDigest: request.contentDigest, comment: "seen" },
      "transitionRequest { state }",
    );
    expect(approveTransition.transitionRequest.state).toBe("APPLIED");
    for (const who of sides) expect(await holder(maker[who], name)).toBe(1);
  },
  "a request asked here is rejected there": async ({ maker, reviewer }, side) => {
    const name = `guarded-${side}`;
    await registered(maker[side], name);
    const request = await requested(maker[side], await versionId(maker[side], name, 2));
    const { rejectTransition } = await reviewer[other[side]].do(
      "rejectTransition",
      { transitionRequestId: request.id, contentDigest: request.contentDigest, comment: "no" },
      "transitionRequest { state }",
    );
    expect(rejectTransition.transitionRequest.state).toBe("REJECTED");
    expect(await holder(maker[other[side]], name)).toBe(1);
  },
  "tags and aliases set here are read there": async ({ maker }, side) => {
    const name = `counted-${side}`;
    await wire(maker[side]).call("POST", "model-versions/set-tag", { name, version: "1", key: "k", value: "v" });
    await wire(maker[side]).call("POST", "registered-models/alias", { name, alias: "best", version: "2" });
    const there = wire(maker[other[side]]);
    const { model_version } = await there.get("registered-models/alias", { name, alias: "best" });
    expect(model_version.version).toBe("2");
    const { model_versions } = await there.get("model-versions/search", {
      filter: `name = '${name}' and tags.k = 'v'`,
    });
    expect(model_versions.map(({ version }: Answer) => version)).toEqual(["1"]);
  },
  "a file stored here is served there": async ({ maker }, side) => {
    const run_id = await logged(maker[side]);
    const path = `/api/2.0/mlflow-artifacts/artifacts/0/${run_id}/artifacts/note.txt`;
    const put = await wire(maker[side]).raw("PUT", path, { body: "bytes of a model" });
    expect(put.status, put.text).toBe(200);
    expect((await wire(maker[other[side]]).raw("GET", path)).text).toBe("bytes of a model");
  },
  "everything about a version is the same here and there": async ({ admin }, side) => {
    const name = `guarded-${side}`;
    const [here, there] = [await entriesOf(admin[side], name), await entriesOf(admin[other[side]], name)];
    expect(here.length).toBeGreaterThan(0);
    expect(there.filter((hash) => here.includes(hash))).toEqual(here);
  },
};

test("the last release serves its stories on the schema of this one, beside it", async () => {
  const release = lastRelease();
  onTestFinished(release.remove);
  const stage = await raise(release.folder);
  for (const [name, story] of Object.entries(stories))
    for (const side of sides) {
      await story(stage, side);
      console.log(`${side === "last" ? release.ref : "this release"} first: ${name}`);
    }
}, 900_000);

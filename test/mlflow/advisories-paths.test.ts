import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../support/database.js";
import { type Answered, exactly, proxied } from "../support/exactly.js";
import { Mlflow, placeIn, teamExperiment } from "../support/mlflow.js";
import { traversals } from "../support/traversals.js";
import { openWorld, type World } from "../support/world.js";

/** Advisories on paths (security-reliability.md, section 1), each with its family of ways around. */

const CANARY = "canary-of-another";
let world: World;
let ana: Mlflow;
let eve: Mlflow;
/** Of eve's own run. */
let run: string;
let root: string;
let model: string;
/** A run of a team that eve is not in, hidden from her; and one that she reads but may not change. */
let hidden: { experiment: string; run: string; root: string };
let open: { experiment: string; run: string; root: string };

const withCanary = async (experiment: string) => {
  const made = await ana.run(experiment);
  const place = `${experiment}/${made}/artifacts`;
  await ana.upload(`${place}/canary`, CANARY);
  await ana.upload(`${place}/model/canary`, CANARY);
  return { experiment, run: made, root: place };
};

beforeAll(async () => {
  world = await openWorld();
  writeFileSync(join(world.config.home, "canary"), CANARY);
  ana = new Mlflow(await world.user("ana", { fraud: ["OWNER"] }));
  eve = new Mlflow(await world.user("eve", { other: ["OWNER"] }));
  hidden = await withCanary(await teamExperiment(ana, "hidden"));
  open = await withCanary(await ana.experiment("open"));
  run = await eve.run("0");
  root = placeIn((await eve.get("runs/get", { run_id: run })).run.info.artifact_uri);
  model = await eve.loggedModel("0");
  await eve.upload(`${root}/mine`, "mine");
  await eve.upload(`0/models/${model}/artifacts/mine`, "mine");
  await eve.post("registered-models/create", { name: "mine" });
  await eve.post("model-versions/create", { name: "mine", source: `runs:/${run}/`, run_id: run });
});
afterAll(() => world?.close());

/** Everything that is not eve's: rows of others' files, and files outside of the store. */
const others = async (): Promise<unknown> => {
  const outside = readdirSync(world.config.home, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.startsWith("artifacts/sha256/") && !name.startsWith("artifacts/incoming/"))
    .sort()
    .map((name) => {
      const path = join(world.config.home, name);
      return statSync(path).isFile() ? [name, readFileSync(path, "utf8")] : [name];
    });
  const rows = await query(
    world.database.superuserUrl,
    `select owner, path, encode(sha256, 'hex') from artifact
     where owner in ('${hidden.run}'::uuid, '${open.run}'::uuid) order by 1, 2`,
  );
  return { outside, rows, passwd: readFileSync("/etc/passwd", "utf8").length };
};

const leaksNothing = ({ text, story }: Answered): void => {
  expect(text, story).not.toMatch(/root:.*:0:0:|canary-of|csp_\w{20}/);
};

/** Sends all of these; none may answer with, or touch, what is not eve's. */
const tryAll = async (calls: readonly [method: string, target: string][]): Promise<Answered[]> => {
  const before = await others();
  const answers: Answered[] = [];
  for (const [method, target] of calls) {
    const answer = await exactly(eve.actor, method, target, method === "GET" ? {} : { body: "written by eve" });
    leaksNothing(answer);
    expect(answer.status, answer.story).not.toBe(500);
    answers.push(answer);
  }
  expect(await others()).toEqual(before);
  return answers;
};

const family = [...traversals(["canary"], 1), ...traversals(["etc", "passwd"], 6)];
const mounts = ["/api/2.0", "/ajax-api/2.0", "/teams/fraud/api/2.0"];

describe("M-03: what a query names is below its run, by each of the run's names", () => {
  const targets = (path: string): string[] => [
    `/get-artifact?run_id=${run}&path=${path}`,
    `/get-artifact?run_uuid=${run}&path=${path}`,
    `/get-artifact?path=${path}&run_uuid=${run}&run_id=${run}`,
    `/model-versions/get-artifact?name=mine&version=1&path=${path}`,
    `/api/2.0/mlflow/artifacts/list?run_id=${run}&path=${path}`,
    `/ajax-api/2.0/mlflow/artifacts/list?run_uuid=${run}&path=${path}`,
    `/api/2.0/mlflow/logged-models/${model}/artifacts/directories?artifact_directory_path=${path}`,
    `/ajax-api/2.0/mlflow/logged-models/${model}/artifacts/files?artifact_file_path=${path}`,
    `/api/2.0/mlflow-artifacts/artifacts?path=${root}/${path}`,
  ];

  it("the whole family is refused or names nothing", async () => {
    const calls = family.flatMap((path) => targets(path).map((target) => ["GET", target] as [string, string]));
    for (const { status, json, story } of await tryAll(calls))
      if (status === 200) expect(json?.files, story).toBeUndefined();
      else expect([400, 404], story).toContain(status);
  });

  it.each(["/etc/passwd", "//etc/passwd", "../../etc/passwd", "C:/x", "..", "a/../../b", "a\\b", "a%00b", "a%23b"])(
    "%s is 400 Invalid path for all alike",
    async (path) => {
      for (const target of targets(path).slice(0, 8)) {
        const answer = await exactly(eve.actor, "GET", target);
        // What MLflow's clients match comes first; a “#” is explained, since they do not escape it.
        const why = path.includes("%23")
          ? ": a name holds no “#”, since MLflow's clients drop what follows it; rename the file."
          : "";
        expect(`${answer.status} ${answer.json?.error_code} ${answer.json?.message}`, answer.story).toBe(
          `400 INVALID_PARAMETER_VALUE Invalid path${why}`,
        );
      }
    },
  );

  it("a run that is named twice is one run: the other name opens no second", async () => {
    for (const given of [
      `run_id=${run}&run_uuid=${hidden.run}`,
      `run_id=&run_uuid=${hidden.run}`,
      `run_uuid=${hidden.run}&run_id=${run}`,
      `run_id=${run}&run_id=${hidden.run}`,
      `run_uuid=${run}&run_uuid=${hidden.run}`,
    ])
      await tryAll([
        ["GET", `/get-artifact?${given}&path=canary`],
        ["GET", `/api/2.0/mlflow/artifacts/list?${given}`],
        ["POST", `/ajax-api/2.0/mlflow/upload-artifact?${given}&path=canary`],
        ["POST", `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${hidden.run}&path=canary`],
      ]);
  });
});

describe("M-09: a path of the proxy is decoded once, and what is validated is what is stored", () => {
  it.each(mounts)("below %s the family is refused, or is a literal name below the run", async (mount) => {
    const base = `${mount}/mlflow-artifacts/artifacts`;
    const methods = ["PUT", "GET", "DELETE"] as const;
    const answers = await tryAll(
      family.flatMap((path) => methods.map((method) => [method, `${base}/${root}/${path}`] as [string, string])),
    );
    for (let index = 0; index < answers.length; index += 3) {
      const [put, got, removed] = answers.slice(index, index + 3);
      expect([200, 400, 403, 404], put?.story).toContain(put?.status);
      if (put?.status === 200) {
        expect(got?.text, got?.story).toBe("written by eve");
        expect(removed?.status, removed?.story).toBe(200);
      } else expect([400, 404], got?.story).toContain(got?.status);
    }
    expect((await eve.download(`${root}/mine`)).text).toBe("mine");
  });

  it("from the proxy's root, the family reaches nothing", async () => {
    const methods = ["PUT", "GET", "DELETE"] as const;
    const base = "/api/2.0/mlflow-artifacts/artifacts";
    const calls = family.flatMap((path) => methods.map((each) => [each, `${base}/${path}`] as [string, string]));
    for (const { status, story } of await tryAll(calls)) expect([400, 403, 404], story).toContain(status);
  });

  it("a name that is encoded twice or thrice is that name", async () => {
    for (const [sent, name] of [
      ["%252e%252e", "%2e%2e"],
      ["%25252e", "%252e"],
      ["a%252Fb", "a%2Fb"],
      ["%2525", "%25"],
    ]) {
      await exactly(eve.actor, "PUT", `/api/2.0/mlflow-artifacts/artifacts/${root}/${sent}`, { body: "twice" });
      const { files } = await eve.get("artifacts/list", { run_id: run });
      expect(files).toContainEqual({ path: name, is_dir: false, file_size: 5 });
      expect((await eve.download(`${root}/${name}`)).text).toBe("twice");
    }
  });
});

describe("M-07: a semicolon is a letter", () => {
  it.each(["a;", "a;b", ";", "a;/b", ";a=b/c", "a;.txt", "..;a", "a;..;/b"])("%s round-trips", async (name) => {
    await exactly(eve.actor, "PUT", `/api/2.0/mlflow-artifacts/artifacts/${root}/semi/${name}`, { body: name });
    expect((await exactly(eve.actor, "GET", `/api/2.0/mlflow-artifacts/artifacts/${root}/semi/${name}`)).text).toBe(
      name,
    );
    expect((await eve.download(`${root}/semi/${name}`)).text).toBe(name);
    await exactly(eve.actor, "DELETE", `/api/2.0/mlflow-artifacts/artifacts/${root}/semi`);
  });

  it.each(["a;/../../canary", "a;/../canary", ";/../canary", "..;/canary", "a/..;/canary"])(
    "%s leads nowhere",
    async (path) => {
      const [answer] = await tryAll([["GET", `/api/2.0/mlflow-artifacts/artifacts/${root}/${path}`]]);
      expect([400, 404], answer?.story).toContain(answer?.status);
    },
  );
});

describe("M-13: the proxy's root is nobody's", () => {
  const rootTargets = ["", "/", "/.", "/./", "/./.", "/.//", "//", "/%2e", "/%2e/%2e", "/%2E/", "/.%2f", "/%2f"];

  it("deleting it, or anything above a run's files, removes nothing of anybody's", async () => {
    const above = [
      ...rootTargets,
      "/0",
      `/${hidden.experiment}`,
      `/${open.experiment}`,
      `/${open.experiment}/`,
      `/${open.experiment}/${open.run}`,
      `/0/${run}`,
      "/versions",
      "/models",
      `/0/models`,
      `/0/models/${model}`,
    ];
    for (const actor of [eve.actor, world.admin])
      for (const mount of mounts)
        for (const target of above) {
          const before = await query(world.database.superuserUrl, "select count(*)::int as n from artifact");
          for (const method of ["DELETE", "PUT"]) {
            const answer = await exactly(actor, method, `${mount}/mlflow-artifacts/artifacts${target}`, { body: "x" });
            expect([400, 403, 404], answer.story).toContain(answer.status);
          }
          expect(await query(world.database.superuserUrl, "select count(*)::int as n from artifact")).toEqual(before);
        }
  });

  it("listing it shows nothing, to nobody", async () => {
    for (const actor of [eve.actor, ana.actor, world.admin])
      for (const path of [undefined, "", ".", "./.", "0", hidden.experiment, open.experiment, "versions", "0/models"]) {
        const asked = path === undefined ? "" : `?${new URLSearchParams({ path })}`;
        const answer = await exactly(actor, "GET", `/api/2.0/mlflow-artifacts/artifacts${asked}`);
        expect(`${answer.status} ${answer.text}`, answer.story).toBe("200 {}");
      }
  });
});

describe("M-35: the owner of a file is looked up, not found in its path", () => {
  it("no prefix and no second owner in a path leads to another's files", async () => {
    const { experiment, run: other } = hidden;
    for (const place of [
      `workspaces/fraud/${experiment}/${other}/artifacts`,
      `workspaces/other/${experiment}/${other}/artifacts`,
      `teams/fraud/${experiment}/${other}/artifacts`,
      `${experiment}/${other}/artifacts`,
      `0/${other}/artifacts`,
      `0/${run}/${experiment}/${other}/artifacts`,
      `${experiment}/models/m-${other}/artifacts`,
      `versions/${other}/artifacts`,
      `models/${other}/artifacts`,
    ])
      for (const { status, json, text, story } of await tryAll([
        ["GET", proxied(`${place}/canary`)],
        ["PUT", proxied(`${place}/canary`)],
        ["DELETE", proxied(`${place}/canary`)],
        ["GET", `/api/2.0/mlflow-artifacts/artifacts?${new URLSearchParams({ path: place })}`],
        ["PUT", proxied(`${place}/canary`, "/teams/fraud/api/2.0")],
      ])) {
        expect([200, 403, 404], story).toContain(status);
        if (status === 200) expect(text, story).toBe("{}");
        else expect(json?.error_code, story).toMatch(/^(PERMISSION_DENIED|RESOURCE_DOES_NOT_EXIST)$/);
      }
  });

  it("below one's own run, another's place is a name like others", async () => {
    const name = `${hidden.experiment}/${hidden.run}/artifacts/canary`;
    await eve.upload(`${root}/${name}`, "mine");
    expect((await eve.download(`${root}/${name}`)).text).toBe("mine");
    expect((await ana.download(`${hidden.root}/canary`)).text).toBe(CANARY);
  });

  it("a team in the path or the header gives no right, and takes none", async () => {
    for (const prefix of ["/teams/fraud", "/teams/other", "/teams/no-such-team"]) {
      const got = await exactly(eve.actor, "GET", proxied(`${root}/mine`, `${prefix}/api/2.0`));
      expect(got.text, got.story).toBe("mine");
      const other = await exactly(eve.actor, "GET", proxied(`${hidden.root}/canary`, `${prefix}/api/2.0`));
      expect(other.status, other.story).toBe(404);
      const headers = { "x-mlflow-workspace": prefix.slice(7) };
      expect((await exactly(eve.actor, "GET", proxied(`${root}/mine`), { headers })).text).toBe("mine");
      expect((await exactly(eve.actor, "GET", proxied(`${hidden.root}/canary`), { headers })).status).toBe(404);
    }
  });
});

describe("M-14: to write is one right, to delete another", () => {
  it("who reads another's run neither writes nor deletes; who logs to it deletes nothing of a colleague's", async () => {
    const ben = new Mlflow(await world.user("ben", { fraud: ["CONTRIBUTOR"] }));
    expect((await eve.download(`${open.root}/canary`)).text).toBe(CANARY);
    for (const method of ["PUT", "DELETE"])
      expect((await exactly(eve.actor, method, proxied(`${open.root}/canary`), { body: "x" })).status).toBe(403);
    await ben.upload(`${open.root}/of-ben`, "logged");
    const removed = await exactly(ben.actor, "DELETE", proxied(`${open.root}/of-ben`));
    expect(`${removed.status} ${removed.json?.error_code}`).toBe("403 PERMISSION_DENIED");
    expect(removed.json?.message).toContain("MAINTAINER");
    expect((await ben.download(`${open.root}/of-ben`)).text).toBe("logged");
  });
});

it("M-15: no step of a multipart or presigned transfer does anything, for anybody", async () => {
  const { rows } = (await others()) as { rows: unknown };
  for (const by of [eve, ana])
    for (const place of [hidden.root, open.root, root])
      for (const [method, path] of [
        ["POST", `/api/2.0/mlflow-artifacts/mpu/create/${place}/canary`],
        ["POST", `/ajax-api/2.0/mlflow-artifacts/mpu/complete/${place}/canary`],
        ["POST", `/api/2.0/mlflow-artifacts/mpu/abort/${place}/canary`],
        ["GET", `/api/2.0/mlflow-artifacts/presigned/${place}/canary`],
      ] as const) {
        const answer = await exactly(by.actor, method, path, {
          headers: { "content-type": "application/json" },
          ...(method === "POST" && { body: JSON.stringify({ path: "canary", num_parts: 1, upload_id: "x" }) }),
        });
        expect(`${answer.status} ${answer.json?.error_code}`).toBe("501 NOT_IMPLEMENTED");
      }
  expect(((await others()) as { rows: unknown }).rows).toEqual(rows);
});

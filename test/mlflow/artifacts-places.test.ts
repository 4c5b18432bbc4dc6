import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../support/actor.js";
import { asSuperuser } from "../support/database.js";
import { exactly, proxied } from "../support/exactly.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor;
let mlflow: Mlflow;
let experiment: string;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { fraud: ["MAINTAINER"] });
  mlflow = new Mlflow(ana);
  experiment = await mlflow.experiment("places");
});
afterAll(() => world?.close());

const rootOf = async (run: string): Promise<string> =>
  placeIn((await mlflow.get("runs/get", { run_id: run })).run.info.artifact_uri);

it("a folder of more children than one answer holds is refused by the proxy, and comes by pages elsewhere", async () => {
  const run = await mlflow.run(experiment);
  const root = await rootOf(run);
  const path = `${root}/full`;
  await mlflow.upload(`${path}/0.txt`, "x");
  const fill = (from: number, to: number) =>
    asSuperuser(
      world.database.superuserUrl,
      `insert into artifact (owner, path, sha256, size) select owner, 'full/' || n || '.txt', sha256, size
       from artifact, generate_series(${from}, ${to}) n where owner = '${run}' and path = 'full/0.txt'`,
    );
  const listed = (of: string) => mlflow.send("GET", "/api/2.0/mlflow-artifacts/artifacts", { path: of });
  await fill(1, 99_999);
  expect((await listed(path)).body?.files).toHaveLength(100_000);
  await fill(100_000, 100_000);
  const { status, body } = await listed(path);
  expect([status, body?.error_code]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
  expect(body?.message).toMatch(/more than 100,000 files and folders.*list its sub-folders.*page by page/);
  expect((await listed(root)).body?.files).toEqual([{ path: "full", is_dir: true }]);
  const page = await mlflow.get("artifacts/list", { run_id: run, path: "full" });
  expect([page.files.length, typeof page.next_page_token]).toEqual([1_000, "string"]);
});

const mounts = ["/api/2.0", "/ajax-api/2.0", "/teams/fraud/api/2.0", "/teams/fraud/ajax-api/2.0"];

describe.each(mounts)("below %s", (mount) => {
  it("files of a run go in, are listed, come out and are deleted", async () => {
    const run = await mlflow.run(experiment);
    const root = await rootOf(run);
    expect(root).toBe(`${experiment}/${run}/artifacts`);
    for (const name of ["a.txt", "dir/b.txt", "dir/deep/c.txt"]) {
      const put = await exactly(ana, "PUT", proxied(`${root}/${name}`, mount), { body: name });
      expect(`${put.status} ${put.text}`).toBe("200 {}");
    }
    const below = async (path: string) =>
      (await mlflow.get(`${mount}/mlflow-artifacts/artifacts`, { path: `${root}${path}` })).files;
    const file = (path: string, size: number) => ({ path, is_dir: false, file_size: size });
    const folder = (path: string) => ({ path, is_dir: true });
    expect(await below("")).toEqual([file("a.txt", 5), folder("dir")]);
    expect(await below("/dir")).toEqual([file("b.txt", 9), folder("deep")]);
    const listed = async (path: string) => mlflow.get(`${mount}/mlflow/artifacts/list`, { run_id: run, path });
    expect(await listed("dir")).toEqual({
      root_uri: `mlflow-artifacts:/${root}`,
      files: [file("dir/b.txt", 9), folder("dir/deep")],
    });
    expect((await exactly(ana, "GET", proxied(`${root}/dir/deep/c.txt`, mount))).text).toBe("dir/deep/c.txt");
    for (const gone of ["dir/deep", "a.txt", "a.txt", "nothing/there"]) {
      const removed = await exactly(ana, "DELETE", proxied(`${root}/${gone}`, mount));
      expect(`${removed.status} ${removed.text}`, gone).toBe("200 {}");
    }
    expect(await below("")).toEqual([folder("dir")]);
    expect(await below("/dir")).toEqual([file("b.txt", 9)]);
    expect((await exactly(ana, "GET", proxied(`${root}/dir/deep/c.txt`, mount))).status).toBe(404);
    expect((await exactly(ana, "DELETE", proxied(root, mount))).status).toBe(200);
    expect(await below("")).toBeUndefined();
  });

  it("files of a logged model do so too", async () => {
    const model = await mlflow.loggedModel(experiment, { name: "places" });
    const uri: string = (await mlflow.get(`logged-models/${model}`)).model.info.artifact_uri;
    expect(uri).toBe(`mlflow-artifacts:/${experiment}/models/${model}/artifacts`);
    const root = placeIn(uri);
    for (const name of ["MLmodel", "code/x.py"])
      expect((await exactly(ana, "PUT", proxied(`${root}/${name}`, mount), { body: name })).status).toBe(200);
    const directories = `${mount}/mlflow/logged-models/${model}/artifacts/directories`;
    expect(await mlflow.get(directories)).toEqual({
      root_uri: uri,
      files: [
        { path: "MLmodel", is_dir: false, file_size: 7 },
        { path: "code", is_dir: true },
      ],
    });
    expect(await mlflow.get(directories, { artifact_directory_path: "code" })).toMatchObject({
      files: [{ path: "code/x.py", is_dir: false, file_size: 9 }],
    });
    expect((await exactly(ana, "GET", proxied(`${root}/code/x.py`, mount))).text).toBe("code/x.py");
    if (mount.endsWith("/ajax-api/2.0")) {
      const files = `${mount}/mlflow/logged-models/${model}/artifacts/files`;
      expect((await exactly(ana, "GET", `${files}?artifact_file_path=code%2Fx.py`)).text).toBe("code/x.py");
      expect((await exactly(ana, "HEAD", `${files}?artifact_file_path=code%2Fx.py`)).headers["content-length"]).toBe(
        "9",
      );
      expect((await exactly(ana, "GET", `${files}?artifact_file_path=code`)).status).toBe(400);
      expect((await exactly(ana, "GET", files)).status).toBe(400);
    }
    expect((await exactly(ana, "DELETE", proxied(`${root}/MLmodel`, mount))).status).toBe(200);
    expect((await exactly(ana, "GET", proxied(`${root}/MLmodel`, mount))).status).toBe(404);
  });
});

describe.each(["", "/teams/fraud"])("get-artifact below %j", (prefix) => {
  it("answers to run_id and run_uuid alike, to HEAD, with the headers of a file", async () => {
    const run = await mlflow.run(experiment);
    await mlflow.upload(`${await rootOf(run)}/dir/b.txt`, "bytes");
    for (const name of ["run_id", "run_uuid"])
      for (const slashes of prefix === "" ? ["/", "//"] : ["/"]) {
        const target = `${prefix}${slashes}get-artifact?${name}=${run}&path=dir%2Fb.txt`;
        const answer = await exactly(ana, "GET", target);
        expect(`${answer.status} ${answer.text}`, target).toBe("200 bytes");
        expect(answer.headers).toMatchObject({ "content-disposition": "attachment; filename=b.txt" });
        expect((await exactly(ana, "HEAD", target)).headers["content-length"]).toBe("5");
        expect((await exactly(ana, "GET", target, { headers: { range: "bytes=1-2" } })).text).toBe("yt");
      }
    const missing = await exactly(ana, "GET", `${prefix}/get-artifact?path=a`);
    expect(`${missing.status} ${missing.json?.message}`).toContain("400 Missing value for required parameter 'run_id'");
    const noPath = await exactly(ana, "GET", `${prefix}/get-artifact?run_id=${run}`);
    expect(`${noPath.status} ${noPath.json?.message}`).toContain("400 Missing value for required parameter 'path'");
    const unknown = await exactly(ana, "GET", `${prefix}/get-artifact?run_id=${"0".repeat(32)}&path=a`);
    expect(`${unknown.status} ${unknown.json?.error_code}`).toBe("404 RESOURCE_DOES_NOT_EXIST");
  });
});

describe("upload-artifact", () => {
  const post = (query: string, body: string | Buffer = "bytes", headers: Record<string, string> = {}) =>
    exactly(ana, "POST", `/ajax-api/2.0/mlflow/upload-artifact?${query}`, { body, headers });

  it("stores what a browser sends, up to 10 MiB", async () => {
    const run = await mlflow.run(experiment);
    const root = await rootOf(run);
    const posted = await post(`run_uuid=${run}&path=table.json`, "[1]", { "content-type": "application/json" });
    expect(`${posted.status} ${posted.text}`).toBe("200 {}");
    expect((await mlflow.download(`${root}/table.json`)).text).toBe("[1]");
    const whole = Buffer.alloc(10 * 1024 * 1024, 7);
    expect((await post(`run_uuid=${run}&path=ten`, whole)).status).toBe(200);
    const over = await post(`run_uuid=${run}&path=over`, Buffer.concat([whole, Buffer.from("x")]));
    expect(`${over.status} ${over.json?.error_code}`).toBe("413 INVALID_PARAMETER_VALUE");
    expect((await mlflow.download(`${root}/over`)).status).toBe(404);
  });

  it("refuses what is missing", async () => {
    const run = await mlflow.run(experiment);
    const said = async (query: string, body?: string): Promise<string> => {
      const { status, json } = await post(query, body);
      return `${status} ${json?.message}`;
    };
    for (const query of ["", "path=a", "run_uuid=&path=a"])
      expect(await said(query)).toBe("400 Request must specify run_uuid.");
    for (const query of [`run_uuid=${run}`, `run_uuid=${run}&path=`])
      expect(await said(query)).toBe("400 Request must specify path.");
    expect(await said(`run_uuid=${run}&path=a`, "")).toContain("400 Request must specify data");
    expect((await post(`run_uuid=${"0".repeat(32)}&path=a`)).status).toBe(404);
    expect((await exactly(ana, "POST", `/api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=a`)).status).toBe(404);
  });
});

describe("a place has one spelling", () => {
  it("of a run, not below another experiment; of an experiment, without zeros before it", async () => {
    const run = await mlflow.run(experiment);
    const model = await mlflow.loggedModel(experiment);
    const other = await mlflow.experiment("another");
    await mlflow.upload(`${experiment}/${run}/artifacts/x`, "run");
    await mlflow.upload(`${experiment}/models/${model}/artifacts/x`, "model");
    for (const alias of [
      `${other}/${run}/artifacts`,
      `0/${run}/artifacts`,
      `0${experiment}/${run}/artifacts`,
      `${experiment}/${run.toUpperCase()}/artifacts`,
      `${experiment}/${run}/Artifacts`,
      `${experiment}/${run}`,
      `${experiment}/models/${model.slice(2)}/artifacts`,
      `${experiment}/models/${run}/artifacts`,
      `${experiment}/${model}/artifacts`,
      `${other}/models/${model}/artifacts`,
      `workspaces/fraud/${experiment}/${run}/artifacts`,
    ]) {
      const got = await exactly(ana, "GET", proxied(`${alias}/x`));
      expect(`${got.status} ${got.json?.error_code}`, alias).toBe("404 RESOURCE_DOES_NOT_EXIST");
      expect(await mlflow.get("/api/2.0/mlflow-artifacts/artifacts", { path: alias }), alias).toEqual({});
      const put = await exactly(ana, "PUT", proxied(`${alias}/y`), { body: "y" });
      expect([403, 404], `${alias}: ${put.text}`).toContain(put.status);
      const removed = await exactly(ana, "DELETE", proxied(`${alias}/x`));
      expect([403, 404], `${alias}: ${removed.text}`).toContain(removed.status);
    }
    expect((await mlflow.download(`${experiment}/${run}/artifacts/x`)).text).toBe("run");
    expect((await mlflow.download(`${experiment}/models/${model}/artifacts/x`)).text).toBe("model");
  });
});

describe("what is deleted", () => {
  it("a deleted run's files are read, not changed", async () => {
    const run = await mlflow.run(experiment);
    const root = await rootOf(run);
    await mlflow.upload(`${root}/x`, "kept");
    await mlflow.post("runs/delete", { run_id: run });
    expect((await mlflow.download(`${root}/x`)).text).toBe("kept");
    for (const method of ["PUT", "DELETE"]) {
      const answer = await exactly(ana, method, proxied(`${root}/x`), { body: "" });
      expect(`${answer.status} ${answer.json?.code}`).toBe("400 RUN_DELETED");
    }
    await mlflow.post("runs/restore", { run_id: run });
    await mlflow.upload(`${root}/x`, "new");
    expect((await mlflow.download(`${root}/x`)).text).toBe("new");
  });

  it("a deleted logged model has no files", async () => {
    const model = await mlflow.loggedModel(experiment);
    const place = `${experiment}/models/${model}/artifacts/x`;
    await mlflow.upload(place, "gone");
    await mlflow.call("DELETE", `logged-models/${model}`);
    expect((await mlflow.download(place)).status).toBe(404);
    expect((await exactly(ana, "PUT", proxied(place), { body: "x" })).status).toBe(404);
    expect((await exactly(ana, "DELETE", proxied(place))).status).toBe(404);
  });

  it("an experiment that lives in a store of its own says so", async () => {
    const elsewhere = await mlflow.experiment("elsewhere", { artifact_location: "s3://bucket/prefix" });
    const run = await mlflow.run(elsewhere);
    const refused = await mlflow.refused("GET", "artifacts/list", { run_id: run });
    expect(refused.error).toBe("400 INVALID_PARAMETER_VALUE");
    expect(refused.message).toContain(`s3://bucket/prefix/${run}/artifacts`);
    const put = await exactly(ana, "PUT", proxied(`${elsewhere}/${run}/artifacts/x`), { body: "x" });
    expect(`${put.status} ${put.json?.error_code}`).toBe("400 INVALID_PARAMETER_VALUE");
  });
});

it("multipart and presigned transfers are refused in the words by which clients fall back", async () => {
  for (const step of ["create", "complete", "abort"]) {
    const answer = await exactly(ana, "POST", `/api/2.0/mlflow-artifacts/mpu/${step}/${experiment}/x`, {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ path: "x", num_parts: 2 }),
    });
    expect(`${answer.status} ${answer.json?.error_code}`).toBe("501 NOT_IMPLEMENTED");
    expect(answer.json?.message).toMatch(/^Multipart upload is not supported for the current artifact repository/);
  }
  const presigned = await exactly(ana, "GET", `/api/2.0/mlflow-artifacts/presigned/${experiment}/x`);
  expect(`${presigned.status} ${presigned.json?.error_code}`).toBe("501 NOT_IMPLEMENTED");
  expect(presigned.json?.message).toMatch(/^Multipart download is not supported/);
});

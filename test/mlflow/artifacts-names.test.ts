import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../support/actor.js";
import { exactly, proxied } from "../support/exactly.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor;
let mlflow: Mlflow;
let run: string;
let root: string;

const freshRun = async (): Promise<void> => {
  run = await mlflow.run("0");
  root = placeIn((await mlflow.get("runs/get", { run_id: run })).run.info.artifact_uri);
};

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  mlflow = new Mlflow(ana);
  await freshRun();
});
afterAll(() => world?.close());

const odd = [
  "two words.txt",
  " leading and trailing ",
  "100%.txt",
  "%2e%2e",
  "%252F",
  "a%2Fb",
  `quo"te's.txt`,
  "a;b=c;d",
  "a;",
  "semi;colon/below;it",
  "naïve-übung.txt",
  "naïve-u\u0308bung.txt",
  "模型.pkl",
  "модель.bin",
  "نموذج.txt",
  "emoji 👩‍🔬 ❤️ 🏴‍☠️.png",
  "a?b&c=d+e",
  "at@sign",
  "$HOME",
  "`id`",
  "$(reboot)",
  "a|b>c<d*e",
  "...",
  "....",
  "..hidden",
  "trailing..",
  "~",
  "-rf",
  "C:file",
  "con",
  "nul.txt",
  "artifacts",
  "models",
  "versions",
  "=cmd",
  "[x]{y}",
  "x".repeat(255),
  "é".repeat(255),
  "🦄".repeat(255),
  `${"deep/".repeat(199)}12345`,
  `${"ü".repeat(99)}/${"ü".repeat(900)}`,
  "a/b/c/d/e/f/g",
  "__proto__",
  "constructor",
  "\u{10FFFF}",
  "\uFFFD",
];

const label = (name: string): string =>
  name.length > 40 ? `${JSON.stringify(name.slice(0, 40))} and so on, ${name.length}` : JSON.stringify(name);

describe("a name is kept to the letter", () => {
  it.each(odd.map((name) => [label(name), name]))("%s", async (_, name) => {
    const bytes = `bytes of ${name}`;
    await mlflow.upload(`${root}/${name}`, bytes);
    const byProxy = await exactly(ana, "GET", proxied(`${root}/${name}`));
    expect(byProxy.text, byProxy.story).toBe(bytes);
    const byRun = await mlflow.raw("GET", `/get-artifact?${new URLSearchParams({ run_id: run, path: name })}`);
    expect(byRun.text).toBe(bytes);
    const [folder, last] = [name.slice(0, Math.max(0, name.lastIndexOf("/"))), name.slice(name.lastIndexOf("/") + 1)];
    const listed = await mlflow.get("artifacts/list", { run_id: run, ...(folder && { path: folder }) });
    expect(listed.files).toContainEqual({ path: name, is_dir: false, file_size: Buffer.byteLength(bytes) });
    const children = await mlflow.get("/api/2.0/mlflow-artifacts/artifacts", {
      path: folder === "" ? root : `${root}/${folder}`,
    });
    expect(children.files).toContainEqual({ path: last, is_dir: false, file_size: Buffer.byteLength(bytes) });
  });

  it("and browsers are told it whole, in both spellings that they know", async () => {
    await mlflow.upload(`${root}/texts/naïve "q" 模型.pkl`, "x");
    const { headers } = await exactly(ana, "GET", proxied(`${root}/texts/naïve "q" 模型.pkl`));
    expect(headers["content-disposition"]).toBe(
      `attachment; filename="na?ve \\"q\\" ??.pkl"; filename*=UTF-8''na%C3%AFve%20%22q%22%20%E6%A8%A1%E5%9E%8B.pkl`,
    );
    await mlflow.upload(`${root}/texts/line.txt; x=1`, "x");
    const other = await exactly(ana, "GET", proxied(`${root}/texts/line.txt; x=1`));
    expect(other.headers["content-disposition"]).toBe(`attachment; filename="line.txt; x=1"`);
  });

  it("files that differ only in normalisation or case are two", async () => {
    await freshRun();
    for (const name of ["\u00e9", "e\u0301", "E\u0301"]) await mlflow.upload(`${root}/${name}`, name);
    for (const name of ["\u00e9", "e\u0301", "E\u0301"])
      expect((await mlflow.download(`${root}/${name}`)).text).toBe(name);
    expect((await mlflow.get("artifacts/list", { run_id: run })).files).toHaveLength(3);
  });
});

describe("what is no name is 400 Invalid path, everywhere, and stores nothing", () => {
  const encoded = (text: string): string =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const tooLong = ["x".repeat(1_001), `${"a/".repeat(500)}b1`];
  /** The limit is ours and told; what is unsafe is told in MLflow's words alone. */
  const message = (name: string): string =>
    tooLong.includes(name)
      ? expect.stringMatching(/^Invalid path: at most 1,000 characters and 2,500 bytes in UTF-8; this one has /)
      : name.includes("#")
        ? "Invalid path: a name holds no “#”, since MLflow's clients drop what follows it; rename the file."
        : "Invalid path";
  const none = [
    "..",
    "../x",
    "a/../b",
    "a/..",
    "a\\b",
    "..\\..\\x",
    "a\u0000b",
    "a\nb",
    "a\rb",
    "a\tb",
    "a\u007fb",
    "a\u0085b",
    "a#b",
    "/etc/passwd",
    "//etc/passwd",
    "C:/x",
    "c:/",
    ...tooLong,
    "",
    ".",
    "./.",
    "/",
    "a/",
    "a//",
  ];

  it.each(none.map((name) => [label(name), name]))("%s", async (_, name) => {
    const before = await mlflow.get("artifacts/list", { run_id: run });
    const put = await exactly(ana, "PUT", `/api/2.0/mlflow-artifacts/artifacts/${root}/${encoded(name)}`, {
      body: "x",
    });
    // Below a run's root, slashes before a name say nothing, as in `z//a`.
    const harmless = /^\/+[^/]/.test(name);
    expect(put.status, put.story).toBe(harmless ? 200 : 400);
    if (harmless) return expect((await mlflow.download(`${root}${name}`)).text).toBe("x");
    expect(put.json).toMatchObject({ error_code: "INVALID_PARAMETER_VALUE", message: message(name) });
    const posted = await exactly(
      ana,
      "POST",
      `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=${encoded(name)}`,
      { body: "x" },
    );
    expect(posted.status, posted.story).toBe(400);
    expect(await mlflow.get("artifacts/list", { run_id: run })).toEqual(before);
  });

  const paths = none.filter((name) => !["", ".", "./.", "a/", "a//"].includes(name));
  it.each(paths.map((name) => [label(name), name]))("to ask for: %s", async (_, name) => {
    for (const target of [
      `/get-artifact?run_id=${run}&path=${encoded(name)}`,
      `/get-artifact?run_uuid=${run}&path=${encoded(name)}`,
      `/api/2.0/mlflow/artifacts/list?run_id=${run}&path=${encoded(name)}`,
      `/ajax-api/2.0/mlflow/artifacts/list?run_uuid=${run}&path=${encoded(name)}`,
    ]) {
      const answer = await exactly(ana, "GET", target);
      const asked = `${target}: ${answer.status} ${answer.text}`;
      expect(answer.status, asked).toBe(400);
      expect(answer.json, asked).toMatchObject({ error_code: "INVALID_PARAMETER_VALUE", message: message(name) });
    }
  });

  it("a name that is not UTF-8", async () => {
    for (const bytes of ["%ff", "%c3%28", "%ed%a0%80", "%c0%ae%c0%ae", "%e0%80%af"]) {
      const answer = await exactly(ana, "PUT", `/api/2.0/mlflow-artifacts/artifacts/${root}/${bytes}`, { body: "x" });
      expect(answer.status, answer.story).toBe(400);
      expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    }
  });

  it("a path that a query follows: a “?” that the client did not escape; the answer says what to do", async () => {
    await freshRun();
    await mlflow.upload(`${root}/kept`, "there");
    for (const method of ["PUT", "GET", "DELETE"]) {
      const answer = await exactly(ana, method, `/api/2.0/mlflow-artifacts/artifacts/${root}/kept?b.txt`, {
        body: "x",
      });
      expect(answer.status, answer.story).toBe(400);
      expect(answer.json?.message).toBe(
        "Invalid path: a query follows it (“?b.txt”), as when a file's name holds a “?”, which MLflow's clients do not escape. Send “?” as %3F, or rename the file (docs/mlflow.md, “Names that clients do not escape”).",
      );
    }
    expect((await mlflow.download(`${root}/kept`)).text).toBe("there");
  });

  it("a target with a fragment", async () => {
    const answer = await exactly(ana, "PUT", `/api/2.0/mlflow-artifacts/artifacts/${root}/a#/../b`, { body: "x" });
    expect(answer.status, answer.story).toBe(400);
    expect((await mlflow.download(`${root}/a`)).status).toBe(404);
  });
});

describe("a file or a folder", () => {
  beforeAll(freshRun);

  it("stands where there is none of the other kind", async () => {
    await mlflow.upload(`${root}/model/MLmodel`, "x");
    await mlflow.upload(`${root}/plain`, "x");
    for (const [name, said] of [
      ["model", '"model" is a folder'],
      ["plain/x", 'a file stands where "plain/x" needs a folder'],
      ["plain/x/y", 'a file stands where "plain/x/y" needs a folder'],
      ["model/MLmodel/z", 'a file stands where "model/MLmodel/z" needs a folder'],
    ]) {
      const answer = await exactly(ana, "PUT", proxied(`${root}/${name}`), { body: "x" });
      expect(answer.status, answer.story).toBe(400);
      expect(answer.json).toMatchObject({
        error_code: "INVALID_PARAMETER_VALUE",
        code: "ARTIFACT_CLASH",
        message: `Invalid path: ${said}.`,
      });
    }
    for (const name of ["model-2", "model.txt", "models/x", "mode", "plain.x", "plain0"])
      await mlflow.upload(`${root}/${name}`, "x");
    expect((await mlflow.get("artifacts/list", { run_id: run })).files).toHaveLength(8);
  });

  it("is told apart when it is asked for", async () => {
    const folder = await mlflow.download(`${root}/model`);
    expect(`${folder.status} ${folder.body?.message}`).toBe(
      "400 Invalid path: it is a folder; list it, then get its files.",
    );
    expect((await mlflow.download(`${root}/plain/x`)).status).toBe(404);
    expect(await mlflow.get("artifacts/list", { run_id: run, path: "plain" })).toEqual({
      root_uri: `mlflow-artifacts:/${root}`,
    });
    expect(await mlflow.get("artifacts/list", { run_id: run, path: "none" })).toEqual({
      root_uri: `mlflow-artifacts:/${root}`,
    });
    expect(await mlflow.get("/api/2.0/mlflow-artifacts/artifacts", { path: `${root}/plain` })).toEqual({});
  });
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseSource } from "../../src/registry/frozen/source-rules.js";
import { parseArtifactLocation } from "../../src/tracking/experiments/artifact-location-rules.js";
import { asSuperuser, query } from "../support/database.js";
import { exactly, proxied } from "../support/exactly.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { localPlaces, schemes, traversals } from "../support/traversals.js";
import { openWorld, type World } from "../support/world.js";

/** Advisories on sources and locations (security-reliability.md, section 1), each with its family of ways around. */

const CANARY = "canary-of-another";
let world: World;
let eve: Mlflow;
let run: string;
let root: string;
let secretRun: string;

beforeAll(async () => {
  world = await openWorld();
  writeFileSync(join(world.config.home, "canary"), CANARY);
  const ana = new Mlflow(await world.user("ana", { fraud: ["OWNER"] }));
  const secret = await ana.experiment("secret");
  secretRun = await ana.run(secret);
  await ana.upload(`${secret}/${secretRun}/artifacts/canary`, CANARY);
  eve = new Mlflow(await world.user("eve", { other: ["OWNER"] }));
  run = await eve.run("0");
  root = placeIn((await eve.get("runs/get", { run_id: run })).run.info.artifact_uri);
  await eve.upload(`${root}/model/MLmodel`, "mine");
  await eve.post("runs/update", { run_id: run, status: "FINISHED" });
  await eve.post("registered-models/create", { name: "mine" });
});
afterAll(() => world?.close());

const create = (source: string, more: object = {}) =>
  eve.send("POST", "model-versions/create", { name: "mine", source, ...more });

const versions = async (): Promise<number> =>
  (await query<{ n: number }>(world.database.superuserUrl, "select count(*)::int as n from model_version"))[0]?.n ?? 0;

const wanted = ["passwd", "etc/passwd", "canary", "admin-token", "MLmodel", "model/MLmodel", "shadow"];

/** Asks for everything that a version could be made to show; none of it may be another's. */
const showsNothing = async (version: string): Promise<void> => {
  const uri: string = (await eve.get("model-versions/get-download-uri", { name: "mine", version })).artifact_uri;
  for (const path of wanted) {
    const asked = `/model-versions/get-artifact?${new URLSearchParams({ name: "mine", version, path })}`;
    const answers = [await exactly(eve.actor, "GET", asked)];
    if (uri.startsWith("mlflow-artifacts:/"))
      answers.push(await exactly(eve.actor, "GET", proxied(`${placeIn(uri)}/${path}`)));
    for (const { status, text, story } of answers) {
      expect([400, 403, 404], story).toContain(status);
      expect(text, story).not.toMatch(/root:|canary-of|csp_|css_/);
    }
  }
};

/** Refused, or a name in a store that the service does not open: in either case no byte of anybody comes back. */
const refusedOrElsewhere = async (source: string, more: object = {}): Promise<"refused" | "elsewhere"> => {
  const before = await versions();
  const reply = await create(source, more);
  if (reply.status === 200) {
    await showsNothing(reply.body?.model_version.version);
    return "elsewhere";
  }
  expect([400, 404], eve.story("POST", "model-versions/create", { source }, reply)).toContain(reply.status);
  expect(await versions()).toBe(before);
  return "refused";
};

describe("M-01, M-02, M-08, M-10: a local source is refused, however it is written", () => {
  it.each(localPlaces)("%j", async (source) => {
    for (const more of [{}, { run_id: run }, { run_id: run, description: "x", run_link: "file:///etc" }])
      expect(await refusedOrElsewhere(source, more)).toBe("refused");
  });

  it("also in GraphQL, which asks the same command", async () => {
    const { registeredModel } = await eve.actor.ask(`{ registeredModel(name: "mine") { id } }`);
    for (const source of localPlaces)
      expect(await eve.actor.refused("createModelVersion", { registeredModelId: registeredModel.id, source })).toBe(
        "INVALID_INPUT",
      );
  });
});

describe("M-04: dot segments are refused in every scheme, before and after decoding", () => {
  it.each(schemes)("after %j", async (scheme) => {
    for (const traversal of traversals())
      for (const source of [`${scheme}${traversal}`, `${scheme}a/${traversal}`, `${scheme}${run}/model/${traversal}`]) {
        let accepted = true;
        try {
          parseSource(source);
        } catch {
          accepted = false;
        }
        // What is accepted has no segment that any decoding would make "..".
        if (accepted) expect(decoded(source).split(/[/\\]/)).not.toContain("..");
      }
  });

  const decoded = (text: string): string => {
    for (let current = text; ; ) {
      const next = decodeURIComponent(current);
      if (next === current) return current;
      current = next;
    }
  };

  it("and what is accepted shows nobody's bytes", async () => {
    for (const scheme of ["runs:/", "mlflow-artifacts:/", "s3://bucket/"])
      for (const traversal of traversals(["canary"], 2)) await refusedOrElsewhere(`${scheme}${run}/${traversal}`);
  });
});

describe("M-05, M-06, M-28: an artifact location is this service's or a store's, and nothing else", () => {
  const hostile = [
    ...localPlaces.filter((place) => place.trim() !== ""),
    "http://h/p?/../../../../etc",
    "http:///#/../../../../etc/",
    "http://169.254.169.254/latest/meta-data",
    "https://localhost:4000/graphql",
    "http://user:password@host/x",
    "ftp://host/x",
    "mlflow-artifacts:/",
    "mlflow-artifacts:/0",
    "mlflow-artifacts://host/x",
    "runs:/x",
    "models:/x",
    "s3://",
    "s3:///x",
    "s3://bucket?x=1",
    "s3://bucket/x#fragment",
    "s3://user@bucket/x",
    "s3://bucket/../x",
    "s3://bucket/%2e%2e/x",
    "s3://bucket/%252e%252e/x",
    "s3://bucket/x\\y",
    "s3://bucket/x y",
    "s3://bucket/x\n",
    "s3://bucket/\u202e",
    "s3://bucket/;x",
    `s3://bucket/${"x".repeat(2_048)}`,
    " s3://bucket/x",
  ];

  it.each(hostile)("%j", async (artifact_location) => {
    const name = `located ${JSON.stringify(artifact_location).slice(0, 400)}`;
    const refused = await eve.refused("POST", "experiments/create", { name, artifact_location });
    expect(refused.error).toBe("400 INVALID_PARAMETER_VALUE");
    expect((await eve.send("GET", "experiments/get-by-name", { experiment_name: name })).status).toBe(404);
  });

  it("none of the family of traversals passes, in any scheme", () => {
    for (const scheme of [...schemes, "s3://", "gs://b/x/"])
      for (const traversal of traversals()) {
        const location = `${scheme}${traversal}`;
        let kept: string | null = null;
        try {
          kept = parseArtifactLocation(location);
        } catch {
          continue;
        }
        expect(kept, location).toMatch(/^(s3|gs|hdfs):\/\//);
        expect(decodeURIComponent(kept ?? "").split("/"), location).not.toContain("..");
      }
  });

  it("a run's root is never made of it by hand: the id comes after, whatever it holds", async () => {
    const experiment = await eve.experiment("stored elsewhere", { artifact_location: "S3://bucket/some/prefix//" });
    const made = await eve.run(experiment);
    expect((await eve.get("runs/get", { run_id: made })).run.info.artifact_uri).toBe(
      `s3://bucket/some/prefix/${made}/artifacts`,
    );
  });
});

describe("M-11: no tag, link, description or id switches the validation of a source off", () => {
  const anything = fc.record(
    {
      tags: fc.array(
        fc.record({
          key: fc.constantFrom("mlflow.prompt.is_prompt", "_mlflow_prompt_type", "mlflow.prompt.text", "team", "x"),
          value: fc.constantFrom("true", "TRUE", "text", "1", ""),
        }),
        { maxLength: 4 },
      ),
      description: fc.constantFrom("", "file:///etc"),
      run_link: fc.constantFrom("", "file:///etc"),
      run_id: fc.constantFrom("", "no-such-run", "0".repeat(32)),
    },
    { requiredKeys: [] },
  );

  it("the verdict on a source is the same, whatever stands beside it", async () => {
    const sources = [
      "/etc",
      "file:///etc",
      "//proc/self/root",
      "s3://b/../c",
      "C:/x",
      "dummy",
      "s3://bucket/model",
      "dummy-source",
    ];
    const alone = new Map<string, number>();
    for (const source of sources) alone.set(source, (await create(source)).status);
    expect([...alone.values()]).toEqual([400, 400, 400, 400, 400, 400, 200, 200]);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sources), anything, async (source, more) => {
        expect((await create(source, more)).status).toBe(alone.get(source));
      }),
      { numRuns: 120 },
    );
  });

  it("a prompt, with all its tags, takes no path either", async () => {
    const tags = [{ key: "mlflow.prompt.is_prompt", value: "true" }];
    await eve.post("registered-models/create", { name: "prompt", tags });
    for (const source of ["/etc", "file:///etc", "etc", "dummy-source/../etc"])
      expect(
        (
          await eve.refused("POST", "model-versions/create", {
            name: "prompt",
            source,
            tags: [...tags, { key: "mlflow.prompt.text", value: "hi" }],
          })
        ).error,
      ).toBe("400 INVALID_PARAMETER_VALUE");
    await eve.post("model-versions/create", { name: "prompt", source: "dummy-source", tags });
  });
});

it("M-01, the second half: a stored source that should never have been shows nothing when it is read", async () => {
  for (const [source, artifactRoot] of [
    ["file:///etc", "../../../../../etc"],
    ["//proc/self/root", "/etc"],
    [`runs:/${secretRun}`, ""],
    [`mlflow-artifacts:/0/${secretRun}/artifacts`, ""],
  ]) {
    const { version } = (await eve.post("model-versions/create", { name: "mine", source: "s3://b/m" })).model_version;
    await asSuperuser(
      world.database.superuserUrl,
      "alter table model_version disable trigger user",
      `update model_version set source = '${source}', artifact_root = '${artifactRoot}', holds_artifacts = true
       where version = ${version} and registered_model_id = (select id from registered_model where name = 'mine')`,
      "alter table model_version enable trigger user",
    );
    await showsNothing(version);
  }
});

import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { versionDigest } from "../../verify/version-digest.js";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { addVersion, registerModel } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let owner: Actor;
let contributor: Actor;
let viewer: Actor;
let team: string;
let model: string;

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");
const many = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, i) => make(i));

const make = async (input: Answer, fields = "modelVersion { id version digest }"): Promise<Answer> =>
  (await contributor.do("createModelVersion", { registeredModelId: model, source: "s3://b/m", ...input }, fields))
    .createModelVersion.modelVersion;

const refusal = async (input: Answer): Promise<{ code: string; path: string[]; message: string }> => {
  const full = { registeredModelId: model, source: "s3://b/m", ...input };
  const reply = await contributor.attempt("createModelVersion", full);
  return reply.data?.createModelVersion.userErrors[0] ?? { path: [], message: "", ...reply.errors[0]!.extensions };
};

beforeAll(async () => {
  world = await openWorld();
  owner = await world.user("olga", { risk: ["OWNER"] });
  contributor = await world.user("carl", { risk: ["CONTRIBUTOR"] });
  viewer = await world.user("vera", { risk: ["VIEWER"] });
  team = world.teamId("risk");
  model = await registerModel(owner, team, "churn");
});
afterAll(() => world.close());

describe("version numbers", () => {
  it("are 1 to 200 without a gap when 200 are made at once, each later than the one before", {
    tags: "race",
  }, async () => {
    const busy = await registerModel(owner, team, "busy");
    const replies = await Promise.all(
      many(200, () =>
        contributor.do(
          "createModelVersion",
          { registeredModelId: busy, source: "s3://b/m" },
          "modelVersion { version createdAt }",
        ),
      ),
    );
    const made = replies.map((reply) => reply.createModelVersion.modelVersion);
    made.sort((a: Answer, b: Answer) => a.version - b.version);
    expect(made.map(({ version }: Answer) => version)).toEqual(many(200, (index) => index + 1));
    const times = made.map(({ createdAt }: Answer) => createdAt as string);
    expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? ""))).toBe(true);
  });

  it("are never used again", async () => {
    const id = await registerModel(owner, team, "numbers");
    await addVersion(owner, id);
    const second = await addVersion(owner, id);
    await owner.do("deleteModelVersion", { modelVersionId: second, reason: "r" });
    const reply = await owner.do(
      "createModelVersion",
      { registeredModelId: id, source: "s3://b/m" },
      "modelVersion { version }",
    );
    expect(reply.createModelVersion.modelVersion.version).toBe(3);
    const { registeredModel } = await owner.ask(
      `{ registeredModel(name: "numbers") { latestVersion { version } versions { nodes { version } } } }`,
    );
    expect(registeredModel).toEqual({
      latestVersion: { version: 3 },
      versions: { nodes: [{ version: 3 }, { version: 1 }] },
    });
  });

  it("take no number for a refused version", async () => {
    const id = await registerModel(owner, team, "no-gap");
    await contributor.attempt("createModelVersion", { registeredModelId: id, source: "no scheme" });
    await viewer.attempt("createModelVersion", { registeredModelId: id, source: "s3://b" });
    const reply = await owner.do(
      "createModelVersion",
      { registeredModelId: id, source: "s3://b/m" },
      "modelVersion { version }",
    );
    expect(reply.createModelVersion.modelVersion.version).toBe(1);
  });
});

describe("the frozen content", () => {
  it("comes back as given, and has the digest that anybody can compute", async () => {
    const content = {
      source: "s3://bucket/päth/x=1",
      runId: "run-1",
      params: [
        { key: "b", value: "2" },
        { key: "a", value: "" },
      ],
      metrics: [
        { key: "nan", value: "NaN" },
        { key: "up", value: "Infinity" },
        { key: "down", value: "-Infinity" },
        { key: "tiny", value: 5e-324 },
        { key: "third", value: 0.1 + 0.2 },
        { key: "int", value: 3 },
      ],
      datasets: [
        { name: "wine", digest: "abc", source: "https://example.org" },
        { name: "wine", digest: "def" },
        { name: "plain" },
      ],
      artifacts: [
        { path: "model/weights.bin", sha256: sha("w"), size: "9223372036854775807" },
        { path: "MLmodel", sha256: sha("m"), size: 12 },
      ],
    };
    const fields = `modelVersion { id version digest source runId params { key value } metrics { key value }
      datasets { name digest source } artifacts { path sha256 size } createdBy { handle displayName } }`;
    const { id, version, digest, createdBy, ...told } = await make(content, fields);
    const datasets = content.datasets.map((each) => ({ digest: null, source: null, ...each }));
    expect(told).toEqual({ ...content, datasets });
    expect(createdBy).toEqual({ handle: "carl", displayName: "The carl" });
    const artifacts = content.artifacts.map((each) => ({ ...each, size: String(each.size) }));
    expect(digest).toBe(versionDigest(model, version, { ...content, datasets, artifacts } as never));
    expect(id).toMatch(/^mv_/);
  });

  it("cannot be changed by the service's own login", async () => {
    const { id } = await make({});
    for (const column of ["source", "params", "digest", "version", "created_by"]) {
      const change = query(world.database.runtimeUrl, `update model_version set ${column} = null where id = '${id}'`);
      await expect(change).rejects.toThrow(/permission denied|is frozen/);
    }
  });

  const source = `s3://${"x".repeat(1_995)}`;
  const fits: [string, Answer][] = [
    ["1,000 params", { params: many(1_000, (i) => ({ key: `p${i}`, value: "v" })) }],
    ["1,000 metrics", { metrics: many(1_000, (i) => ({ key: `m${i}`, value: i / 7 })) }],
    ["1,000 data sets", { datasets: many(1_000, (i) => ({ name: `d${i}` })) }],
    ["10,000 artifacts", { artifacts: many(10_000, (i) => ({ path: `f/${i}`, sha256: sha(`${i}`), size: i })) }],
    ["1,000 tags", { tags: many(1_000, (i) => ({ key: `t${i}`, value: "v" })) }],
    ["a key of 250 characters", { params: [{ key: "𝕜".repeat(250), value: "v" }] }],
    ["a param of 6,000 characters", { params: [{ key: "k", value: "𝕧".repeat(6_000) }] }],
    ["a tag of 100,000 characters", { tags: [{ key: "k", value: "v".repeat(100_000) }] }],
    ["a source of 2,000 characters", { source }],
    ["a path of 1,000 characters", { artifacts: [{ path: "a".repeat(1_000), sha256: sha(""), size: 0 }] }],
    ["a description of 10,000 characters", { description: "d".repeat(10_000) }],
    ["lists given as null", { params: null, metrics: null, datasets: null, artifacts: null, tags: null, runId: null }],
  ];
  it.each(fits)("may have %s", async (_, input) => {
    expect((await make(input)).version).toBeGreaterThan(0);
  });

  const artifact = (more: Answer): Answer => ({ artifacts: [{ path: "a", sha256: sha("a"), size: 1, ...more }] });
  const tooMuch: [string, Answer, string][] = [
    ["1,001 params", { params: many(1_001, (i) => ({ key: `p${i}`, value: "v" })) }, "params"],
    ["1,001 metrics", { metrics: many(1_001, (i) => ({ key: `m${i}`, value: 1 })) }, "metrics"],
    ["1,001 data sets", { datasets: many(1_001, (i) => ({ name: `d${i}` })) }, "datasets"],
    [
      "10,001 artifacts",
      { artifacts: many(10_001, (i) => ({ path: `f/${i}`, sha256: sha("x"), size: i })) },
      "artifacts",
    ],
    ["1,001 tags", { tags: many(1_001, (i) => ({ key: `t${i}`, value: "v" })) }, "tags"],
    ["a key of 251 characters", { params: [{ key: "k".repeat(251), value: "v" }] }, "params.0.key"],
    ["an empty key", { metrics: [{ key: "", value: 1 }] }, "metrics.0.key"],
    ["a param of 6,001 characters", { params: [{ key: "k", value: "v".repeat(6_001) }] }, "params.0.value"],
    ["a tag of 100,001 characters", { tags: [{ key: "k", value: "v".repeat(100_001) }] }, "tags.0.value"],
    ["NUL in a param", { params: [{ key: "k", value: "a\0b" }] }, "params.0.value"],
    ["a key twice", { params: many(2, () => ({ key: "k", value: "v" })) }, "params.1"],
    ["a path twice", { artifacts: many(2, () => ({ path: "a", sha256: sha("a"), size: 1 })) }, "artifacts.1"],
    ["a source of 2,001 characters", { source: `${source}x` }, "source"],
    ["a source without a scheme", { source: "/tmp/model" }, "source"],
    ["white space in the source", { source: "s3://a b" }, "source"],
    ["a control in the source", { source: "s3://a\u0007b" }, "source"],
    ["an absolute path", artifact({ path: "/etc/passwd" }), "artifacts.0.path"],
    ["a path that climbs", artifact({ path: "a/../../b" }), "artifacts.0.path"],
    ["a doubled slash", artifact({ path: "a//b" }), "artifacts.0.path"],
    ["a backslash", artifact({ path: "a\\b" }), "artifacts.0.path"],
    ["an upper-case digest", artifact({ sha256: sha("a").toUpperCase() }), "artifacts.0.sha256"],
    ["a short digest", artifact({ sha256: "ab" }), "artifacts.0.sha256"],
    ["a negative size", artifact({ size: -1 }), "artifacts.0.size"],
    ["a reserved tag", { tags: [{ key: "countersign.owner", value: "me" }] }, "tags.0.key"],
  ];
  it.each(tooMuch)("is refused with %s", async (_, input, path) => {
    const { code, path: where, message } = await refusal(input);
    expect(code).toBe("INVALID_INPUT");
    expect(where).toEqual(["input", ...path.split(".")]);
    expect(message.length).toBeGreaterThan(path.length + 5);
  });

  it("takes no number that is none", async () => {
    for (const value of ["nan", "1", true, {}])
      expect((await refusal({ metrics: [{ key: "m", value }] })).code).toBeDefined();
    for (const size of [1.5, "1e3", "9223372036854775808"])
      expect((await refusal({ artifacts: [{ path: "a", sha256: sha("a"), size }] })).code).toBeDefined();
  });
});

describe("what can change", () => {
  it("is the description, by contributors", async () => {
    const { id } = await make({ description: "first" });
    const input = { modelVersionId: id, description: "second" };
    expect(await viewer.refused("updateModelVersion", input)).toBe("FORBIDDEN");
    const reply = await contributor.do("updateModelVersion", input, "modelVersion { description updatedAt createdAt }");
    const { description, updatedAt, createdAt } = reply.updateModelVersion.modelVersion;
    expect(description).toBe("second");
    expect(updatedAt > createdAt).toBe(true);
  });

  it("is whether it still counts: deleting needs MAINTAINER, keeps the record, takes the aliases", async () => {
    const { id, version } = await make({});
    await owner.do("setAlias", { modelVersionId: id, alias: "gone" });
    expect(await contributor.refused("deleteModelVersion", { modelVersionId: id, reason: "r" })).toBe("FORBIDDEN");
    const fields = "modelVersion { id aliases deletedAt deletedBy { handle } }";
    const reply = await owner.do("deleteModelVersion", { modelVersionId: id, reason: "r" }, fields);
    expect(reply.deleteModelVersion.modelVersion).toMatchObject({ id, aliases: [], deletedBy: { handle: "olga" } });
    const FIND = `query ($version: Int!, $includeDeleted: Boolean) {
      modelVersion(name: "churn", version: $version, includeDeleted: $includeDeleted) { id deletedAt } }`;
    expect((await owner.ask(FIND, { version })).modelVersion).toBeNull();
    expect((await owner.ask(FIND, { version, includeDeleted: true })).modelVersion.id).toBe(id);
    expect((await contributor.ask(FIND, { version, includeDeleted: true })).modelVersion).toBeNull();
    expect(await owner.refused("setTag", { subjectId: id, key: "k", value: "v" })).toBe("NOT_FOUND");
    const THEN = `query ($version: Int!, $at: DateTime) { modelVersion(name: "churn", version: $version, at: $at) { id } }`;
    const at = (await owner.ask(`{ node(id: "${id}") { ... on ModelVersion { createdAt deletedAt } } }`)).node;
    expect((await owner.ask(THEN, { version, at: at.createdAt })).modelVersion.id).toBe(id);
    expect((await owner.ask(THEN, { version, at: at.deletedAt })).modelVersion).toBeNull();
    expect((await contributor.ask(THEN, { version, at: at.createdAt })).modelVersion).toBeNull();
    expect((await owner.get("/resolve?uri=models:/churn@gone")).status).toBe(404);
  });
});

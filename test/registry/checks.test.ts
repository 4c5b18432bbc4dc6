import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { addVersion, registerModel } from "../support/registry.js";
import { actorFor, openWorld, type World } from "../support/world.js";

/** What machines checked of versions. */

let world: World;
let ana: Actor, vic: Actor, eve: Actor, scanner: Actor;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { risk: ["CONTRIBUTOR"] });
  vic = await world.user("vic", { risk: ["VIEWER"] });
  eve = await world.user("eve", { fraud: ["OWNER"] });
  const { createServiceAccount } = await world.admin.do(
    "createServiceAccount",
    { teamId: world.teamId("risk"), handle: "scanner", displayName: "Scanner", roles: ["CONTRIBUTOR"] },
    "serviceAccount { id }",
  );
  scanner = await actorFor(world.admin, createServiceAccount.serviceAccount.id, "scanner", { scopes: ["REPORT"] });
});
afterAll(() => world?.close());

let made = 0;
interface Target {
  readonly id: string;
  readonly name: string;
  readonly digest: string;
}
const version = async (more: Answer = {}): Promise<Target> => {
  const name = `churn-${++made}`;
  const id = await addVersion(ana, await registerModel(ana, world.teamId("risk"), name, more));
  const { node } = await ana.ask("query ($id: ID!) { node(id: $id) { ... on ModelVersion { digest } } }", { id });
  return { id, name, digest: node.digest };
};
const scan = ({ id, digest }: Target, more: Answer = {}): Answer => ({
  modelVersionId: id,
  versionDigest: digest,
  name: "pickle-scan",
  status: "COMPLETED",
  conclusion: "SUCCESS",
  ...more,
});
const CHECK = "check { id name status conclusion summary externalId inputs { name digest } }";
const report = async (by: Actor, input: Answer, fields = CHECK): Promise<Answer> =>
  (await by.do("reportCheck", input, fields)).reportCheck.check;
const FIELDS = `id name status conclusion summary detailsUrl externalId versionDigest inputs { name digest }
  report { mediaType sha256 size content } reportedBy { handle } modelVersion { id }`;
const checksOf = async (by: Actor, id: string): Promise<Answer[]> =>
  (
    await by.ask(
      `query ($id: ID!) { node(id: $id) { ... on ModelVersion { checks(first: 50) { nodes { ${FIELDS} } } } } }`,
      { id },
    )
  ).node.checks.nodes;
const entriesOf = async (id: string): Promise<string[]> => {
  const text =
    "query ($id: ID!) { node(id: $id) { ... on ModelVersion { evidence(first: 100) { nodes { action } } } } }";
  const { evidence } = (await vic.ask(text, { id })).node;
  return evidence.nodes.map(({ action }) => action).filter((action) => action === "reportCheck");
};
const post = async (by: Actor, body: unknown): Promise<{ status: number; body: Answer }> => {
  const response = await fetch(`${world.url}/checks`, {
    method: "POST",
    headers: { "content-type": "application/json", ...by.headers() },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer };
};

describe("a check", () => {
  it("is reported by a program whose token reads nothing, and read by whoever reads the version", async () => {
    const target = await version();
    const sarif = { mediaType: "application/sarif+json", content: '{"runs":[]}' };
    const said = {
      summary: "no unsafe opcode",
      detailsUrl: "https://ci.example/1",
      externalId: "build-1",
      inputs: [{ name: "model.pkl", digest: "d1" }],
      report: sarif,
    };
    const check = await report(scanner, scan(target, said));
    expect(check).toMatchObject({ name: "pickle-scan", conclusion: "SUCCESS", externalId: "build-1" });
    const [found] = await checksOf(vic, target.id);
    expect(found).toMatchObject({
      ...said,
      id: check.id,
      versionDigest: target.digest,
      report: { ...sarif, size: 11 },
      reportedBy: { handle: "scanner" },
      modelVersion: { id: target.id },
    });
    const { errors } = await scanner.send("{ checks { nodes { id } } }");
    expect(errors[0]?.extensions.code).toBe("FORBIDDEN");
    const { errors: unread } = await scanner.send(
      `mutation ($input: ReportCheckInput!) { reportCheck(input: $input) { check { modelVersion { source } } } }`,
      { input: scan(target, said) },
    );
    expect(unread[0]?.extensions.code).toBe("FORBIDDEN");
  });

  it("is one for each name, reporter and external id: the same again changes nothing", async () => {
    const target = await version();
    const { id } = await report(scanner, scan(target));
    expect((await report(scanner, scan(target))).id).toBe(id);
    expect(await entriesOf(target.id)).toHaveLength(1);
    expect((await report(scanner, scan(target, { conclusion: "FAILURE" }))).id).toBe(id);
    const ids = new Set([id]);
    for (const [by, more] of [
      [ana, {}],
      [scanner, { name: "licence" }],
      [scanner, { externalId: "second" }],
    ] as const)
      ids.add((await report(by, scan(target, more))).id);
    expect(ids.size).toBe(4);
    expect(
      (await checksOf(vic, target.id)).map((check) => [check.name, check.conclusion, check.reportedBy.handle]),
    ).toEqual([
      ["pickle-scan", "SUCCESS", "scanner"],
      ["licence", "SUCCESS", "scanner"],
      ["pickle-scan", "SUCCESS", "ana"],
      ["pickle-scan", "FAILURE", "scanner"],
    ]);
    expect(await entriesOf(target.id)).toHaveLength(5);
  });

  it("goes from IN_PROGRESS to COMPLETED, and what arrives late does not bring it back", async () => {
    const target = await version();
    const begun = scan(target, { status: "IN_PROGRESS", conclusion: null });
    await report(scanner, begun);
    await report(scanner, scan(target));
    expect(await report(scanner, begun)).toMatchObject({ status: "COMPLETED", conclusion: "SUCCESS" });
    expect(await entriesOf(target.id)).toHaveLength(2);
    await expect(
      query(
        world.database.superuserUrl,
        `update check_report set status = 'IN_PROGRESS', conclusion = null where model_version_id = '${target.id}'`,
      ),
    ).rejects.toThrow("a check that is completed does not go back");
  });

  it("is of what was checked: another content is refused", async () => {
    const target = await version();
    expect(await scanner.refused("reportCheck", scan(target, { versionDigest: "0".repeat(64) }))).toBe(
      "CONTENT_CHANGED",
    );
    expect(await checksOf(vic, target.id)).toEqual([]);
  });

  it("stays one when many report it at once", { tags: "race" }, async () => {
    const target = await version();
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        report(scanner, scan(target, { conclusion: index % 2 === 0 ? "SUCCESS" : "FAILURE" })),
      ),
    );
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    expect(await checksOf(vic, target.id)).toHaveLength(1);
  });

  it("is refused to whoever may not contribute, and hidden from whoever does not read", async () => {
    const [target, hidden] = [await version(), await version({ visibility: "TEAM" })];
    expect(await vic.refused("reportCheck", scan(target))).toBe("FORBIDDEN");
    expect(await eve.refused("reportCheck", scan(target))).toBe("FORBIDDEN");
    expect(await eve.refused("reportCheck", scan(hidden))).toBe("NOT_FOUND");
    const reader = await actorFor(world.admin, ana.id, "ana", { scopes: ["READ"] });
    expect(await reader.refused("reportCheck", scan(target))).toBe("FORBIDDEN");
    await report(scanner, scan(hidden));
    const ofHidden = `query ($m: String!) { checks(filter: { model: $m }) { nodes { id } } }`;
    expect((await eve.ask(ofHidden, { m: hidden.name })).checks.nodes).toEqual([]);
    expect((await vic.ask(ofHidden, { m: hidden.name })).checks.nodes).toHaveLength(1);
  });
});

describe("checks are found", () => {
  it("by model, version, name, reporter and conclusion, in pages", async () => {
    const target = await version();
    for (const name of ["a", "b", "c"]) await report(scanner, scan(target, { name }));
    await report(ana, scan(target, { name: "a", conclusion: "FAILURE" }));
    const list = async (filter: Answer, more: Answer = {}): Promise<Answer> =>
      (
        await vic.ask(
          `query ($filter: CheckFilterInput, $first: Int, $after: String) { checks(filter: $filter, first: $first, after: $after) {
             nodes { name reportedBy { handle } } pageInfo { hasNextPage endCursor } } }`,
          { filter, ...more },
        )
      ).checks;
    const told = async (filter: Answer): Promise<string[]> =>
      (await list(filter)).nodes.map(({ name, reportedBy }: Answer) => `${name} by ${reportedBy.handle}`);
    const of = { model: target.name };
    expect(await told(of)).toEqual(["a by ana", "c by scanner", "b by scanner", "a by scanner"]);
    expect(await told({ ...of, version: 1, name: "a" })).toEqual(["a by ana", "a by scanner"]);
    expect(await told({ ...of, version: 2 })).toEqual([]);
    expect(await told({ ...of, reporter: "ana" })).toEqual(["a by ana"]);
    expect(await told({ ...of, reporter: "nobody" })).toEqual([]);
    expect(await told({ ...of, conclusion: "FAILURE" })).toEqual(["a by ana"]);
    const first = await list(of, { first: 3 });
    const rest = await list(of, { first: 3, after: first.pageInfo.endCursor });
    expect([first.nodes.length, rest.nodes.length, rest.pageInfo.hasNextPage]).toEqual([3, 1, false]);
  });
});

describe("POST /checks", () => {
  it("takes the same JSON, by id or by model and version", async () => {
    const target = await version();
    const { modelVersionId: _, ...rest } = scan(target);
    const named = { ...rest, model: target.name, version: 1 };
    const answer = await post(scanner, named);
    expect(answer).toEqual({ status: 200, body: { id: expect.stringMatching(/^chk_/), modelVersionId: target.id } });
    expect(await post(scanner, scan(target))).toEqual(answer);
    expect(await entriesOf(target.id)).toHaveLength(1);
  });

  it("says what is wrong", async () => {
    const target = await version();
    const good = scan(target);
    const tries: [body: unknown, status: number, code: string, field?: string][] = [
      [{ ...good, name: "" }, 400, "INVALID_INPUT", "name"],
      [{ ...good, status: "DONE" }, 400, "INVALID_INPUT", "status"],
      [{ ...good, conclusion: null }, 400, "INVALID_INPUT", "conclusion"],
      [{ ...good, status: "IN_PROGRESS" }, 400, "INVALID_INPUT", "conclusion"],
      [{ ...good, versionDigest: "abc" }, 400, "INVALID_INPUT", "versionDigest"],
      [{ ...good, model: target.name, version: 1 }, 400, "INVALID_INPUT", "modelVersionId"],
      [{ ...good, modelVersionId: null, model: target.name }, 400, "INVALID_INPUT", "modelVersionId"],
      [{ ...good, modelVersionId: null, model: target.name, version: 2 ** 31 }, 400, "INVALID_INPUT", "version"],
      [{ ...good, detailsUrl: "javascript:alert(1)" }, 400, "INVALID_INPUT", "detailsUrl"],
      [{ ...good, detailsUrl: "https://me:secret@ci.example/" }, 400, "INVALID_INPUT", "detailsUrl"],
      [{ ...good, inputs: Array(101).fill({ name: "n", digest: "d" }) }, 400, "INVALID_INPUT", "inputs"],
      [{ ...good, report: { mediaType: "text", content: "x" } }, 400, "INVALID_INPUT", "report.mediaType"],
      [{ ...good, report: { mediaType: "text/plain", content: "x\0" } }, 400, "INVALID_INPUT", "report.content"],
      [
        { ...good, report: { mediaType: "text/plain", content: "é".repeat(524_289) } },
        400,
        "INVALID_INPUT",
        "report.content",
      ],
      [{ ...good, surprise: true }, 400, "INVALID_INPUT", ""],
      [[], 400, "INVALID_INPUT"],
      ["{", 400, "BAD_REQUEST"],
      [{ ...good, modelVersionId: "mv_00000000000000000000000001" }, 404, "NOT_FOUND"],
      [{ ...good, versionDigest: "1".repeat(64) }, 409, "CONTENT_CHANGED", "versionDigest"],
    ];
    for (const [body, status, code, field] of tries) {
      const answer = await post(scanner, body);
      expect([answer.status, answer.body.code], JSON.stringify(answer.body)).toEqual([status, code]);
      if (field !== undefined) expect((answer.body.inputPath ?? []).slice(1).join(".")).toBe(field);
    }
    expect(await checksOf(vic, target.id)).toEqual([]);
    expect((await fetch(`${world.url}/checks`, { method: "POST" })).status).toBe(401);
  });

  it("keeps a report of 1 MiB, once for all that have it", async () => {
    const [one, other] = [await version(), await version()];
    const whole = { mediaType: "text/plain", content: "é".repeat(524_288) };
    for (const target of [one, other]) expect((await post(scanner, scan(target, { report: whole }))).status).toBe(200);
    const found = await Promise.all([one, other].map(async ({ id }) => (await checksOf(vic, id))[0]?.report));
    expect(found.map((each) => [each.size, each.content === whole.content])).toEqual([
      [1_048_576, true],
      [1_048_576, true],
    ]);
    const rows = await query<{ kept: string }>(
      world.database.superuserUrl,
      `select count(*) as kept from check_content where octet_length(content) = 1048576`,
    );
    expect(Number(rows[0]?.kept)).toBe(1);
  });
});

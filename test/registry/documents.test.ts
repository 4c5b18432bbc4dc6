import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../verify/sha256.js";
import type { Actor, Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

/** What people say of models and versions. */

let world: World;
let ana: Actor, vic: Actor, rev: Actor, eve: Actor;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { risk: ["CONTRIBUTOR"] });
  vic = await world.user("vic", { risk: ["VIEWER"] });
  rev = await world.user("rev", { risk: ["REVIEWER"] });
  eve = await world.user("eve", { fraud: ["OWNER", "REVIEWER"] });
});
afterAll(() => world?.close());

let made = 0;
const target = async (more: Answer = {}): Promise<{ model: string; version: string }> => {
  const model = await registerModel(ana, world.teamId("risk"), `documented-${++made}`, more);
  return { model, version: await addVersion(ana, model) };
};
const card = (subjectId: string, more: Answer = {}): Answer => ({
  subjectId,
  kind: "MODEL_CARD",
  title: "What it is for",
  content: "# Churn\n\nIt predicts who leaves.",
  fields: { intendedUse: "retention", metrics: { auc: 0.81 } },
  ...more,
});
const FIELDS = `id kind revision title content fields digest publishedAt publishedBy { handle }
  subject { id } revisions(first: 2) { nodes { revision title content publishedBy { handle } } pageInfo { hasNextPage } }`;
const publish = async (by: Actor, input: Answer): Promise<Answer> =>
  (await by.do("publishDocument", input, `document { ${FIELDS} }`)).publishDocument.document;

describe("a document", () => {
  it("is published on a version or its model, in revisions that never change, and read by whoever reads these", async () => {
    const { model, version } = await target();
    const first = await publish(ana, card(version));
    expect(first).toMatchObject({
      kind: "MODEL_CARD",
      revision: 1,
      title: "What it is for",
      content: "# Churn\n\nIt predicts who leaves.",
      fields: { intendedUse: "retention", metrics: { auc: 0.81 } },
      publishedBy: { handle: "ana" },
      subject: { id: version },
    });
    const next = await publish(rev, card(version, { title: "Second", content: "", fields: null, expectedRevision: 1 }));
    expect([next.id, next.revision, next.digest === first.digest]).toEqual([first.id, 2, false]);
    await publish(ana, card(version, { title: "Third" }));
    await publish(ana, card(model, { kind: "EU_ANNEX_4" }));
    const text = `query ($version: ID!, $model: ID!, $id: ID!) {
      version: node(id: $version) { ... on ModelVersion { documents { nodes { ${FIELDS} } } } }
      other: node(id: $version) { ... on ModelVersion { documents(filter: { kind: "DATA_SHEET" }) { nodes { id } } } }
      model: node(id: $model) { ... on RegisteredModel { documents(first: 1) { nodes { kind subject { id } } } } }
      document(id: $id) { id } }`;
    const seen: Answer = await vic.ask(text, { version, model, id: first.id });
    expect(seen.version.documents.nodes).toMatchObject([
      {
        id: first.id,
        title: "Third",
        revisions: {
          nodes: [
            { revision: 3, title: "Third" },
            { revision: 2, title: "Second", content: "", publishedBy: { handle: "rev" } },
          ],
          pageInfo: { hasNextPage: true },
        },
      },
    ]);
    expect(seen.other.documents.nodes).toEqual([]);
    expect(seen.model.documents.nodes).toEqual([{ kind: "EU_ANNEX_4", subject: { id: model } }]);
    expect(seen.document).toEqual({ id: first.id });
    const entries = await entriesOf(world.admin, { action: "publishDocument", subjectId: version });
    expect(entries.at(-1)?.after ?? entries[0]?.after).toMatchObject({ document: first.id, kind: "MODEL_CARD" });
    expect(entries).toHaveLength(3);
  });

  it("is refused where somebody else was faster, and tells the newest revision", async () => {
    const { version } = await target();
    expect(await ana.refused("publishDocument", card(version, { expectedRevision: 1 }))).toBe("CONFLICT");
    const input = (title: string) => card(version, { title, expectedRevision: 0 });
    const replies = await Promise.all(
      ["a", "b", "c", "d"].map((title) => ana.attempt("publishDocument", input(title), "document { revision }")),
    );
    const revisions = replies.flatMap(({ data }) => data?.publishDocument.document?.revision ?? []);
    expect(revisions).toEqual([1]);
  });

  it("takes its text from a file of a run that the publisher reads", async () => {
    const { version } = await target();
    const wire = new Mlflow(ana);
    const experiment = await wire.experiment("documents");
    const runId = await wire.run(experiment);
    await wire.upload(`${experiment}/${runId}/artifacts/card.md`, "# From a run");
    await wire.upload(`${experiment}/${runId}/artifacts/card.bin`, Buffer.from([0xff, 0xfe]));
    const from = (path: string) => card(version, { content: null, artifact: { runId, path } });
    expect(await publish(ana, from("card.md"))).toMatchObject({ content: "# From a run" });
    expect(await ana.refused("publishDocument", from("card.bin"))).toBe("INVALID_INPUT");
    expect(await ana.refused("publishDocument", from("none.md"))).toBe("NOT_FOUND");
    const [entry] = await entriesOf(world.admin, { action: "publishDocument", subjectId: version });
    expect(entry?.after).toMatchObject({
      content: { sha256: sha256("# From a run"), size: "12" },
      artifact: { path: "card.md" },
    });
  });

  it("is published by nobody else, and of hidden things not at all", async () => {
    const [open, hidden] = [await target(), await target({ visibility: "TEAM" })];
    expect(await vic.refused("publishDocument", card(open.version))).toBe("FORBIDDEN");
    expect(await eve.refused("publishDocument", card(open.version))).toBe("FORBIDDEN");
    expect(await eve.refused("publishDocument", card(hidden.version))).toBe("NOT_FOUND");
    const { id } = await publish(ana, card(hidden.model));
    const read = async (by: Actor): Promise<unknown> =>
      (await by.ask("query ($id: ID!) { document(id: $id) { id } }", { id })).document;
    expect([await read(vic), await read(eve)]).toEqual([{ id }, null]);
    await world.admin.do("createApprovalPolicy", {
      name: "fraud decides",
      scope: { registeredModelId: hidden.model },
      slots: ["Production"],
      requirements: [{ role: "REVIEWER", teamId: world.teamId("fraud"), count: 1 }],
    });
    await request(ana, hidden.version, "Production");
    expect(await read(eve)).toEqual({ id });
  });

  it.each<[string, Answer, string]>([
    ["a kind in small letters", { kind: "card" }, "kind"],
    ["neither text nor file", { content: null }, "content"],
    ["text and file", { artifact: { runId: "1".repeat(32), path: "a" } }, "content"],
    ["too long a text", { content: "x".repeat(1_048_577) }, "content"],
    [
      "too many fields",
      { fields: Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`f${at}`, 1])) },
      "fields",
    ],
    ["a path twice", { fields: { "a.b": 1, a: { b: 2 } } }, "fields"],
    ["a key with a space", { fields: { "a b": 1 } }, "fields"],
    ["text that cannot be kept", { fields: { a: "\u0000" } }, "fields"],
  ])("with %s is refused, and told where", async (_, more, field) => {
    const text = `mutation ($input: PublishDocumentInput!) { publishDocument(input: $input) {
      userErrors { code ... on InvalidInputError { field } } } }`;
    const { publishDocument } = await ana.ask(text, { input: card("mv_00000000000000000000000001", more) });
    expect(publishDocument.userErrors).toEqual([{ code: "INVALID_INPUT", field }]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { actorFor, openWorld, type World } from "../support/world.js";

/** Gates wait for what machines and people report of a version. */

let world: World;
let ana: Actor, mia: Actor, olga: Actor, rita: Actor, scanner: Actor;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
  rita = await world.user("rita", { risk: ["REVIEWER"] });
  const { createServiceAccount } = await world.admin.do(
    "createServiceAccount",
    { teamId: world.teamId("risk"), handle: "scanner", displayName: "Scanner" },
    "serviceAccount { id }",
  );
  scanner = await actorFor(world.admin, createServiceAccount.serviceAccount.id, "scanner", { scopes: ["REPORT"] });
});
afterAll(() => world?.close());

interface Target {
  readonly model: string;
  readonly name: string;
  readonly id: string;
  readonly digest: string;
}

let made = 0;
const target = async (more: Answer = {}): Promise<Target> => {
  const name = `reported-${++made}`;
  const model = await registerModel(mia, world.teamId("fraud"), name, more);
  const id = await addVersion(ana, model);
  const { node } = await ana.ask("query ($id: ID!) { node(id: $id) { ... on ModelVersion { digest } } }", { id });
  return { model, name, id, digest: node.digest };
};

const guard = async (registeredModelId: string, gates: object[], more: object = {}): Promise<void> => {
  const input = { name: "proved", scope: { registeredModelId }, slots: ["Production"], requirements: [], gates };
  await olga.do("createApprovalPolicy", { ...input, ...more });
};
const oneReviewer = () => [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }];

const read = async (id: string): Promise<Answer> => {
  const text = `query ($id: ID!) { transitionRequest(id: $id) { id state phase cause contentDigest
    gates { key kind verdict observed cause inputs { what label id digest } } } }`;
  return (await mia.ask(text, { id })).transitionRequest;
};

/** SQL statements that the service has sent. */
const statements = async (): Promise<number> => {
  const text = await (await world.admin.get("/metrics")).text();
  return Number(/^countersign_sql_statements_total (\d+)/m.exec(text)?.[1]);
};

describe("a check gate", () => {
  const scanned = (more: object = {}) => ({
    key: "scanned",
    check: { name: "pickle-scan", reportedBy: [scanner.id], ...more },
  });
  const scan = ({ id, digest }: Target, more: Answer = {}): Answer => ({
    modelVersionId: id,
    versionDigest: digest,
    name: "pickle-scan",
    status: "COMPLETED",
    conclusion: "SUCCESS",
    ...more,
  });

  it("lets whom it names report, and applies what waits when they do; anybody else's report counts for nothing", async () => {
    const of = await target();
    expect(await scanner.refused("reportCheck", scan(of))).toBe("FORBIDDEN");
    await guard(of.model, [scanned()]);
    const wire = new Mlflow(mia);
    const call = { name: of.name, version: "1", stage: "Production" };
    const { body } = await wire.refused("POST", "model-versions/transition-stage", call);
    expect(body.message).toContain(
      `POST /checks {"model": "${of.name}", "version": 1, "versionDigest": "${of.digest}"`,
    );
    expect(body.gate_results).toMatchObject([{ key: "scanned", kind: "check", verdict: "PENDING" }]);
    const open = body.approval_request_id as string;
    await ana.do("reportCheck", scan(of));
    expect(await read(open)).toMatchObject({ phase: "GATES", gates: [{ verdict: "PENDING" }] });
    expect(await scanner.refused("reportCheck", scan(of, { name: "licence" }))).toBe("FORBIDDEN");
    await scanner.do("reportCheck", scan(of, { status: "IN_PROGRESS", conclusion: null }));
    expect((await read(open)).gates[0].cause).toContain("has begun and not ended");
    const { reportCheck } = await scanner.do("reportCheck", scan(of), "check { id }");
    expect(await read(open)).toMatchObject({
      state: "APPLIED",
      gates: [
        {
          verdict: "PASSED",
          inputs: [
            { what: "check", label: "pickle-scan: SUCCESS", id: reportCheck.check.id, digest: of.digest },
            { what: "reporter", id: scanner.id },
          ],
        },
      ],
    });
  });

  it("names nobody who may see what is hidden from them", async () => {
    const of = await target({ visibility: "TEAM" });
    await guard(of.model, [scanned()]);
    expect(await scanner.refused("reportCheck", scan(of))).toBe("NOT_FOUND");
  });

  it("refuses what has failed; a newer success lets it pass", async () => {
    const of = await target();
    await guard(of.model, [scanned()]);
    await scanner.do("reportCheck", scan(of, { conclusion: "FAILURE", externalId: "1" }));
    const asking = { modelVersionId: of.id, to: "Production", reason: "it is new" };
    expect(await mia.refused("requestTransition", asking)).toBe("GATES_FAILED");
    await scanner.do("reportCheck", scan(of, { externalId: "2" }));
    expect(await request(mia, of.id, "Production")).toMatchObject({ state: "APPLIED" });
  });

  it("a new run of it that has only begun takes nothing away; one that fails, or is too old, ends what waits for signatures", async () => {
    const [failing, old] = [await target(), await target()];
    const waits: Answer[] = [];
    for (const of of [failing, old]) {
      await guard(of.model, [scanned({ maxAgeHours: 24 })], { requirements: oneReviewer() });
      await scanner.do("reportCheck", scan(of, { externalId: "1" }));
      waits.push(await request(mia, of.id, "Production"));
      await scanner.do("reportCheck", scan(of, { externalId: "2", status: "IN_PROGRESS", conclusion: null }));
      expect(await read(waits.at(-1)?.id)).toMatchObject({ state: "PENDING", phase: "SIGNATURES" });
    }
    await scanner.do("reportCheck", scan(failing, { externalId: "2", conclusion: "FAILURE" }));
    expect((await read(waits[0]?.id)).cause).toContain('the gate "scanned" fails: the check "pickle-scan" is FAILURE');
    await query(
      world.database.superuserUrl,
      `alter table check_report disable trigger user;
       update check_report set reported_at = reported_at - interval '25 hours' where model_version_id = '${old.id}';
       alter table check_report enable trigger user`,
    );
    await rita.do("reevaluateGates", { transitionRequestId: waits[1]?.id });
    const { state, cause } = await read(waits[1]?.id);
    expect([state, cause]).toEqual(["VOIDED", expect.stringContaining("too long ago")]);
  });

  it("is looked at once for all requests that it concerns", async () => {
    const slots = Array.from({ length: 20 }, (_, index) => `@many-${index}`);
    const taken: number[] = [];
    // The service's own sweep may fall into one of them.
    for (let time = 0; time < 2; time++) {
      const of = await target();
      await guard(of.model, [scanned()], { slots, requirements: oneReviewer() });
      const open: Answer[] = [];
      for (const slot of slots) open.push(await request(mia, of.id, slot));
      const before = await statements();
      await scanner.do("reportCheck", scan(of));
      taken.push((await statements()) - before);
      for (const { id } of open) expect(await read(id)).toMatchObject({ phase: "SIGNATURES" });
    }
    expect(Math.min(...taken)).toBeLessThan(2 * slots.length);
  });

  it("is signed with what was reported", async () => {
    const of = await target();
    await guard(of.model, [scanned({ maxAgeHours: 24 })], { requirements: oneReviewer() });
    await scanner.do("reportCheck", scan(of));
    const open = await request(ana, of.id, "Production");
    expect(await approve(rita, open)).toMatchObject({ state: "APPLIED" });
  });
});

describe("a document gate", () => {
  const validated = (more: object = {}) => ({
    key: "validated",
    document: {
      kind: "VALIDATION_REPORT",
      fields: ["outcome"],
      publishedBy: { role: "REVIEWER", teamId: world.teamId("risk") },
      ...more,
    },
  });
  const report = (subjectId: string, more: Answer = {}): Answer => ({
    subjectId,
    kind: "VALIDATION_REPORT",
    title: "Validation",
    content: "# Validated",
    fields: { outcome: "sound" },
    ...more,
  });

  it("waits for whom it names, lets them publish, and seals what they wrote: a further revision voids what waits for signatures", async () => {
    const of = await target();
    expect(await rita.refused("publishDocument", report(of.id))).toBe("FORBIDDEN");
    await guard(of.model, [validated()], { requirements: oneReviewer() });
    const open = await request(mia, of.id, "Production");
    expect((await read(open.id)).gates[0].cause).toContain(`publishDocument({subjectId: "${of.id}"`);
    await ana.do("publishDocument", report(of.id));
    expect((await read(open.id)).gates[0]).toMatchObject({
      verdict: "PENDING",
      cause: expect.stringContaining("is no REVIEWER now"),
    });
    expect(await rita.refused("publishDocument", report(of.id, { kind: "MODEL_CARD" }))).toBe("FORBIDDEN");
    await rita.do("publishDocument", report(of.id, { fields: {} }));
    expect((await read(open.id)).gates[0].cause).toContain("revision 2 says nothing in outcome");
    const { publishDocument } = await rita.do("publishDocument", report(of.id), "document { id digest revision }");
    const { id, digest } = publishDocument.document;
    const sealed = await read(open.id);
    expect(sealed).toMatchObject({
      phase: "SIGNATURES",
      gates: [
        {
          verdict: "PASSED",
          inputs: [
            { what: "document", label: "VALIDATION_REPORT revision 3", id, digest },
            { what: "publisher", id: rita.id },
          ],
        },
      ],
    });
    await rita.do("publishDocument", report(of.id));
    expect(await read(open.id)).toMatchObject({
      state: "VOIDED",
      cause: expect.stringContaining('what the gate "validated" has read was set anew'),
    });
    expect(await request(ana, of.id, "Production")).toMatchObject({ state: "PENDING" });
  });

  it("takes the model's where it says so, nobody's who made the version, and none that is too old", async () => {
    const of = await target();
    await guard(of.model, [{ key: "card", document: { kind: "MODEL_CARD", subject: "MODEL", maxAgeHours: 24 } }]);
    const card = { subjectId: of.model, kind: "MODEL_CARD", title: "Card", content: "It predicts." };
    await ana.do("publishDocument", card);
    const open = await request(mia, of.id, "Production");
    expect((await read(open.id)).gates[0].cause).toContain("by the requester or an author");
    const alf = await world.user(`alf-${made}`, { fraud: ["CONTRIBUTOR"] });
    await alf.do("publishDocument", card);
    expect(await read(open.id)).toMatchObject({ state: "APPLIED" });
    await query(
      world.database.superuserUrl,
      `alter table document_revision disable trigger user;
       update document_revision set published_at = published_at - interval '25 hours' where subject_id = '${of.model}';
       alter table document_revision enable trigger user`,
    );
    const text = `query ($id: ID!) { node(id: $id) { ... on ModelVersion { gates(to: "Production") { verdict cause } } } }`;
    expect((await mia.ask(text, { id: of.id })).node.gates).toMatchObject([
      { verdict: "PENDING", cause: expect.stringContaining("too long ago") },
    ]);
  });
});

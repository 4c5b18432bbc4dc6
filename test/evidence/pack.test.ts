import { createHash, createPublicKey, verify } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../../verify/canonical-json.js";
import { opens, readDisclosure } from "../../verify/disclosure.js";
import { readEnvelope } from "../../verify/envelope.js";
import { linksDigest, linksOf } from "../../verify/links.js";
import { fromBase64 } from "../../verify/log/bytes.js";
import { hashOfKey, keysOf, proveKey, stateOfLeaves } from "../../verify/log/index.js";
import { verifyInclusion } from "../../verify/log/proofs.js";
import { type Believed, openCheckpoint, parsePolicy } from "../../verify/log/tlog-policy.js";
import { verifyTlogProof } from "../../verify/log/tlog-proof.js";
import { leafHash } from "../../verify/log/tree.js";
import { sha256 } from "../../verify/sha256.js";
import type { Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { logHome } from "../support/sequencer.js";
import { download, filesOf, makePack, openPacked, type Packed, packFields } from "./packed.js";

let story: Packed;
let stop: (() => void | Promise<void>) | undefined;
const home = logHome(afterAll);

beforeAll(async () => {
  story = await openPacked(home, (end) => {
    stop = end;
  });
}, 120_000);
afterAll(async () => {
  await stop?.();
  await story?.world.close();
});

const PATH = "/evidence/pack?model=churn%20scored&version=1";

describe("without a sequencer", () => {
  it("refuses a pack in clear words, and leaves no pack", async () => {
    const reply = await story.auditor.attempt("createEvidencePack", { modelVersionId: story.version }, packFields);
    expect(reply.status).toBe(503);
    expect(reply.errors[0]?.extensions.code).toBe("UNAVAILABLE");
    expect(reply.errors[0]?.message).toMatch(/log is off.*sequencer/);
    expect((await story.auditor.get(PATH)).status).toBe(503);
    expect(await query(story.world.database.superuserUrl, "select from evidence_pack")).toEqual([]);
  });
});

describe("with one", () => {
  let pack: Answer;
  let files: ReturnType<typeof filesOf>;
  let believed: Believed;
  beforeAll(async () => {
    await story.startLog();
    pack = await makePack(story.auditor, { modelVersionId: story.version, disclose: ["TEXT", "NAME"] });
    const zip = await download(story.auditor, pack.downloadUrl);
    expect([zip.length, createHash("sha256").update(zip).digest("hex")]).toEqual([pack.size, pack.sha256]);
    files = filesOf(zip);
    believed = openCheckpoint(files.text("checkpoint"), parsePolicy(files.text("policy.txt")));
  }, 120_000);

  it("holds its files in their order, each with the digest that the manifest says, which the pack's key signed", () => {
    const last = ["manifest.json", "statement.dsse.json"];
    const { names } = files;
    expect(names.slice(-2)).toEqual(last);
    expect(names.slice(0, -2)).toEqual(names.slice(0, -2).toSorted());
    const manifest = files.json("manifest.json");
    expect(Object.keys(manifest.files)).toEqual(names.slice(0, -2));
    for (const [name, told] of Object.entries<Answer>(manifest.files)) {
      const bytes = files.bytes(name);
      expect(told, name).toEqual({ size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
    }
    const envelope = files.json("statement.dsse.json");
    const payload = Buffer.from(envelope.payload, "base64");
    const [signature] = envelope.signatures;
    const [key] = files.json("keys.json").pack;
    expect(signature.keyid).toBe(key.keyid);
    const x = Buffer.from(key.publicKey, "base64").toString("base64url");
    const message = Buffer.concat([Buffer.from(`DSSEv1 28 ${envelope.payloadType} ${payload.length} `), payload]);
    const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    expect(verify(null, message, publicKey, Buffer.from(signature.sig, "base64"))).toBe(true);
    const { predicate, subject } = JSON.parse(payload.toString());
    expect(predicate.manifest).toBe(sha256(files.text("manifest.json")));
    expect(predicate.version).toMatchObject({ id: story.version, model: "churn scored", number: 1 });
    expect(predicate.log).toMatchObject({ origin: believed.origin, size: String(believed.size) });
    expect(predicate.hardening).toEqual({ level: 2 });
    expect(subject[0]).toEqual({ name: story.version, digest: { sha256: sha256(files.text("content.json")) } });
    expect(subject[1].name).toBe("artifacts/README.md");
    for (const name of names.filter((each) => each.endsWith(".json")))
      expect(canonicalJson(files.json(name) as never), name).toBe(files.text(name));
  });

  it("proves each entry by the checkpoint, its body, links and disclosures by the entry, and says so to other tools", () => {
    const policy = parsePolicy(files.text("policy.txt"));
    const { size, root } = believed;
    expect(files.lines().length).toBeGreaterThan(8);
    for (const { leafIndex, envelope, body, links, disclosures, proof } of files.lines()) {
      const sealed = readEnvelope(envelope);
      const leaf = leafHash(envelope);
      const index = BigInt(leafIndex);
      const hashes = proof.map((hash: string) => fromBase64(hash));
      expect(verifyInclusion({ leaf, index, size, root, proof: hashes }), leafIndex).toBe(true);
      expect([sealed?.body, sealed?.links]).toEqual([sha256(body), linksDigest(links)]);
      expect(linksOf(JSON.parse(body).subjects)).toEqual(links);
      for (const each of disclosures) expect(opens(JSON.parse(body), each)).toBe(true);
      expect(files.text(`proofs/${leafIndex}.entry`)).toBe(envelope);
      expect(verifyTlogProof(files.text(`proofs/${leafIndex}.tlog-proof`), leaf, policy)?.size).toBe(size);
    }
  });

  it("is complete: every key's leaves are those that the index counts, and all of them are there", () => {
    const index = files.json("index.json");
    const entries = new Map(files.lines().map((line) => [line.leafIndex as string, line]));
    const commit = entries.get(index.commitIndex);
    const { size, root } = index;
    expect(JSON.parse(commit?.body ?? "{}")).toMatchObject({ action: "commitIndex", after: { size, root } });
    expect(BigInt(index.commitIndex)).toBeLessThan(believed.size);
    for (const { key, count, leaves, items, path } of index.keys) {
      const state = stateOfLeaves(key, leaves.map(BigInt));
      const bucket = {
        items: items.map((item: string) => Buffer.from(item, "base64")),
        path: path.map((hash: string) => fromBase64(hash)),
      };
      const proven = proveKey(hashOfKey(key), bucket, Buffer.from(root, "hex"));
      expect(String(leaves.length)).toBe(count);
      if (count === "0") expect(proven.proved, key).toBe("ABSENT");
      else expect(proven, key).toEqual({ proved: "PRESENT", count: state.count, head: state.head });
      const own = [...entries.values()]
        .filter(({ links, envelope, leafIndex }) => {
          const { stream = "" } = readEnvelope(envelope) ?? {};
          return BigInt(leafIndex) < BigInt(size) && keysOf(links, stream).includes(key);
        })
        .map(({ leafIndex }) => leafIndex);
      expect(own, key).toEqual(leaves);
    }
    const all = new Set([...index.keys.flatMap(({ leaves }: Answer) => leaves), index.commitIndex]);
    expect([...entries.keys()].sort()).toEqual([...all].sort());
    const { model, version, policy } = story;
    const whole = [`model_version:${version}`, `registered_model:${model}`, `approval_policy:${policy}`];
    const keys: string[] = index.keys.map(({ key }: Answer) => key);
    expect(keys).toEqual(keys.toSorted());
    expect(keys.filter((key) => !/^(stream:)?run:/.test(key)).sort()).toEqual(
      [...whole, ...whole.map((key) => `stream:${key}`), keys.find((key) => key.startsWith("log:")) ?? ""].sort(),
    );
    expect(keys.filter((key) => /^(stream:)?run:run_/.test(key))).toHaveLength(2);
  });

  it("tells the refused attempt, the signature, the texts under every digest, and the keys", () => {
    const bodies = files.lines().map(({ body }) => JSON.parse(body));
    expect(bodies.some(({ outcome, action }) => outcome === "DENIED" && action === "approveTransition")).toBe(true);
    const [request] = files.names.filter((name) => name.startsWith("statements/"));
    const decided = bodies.find(({ after }) => after?.verdict === "APPROVE");
    expect(request).toBe(`statements/${decided.after.request}.json`);
    expect(sha256(files.text(request ?? ""))).toBe(decided.after.contentDigest);
    const [cited] = files.json(request ?? "").policies;
    expect(sha256(files.text(`policies/${cited.id}.${cited.revision}.json`))).toBe(cited.digest);
    const { log, pack: keys, origin } = files.json("keys.json");
    expect([origin, log.length, keys.length]).toEqual([believed.origin, 1, 1]);
    const acts = new Map(files.lines().map(({ leafIndex, body }) => [leafIndex, JSON.parse(body)]));
    expect(acts.get(log[0].added)).toMatchObject({ action: "addLogKey", after: { vkey: log[0].vkey } });
    expect(acts.get(keys[0].added)).toMatchObject({ action: "addPackKey", after: { keyid: keys[0].keyid } });
  });

  it("opens what it was asked to open, and nothing else", async () => {
    const opened = (lines: Answer[]): string[] =>
      lines.flatMap(({ disclosures }) => disclosures.map((each: string) => readDisclosure(each)?.path));
    expect(opened(files.lines())).toEqual(expect.arrayContaining(["/actor/handle", "/reason"]));
    expect(opened(files.lines()).filter((path) => path.startsWith("/request"))).toEqual([]);
    const shut = filesOf(await download(story.auditor, PATH));
    expect(opened(shut.lines())).toEqual([]);
    expect(shut.text("report.html")).not.toContain("The rob");
    const network = filesOf(await download(story.auditor, `${PATH}&disclose=NETWORK`));
    expect(new Set(opened(network.lines()))).toEqual(new Set(["/request/ip", "/request/agent"]));
  });

  it("has a report to print, in which nothing runs", () => {
    const page = files.text("report.html");
    expect(page).toContain("default-src &#39;none&#39;");
    for (const told of ["The rob (rob)", "REVIEWER", "risk signs", "applied", "DENIED", "What this does not prove"])
      expect(page).toContain(told);
    expect(page).not.toMatch(/<(?:script|img|link|iframe|object)|<[^>]*\son\w+=|https?:/);
  });

  it("holds the model card that was asked for, and refuses one that the version has not", async () => {
    const carded = filesOf(await download(story.auditor, `${PATH}&card=README.md`));
    expect(carded.text("card.md")).toBe("# The card\n");
    const { payload } = carded.json("statement.dsse.json");
    const { card } = JSON.parse(Buffer.from(payload, "base64").toString()).predicate;
    expect(card).toEqual({ path: "README.md", file: "card.md", sha256: sha256("# The card\n") });
    expect((await story.auditor.get(`${PATH}&card=other.md`)).status).toBe(400);
    expect((await story.auditor.get(`${PATH}&disclose=ALL`)).status).toBe(400);
  });

  it("two at once are each an entry; of one checkpoint they are the same bytes, of one key the same pack", {
    tags: "race",
  }, async () => {
    const input = { modelVersionId: story.version, idempotencyKey: "again" };
    const [one, same, other] = await Promise.all([
      makePack(story.auditor, input),
      makePack(story.auditor, input),
      makePack(story.world.admin, { modelVersionId: story.version }),
    ]);
    expect(same).toEqual(one);
    expect(await makePack(story.auditor, input)).toEqual(one);
    expect(other.id).not.toBe(one.id);
    if (other.checkpointSize === one.checkpointSize) expect(other.sha256).toBe(one.sha256);
    const asked =
      '{ auditEntries(filter: { action: "createEvidencePack" }, first: 200) { nodes { subjects { type id role } } } }';
    const { nodes } = (await story.auditor.ask(asked)).auditEntries;
    const ids = nodes.flatMap(({ subjects }) =>
      subjects.flatMap(({ type, id }) => (type === "evidence_pack" ? [id] : [])),
    );
    expect(ids.filter((id) => [one.id, other.id].includes(id)).sort()).toEqual([one.id, other.id].sort());
  });

  it("says why a halted log lets no pack be made", async () => {
    const { superuserUrl } = story.world.database;
    await query(superuserUrl, "update audit.tree set halted = 'FORK', halt_detail = 'another history'");
    const reply = await story.auditor.attempt("createEvidencePack", { modelVersionId: story.version }, packFields);
    await query(superuserUrl, "update audit.tree set halted = null, halt_detail = null");
    expect(reply.status).toBe(503);
    expect(reply.errors[0]?.message).toContain("the log is halted (FORK: another history)");
  });

  it("lists packs for auditors, and their own for others; a stranger is told that there is none", async () => {
    const listed = `query ($id: ID!) { evidencePacks(modelVersionId: $id, first: 2) { nodes { id downloadUrl } pageInfo { hasNextPage } } }`;
    const of = async (by: Packed["auditor"]) => (await by.ask(listed, { id: story.version })).evidencePacks;
    expect((await of(story.auditor)).nodes).toHaveLength(2);
    expect((await of(story.auditor)).pageInfo.hasNextPage).toBe(true);
    expect((await of(story.mia)).nodes).toEqual([]);
    expect((await story.mia.get(pack.downloadUrl)).status).toBe(404);
    const { stranger, version } = story;
    const missing = "mv_01h455vb4pex5vsknk084sn02q";
    const refusal = async (id: string) =>
      (await stranger.attempt("createEvidencePack", { modelVersionId: id }, packFields)).errors.length +
      JSON.stringify(
        (
          await stranger.attempt(
            "createEvidencePack",
            { modelVersionId: id },
            `${packFields} userErrors { code message }`,
          )
        ).data,
      );
    expect(await refusal(version)).toBe(await refusal(missing));
    expect(await refusal(version)).toContain("NOT_FOUND");
    expect((await stranger.get(PATH)).status).toBe(404);
    expect((await stranger.get(pack.downloadUrl)).status).toBe(404);
    expect((await stranger.send(listed, { id: version })).errors[0]?.extensions.code).toBe("NOT_FOUND");
  });
});

import { canonicalJson } from "../../../verify/canonical-json.js";
import { toBase64 } from "../../../verify/log/bytes.js";
import { formatTlogProof } from "../../../verify/log/tlog-proof.js";
import { proveConsistency } from "../log/log-proofs.js";
import { type PackReport, packPage, reportOf } from "../report/pack-page.js";
import { keysFile, policyFile } from "./log-keys.js";
import { entriesAt, type PackEntry } from "./pack-entries.queries.js";
import type { PackPlan } from "./pack-plan.js";
import { type Prover, proverOf } from "./pack-proofs.js";
import { signerFiles } from "./signer-keys.js";
import type { PackSignature } from "./version-story.js";
import type { PartFacts, ZipPart } from "./zip.js";

/** What the last two files need of those before them. */
interface Passed {
  readonly files: ReadonlyMap<string, PartFacts>;
  /** The signed statement, by the digest of the manifest. */
  readonly statement: (manifest: string) => string;
}

const text = (name: string, content: string): ZipPart => ({ name, data: Buffer.from(content) });

/** Every file of a pack in the order of its names; then its manifest, and the statement that is signed over it. */
export const packFiles = async function* (plan: PackPlan, { files, statement }: Passed): AsyncGenerator<ZipPart> {
  const report = reportOf(plan);
  const prove = proverOf(plan.folder, plan.covered.checkpointSize);
  yield* anchorFiles(plan);
  if (plan.card !== null) yield { name: plan.card.file, data: plan.card.pieces() };
  yield text("checkpoint", plan.covered.checkpoint);
  yield text("content.json", plan.content.text);
  yield { name: "entries.jsonl", data: entryLines(plan, prove, report) };
  yield text("index.json", indexFile(plan));
  yield text("keys.json", keysFile(plan.covered.origin, plan.keys));
  for (const { id, revision, text: policy } of inNames(plan.policies, ({ id, revision }) => `${id}.${revision}.json`))
    yield text(`policies/${id}.${revision}.json`, policy);
  yield text("policy.txt", policyFile(plan.covered.checkpoint, plan.keys, plan.witnesses));
  yield* proofFiles(plan, prove);
  yield text("report.html", packPage(report));
  for (const [name, content] of signatureFiles(plan)) yield text(name, content);
  for (const { id, statement: signed } of inNames(plan.requests, ({ id }) => `${id}.json`))
    yield text(`statements/${id}.json`, signed);
  const manifest = canonicalJson({
    v: 1,
    files: Object.fromEntries([...files].map(([name, facts]) => [name, { ...facts }])),
  });
  yield text("manifest.json", manifest);
  yield text("statement.dsse.json", statement(manifest));
};

const inNames = <Each>(list: readonly Each[], nameOf: (each: Each) => string): Each[] =>
  [...list].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));

/** `entries.jsonl`, page by page; the report takes from it what it tells. */
const entryLines = async function* (
  { reader, covered: { log }, leaves, disclosed }: PackPlan,
  prove: Prover,
  report: PackReport,
): AsyncGenerator<Buffer> {
  for await (const page of entriesAt(reader, log, leaves, disclosed)) {
    let lines = "";
    for (const entry of page) {
      report.take(entry);
      lines += `${JSON.stringify(lineOf(entry, await prove(entry.leafIndex)))}\n`;
    }
    yield Buffer.from(lines);
  }
};

const lineOf = ({ leafIndex, envelope, body, links, disclosures }: PackEntry, proof: readonly Uint8Array[]) => ({
  leafIndex: String(leafIndex),
  envelope,
  body,
  links,
  disclosures,
  proof: proof.map(toBase64),
});

/** `anchors/`: what each anchor has, and that the pack's checkpoint goes on from it. */
const anchorFiles = async function* ({ receipts, folder, covered }: PackPlan): AsyncGenerator<ZipPart> {
  for (const [at, { kind, size, receipt, checkpoint, at: when }] of receipts.entries()) {
    const consistency = (await proveConsistency(folder, size, covered.checkpointSize)).map(toBase64);
    yield text(
      `anchors/${String(at + 1).padStart(2, "0")}.json`,
      canonicalJson({ v: 1, kind, size: String(size), at: when, checkpoint, receipt, consistency }),
    );
  }
};

/** `signatures/`: what entries hold of them, for other people's tools. */
const signatureFiles = ({ signatures, signers }: PackPlan): [name: string, text: string][] =>
  [...signerFiles(signers), ...signatures.flatMap(filesOf)].sort(([a], [b]) => (a < b ? -1 : 1));

const filesOf = ({ decision, ssh, webauthn, statement }: PackSignature): [name: string, text: string][] => {
  const of = (end: string, content: string): [string, string] => [`signatures/${decision}.${end}`, content];
  return [
    ...(ssh === undefined ? [] : [of("sig", ssh)]),
    ...(webauthn === undefined ? [] : [of("webauthn.json", canonicalJson(webauthn))]),
    ...(statement === null ? [] : [of("statement", statement)]),
  ];
};

/** `proofs/`: the same for other people's tools. */
const proofFiles = async function* (
  { reader, leaves, covered: { log, checkpoint } }: PackPlan,
  prove: Prover,
): AsyncGenerator<ZipPart> {
  const inOrder = [...leaves].sort((a, b) => (`${a}.` < `${b}.` ? -1 : 1));
  for (let from = 0; from < inOrder.length; from += PAGE) {
    const wanted = inOrder.slice(from, from + PAGE);
    const found = new Map<bigint, string>();
    for await (const page of entriesAt(reader, log, wanted))
      for (const { leafIndex, envelope } of page) found.set(leafIndex, envelope);
    for (const index of wanted) {
      const proof = formatTlogProof({ index, hashes: await prove(index), checkpoint });
      yield { name: `proofs/${index}.entry`, data: Buffer.from(found.get(index) ?? ""), stored: true };
      yield { name: `proofs/${index}.tlog-proof`, data: Buffer.from(proof), stored: true };
    }
  }
};

const PAGE = 100;

const indexFile = ({ covered, proofs }: PackPlan): string =>
  canonicalJson({
    v: 1,
    size: String(covered.indexSize),
    root: covered.indexRoot.toString("hex"),
    commitIndex: String(covered.indexLeaf),
    keys: proofs.map(({ key, leaves, bucket, items, path }) => ({
      key,
      count: String(leaves.length),
      leaves: leaves.map(String),
      bucket,
      items: items.map(toBase64),
      path: path.map(toBase64),
    })),
  });

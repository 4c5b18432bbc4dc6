import { generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import { formatCheckpoint } from "../../../verify/log/checkpoint.js";
import { formatNote, NoteError, noteSigner, type Signer, signatureOf } from "../../../verify/log/note.js";
import { inclusionProof } from "../../../verify/log/proofs.js";
import { CheckpointError, formatPolicy, openCheckpoint, parsePolicy } from "../../../verify/log/tlog-policy.js";
import { formatTlogProof, parseTlogProof, verifyTlogProof } from "../../../verify/log/tlog-proof.js";
import { frontierRoot, leafHash } from "../../../verify/log/tree.js";
import { formatVkey } from "../../../verify/log/vkey.js";
import { grow, someLeaves, turned } from "./model.js";

const signer = (name: string, type: 0x01 | 0x04 = 0x01): Signer =>
  noteSigner(name, generateKeyPairSync("ed25519").privateKey, type);
const log = signer("log.example/1");
const [x1, x2, x3, y1, y2] = ["x1", "x2", "x3", "y1", "y2"].map((name) => signer(`${name}.example`, 0x04)) as [
  Signer,
  Signer,
  Signer,
  Signer,
  Signer,
];
const vkey = ({ key }: Signer): string => formatVkey(key);

const nested = `# two organisations
log ${vkey(log)} https://log.example/1
\twitness X1 ${vkey(x1)}
witness X2 ${vkey(x2)} https://x2.example/
witness X3 ${vkey(x3)}
group X 2 X1 X2 X3

witness Ÿ1 ${vkey(y1)}
witness Ÿ2 ${vkey(y2)}
group Y any Ÿ1 Ÿ2
group both all X Y
quorum both
`;

const leaves = someLeaves(11);
const { read, frontiers } = grow(leaves);
const text = formatCheckpoint({ origin: "log.example/1", size: 11n, root: frontierRoot(frontiers[11]!) });
const signed = (...signers: Signer[]): string =>
  formatNote({
    text,
    signatures: signers.map((each) => signatureOf(text, each, each.key.type === 0x04 ? 1700000000n : undefined)),
  });
const faultOf = (open: () => unknown): string => {
  try {
    open();
    return "none";
  } catch (error) {
    if (error instanceof CheckpointError || error instanceof NoteError) return error.fault;
    throw error;
  }
};

it.each([
  ["two of X, one of Y", [x1, x3, y2], "none"],
  ["all", [x1, x2, x3, y1, y2], "none"],
  ["one of X", [x1, y1, y2], "QUORUM_MISSING"],
  ["none of Y", [x1, x2, x3], "QUORUM_MISSING"],
  ["one of X, twice", [x1, x1, y1], "QUORUM_MISSING"],
  ["nobody", [], "QUORUM_MISSING"],
])("a quorum of groups: %s", (_, witnesses, fault) => {
  const policy = parsePolicy(nested);
  expect(faultOf(() => openCheckpoint(signed(log, ...witnesses), policy))).toBe(fault);
  expect(faultOf(() => openCheckpoint(signed(log, ...witnesses), parsePolicy(formatPolicy(policy))))).toBe(fault);
});

it("a checkpoint counts under the log's own name only, signed by the log", () => {
  const alone = parsePolicy(`log ${vkey(log)}\nquorum none\n`);
  expect(openCheckpoint(signed(log), alone)).toMatchObject({ origin: "log.example/1", size: 11n });
  const other = signer("log.example/2");
  expect(faultOf(() => openCheckpoint(signed(other), parsePolicy(`log ${vkey(other)}\nquorum none`)))).toBe(
    "WRONG_LOG",
  );
  expect(faultOf(() => openCheckpoint(signed(other), alone))).toBe("NO_KNOWN_SIGNATURE");
  const witnessed = parsePolicy(`witness w ${vkey(x1)}\nlog ${vkey(log)}\nquorum w`);
  expect(faultOf(() => openCheckpoint(signed(x1), witnessed))).toBe("WRONG_LOG");
});

it.each([
  ["", "has no line `quorum"],
  ["quorum none\nquorum none", "line 2 of the policy: is a second quorum"],
  ["quorum nobody", "line 1 of the policy: is no `quorum"],
  ["lag x", "line 1 of the policy: begins with none of"],
  ["constructor x", "begins with none of"],
  ["log x", "is no `log"],
  [`log ${vkey(x1)}`, "is no `log"],
  [`log ${vkey(log)} https://a b`, "is no `log"],
  [`log ${vkey(log)}\nlog ${vkey(log)}`, "line 2 of the policy: repeats a log's key"],
  [`witness a ${vkey(log)}`, "is no `witness"],
  [`witness none ${vkey(x1)}`, "a name that is taken"],
  [`witness a ${vkey(x1)}\nwitness b ${vkey(x1)}`, "line 2 of the policy: repeats a witness's key"],
  [`witness a ${vkey(x1)}\nwitness a ${vkey(x2)}`, "a name that is taken"],
  [`witness a ${vkey(x1)}\ngroup a any a`, "a name that is taken"],
  [`witness a ${vkey(x1)}\ngroup g any b`, "defined on no line before"],
  [`witness a ${vkey(x1)}\ngroup g any a\ngroup h any a`, "is a member already"],
  [`witness a ${vkey(x1)}\ngroup g any a a`, "is a member already"],
  [`witness a ${vkey(x1)}\ngroup g 2 a`, "k from 1"],
  [`witness a ${vkey(x1)}\ngroup g 01 a`, "k from 1"],
  ["group g all", "k from 1"],
  ["quorum none\r", "a control character"],
])("says what is wrong with a policy: %s", (policy, message) => {
  expect(() => parsePolicy(policy)).toThrow(message);
});

it("proves a leaf in one text", async () => {
  const policy = parsePolicy(nested);
  const checkpoint = signed(log, x1, x2, y1);
  const hashes = await inclusionProof(read, 6n, 11n);
  const proof = { index: 6n, hashes, checkpoint };
  const written = formatTlogProof(proof);
  expect(written.split("\n").slice(0, 3)).toEqual([
    "c2sp.org/tlog-proof@v1",
    "index 6",
    Buffer.from(hashes[0]!).toString("base64"),
  ]);
  expect(parseTlogProof(written)).toEqual(proof);
  expect(verifyTlogProof(written, leafHash(leaves[6]!), policy)?.size).toBe(11n);
  const extra = Buffer.from("anything");
  expect(parseTlogProof(formatTlogProof({ ...proof, extra }))).toEqual({ ...proof, extra });
  expect(verifyTlogProof(formatTlogProof({ ...proof, extra }), leafHash(leaves[6]!), policy)?.size).toBe(11n);

  expect(verifyTlogProof(written, leafHash(leaves[5]!), policy)).toBeUndefined();
  for (const wrong of [
    formatTlogProof({ ...proof, index: 5n }),
    formatTlogProof({ ...proof, hashes: hashes.with(1, turned(hashes[1]!, 3)) }),
    written.replace("@v1", "@v2"),
    written.replace("index 6", "index 06"),
    written.replace("index 6", "extra !\nindex 6"),
    written.replace("\n\n", "\n"),
    written.replace("index 6\n", "index 6\nAAAA\n"),
    "",
  ])
    expect(verifyTlogProof(wrong, leafHash(leaves[6]!), policy)).toBeUndefined();
  const few = formatTlogProof({ ...proof, checkpoint: signed(log, x1) });
  expect(faultOf(() => verifyTlogProof(few, leafHash(leaves[6]!), policy))).toBe("QUORUM_MISSING");
});

it("proves the only leaf of a tree without a hash", () => {
  const one = grow(leaves.slice(0, 1)).frontiers[1]!;
  const note = formatCheckpoint({ origin: "log.example/1", size: 1n, root: frontierRoot(one) });
  const checkpoint = formatNote({ text: note, signatures: [signatureOf(note, log)] });
  const proof = formatTlogProof({ index: 0n, hashes: [], checkpoint });
  expect(proof.startsWith("c2sp.org/tlog-proof@v1\nindex 0\n\nlog.example/1\n1\n")).toBe(true);
  const policy = parsePolicy(`log ${vkey(log)}\nquorum none`);
  expect(verifyTlogProof(proof, leafHash(leaves[0]!), policy)?.size).toBe(1n);
});

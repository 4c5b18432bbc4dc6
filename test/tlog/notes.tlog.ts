import { expect, it } from "vitest";
import { formatCheckpoint } from "../../verify/log/checkpoint.js";
import { formatNote, noteSigner, openNote, readNote, signatureOf, signNote } from "../../verify/log/note.js";
import { inclusionProof } from "../../verify/log/proofs.js";
import { formatPolicy, openCheckpoint, parsePolicy } from "../../verify/log/tlog-policy.js";
import { formatTlogProof } from "../../verify/log/tlog-proof.js";
import { frontierRoot, leafHash } from "../../verify/log/tree.js";
import { formatVkey, parseVkey } from "../../verify/log/vkey.js";
import { grow, someLeaves } from "../verify/log/model.js";
import { judge } from "./judge.js";
import { seeded, seedOf } from "./keys.js";

const origin = "log.example/1";
const log = noteSigner(origin, seeded(1));
const witness = (name: string, byte: number) => noteSigner(name, seeded(byte), 0x04);
const [w1, w2, w3] = [witness("w1.example", 11), witness("w2.example", 12), witness("w3.example", 13)];
const leaves = someLeaves(23);
const { read, frontiers } = grow(leaves);
const text = formatCheckpoint({ origin, size: 23n, root: frontierRoot(frontiers[23]!) });
const key = (vkey = "") => {
  const parsed = parseVkey(vkey);
  if (parsed === undefined) throw new Error(`${vkey} is no key`);
  return parsed;
};

it("Go writes our notes letter by letter, and opens them", () => {
  const texts = ["one line\n", "a\n\nb\n\n", text, "Grüße, 世界 \u{1f600}\n"];
  const signed = judge(
    texts.map((note) => ({ do: "signNote", note: Buffer.from(note), seed: seedOf(1), name: origin })),
  );
  expect(signed.map(({ text }) => text)).toEqual(texts.map((each) => signNote(each, [log])));
  expect(signed[0]?.vkey).toBe(formatVkey(log.key));
  const opened = judge(
    texts.map((each) => ({ do: "openNote", note: signNote(each, [log]), vkeys: [formatVkey(log.key)] })),
  );
  expect(opened).toEqual(texts.map((text) => ({ text, names: [origin] })));
});

it("Go refuses every note that we refuse, and opens every one that we open", () => {
  const note = formatNote({ text, signatures: [signatureOf(text, log), signatureOf(text, w1, 1_700_000_000n)] });
  const grease = { name: "grease.example", id: "01020304", bytes: Buffer.alloc(3, 9) };
  const other = signatureOf("another text\n", log);
  const notes = [
    note,
    note.replace("\n— ", `\n— ${"x".repeat(5)} AAAAAAA=\n— `),
    formatNote({ text, signatures: [grease, signatureOf(text, log)] }),
    formatNote({ text, signatures: [signatureOf(text, log), ...Array.from({ length: 40 }, () => grease)] }),
    formatNote({ text, signatures: [grease] }),
    formatNote({ text, signatures: [other] }),
    note.replace("\n\n", "\n"),
    note.slice(0, -1),
    `${note}\n`,
    `\u0007${note}`,
    ...Array.from({ length: note.length }, (_, at) => {
      const changed = String.fromCharCode(note.charCodeAt(at) ^ 2);
      return note.slice(0, at) + changed + note.slice(at + 1);
    }),
  ];
  const known = [log.key, w1.key];
  const ours = notes.map((each) => {
    try {
      const opened = openNote(each, known);
      return { text: opened.text, names: opened.signatures.map(({ name }) => name) };
    } catch {
      return undefined;
    }
  });
  const theirs = judge(notes.map((each) => ({ do: "openNote", note: each, vkeys: known.map(formatVkey) }))).map(
    ({ error, text, names }) => (error === undefined ? { text, names } : undefined),
  );
  expect(ours).toEqual(theirs);
  expect(ours.filter((each) => each !== undefined).length).toBeGreaterThan(10);
  expect(ours.filter((each) => each === undefined).length).toBeGreaterThan(100);
});

it("a stranger's witness cosigns our checkpoint, and we ours: each opens the other's", () => {
  const signed = signNote(text, [log]);
  const [cosigned] = judge([{ do: "cosign", note: signed, seed: seedOf(11), name: "w1.example" }]);
  expect(cosigned?.vkey).toBe(formatVkey(w1.key));
  const opened = openNote(cosigned?.text ?? "", [log.key, key(cosigned?.vkey)]);
  expect(opened.signatures.map(({ name }) => name)).toEqual([origin, "w1.example"]);
  expect(opened.signatures[1]?.time).toBeGreaterThan(1_700_000_000n);
  const both = { ...readNote(signed), signatures: [...readNote(signed).signatures, signatureOf(text, w2, 7n)] };
  const [theirs] = judge([{ do: "openNote", note: formatNote(both), vkeys: [formatVkey(w2.key)] }]);
  expect(theirs).toEqual({ text, names: ["w2.example"] });
});

const policy = formatPolicy(
  parsePolicy(`log ${formatVkey(log.key)} https://log.example/1
witness one ${formatVkey(w1.key)}
witness two ${formatVkey(w2.key)}
witness three ${formatVkey(w3.key)}
group pair 2 one two three
quorum pair
`),
);

it("torchwood believes our checkpoints and proofs under our policy exactly when we do", async () => {
  const eve = noteSigner("log.example/2", seeded(2));
  const sets = [[], [w1], [w1, w2], [w3, w1], [w1, w2, w3], [w2, w2]];
  const notes = [log, eve].flatMap((own) =>
    sets.map((set) =>
      formatNote({
        text,
        signatures: [signatureOf(text, own), ...set.map((each) => signatureOf(text, each, 1_700_000_000n))],
      }),
    ),
  );
  const ours = notes.map((note) => {
    try {
      return openCheckpoint(note, parsePolicy(policy)).size;
    } catch {
      return undefined;
    }
  });
  expect(ours.filter((size) => size === 23n)).toHaveLength(3);
  const judged = judge(notes.map((note) => ({ do: "checkpoint", note, policy })));
  expect(judged.map(({ size }) => size)).toEqual(ours.map((size) => (size === undefined ? undefined : Number(size))));

  const hashes = await inclusionProof(read, 9n, 23n);
  const proofs = notes.map((checkpoint) => formatTlogProof({ index: 9n, hashes, checkpoint }));
  const verdicts = judge([
    ...proofs.map((proof) => ({ do: "proof" as const, proof, policy, leaf: leaves[9]! })),
    { do: "proof", proof: proofs[2]!.replace("index 9", "index 8"), policy, leaf: leaves[9]! },
    { do: "proof", proof: proofs[2]!, policy, leaf: leafHash(leaves[9]!) },
    {
      do: "proof",
      proof: formatTlogProof({ index: 9n, hashes, checkpoint: notes[2]!, extra: Buffer.from("more") }),
      policy,
      leaf: leaves[9]!,
    },
  ]).map(({ error }) => error === undefined);
  expect(verdicts).toEqual([...ours.map((size) => size !== undefined), false, false, true]);
});

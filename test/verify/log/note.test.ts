import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { formatCheckpoint, parseCheckpoint } from "../../../verify/log/checkpoint.js";
import {
  formatNote,
  NoteError,
  noteSigner,
  openNote,
  readNote,
  signatureOf,
  signNote,
} from "../../../verify/log/note.js";
import { emptyRoot } from "../../../verify/log/tree.js";
import { formatVkey, parseVkey, verifierKey } from "../../../verify/log/vkey.js";

// https://github.com/C2SP/C2SP/blob/5ba5ee830903e91240fc6f9f3a7a9293d49e69c9/signed-note.md
const spec = {
  vkey: "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
  note: `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`,
};
// https://github.com/golang/mod/blob/v0.43.0/sumdb/note/note_test.go
const go = {
  seed: "gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=",
  vkey: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  text: `If you think cryptography is the answer to your problem,
then you don't know what your problem is.
`,
  line: "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
};
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
const privateKey = (seed: Uint8Array) =>
  createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
const key = (vkey: string) => {
  const parsed = parseVkey(vkey);
  if (parsed === undefined) throw new Error(`${vkey} is no key`);
  return parsed;
};
const peter = noteSigner("PeterNeumann", privateKey(Buffer.from(go.seed, "base64")));
const faultOf = (open: () => unknown): string => {
  try {
    open();
    return "none";
  } catch (error) {
    if (error instanceof NoteError) return error.fault;
    throw error;
  }
};

it("opens the specification's example, and writes byte for byte what Go's implementation writes", () => {
  expect(openNote(spec.note, [key(spec.vkey)])).toMatchObject({
    text: "This is an example message.\n",
    signatures: [{ name: "example.com/foo", id: "530d903a", time: null }],
  });
  expect(formatVkey(peter.key)).toBe(go.vkey);
  expect(signNote(go.text, [peter])).toBe(`${go.text}\n${go.line}`);
});

it("takes no part of a key for a key, nor one with a changed letter", () => {
  for (let start = 0; start < go.vkey.length; start++)
    for (let end = start + 1; end <= go.vkey.length; end++)
      if (end - start < go.vkey.length) expect(parseVkey(go.vkey.slice(start, end))).toBeUndefined();
  for (let at = 0; at < go.vkey.length; at++) {
    const changed = String.fromCharCode(go.vkey.charCodeAt(at) + 1);
    expect(parseVkey(go.vkey.slice(0, at) + changed + go.vkey.slice(at + 1))).toBeUndefined();
  }
  const others = [
    "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
    "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    go.vkey.replace("c74f20a3", "C74F20A3"),
  ];
  expect(others.filter((vkey) => parseVkey(vkey) !== undefined)).toEqual([]);
  for (const name of ["", "a b", "a+b", "a\u00a0b", "a\u0085b", "a\u0001b", "\ud800"])
    expect(() => verifierKey(name, Buffer.alloc(32))).toThrow("a key's name");
});

it("no note survives one changed letter of its text or signature", () => {
  const note = signNote(go.text, [peter]);
  for (let at = 0; at < note.length; at++) {
    const changed = note.slice(0, at) + String.fromCharCode(note.charCodeAt(at) ^ 1) + note.slice(at + 1);
    expect(faultOf(() => openNote(changed, [peter.key]))).not.toBe("none");
  }
});

it("ignores lines of unknown keys, even under a known name or id; one wrong line of a known key sinks the note", () => {
  const eve = noteSigner("PeterNeumann", generateKeyPairSync("ed25519").privateKey);
  const mallory = { ...signatureOf(go.text, eve), name: "mallory", id: peter.key.id };
  const grease = { name: "grease.example/(((.*", id: "00000000", bytes: Buffer.alloc(2000, 7) };
  const right = signatureOf(go.text, peter);
  const open = (...signatures: (typeof right)[]) =>
    openNote(formatNote({ text: go.text, signatures }), [peter.key]).signatures.map(({ name }) => name);
  expect(open(grease, mallory, signatureOf(go.text, eve), right)).toEqual(["PeterNeumann"]);
  expect(open(right, ...Array.from({ length: 99 }, () => grease))).toEqual(["PeterNeumann"]);
  expect(faultOf(() => open(right, ...Array.from({ length: 100 }, () => grease)))).toBe("MALFORMED");
  const forged = { ...right, bytes: signatureOf("something else\n", peter).bytes };
  expect(faultOf(() => open(right, forged))).toBe("INVALID_SIGNATURE");
  expect(faultOf(() => open({ ...right, bytes: right.bytes.subarray(1) }))).toBe("INVALID_SIGNATURE");
  expect(faultOf(() => open(grease, mallory))).toBe("NO_KNOWN_SIGNATURE");
  const twin = { ...peter.key, publicKey: eve.key.publicKey };
  expect(faultOf(() => openNote(`${go.text}\n${go.line}`, [peter.key, twin]))).toBe("AMBIGUOUS_KEY");
  expect(openNote(`${go.text}\n${go.line}`, [peter.key, { ...peter.key }]).signatures).toHaveLength(1);
});

it.each([
  ["nothing", ""],
  ["no signature", `${go.text}\n`],
  ["no empty line", go.text + go.line],
  ["no last line break", `${go.text}\n${go.line.trimEnd()}`],
  ["another dash", `${go.text}\n${go.line.replace("—", "-")}`],
  ["two spaces", `${go.text}\n${go.line.replace(" Pe", "  Pe")}`],
  ["a space at the end", `${go.text}\n${go.line.replace("\n", " \n")}`],
  ["base64 with other last bits", `${go.text}\n${go.line.replace("nAM=", "nAN=")}`],
  ["base64 without its padding", `${go.text}\n${go.line.replace("nAM=", "nAM")}`],
  ["a carriage return", `${go.text}\r\n\n${go.line}`],
  ["a tab", `\t${go.text}\n${go.line}`],
  ["a lone surrogate", `\ud800${go.text}\n${go.line}`],
  ["bytes that are no UTF-8", Buffer.concat([Buffer.of(0xff), Buffer.from(`${go.text}\n${go.line}`)])],
  ["an endless text", `${"a".repeat(1_000_000)}\n\n${go.line}`],
])("takes no note for one: %s", (_, note) => {
  expect(faultOf(() => openNote(note, [peter.key]))).toBe("MALFORMED");
});

it("reads what it writes: texts with empty lines, a byte order mark, other letters", () => {
  const texts = fc.array(
    fc.string({ unit: "grapheme" }).filter((line) => !/\p{Cc}/u.test(line)),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(texts, (lines) => {
      const text = `\ufeff${lines.join("\n")}\n`;
      const note = signNote(text, [peter]);
      expect(openNote(Buffer.from(note), [peter.key]).text).toBe(text);
      expect(formatNote(readNote(note))).toBe(note);
    }),
    { numRuns: 50 },
  );
  expect(() => signNote("no line break", [peter])).toThrow("ends in a line break");
  expect(() => noteSigner("a", generateKeyPairSync("x25519").privateKey)).toThrow("Ed25519");
});

const checkpoint = { origin: "log.example/1", size: 7n, root: emptyRoot };

it("writes and reads checkpoints of three lines only", () => {
  const text = "log.example/1\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
  expect(formatCheckpoint(checkpoint)).toBe(text);
  expect(parseCheckpoint(text)).toEqual(checkpoint);
  const wrong = [
    `${text}an extension\n`,
    text.slice(0, -1),
    `${text}\n`,
    text.replace("7", "07"),
    text.replace("7", "-7"),
    text.replace("\n7", "\n"),
    text.replace("7", "9223372036854775808"),
    text.replace("log.example/1", ""),
    text.replace("log", "l\tog"),
    text.replace("FU=", "FV="),
    text.replace("47DEQp", ""),
    "",
  ];
  expect(wrong.filter((each) => parseCheckpoint(each) !== undefined)).toEqual([]);
  expect(() => formatCheckpoint({ ...checkpoint, size: -1n })).toThrow("a size below 2^63");
  expect(() => formatCheckpoint({ ...checkpoint, origin: "two\nlines" })).toThrow("one line");
});

it("a witness's cosignature tells its time and covers it", () => {
  const witness = noteSigner("witness.example/w1", privateKey(Buffer.alloc(32, 1)), 0x04);
  const text = formatCheckpoint(checkpoint);
  const line = signatureOf(text, witness, 1679315147n);
  const note = formatNote({ text, signatures: [line] });
  expect(openNote(note, [witness.key]).signatures).toMatchObject([{ name: "witness.example/w1", time: 1679315147n }]);
  const later = Buffer.from(line.bytes);
  later.writeBigUInt64BE(1679315148n);
  for (const bytes of [later, line.bytes.subarray(0, 71), Buffer.concat([line.bytes, line.bytes])])
    expect(faultOf(() => openNote(formatNote({ text, signatures: [{ ...line, bytes }] }), [witness.key]))).toBe(
      "INVALID_SIGNATURE",
    );
  const asNote = verifierKey(witness.key.name, witness.key.publicKey);
  expect(faultOf(() => openNote(note, [asNote]))).toBe("NO_KNOWN_SIGNATURE");
  expect(() => signatureOf(go.text, witness, 1n)).toThrow("a checkpoint");
});

// made by filippo.io/torchwood v0.9.0, NewCosignatureSigner with a key of 32 bytes of 2
const cosigned = {
  vkey: "witness.example/w2+92e6b37c+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU",
  time: 1796025246n,
  note: `log.example/1
7
47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=

— witness.example/w2 kuazfAAAAABrDSue+HasJLzlHEA3jXoL6v0y7NKZ/Aw9v0PH+zWxx5h6Ty5+0mXA1b969G+GzzN67IF6C8LFpd0YPS3+M373iwblBA==
`,
};

it("opens a cosigned checkpoint that torchwood's witness signed", () => {
  const { vkey, note } = cosigned;
  expect(openNote(note, [key(vkey)]).signatures.map(({ time }) => time)).toEqual([cosigned.time]);
});

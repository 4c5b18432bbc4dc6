import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { canonicalJson, type Json } from "../../verify/canonical-json.js";
import { readZip } from "../support/zip.js";
import { zipBytes } from "./zip-bytes.js";

// biome-ignore lint/suspicious/noExplicitAny: what a pack holds is taken apart member by member
export type Loose = any;

const sha = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");

/** A line of `entries.jsonl`. */
export interface Line {
  leafIndex: string;
  envelope: string;
  body: string | null;
  links: [string, string, string][];
  disclosures: string[];
  proof: string[];
}

/** A pack that somebody has taken apart, and writes anew as they please. */
export interface PackHand {
  readonly files: Map<string, Buffer>;
  lines: Line[];
  /** What the statement will say. */
  readonly statement: Loose;
  /** The leaf of the n-th entry of an act, from 0. */
  leaf(act: string, n?: number): number;
  /** Changes what a file says. */
  json(name: string, change: (value: Loose) => void): void;
  text(name: string, change: (text: string) => string): void;
  /** Changes the line of a leaf, and the file of its envelope with it. */
  line(leaf: number, change: (line: Line) => void): void;
  /** Takes an entry out of the pack, with its proof. */
  drop(leaf: number): void;
}

const DSSE = "statement.dsse.json";
const TYPE = "application/vnd.in-toto+json";

export const takeApart = (path: string): PackHand => {
  const files = readZip(readFileSync(path));
  const text = (name: string): string => (files.get(name) as Buffer).toString();
  const put = (name: string, value: string): void => void files.set(name, Buffer.from(value));
  const payload = (JSON.parse(text(DSSE)) as { payload: string }).payload;
  const hand: PackHand = {
    files,
    lines: text("entries.jsonl")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Line),
    statement: JSON.parse(Buffer.from(payload, "base64").toString()),
    leaf: (act, n = 0) => {
      const found = hand.lines.filter(({ envelope }) => JSON.parse(envelope).act === act)[n];
      if (found === undefined) throw new Error(`no entry ${n} of ${act}`);
      return Number(found.leafIndex);
    },
    json: (name, change) => {
      const value: Json = JSON.parse(text(name));
      change(value);
      put(name, canonicalJson(value));
    },
    text: (name, change) => {
      const [before, after] = [text(name), change(text(name))];
      if (before === after) throw new Error(`nothing of ${name} was changed`);
      put(name, after);
    },
    line: (leaf, change) => {
      const line = hand.lines.find(({ leafIndex }) => leafIndex === String(leaf)) as Line;
      change(line);
      put(`proofs/${leaf}.entry`, line.envelope);
    },
    drop: (leaf) => {
      hand.lines = hand.lines.filter(({ leafIndex }) => leafIndex !== String(leaf));
      for (const kind of ["entry", "tlog-proof"]) files.delete(`proofs/${leaf}.${kind}`);
    },
  };
  return hand;
};

/** The files as they are then, in the order of a pack; neither manifest nor statement is made anew. */
export const putTogether = (hand: PackHand, path: string): string => {
  const { files, lines } = hand;
  files.set("entries.jsonl", Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join("")));
  const last = ["manifest.json", DSSE];
  const names = [...[...files.keys()].filter((name) => !last.includes(name)).sort(), ...last];
  writeFileSync(path, zipBytes(new Map(names.map((name) => [name, files.get(name) as Buffer]))));
  return path;
};

const stranger = generateKeyPairSync("ed25519").privateKey;

/** As `putTogether`, with manifest and statement made anew, signed by a key of one's own, or by one that was stolen. */
export const resealed = (hand: PackHand, path: string, key: KeyObject = stranger): string => {
  const { files, statement } = hand;
  putTogether(hand, path);
  const listed = [...files].filter(([name]) => name !== "manifest.json" && name !== DSSE);
  const facts = listed.map(([name, bytes]) => [name, { sha256: sha(bytes), size: bytes.length }] as const);
  const manifest = canonicalJson({ files: Object.fromEntries(facts), v: 1 });
  statement.predicate.manifest = sha(manifest);
  const payload = Buffer.from(canonicalJson(statement));
  const publicKey = Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url");
  const signed = Buffer.concat([Buffer.from(`DSSEv1 ${TYPE.length} ${TYPE} ${payload.length} `), payload]);
  const signatures = [{ keyid: sha(publicKey), sig: sign(null, signed, key).toString("base64") }];
  files.set("manifest.json", Buffer.from(manifest));
  files.set(DSSE, Buffer.from(canonicalJson({ payload: payload.toString("base64"), payloadType: TYPE, signatures })));
  return putTogether(hand, path);
};

#!/usr/bin/env node
// Made by `npm run verifier` from verifier/src: needs Node 20 or later, and nothing else.

// verifier/src/main.ts
import { parseArgs } from "node:util";

// verifier/src/findings.ts
var incomplete = /* @__PURE__ */ new Set(["MISSING", "INDEX_INCOMPLETE"]);
var unverifiable = /* @__PURE__ */ new Set(["UNPINNED", "WRONG_LOG", "QUORUM_MISSING", "MALFORMED"]);
var exitCodes = { OK: 0, TAMPERED: 1, INCOMPLETE: 2, UNVERIFIABLE: 3 };
var verdictOf = (findings) => {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => !incomplete.has(code) && !unverifiable.has(code))) return "TAMPERED";
  if (errors.some(({ code }) => incomplete.has(code))) return "INCOMPLETE";
  return findings.some(({ code }) => unverifiable.has(code)) ? "UNVERIFIABLE" : "OK";
};
var collectFindings = () => {
  const findings = [];
  const counts = /* @__PURE__ */ new Map();
  return {
    add: (code, detail, { entry = null, leaf, stream } = {}, severity = "error") => {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count <= MAX_PER_CODE)
        findings.push({
          code,
          severity,
          entry,
          leaf: leaf === void 0 ? null : String(leaf),
          stream: stream ?? null,
          detail
        });
    },
    all: () => [
      ...findings,
      ...[...counts].filter(([, count]) => count > MAX_PER_CODE).map(([code, count]) => {
        const detail = `${count - MAX_PER_CODE} more like the first ${MAX_PER_CODE}`;
        return { code, severity: "error", entry: null, leaf: null, stream: null, detail };
      })
    ]
  };
};
var MAX_PER_CODE = 100;

// verifier/src/in-words.ts
var inWords = ({ verdict, findings, claims }) => [
  ...findings.map(findingInWords),
  ...identityInWords(claims),
  ...completenessInWords(claims),
  ...(claims.timestamps ?? []).map(({ size, time, by }) => `${by} has stamped ${size} leaves at ${time}`),
  ...approvalsInWords(claims),
  "Not proven:",
  ...claims.notProven.map((text) => `  ${text}`),
  verdict
].map((line2) => line2.replaceAll(new RegExp("\\p{Cc}", "gu"), "?")).join("\n");
var findingInWords = ({ severity, code, leaf, stream, detail }) => [`${severity} ${code}`, leaf === null ? "" : `leaf ${leaf}`, stream ?? "", detail].filter((word) => word !== "").join(" ");
var identityInWords = ({ identity }) => identity == null ? [] : [
  `version ${identity.version} of ${JSON.stringify(identity.model)} (${identity.modelVersionId}), content ${identity.digest}`
];
var completenessInWords = ({ completeAsOf: completeAsOf2 }) => {
  if (completeAsOf2 === null) return [];
  const { origin, size, by, time } = completeAsOf2;
  const signed2 = `${origin}: ${size} leaves, signed by ${by.join(", ")}`;
  return time === null ? [signed2] : [signed2, `witnessed at ${time}`];
};
var approvalsInWords = ({ approvals }) => [
  ...(approvals?.moves ?? []).map(
    ({ slot, at, needed, given, signers }) => `moved to ${slot} at ${at}: ${given} of ${needed} places filled${signers.length === 0 ? "" : ` by ${signers.join(", ")}`}`
  ),
  ...approvals == null || approvals.bySigner === 0 ? [] : [`shown by signers' own keys: ${approvals.bySigner} places`]
];

// verifier/src/pack/verify-pack.ts
import { readFileSync as readFileSync4 } from "node:fs";

// verify/log/bytes.ts
var toBase64 = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
var fromBase64 = (text) => {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : void 0;
};
var hashFromBase64 = (text) => {
  const bytes = fromBase64(text);
  return bytes?.length === 32 ? bytes : void 0;
};
var sameBytes = (a, b) => Buffer.compare(a, b) === 0;
var uint64 = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
};
var MAX_SIZE = 2n ** 63n - 1n;
var readSize = (text) => {
  if (!/^(?:0|[1-9][0-9]{0,18})$/.test(text)) return void 0;
  const size = BigInt(text);
  return size <= MAX_SIZE ? size : void 0;
};
var isNoteText = (text) => {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 32 && text[at] !== "\n") return false;
  return text.isWellFormed();
};

// verify/log/checkpoint.ts
var parseCheckpoint = (text) => {
  const [origin = "", size = "", root = "", ...rest] = text.split("\n");
  if (origin === "" || hasControls(origin) || rest.join("\n") !== "" || rest.length !== 1) return void 0;
  const [leaves, hash] = [readSize(size), hashFromBase64(root)];
  return leaves === void 0 || hash === void 0 ? void 0 : { origin, size: leaves, root: hash };
};
var hasControls = (text) => [...text].some((letter) => letter < " ");

// verifier/src/believe.ts
import { readFileSync } from "node:fs";

// verify/log/note.ts
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";

// verify/log/cosignature.ts
var cosignedText = (time, checkpoint) => `cosignature/v1
time ${time}
${checkpoint}`;
var MAX_TIME = 2n ** 63n - 1n;
var readCosignature = (bytes) => {
  if (bytes.length !== 72) return void 0;
  const time = Buffer.from(bytes.subarray(0, 8)).readBigUInt64BE();
  return time > MAX_TIME ? void 0 : { time, signature: bytes.subarray(8) };
};

// verify/sha256.ts
import crypto, { createHash } from "node:crypto";
var hasOneCall = typeof crypto.hash === "function";
var sha256Bytes = (data) => hasOneCall ? Buffer.from(crypto.hash("sha256", data, "binary"), "binary") : createHash("sha256").update(data).digest();
var sha256 = (text) => hasOneCall ? crypto.hash("sha256", text, "hex") : createHash("sha256").update(text).digest("hex");

// verify/log/vkey.ts
var isKeyName = (name) => name.isWellFormed() && name !== "" && !/[\p{White_Space}+]/u.test(name) && isNoteText(name);
var keyId = (name, type, publicKey) => sha256Bytes(Buffer.concat([Buffer.from(`${name}
`), Buffer.of(type), publicKey])).toString("hex", 0, 4);
var verifierKey = (name, publicKey, type = 1) => {
  if (!isKeyName(name))
    throw new RangeError("a key's name is not empty and has no space, no plus, no control character");
  if (publicKey.length !== 32) throw new RangeError(`an Ed25519 key has 32 bytes, not ${publicKey.length}`);
  return { name, id: keyId(name, type, publicKey), type, publicKey };
};
var formatVkey = ({ name, id, type, publicKey }) => `${name}+${id}+${toBase64(Buffer.concat([Buffer.of(type), publicKey]))}`;
var parseVkey = (vkey) => {
  const [name = "", id = "", ...rest] = vkey.split("+");
  const bytes = fromBase64(rest.join("+"));
  const type = bytes?.[0];
  if (bytes?.length !== 33 || type !== 1 && type !== 4 || !isKeyName(name)) return void 0;
  const key = verifierKey(name, bytes.subarray(1), type);
  return key.id === id ? key : void 0;
};

// verify/log/note.ts
var NoteError = class extends Error {
  constructor(fault, message) {
    super(message);
    this.fault = fault;
    this.name = "NoteError";
  }
};
var MAX_NOTE_LETTERS = 1e6;
var MAX_SIGNATURES = 100;
var readNote = (note) => {
  const whole = typeof note === "string" ? note : decoded(note);
  if (whole.length > MAX_NOTE_LETTERS) throw malformed(`it is longer than ${MAX_NOTE_LETTERS} letters`);
  if (!isNoteText(whole)) throw malformed("it has control characters or is not UTF-8");
  const end = whole.lastIndexOf("\n\n");
  if (end < 0 || !whole.endsWith("\n") || end + 2 === whole.length)
    throw malformed("it has no lines of signatures below an empty line");
  const lines = whole.slice(end + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw malformed(`it has more than ${MAX_SIGNATURES} signatures`);
  return { text: whole.slice(0, end + 1), signatures: lines.map(readSignatureLine) };
};
var readSignatureLine = (line2) => {
  const [dash, name = "", base64 = "", ...rest] = line2.split(" ");
  const bytes = fromBase64(base64);
  if (dash !== "—" || rest.length > 0 || !isKeyName(name) || bytes === void 0 || bytes.length < 5)
    throw malformed("a line of signature is no dash, name and base64");
  return { name, id: bytes.toString("hex", 0, 4), bytes: bytes.subarray(4) };
};
var openNote = (note, known2) => {
  const { text, signatures } = readNote(note);
  const verified2 = signatures.flatMap((line2) => {
    const keys2 = known2.filter(({ name, id }) => name === line2.name && id === line2.id);
    const [key] = keys2;
    if (key === void 0) return [];
    if (keys2.some(({ type, publicKey }) => type !== key.type || !sameBytes(publicKey, key.publicKey)))
      throw new NoteError("AMBIGUOUS_KEY", `two known keys are called ${line2.name} ${line2.id}`);
    return [verifiedLine(text, line2, key)];
  });
  if (verified2.length === 0) throw new NoteError("NO_KNOWN_SIGNATURE", "none of the known keys signed the note");
  return { text, signatures: verified2 };
};
var verifiedLine = (text, line2, key) => {
  const cosignature = key.type === 4 ? readCosignature(line2.bytes) : void 0;
  const [signed2, signature] = key.type === 1 ? [text, line2.bytes] : [cosigned(text, cosignature?.time), cosignature?.signature];
  const { publicKey } = key;
  if (signed2 === void 0 || signature === void 0 || !verifyEd25519(signed2, signature, publicKey))
    throw new NoteError("INVALID_SIGNATURE", `the signature by ${line2.name} ${line2.id} is wrong`);
  return { ...line2, key, time: cosignature?.time ?? null };
};
var cosigned = (text, time) => time === void 0 || parseCheckpoint(text) === void 0 ? void 0 : cosignedText(time, text);
var verifyEd25519 = (text, signature, publicKey) => {
  if (signature.length !== 64) return false;
  const x = Buffer.from(publicKey).toString("base64url");
  return verify(
    null,
    Buffer.from(text),
    createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }),
    signature
  );
};
var decoded = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed("it is not UTF-8");
  }
};
var malformed = (why) => new NoteError("MALFORMED", `this is no signed note: ${why}`);

// verify/log/tlog-policy.ts
var PolicyError = class extends Error {
  constructor() {
    super(...arguments);
    this.name = "PolicyError";
  }
};
var parsePolicy = (text) => {
  const read = { logs: [], witnesses: [], groups: [], quorum: null, free: /* @__PURE__ */ new Set() };
  const lines = text.split("\n");
  for (const [index, line2] of lines.entries()) {
    const wrong = (why) => new PolicyError(`line ${index + 1} of the policy: ${why}`);
    if ([...line2].some((letter) => letter < " " && letter !== "	" || letter === ""))
      throw wrong("a control character");
    const [keyword = "", ...words] = line2.split(/[ \t]+/).filter((word) => word !== "");
    if (keyword === "" || keyword.startsWith("#")) continue;
    const readLine2 = lineReaders[keyword];
    if (readLine2 === void 0) throw wrong("begins with none of log, witness, group, quorum");
    readLine2(read, words, wrong);
  }
  const { logs, witnesses, groups, quorum: quorum2 } = read;
  if (quorum2 === null) throw new PolicyError("the policy has no line `quorum <name>` (or `quorum none`)");
  return { logs, witnesses, groups, quorum: quorum2 };
};
var log = (read, [vkey = "", url2 = null, ...rest], wrong) => {
  const key = parseVkey(vkey);
  if (key?.type !== 1 || rest.length > 0) throw wrong("is no `log <vkey> [<url>]` with an Ed25519 key (0x01)");
  if (read.logs.some((other) => sameBytes(other.key.publicKey, key.publicKey))) throw wrong("repeats a log's key");
  read.logs.push({ key, url: url2 });
};
var witness = (read, [name = "", vkey = "", url2 = null, ...rest], wrong) => {
  const key = parseVkey(vkey);
  if (key?.type !== 4 || rest.length > 0)
    throw wrong("is no `witness <name> <vkey> [<url>]` with an Ed25519 cosignature key (0x04)");
  if (read.witnesses.some((other) => sameBytes(other.key.publicKey, key.publicKey)))
    throw wrong("repeats a witness's key");
  define(read, name, wrong);
  read.witnesses.push({ name, key, url: url2 });
};
var group = (read, [name = "", threshold = "", ...members2], wrong) => {
  const needed = threshold === "any" ? 1 : threshold === "all" ? members2.length : readCount(threshold);
  if (members2.length === 0 || needed < 1 || needed > members2.length)
    throw wrong("is no `group <name> all|any|<k> <name>...` with k from 1 to the number of members");
  for (const member of members2)
    if (!read.free.delete(member))
      throw wrong("has a member that is defined on no line before, or is a member already");
  define(read, name, wrong);
  read.groups.push({ name, needed, members: members2 });
};
var quorum = (read, [name = "", ...rest], wrong) => {
  if (read.quorum !== null) throw wrong("is a second quorum");
  const isDefined = [...read.witnesses, ...read.groups].some((each2) => each2.name === name);
  if (rest.length > 0 || name !== "none" && !isDefined)
    throw wrong("is no `quorum <name>` of a witness or group that a line before defines");
  read.quorum = name;
};
var lineReaders = Object.assign(/* @__PURE__ */ Object.create(null), {
  log,
  witness,
  group,
  quorum
});
var define = (read, name, wrong) => {
  if (name === "none" || [...read.witnesses, ...read.groups].some((each2) => each2.name === name))
    throw wrong("defines a name that is taken");
  read.free.add(name);
};
var readCount = (text) => /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : 0;
var meetsQuorum = ({ witnesses, groups, quorum: quorum2 }, signatures) => {
  const signed2 = ({ key }) => signatures.some((line2) => line2.key.type === key.type && sameBytes(line2.key.publicKey, key.publicKey));
  const met = new Set(witnesses.filter(signed2).map(({ name }) => name));
  for (const { name, needed, members: members2 } of groups)
    if (members2.filter((member) => met.has(member)).length >= needed) met.add(name);
  return quorum2 === "none" || met.has(quorum2);
};
var CheckpointError = class extends Error {
  constructor(fault, message) {
    super(message);
    this.fault = fault;
    this.name = "CheckpointError";
  }
};
var openCheckpoint = (note, policy) => {
  const keys2 = [...policy.logs, ...policy.witnesses].map(({ key }) => key);
  const { text, signatures } = openNote(note, keys2);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint === void 0) throw new NoteError("MALFORMED", "the note's text is no checkpoint of three lines");
  if (!signatures.some(({ key }) => key.type === 1 && key.name === checkpoint.origin))
    throw new CheckpointError("WRONG_LOG", "no log of the policy signed the checkpoint under its own name");
  if (!meetsQuorum(policy, signatures))
    throw new CheckpointError("QUORUM_MISSING", "too few of the policy's witnesses signed the checkpoint");
  return { ...checkpoint, signatures };
};

// verifier/src/believe.ts
var policyFor = (found, pinned, beside) => {
  if (pinned === void 0)
    found.add("UNPINNED", "no --policy: the log vouches for itself, for whose it is nothing is known", {}, "warning");
  const text = pinned === void 0 ? beside : readFileSync(pinned, "utf8");
  if (text === void 0) {
    found.add("MALFORMED", "there is no policy.txt beside the log, and none was named");
    return void 0;
  }
  try {
    return parsePolicy(text);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    found.add("MALFORMED", error.message);
    return void 0;
  }
};
var believe = (found, note, policy, what) => {
  try {
    return openCheckpoint(note, policy);
  } catch (error) {
    if (error instanceof CheckpointError) found.add(error.fault, `${what}: ${error.message}`);
    else if (error instanceof NoteError) found.add(codes[error.fault], `${what}: ${error.message}`);
    else throw error;
    return void 0;
  }
};
var codes = {
  MALFORMED: "MALFORMED",
  AMBIGUOUS_KEY: "MALFORMED",
  INVALID_SIGNATURE: "SIGNATURE_INVALID",
  NO_KNOWN_SIGNATURE: "WRONG_LOG"
};
var textOf = (note) => {
  try {
    return readNote(note).text;
  } catch {
    return void 0;
  }
};
var completeAsOf = ({ origin, size, signatures }) => {
  const times = signatures.flatMap(({ time }) => time === null ? [] : [Number(time)]);
  return {
    origin,
    size: String(size),
    time: times.length === 0 ? null : new Date(Math.max(...times) * 1e3).toISOString(),
    by: signatures.map(({ name }) => name)
  };
};

// verify/log/tree.ts
var emptyRoot = sha256Bytes("");
var LEAF = Buffer.of(0);
var leafHash = (data) => sha256Bytes(typeof data === "string" ? `\0${data}` : Buffer.concat([LEAF, data]));
var pair = Buffer.alloc(65);
pair[0] = 1;
var nodeHash = (left, right) => {
  if (left.length !== 32 || right.length !== 32) throw new RangeError("a hash has 32 bytes");
  pair.set(left, 1);
  pair.set(right, 33);
  return sha256Bytes(pair);
};
var emptyFrontier = () => ({ size: 0n, hashes: [] });
var appendLeaf = (frontier, hash) => {
  if (hash.length !== 32) throw new RangeError("a leaf's hash has 32 bytes");
  const hashes2 = [...frontier.hashes];
  const made = [{ level: 0, index: frontier.size, hash }];
  let [index, level, top] = [frontier.size, 0, hash];
  for (; (index & 1n) === 1n; index >>= 1n) {
    const left = hashes2.pop();
    if (left === void 0) throw new RangeError("the frontier has fewer hashes than its size needs");
    top = nodeHash(left, top);
    made.push({ level: ++level, index: index >> 1n, hash: top });
  }
  hashes2.push(top);
  return { frontier: { size: frontier.size + 1n, hashes: hashes2 }, made };
};
var frontierRoot = ({ hashes: hashes2 }) => hashes2.length === 0 ? emptyRoot : Buffer.from(hashes2.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), hashes2.at(-1)));
var rootOf = (leaves) => {
  let frontier = emptyFrontier();
  for (const leaf of leaves) frontier = appendLeaf(frontier, leaf).frontier;
  return frontierRoot(frontier);
};

// verify/log/proofs.ts
var verifyInclusion = (claim) => {
  if (claim.index < 0n || claim.index >= claim.size) return false;
  if (![claim.leaf, claim.root, ...claim.proof].every(isHash)) return false;
  let [node, last2, hash] = [claim.index, claim.size - 1n, claim.leaf];
  for (const each2 of claim.proof) {
    if (last2 === 0n) return false;
    if (isOdd(node) || node === last2) {
      hash = nodeHash(each2, hash);
      [node, last2] = rise(node, last2);
    } else hash = nodeHash(hash, each2);
    [node, last2] = [node >> 1n, last2 >> 1n];
  }
  return last2 === 0n && sameBytes(hash, claim.root);
};
var verifyConsistency = (claim) => {
  const { from, to, fromRoot, toRoot, proof } = claim;
  if (from <= 0n || from > to || ![fromRoot, toRoot, ...proof].every(isHash)) return false;
  if (from === to) return proof.length === 0 && sameBytes(fromRoot, toRoot);
  const [first, ...rest] = (from & from - 1n) === 0n ? [fromRoot, ...proof] : proof;
  if (first === void 0) return false;
  let [node, last2] = [from - 1n, to - 1n];
  while (isOdd(node)) [node, last2] = [node >> 1n, last2 >> 1n];
  let [older, newer] = [first, first];
  for (const each2 of rest) {
    if (last2 === 0n) return false;
    if (isOdd(node) || node === last2) {
      [older, newer] = [nodeHash(each2, older), nodeHash(each2, newer)];
      [node, last2] = rise(node, last2);
    } else newer = nodeHash(newer, each2);
    [node, last2] = [node >> 1n, last2 >> 1n];
  }
  return last2 === 0n && sameBytes(older, fromRoot) && sameBytes(newer, toRoot);
};
var rise = (node, last2) => {
  let [up, edge] = [node, last2];
  while (!isOdd(up) && up !== 0n) [up, edge] = [up >> 1n, edge >> 1n];
  return [up, edge];
};
var isOdd = (value) => (value & 1n) === 1n;
var isHash = (hash) => hash.length === 32;

// verify/canonical-json.ts
var MAX_DEPTH = 64;
var canonicalJson = (value) => write(value, 0);
var isDeep = (value, depth = 0) => depth > MAX_DEPTH || typeof value === "object" && value !== null && Object.values(value).some((each2) => isDeep(each2, depth + 1));
var write = (value, depth) => {
  if (depth > MAX_DEPTH) throw new TypeError(`canonical JSON nests deeper than ${MAX_DEPTH}`);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return writeNumber(value);
  if (typeof value === "string") return writeString(value);
  if (Array.isArray(value)) return writeArray(value, depth);
  if (typeof value === "object") return writeObject(value, depth);
  throw new TypeError(`canonical JSON cannot hold a ${typeof value}`);
};
var writeNumber = (value) => {
  if (!Number.isFinite(value)) throw new TypeError(`canonical JSON cannot hold ${value}`);
  return JSON.stringify(value);
};
var writeString = (value) => {
  if (!value.isWellFormed()) throw new TypeError("canonical JSON cannot hold a lone surrogate");
  return JSON.stringify(value);
};
var writeArray = (value, depth) => {
  const items = [];
  for (let index = 0; index < value.length; index++) {
    if (!(index in value)) throw new TypeError("canonical JSON cannot hold a sparse array");
    items.push(write(value[index], depth + 1));
  }
  return `[${items.join(",")}]`;
};
var writeObject = (value, depth) => {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError("canonical JSON holds plain objects only");
  const entries = Object.entries(value);
  if (Object.getOwnPropertySymbols(value).length > 0) throw new TypeError("canonical JSON cannot hold symbols");
  entries.sort(([a], [b]) => a < b ? -1 : 1);
  return `{${entries.map(([key, item]) => `${writeString(key)}:${write(item, depth + 1)}`).join(",")}}`;
};

// verifier/src/pack/shapes.ts
var canonicalIn = (text) => {
  try {
    const value = JSON.parse(text);
    return canonicalJson(value) === text ? value : void 0;
  } catch {
    return void 0;
  }
};
var exactly = (value, ...names) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return void 0;
  const own = Object.keys(value);
  return own.length === names.length && names.every((name) => Object.hasOwn(value, name)) ? value : void 0;
};
var isHex = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
var isText = (value) => typeof value === "string";
var each = (value, read) => {
  if (!Array.isArray(value)) return void 0;
  const items = [];
  for (const item of value) {
    const one = read(item);
    if (one === void 0) return void 0;
    items.push(one);
  }
  return items;
};
var sizeIn = (value) => isText(value) ? readSize(value) : void 0;
var bytesIn = (length) => (value) => {
  const bytes = isText(value) ? fromBase64(value) : void 0;
  return bytes?.length === length ? bytes : void 0;
};

// verifier/src/pack/timestamps.ts
import { readFileSync as readFileSync2 } from "node:fs";

// verify/rfc3161/der.ts
var DerFault = class extends Error {
  constructor() {
    super(...arguments);
    this.name = "DerFault";
  }
};
var TAG = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  oid: 6,
  utf8String: 12,
  printableString: 19,
  utcTime: 23,
  generalizedTime: 24,
  sequence: 48,
  set: 49
};
var contextTag = (number, constructed = true) => (constructed ? 160 : 128) | number;
var elementAt = (bytes, at) => {
  const [tag = 0, first = 0] = bytes.subarray(at, at + 2);
  if (at + 2 > bytes.length || (tag & 31) === 31) throw new DerFault("an element is cut short, or has a long tag");
  const more = first < 128 ? 0 : first & 127;
  if (first >= 128 && (more < 1 || more > 4 || at + 2 + more > bytes.length))
    throw new DerFault("a length is cut short, indefinite or too long");
  const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
  if (more > 0 && (length < 128 || bytes[at + 2] === 0)) throw new DerFault("a length is not the shortest");
  const start = at + 2 + more;
  if (start + length > bytes.length) throw new DerFault("an element is longer than what holds it");
  return { tag, bytes: bytes.subarray(at, start + length), body: bytes.subarray(start, start + length) };
};
var readDer = (bytes) => {
  const found = elementAt(bytes, 0);
  if (found.bytes.length !== bytes.length) throw new DerFault("something follows the element");
  return found;
};
var within = ({ body }) => {
  const found = [];
  for (let at = 0; at < body.length; ) {
    const next = elementAt(body, at);
    found.push(next);
    at += next.bytes.length;
  }
  return found;
};
var Members = class {
  #rest;
  constructor(of, tag = TAG.sequence) {
    if (of.tag !== tag) throw new DerFault(`an element has the tag ${of.tag}, not ${tag}`);
    this.#rest = within(of);
  }
  /** The next, which must have this tag. */
  take(tag) {
    const found = this.maybe(tag);
    if (found === void 0) throw new DerFault(`a member with the tag ${tag} is missing`);
    return found;
  }
  /** The next if it has this tag. */
  maybe(tag) {
    return this.#rest[0]?.tag === tag ? this.#rest.shift() : void 0;
  }
  /** The next, whatever it is. */
  any() {
    const found = this.#rest.shift();
    if (found === void 0) throw new DerFault("a member is missing");
    return found;
  }
  end() {
    if (this.#rest.length > 0) throw new DerFault("there is a member too many");
  }
};
var oidOf = ({ tag, body }) => {
  if (tag !== TAG.oid || body.length === 0 || body.length > 40) throw new DerFault("this is no object identifier");
  const arcs = [];
  let arc = 0n;
  for (const [at, byte] of body.entries()) {
    if (arc === 0n && byte === 128) throw new DerFault("an object identifier is not the shortest");
    arc = arc << 7n | BigInt(byte & 127);
    if (byte >= 128 && at === body.length - 1) throw new DerFault("an object identifier is cut short");
    if (byte >= 128) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first = 0n, ...rest] = arcs;
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...rest].join(".");
};
var integerOf = ({ tag, body }) => {
  const [first = 0, second3 = 0] = body;
  if (tag !== TAG.integer || body.length === 0) throw new DerFault("this is no whole number");
  if (body.length > 1 && (first === 0 ? second3 < 128 : first === 255 && second3 >= 128))
    throw new DerFault("a whole number is not the shortest");
  return BigInt.asIntN(body.length * 8, BigInt(`0x${body.toString("hex")}`));
};
var booleanOf = ({ tag, body }) => {
  const [byte] = body;
  if (tag !== TAG.boolean || body.length !== 1 || byte !== 0 && byte !== 255)
    throw new DerFault("this is neither true nor false");
  return byte === 255;
};
var bitsOf = ({ tag, body }) => {
  if (tag !== TAG.bitString || body[0] !== 0) throw new DerFault("this is no string of whole bytes");
  return body.subarray(1);
};
var utc = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;
var generalized = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{0,8}[1-9]))?Z$/;
var timeOf = ({ tag, body }) => {
  const text = body.toString("latin1");
  const [, year = "", month, day, hour, minute, second3, fraction] = (tag === TAG.utcTime ? utc : tag === TAG.generalizedTime ? generalized : void 0)?.exec(text) ?? [];
  const full = tag === TAG.utcTime ? `${Number(year) < 50 ? "20" : "19"}${year}` : year;
  const instant2 = `${full}-${month}-${day}T${hour}:${minute}:${second3}`;
  if (!isInstant(...[full, month, day, hour, minute, second3].map(Number))) throw new DerFault("this is no time in UTC");
  return `${instant2}${fraction === void 0 ? "" : `.${fraction}`}Z`;
};
var daysOf = (year, month) => {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
};
var isInstant = (...[year = 0, month = 0, day = 0, hour = 0, minute = 0, second3 = 0]) => year > 0 && day > 0 && day <= daysOf(year, month) && hour < 24 && minute < 60 && second3 < 60;

// verify/rfc3161/signature.ts
import { constants, createPublicKey as createPublicKey2, verify as verify2 } from "node:crypto";
var hashes = {
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512"
};
var schemes = {
  "1.2.840.113549.1.1.1": ["RSA", null],
  "1.2.840.113549.1.1.11": ["RSA", "sha256"],
  "1.2.840.113549.1.1.12": ["RSA", "sha384"],
  "1.2.840.113549.1.1.13": ["RSA", "sha512"],
  "1.2.840.10045.4.3.2": ["ECDSA", "sha256"],
  "1.2.840.10045.4.3.3": ["ECDSA", "sha384"],
  "1.2.840.10045.4.3.4": ["ECDSA", "sha512"]
};
var RSA_PSS = "1.2.840.113549.1.1.10";
var MGF1 = "1.2.840.113549.1.1.8";
var NULL = "0500";
var hashOf = (algorithm) => {
  const members2 = new Members(algorithm);
  const hash = hashes[oidOf(members2.take(TAG.oid))];
  if (hash === void 0) throw new DerFault("a digest is neither SHA-256 nor SHA-384 nor SHA-512");
  endsWithNull(members2);
  return hash;
};
var schemeOf = (algorithm) => {
  const members2 = new Members(algorithm);
  const oid = oidOf(members2.take(TAG.oid));
  if (oid === RSA_PSS) return pssOf(members2);
  const found = schemes[oid];
  if (found === void 0) throw new DerFault(`signatures by ${oid} are not read`);
  endsWithNull(members2);
  return { kind: found[0], hash: found[1], salt: 0 };
};
var endsWithNull = (members2) => {
  const parameters = members2.maybe(5);
  if (parameters !== void 0 && parameters.bytes.toString("hex") !== NULL)
    throw new DerFault("a null holds something");
  members2.end();
};
var pssOf = (members2) => {
  const given = new Members(members2.take(TAG.sequence));
  members2.end();
  const only = (tag) => {
    const inner2 = new Members(given.take(contextTag(tag)), contextTag(tag));
    const found = inner2.any();
    inner2.end();
    return found;
  };
  const hash = hashOf(only(0));
  const mask = new Members(only(1));
  if (oidOf(mask.take(TAG.oid)) !== MGF1 || hashOf(mask.take(TAG.sequence)) !== hash)
    throw new DerFault("a mask is not MGF1 by the same digest");
  mask.end();
  const salt = given.maybe(contextTag(2));
  const length = salt === void 0 ? 20n : integerOf(only0(salt));
  given.end();
  if (length < 0n || length > 64n) throw new DerFault("a salt is longer than 64 bytes");
  return { kind: "RSA_PSS", hash, salt: Number(length) };
};
var only0 = (of) => {
  const inner2 = new Members(of, of.tag);
  const found = inner2.any();
  inner2.end();
  return found;
};
var keys = [
  "300d06092a864886f70d0101010500",
  "301306072a8648ce3d020106082a8648ce3d030107",
  "301006072a8648ce3d020106052b81040022",
  "301006072a8648ce3d020106052b81040023"
];
var UNCOMPRESSED = 4;
var publicKeyOf = (info) => {
  const members2 = new Members(info);
  const algorithm = members2.take(TAG.sequence).bytes.toString("hex");
  const bits = bitsOf(members2.take(TAG.bitString));
  members2.end();
  if (!keys.includes(algorithm)) return void 0;
  try {
    const key = createPublicKey2({ key: info.bytes, format: "der", type: "spki" });
    if (key.asymmetricKeyType === "ec") return bits[0] === UNCOMPRESSED ? key : void 0;
    const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
    return modulusLength >= 2048 && modulusLength <= 8192 && publicExponent % 2n === 1n && publicExponent > 1n && publicExponent < 2n ** 33n ? key : void 0;
  } catch {
    return void 0;
  }
};
var isSigned = (data, { scheme, bytes }, key, digest2) => {
  const hash = scheme.hash ?? digest2;
  if (hash === void 0 || key.asymmetricKeyType === "ec" !== (scheme.kind === "ECDSA")) return false;
  const { RSA_PKCS1_PSS_PADDING, RSA_PKCS1_PADDING } = constants;
  const padding = scheme.kind === "RSA_PSS" ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING;
  const options = scheme.kind === "ECDSA" ? { key } : { key, padding, saltLength: scheme.salt };
  return verify2(hash, data, options, bytes);
};

// verify/rfc3161/certificate.ts
var EXTENSION = {
  subjectKeyId: "2.5.29.14",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  policies: "2.5.29.32",
  extendedKeyUsage: "2.5.29.37"
};
var readCertificate = (whole) => {
  const parts = new Members(whole);
  const body = parts.take(TAG.sequence);
  const algorithm = parts.take(TAG.sequence);
  const bytes = bitsOf(parts.take(TAG.bitString));
  parts.end();
  const of = new Members(body);
  const [version, ...more] = within(of.take(contextTag(0)));
  if (version === void 0 || more.length > 0 || integerOf(version) !== 2n)
    throw new DerFault("no certificate of version 3");
  const serial = integerOf(of.take(TAG.integer));
  if (!of.take(TAG.sequence).bytes.equals(algorithm.bytes)) throw new DerFault("a certificate names two algorithms");
  const issuer = of.take(TAG.sequence);
  const [notBefore, notAfter] = validityOf(of.take(TAG.sequence));
  const subject = of.take(TAG.sequence);
  const key = publicKeyOf(of.take(TAG.sequence));
  for (const tag of [1, 2]) of.maybe(contextTag(tag, false));
  const extensions = extensionsIn(of.maybe(contextTag(3)));
  of.end();
  const signature = signatureOf(algorithm, bytes);
  return {
    ...{ bytes: whole.bytes, serial, issuer: issuer.bytes, subject: subject.bytes, commonName: commonNameIn(subject) },
    ...{ notBefore, notAfter, key, extensions, signed: body.bytes, signature }
  };
};
var signatureOf = (algorithm, bytes) => {
  try {
    return { scheme: schemeOf(algorithm), bytes };
  } catch (error) {
    if (error instanceof DerFault) return void 0;
    throw error;
  }
};
var validityOf = (validity) => {
  const times = within(validity);
  const [from, to] = times;
  if (from === void 0 || to === void 0 || times.length > 2) throw new DerFault("a validity is none");
  return [timeOf(from), timeOf(to)];
};
var extensionsIn = (given) => {
  const found = /* @__PURE__ */ new Map();
  if (given === void 0) return found;
  const [list, ...more] = within(given);
  if (list?.tag !== TAG.sequence || more.length > 0) throw new DerFault("a certificate's extensions are none");
  for (const each2 of within(list)) {
    const members2 = new Members(each2);
    const oid = oidOf(members2.take(TAG.oid));
    const critical = members2.maybe(TAG.boolean);
    const value = members2.take(TAG.octetString).body;
    members2.end();
    if (found.has(oid)) throw new DerFault(`a certificate has the extension ${oid} twice`);
    found.set(oid, { isCritical: critical !== void 0 && booleanOf(critical), value });
  }
  return found;
};
var COMMON_NAME = "2.5.4.3";
var named = [TAG.utf8String, TAG.printableString];
var commonNameIn = (name) => {
  let found = null;
  for (const attribute of within(name).flatMap(within)) {
    const members2 = new Members(attribute);
    const oid = oidOf(members2.take(TAG.oid));
    const { tag, body } = members2.any();
    members2.end();
    const text = body.toString("utf8");
    const isText2 = named.includes(tag) && Buffer.from(text).equals(body) && /^[^\p{Cc}]{1,200}$/u.test(text);
    if (oid === COMMON_NAME) found = isText2 ? text : null;
  }
  return found;
};
var isValidAt = ({ notBefore, notAfter }, instant2) => {
  const second3 = `${instant2.slice(0, 19)}Z`;
  return notBefore <= second3 && second3 <= notAfter;
};
var USE = { digitalSignature: 128, nonRepudiation: 64, keyCertSign: 4 };
var mayBeUsed = ({ extensions }, ...uses) => {
  const given = extensions.get(EXTENSION.keyUsage);
  if (given === void 0) return true;
  const [unused = 8, first = 0] = single(given.value, TAG.bitString).body;
  return unused < 8 && uses.some((use) => (first & USE[use]) !== 0);
};
var single = (value, tag) => {
  const [found, ...more] = within({ tag, bytes: value, body: value });
  if (found?.tag !== tag || more.length > 0) throw new DerFault("an extension holds something else than it should");
  return found;
};
var pathLengthOf = (certificate) => {
  const given = certificate.extensions.get(EXTENSION.basicConstraints);
  if (given === void 0 || !mayBeUsed(certificate, "keyCertSign")) return void 0;
  const members2 = new Members(single(given.value, TAG.sequence));
  const isAuthority = members2.maybe(TAG.boolean);
  const length = members2.maybe(TAG.integer);
  members2.end();
  if (isAuthority === void 0 || !booleanOf(isAuthority)) return void 0;
  return length === void 0 ? null : integerOf(length);
};
var understood = Object.values(EXTENSION);
var isUnderstood = ({ extensions }) => [...extensions].every(([oid, { isCritical }]) => !isCritical || understood.includes(oid));
var hasIssued = (issuer, issued, { at, below }) => {
  if (!issuer.subject.equals(issued.issuer) || issuer.key === void 0 || !isValidAt(issuer, at)) return false;
  const most = pathLengthOf(issuer);
  if (most === void 0 || most !== null && BigInt(below) > most || !isUnderstood(issuer)) return false;
  return issued.signature !== void 0 && isSigned(issued.signed, issued.signature, issuer.key);
};
var MOST_BETWEEN = 4;
var isIssuedBelow = (certificate, { roots, others, at }) => {
  let reached = isValidAt(certificate, at) && isUnderstood(certificate) ? [certificate] : [];
  for (let below = 0; below <= MOST_BETWEEN && reached.length > 0; below++) {
    const issued = reached;
    if (roots.some((root) => issued.some((each2) => hasIssued(root, each2, { at, below })))) return true;
    reached = others.filter((other) => issued.some((each2) => other !== each2 && hasIssued(other, each2, { at, below })));
  }
  return false;
};

// verify/rfc3161/roots.ts
var block = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;
var readRoots = (text) => {
  const found = [...text.matchAll(block)].map(
    ([, base64 = ""]) => readCertificate(readDer(Buffer.from(base64, "base64")))
  );
  if (found.length === 0) throw new DerFault("there is no certificate in PEM");
  return found;
};

// verify/rfc3161/token.ts
import { createHash as createHash2 } from "node:crypto";

// verify/rfc3161/read-token.ts
var OID = { signedData: "1.2.840.113549.1.7.2", tstInfo: "1.2.840.113549.1.9.16.1.4" };
var MOST_CERTIFICATES = 10;
var readToken = (bytes) => {
  const outer = new Members(readDer(bytes));
  if (oidOf(outer.take(TAG.oid)) !== OID.signedData) throw new DerFault("it is not signed");
  const data = new Members(inner(outer.take(contextTag(0))));
  outer.end();
  data.take(TAG.integer);
  data.take(TAG.set);
  const encapsulated = new Members(data.take(TAG.sequence));
  if (oidOf(encapsulated.take(TAG.oid)) !== OID.tstInfo) throw new DerFault("what is signed is something else");
  const content = inner(encapsulated.take(contextTag(0)), TAG.octetString).body;
  encapsulated.end();
  const given = data.maybe(contextTag(0));
  data.maybe(contextTag(1));
  const signers = within(data.take(TAG.set));
  data.end();
  const certificates = given === void 0 ? [] : within(given).filter(({ tag }) => tag === TAG.sequence);
  if (certificates.length > MOST_CERTIFICATES) throw new DerFault(`it has more than ${MOST_CERTIFICATES} certificates`);
  const [signer, ...more] = signers;
  if (signer === void 0 || more.length > 0) throw new DerFault("it has another number of signers than one");
  return {
    content,
    info: readInfo(content),
    certificates: certificates.map(readCertificate),
    signer: readSigner(signer)
  };
};
var inner = (of, tag = TAG.sequence) => {
  const [found, ...more] = within(of);
  if (found?.tag !== tag || more.length > 0) throw new DerFault("a member holds something else than it should");
  return found;
};
var readSigner = (given) => {
  const members2 = new Members(given);
  members2.take(TAG.integer);
  const keyId2 = members2.maybe(contextTag(0, false));
  const isOf = keyId2 === void 0 ? byIssuer(members2.take(TAG.sequence)) : byKeyId(keyId2.body);
  const hash = hashOf(members2.take(TAG.sequence));
  const attributes = members2.take(contextTag(0));
  const scheme = schemeOf(members2.take(TAG.sequence));
  const { body: bytes } = members2.take(TAG.octetString);
  members2.maybe(contextTag(1));
  members2.end();
  if (scheme.hash !== null && scheme.hash !== hash)
    throw new DerFault("it is signed over another digest than it names");
  const signed2 = Buffer.concat([Buffer.of(TAG.set), attributes.bytes.subarray(1)]);
  return { isOf, hash, signed: signed2, attributes: attributesIn(attributes), signature: { scheme, bytes } };
};
var byIssuer = (given) => {
  const members2 = new Members(given);
  const issuer = members2.take(TAG.sequence).bytes;
  const serial = integerOf(members2.take(TAG.integer));
  members2.end();
  return (certificate) => certificate.serial === serial && certificate.issuer.equals(issuer);
};
var byKeyId = (id) => ({ extensions }) => {
  const own = extensions.get(EXTENSION.subjectKeyId);
  return own !== void 0 && single(own.value, TAG.octetString).body.equals(id);
};
var attributesIn = (given) => {
  const found = /* @__PURE__ */ new Map();
  for (const each2 of within(given)) {
    const members2 = new Members(each2);
    const oid = oidOf(members2.take(TAG.oid));
    const values = within(members2.take(TAG.set));
    members2.end();
    if (found.has(oid)) throw new DerFault(`the signed attribute ${oid} is there twice`);
    if (values[0] !== void 0 && values.length === 1) found.set(oid, values[0]);
  }
  return found;
};
var readInfo = (content) => {
  const members2 = new Members(readDer(content));
  if (integerOf(members2.take(TAG.integer)) !== 1n) throw new DerFault("it is of another version");
  oidOf(members2.take(TAG.oid));
  const imprint = new Members(members2.take(TAG.sequence));
  if (hashOf(imprint.take(TAG.sequence)) !== "sha256") throw new DerFault("what is stamped is no SHA-256");
  const { body: digest2 } = imprint.take(TAG.octetString);
  imprint.end();
  integerOf(members2.take(TAG.integer));
  const time = timeOf(members2.take(TAG.generalizedTime));
  members2.maybe(TAG.sequence);
  const ordering = members2.maybe(TAG.boolean);
  if (ordering !== void 0) booleanOf(ordering);
  const nonce = members2.maybe(TAG.integer);
  members2.maybe(contextTag(0));
  if (members2.maybe(contextTag(1)) !== void 0) throw new DerFault("it has extensions, which are not read");
  members2.end();
  return { imprint: digest2, time, nonce: nonce === void 0 ? null : integerOf(nonce) };
};

// verify/rfc3161/token.ts
var TokenFault = class extends Error {
  constructor() {
    super(...arguments);
    this.name = "TokenFault";
  }
};
var OID2 = {
  tstInfo: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  timeStamping: "1.3.6.1.5.5.7.3.8"
};
var verifyToken = (token, options) => {
  try {
    return verified(readToken(token), options);
  } catch (error) {
    if (error instanceof DerFault) throw new TokenFault(`it is no time-stamp token: ${error.message}`);
    throw error;
  }
};
var verified = ({ content, info, certificates, signer }, { digest: digest2, roots }) => {
  const { imprint, time, nonce } = info;
  if (!imprint.equals(digest2)) throw new TokenFault("it stamps something else");
  const own = certificates.find((certificate) => signer.isOf(certificate) && isNamed(signer, certificate));
  if (own === void 0) throw new TokenFault("it holds no certificate that the signer says is its own");
  const { attributes, hash, signed: signed2, signature } = signer;
  const [type, sum] = [attributes.get(OID2.contentType), attributes.get(OID2.messageDigest)];
  if (type === void 0 || oidOf(type) !== OID2.tstInfo) throw new TokenFault("what was signed is no time stamp");
  if (sum?.tag !== TAG.octetString || !sum.body.equals(createHash2(hash).update(content).digest()))
    throw new TokenFault("what was signed is another time stamp");
  if (own.key === void 0 || !isSigned(signed2, signature, own.key, hash))
    throw new TokenFault("its signature is wrong");
  if (!isForStamping(own)) throw new TokenFault("its certificate is not for time stamping alone");
  if (!isIssuedBelow(own, { roots, others: certificates, at: time }))
    throw new TokenFault(`no chain of certificates that were valid at ${time} leads to an authority that is believed`);
  return { time, nonce, by: own.commonName ?? createHash2("sha256").update(own.bytes).digest("hex") };
};
var isNamed = ({ attributes }, { bytes }) => {
  const [newer, older] = [attributes.get(OID2.signingCertificateV2), attributes.get(OID2.signingCertificate)];
  const given = newer ?? older;
  if (given === void 0) return false;
  const [first] = within(new Members(given).take(TAG.sequence));
  if (first === void 0) return false;
  const members2 = new Members(first);
  const algorithm = newer === void 0 ? void 0 : members2.maybe(TAG.sequence);
  const hash = newer === void 0 ? "sha1" : algorithm === void 0 ? "sha256" : hashOf(algorithm);
  return members2.take(TAG.octetString).body.equals(createHash2(hash).update(bytes).digest());
};
var isForStamping = (certificate) => {
  const given = certificate.extensions.get(EXTENSION.extendedKeyUsage);
  if (given === void 0 || !given.isCritical) return false;
  const purposes = within(single(given.value, TAG.sequence)).map(oidOf);
  return purposes.join() === OID2.timeStamping && mayBeUsed(certificate, "digitalSignature", "nonRepudiation");
};

// verifier/src/pack/timestamps.ts
var rootsFor = (path) => {
  if (path === void 0) return void 0;
  try {
    return readRoots(readFileSync2(path, "latin1"));
  } catch (error) {
    if (error instanceof DerFault) throw new Error(`${path} holds no certificates of authorities: ${error.message}`);
    throw error;
  }
};
var checkStamp = (found, { name, receipt, note }, { roots, size }) => {
  try {
    const { told: told2, token } = readReceipt(receipt);
    const { time, by } = verifyToken(token, { digest: sha256Bytes(readNote(note).text), roots });
    if (time !== told2) throw new TokenFault("the receipt tells another time than the token");
    return { size: String(size), time, by };
  } catch (error) {
    if (!(error instanceof TokenFault)) throw error;
    found.add("TIMESTAMP_INVALID", `${name}: ${error.message}`);
    return void 0;
  }
};
var readReceipt = (receipt) => {
  let given;
  try {
    given = JSON.parse(receipt);
  } catch {
    throw new TokenFault("the receipt is no JSON");
  }
  const { time, token } = exactly(given, "time", "token") ?? {};
  const bytes = isText(token) ? fromBase64(token) : void 0;
  if (bytes === void 0 || !isText(time)) throw new TokenFault("the receipt holds no token");
  return { told: time, token: bytes };
};
var stampedAt = (stamps, size) => {
  const covering = stamps.filter((stamp) => BigInt(stamp.size) >= size).map(({ time }) => time);
  return covering.reduce(
    (first, time) => first === null || digitsOf(time) < digitsOf(first) ? time : first,
    null
  );
};
var digitsOf = (time) => time.slice(0, -1);

// verifier/src/pack/anchors.ts
var keptIn = (text) => {
  const names = ["at", "checkpoint", "consistency", "kind", "receipt", "size", "v"];
  const { v, size, checkpoint, consistency, at, kind, receipt } = exactly(canonicalIn(text), ...names) ?? {};
  const [leaves, proof] = [sizeIn(size), each(consistency, bytesIn(32))];
  if (v !== 1 || leaves === void 0 || proof === void 0 || !isText(checkpoint)) return void 0;
  if (!isText(at) || !isText(kind) || !isText(receipt)) return void 0;
  return { size: leaves, note: checkpoint, consistency: proof, kind, receipt };
};
var checkAnchors = async (found, files, { checkpoint, policy, roots }) => {
  const names = [...files.names].filter((name) => name.startsWith("anchors/"));
  const unwitnessed = { ...policy, witnesses: [], groups: [], quorum: "none" };
  const stamps = [];
  let tokens = 0;
  for (const name of names) {
    const text = await files.text(name);
    const kept = text === void 0 ? void 0 : keptIn(text);
    const older = kept && believe(found, kept.note, unwitnessed, name);
    if (kept === void 0) found.add("MALFORMED", `${name} is none`);
    if (kept?.kind === "rfc3161") tokens++;
    if (kept === void 0 || older === void 0) continue;
    compare(found, name, { kept, older, checkpoint });
    if (kept.kind !== "rfc3161" || roots === void 0) continue;
    const stamp = checkStamp(found, { name, ...kept }, { roots, size: older.size });
    if (stamp !== void 0) stamps.push(stamp);
  }
  return { kept: names.length - tokens, tokens, stamps };
};
var compare = (found, name, { kept, older, checkpoint: { origin, size, root } }) => {
  const claim = { from: older.size, to: size, fromRoot: older.root, toRoot: root, proof: kept.consistency };
  if (older.origin !== origin) found.add("WRONG_LOG", `${name}: what it keeps is of another log`);
  else if (older.size !== kept.size) found.add("MALFORMED", `${name} is none`);
  else if (older.size > size)
    found.add("SIZE_BELOW_ANCHOR", `${name}: it keeps ${older.size} leaves, the pack has ${size}`);
  else if (older.size > 0n && !verifyConsistency(claim))
    found.add("ANCHOR_INCONSISTENT", `${name}: the pack's log does not go on from what it keeps`);
};

// verifier/src/pack/artifacts.ts
import { createHash as createHash3 } from "node:crypto";
import { createReadStream, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
var checkArtifacts = async (found, folder, artifacts) => {
  const there = new Set(filesBelow(folder, ""));
  for (const { path, sha256: sha2564 } of artifacts) {
    if (!there.delete(path)) found.add("MISSING", `${path} of the version is not in the folder`);
    else if (await digestOf(join(folder, path)) !== sha2564)
      found.add("DIGEST_MISMATCH", `${path} is not the file that the version froze`);
  }
  for (const path of [...there].sort()) found.add("DIGEST_MISMATCH", `${path} is no file of the version`);
};
var filesBelow = (folder, path) => readdirSync(join(folder, path)).flatMap((name) => {
  const own = path === "" ? name : `${path}/${name}`;
  return lstatSync(join(folder, own)).isDirectory() ? filesBelow(folder, own) : [own];
});
var digestOf = async (path) => {
  if (!lstatSync(path).isFile()) return "";
  const hash = createHash3("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
};

// verifier/src/pack/dsse.ts
import { createPublicKey as createPublicKey3, verify as verify3 } from "node:crypto";
var TYPE = "application/vnd.in-toto+json";
var readSigned = (text) => {
  const envelope = exactly(canonicalIn(text), "payload", "payloadType", "signatures");
  const signatures = each(envelope?.signatures, (one) => exactly(one, "keyid", "sig"));
  const [keyid, signature] = [signatures?.[0]?.keyid, bytesIn(64)(signatures?.[0]?.sig)];
  const payload = isText(envelope?.payload) ? fromBase64(envelope.payload) : void 0;
  if (envelope?.payloadType !== TYPE || signatures?.length !== 1 || !isHex(keyid) || !signature || !payload)
    return void 0;
  const statement = readStatement(payload.toString("utf8"));
  return statement && { payload, keyid, signature, statement };
};
var isSignedBy = ({ payload, signature }, publicKey) => {
  const x = publicKey.toString("base64url");
  const key = createPublicKey3({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const head = Buffer.from(`DSSEv1 ${TYPE.length} ${TYPE} ${payload.length} `);
  return verify3(null, Buffer.concat([head, payload]), key, signature);
};
var readStatement = (text) => {
  const all = exactly(canonicalIn(text), "_type", "predicate", "predicateType", "subject");
  const parts = ["card", "counts", "disclosed", "hardening", "index", "log", "manifest", "version"];
  const predicate = exactly(all?.predicate, ...parts);
  const types = [all?._type, all?.predicateType].join();
  if (predicate === void 0 || types !== "https://in-toto.io/Statement/v1,urn:x-countersign:evidence:v1")
    return void 0;
  const [index, log2] = [indexIn(predicate.index), logIn(predicate.log)];
  const [card, version] = [cardIn(predicate.card), versionIn(predicate.version)];
  const [subjects, counts] = [each(all?.subject, subjectIn), countsIn(predicate.counts)];
  const level = exactly(predicate.hardening, "level")?.level;
  const disclosed = disclosedIn(predicate.disclosed);
  const hardening = level === null || [0, 1, 2, 3].includes(level) ? level : void 0;
  if (!index || !log2 || card === void 0 || !version || !subjects || !counts || !disclosed) return void 0;
  if (hardening === void 0 || !isHex(predicate.manifest)) return void 0;
  return { card, counts, disclosed, hardening, index, log: log2, manifest: predicate.manifest, version, subjects };
};
var indexIn = (value) => {
  const { commitIndex, root, size } = exactly(value, "commitIndex", "root", "size") ?? {};
  const [leaf, leaves] = [sizeIn(commitIndex), sizeIn(size)];
  return leaf === void 0 || leaves === void 0 || !isHex(root) ? void 0 : { commitIndex: leaf, root, size: leaves };
};
var logIn = (value) => {
  const { id, origin, root, size } = exactly(value, "id", "origin", "root", "size") ?? {};
  const leaves = sizeIn(size);
  return leaves === void 0 || !isText(id) || !isText(origin) || !isHex(root) ? void 0 : { id, origin, root, size: leaves };
};
var versionIn = (value) => {
  const all = exactly(value, "digest", "id", "model", "modelId", "number");
  const { digest: digest2, id, model, modelId, number } = all ?? {};
  const isVersion = isHex(digest2) && isText(id) && isText(model) && isText(modelId) && Number.isSafeInteger(number);
  return isVersion ? { digest: digest2, id, model, modelId, number } : void 0;
};
var cardIn = (value) => {
  if (value === null) return null;
  const { file, path, sha256: sha2564 } = exactly(value, "file", "path", "sha256") ?? {};
  return isText(file) && isText(path) && isHex(sha2564) ? { file, path, sha256: sha2564 } : void 0;
};
var subjectIn = (value) => {
  const { digest: digest2, name } = exactly(value, "digest", "name") ?? {};
  const { sha256: sha2564 } = exactly(digest2, "sha256") ?? {};
  return isText(name) && isHex(sha2564) ? { name, sha256: sha2564 } : void 0;
};
var countsIn = (value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return void 0;
  return Object.values(value).every((count) => sizeIn(count) !== void 0) ? value : void 0;
};
var disclosedIn = (value) => {
  const all = each(value, (one) => isText(one) ? one : void 0);
  const known2 = ["NAME", "NETWORK", "TEXT"].filter((category) => all?.includes(category));
  return all !== void 0 && known2.join() === all.join() ? all : void 0;
};

// verify/disclosure.ts
import { createHash as createHash4 } from "node:crypto";
var commitmentTo = (disclosure) => createHash4("sha256").update(disclosure).digest("base64url");
var readDisclosure = (disclosure) => {
  try {
    const [, path, value] = JSON.parse(Buffer.from(disclosure, "base64url").toString());
    return typeof path === "string" && value !== void 0 ? { path, value } : void 0;
  } catch {
    return void 0;
  }
};
var keysTo = (path) => path.split("/").slice(1);
var step = (at, key) => typeof at === "object" && at !== null && Object.hasOwn(at, key) ? at[key] : void 0;
var opens = (body, disclosure) => {
  const keys2 = keysTo(readDisclosure(disclosure)?.path ?? "");
  return keys2.length > 0 && JSON.stringify(keys2.reduce(step, body)) === JSON.stringify({ _c: commitmentTo(disclosure) });
};
var isCommitment = (value) => typeof value === "object" && value !== null && Object.keys(value).join() === "_c";

// verifier/src/pack/facts.ts
var SERVICE = "sys_00000000000000000000000000";
var said = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
var textIn = (value) => typeof value === "string" ? value : "";
var listIn = (value) => Array.isArray(value) ? value : [];
var texts = (value) => listIn(value).filter((each2) => typeof each2 === "string");
var judgedBy = "challenge confirmed contentDigest decision digest dueAt fingerprint gate key keyid kind meaning name origin policy proof publicKey registered request review reviewState revision revoked role signature signingKey slot state verdict vkey webauthn".split(
  " "
);
var keyActs = ["beginSigningKey", "registerSigningKey", "confirmSigningKey", "revokeSigningKey"];
var picked = (value) => {
  const all = said(value);
  return Object.fromEntries(judgedBy.flatMap((name) => Object.hasOwn(all, name) ? [[name, all[name]]] : []));
};
var factOf = (body, disclosures, place) => {
  const { action, outcome, actor, subjects, before, after, decision } = body;
  const { id, kind, roles, auth } = said(actor);
  return {
    ...place,
    act: textIn(action),
    outcome: textIn(outcome),
    actor: {
      id: textIn(id),
      isUser: kind === "USER",
      roles: texts(roles),
      minters: texts(said(auth).mintedBy).filter((minter) => minter !== SERVICE)
    },
    before: picked(before),
    after: picked(after),
    decision: { gates: listIn(said(decision).gates).map(picked), signers: said(decision).signers },
    words: Object.hasOwn(said(after), "signature") ? wordsOf(body, disclosures) : void 0,
    subjects: listIn(subjects).map((each2) => {
      const { kind: of, id: subject, role, label } = said(each2);
      return { kind: textIn(of), id: textIn(subject), role: textIn(role), label };
    })
  };
};
var wordsOf = (body, disclosures) => {
  const opened = new Map(
    disclosures.flatMap((each2) => {
      const read = opens(body, each2) ? readDisclosure(each2) : void 0;
      return read === void 0 ? [] : [[read.path, read.value]];
    })
  );
  const at = (path, clear) => isCommitment(clear) ? opened.get(path) : clear;
  const statement = at("/after/signature/statement", said(said(body.after).signature).statement);
  const [comment, name] = [at("/reason", body.reason), at("/actor/name", said(body.actor).name)];
  return {
    statement: typeof statement === "string" ? statement : void 0,
    comment: typeof comment === "string" || comment === null ? comment : void 0,
    name: typeof name === "string" ? name : void 0
  };
};
var isJudged = ({ act, after }) => ["request", "digest", "name", "revision"].some((name) => Object.hasOwn(after, name)) || ["createRun", "createLoggedModel", ...keyActs].includes(act);
var handsOf = ({ id, minters }) => /* @__PURE__ */ new Set([id, ...minters]);
var shareHand = (one, other) => {
  const hands = handsOf(one);
  return [...handsOf(other)].some((hand) => hands.has(hand));
};

// verifier/src/pack/places.ts
var requirementsIn = (list, team) => listIn(list).map((each2) => {
  const { role, teamId, count } = said(each2);
  return { role: textIn(role), team: typeof teamId === "string" ? teamId : team, count: Number(count ?? 1) };
});
var includes = {
  CONTRIBUTOR: ["VIEWER"],
  MAINTAINER: ["CONTRIBUTOR", "VIEWER"],
  REVIEWER: ["VIEWER"],
  OWNER: ["MAINTAINER", "CONTRIBUTOR", "VIEWER"]
};
var held = ({ roles }, { role, team }, slugs) => roles.some((each2) => {
  const [slug = "", own = ""] = each2.split(":");
  const isOfTeam = slug.startsWith("team_") ? slug === team : slugs.get(team)?.has(slug) ?? each2.includes(":");
  return isOfTeam && (own === role || (includes[own]?.includes(role) ?? false));
});
var MOST_TRIALS = 2e5;
var placesFilled = (requirements, people2, slugs) => {
  const seats = requirements.flatMap((each2) => Array.from({ length: Math.min(each2.count, 100) }, () => each2));
  const able = seats.map((seat) => people2.filter((person) => held(person, seat, slugs)));
  const order = [...seats.keys()].sort((a, b) => (able[a]?.length ?? 0) - (able[b]?.length ?? 0));
  let [best, trials] = [0, 0];
  const go = (at, sitting) => {
    best = Math.max(best, sitting.length);
    if (best === seats.length || sitting.length + order.length - at <= best || ++trials > MOST_TRIALS) return;
    for (const person of able[order[at]] ?? [])
      if (!sitting.some((other) => shareHand(person, other))) go(at + 1, [...sitting, person]);
    go(at + 1, sitting);
  };
  go(0, []);
  return { filled: best, needed: seats.length };
};

// verifier/src/pack/duties.ts
var partiesOf = ({ by }, authors) => ({
  requesters: [by.id, ...by.minters],
  authors
});
var isBarred = (person, { id, text }, parties, decisions2) => {
  const separated = listIn(text.separationOfDuties);
  const barredBy = (duty, behind) => {
    const separates = separated.includes(duty);
    const close = separates ? behind : behind.slice(0, 1);
    return separates && behind.includes(person.id) || person.minters.some((minter) => minter !== person.id && close.includes(minter));
  };
  const waived = decisions2.some(
    ({ verdict, gate, by }) => verdict === "WAIVE" && gate.policy === id && shareHand(by, person)
  );
  return waived || barredBy("REQUESTER", parties.requesters) || barredBy("AUTHOR", parties.authors);
};
var maySignFree = (by, { statement, slugs, parties }) => {
  const makers = [parties.requesters[0], parties.authors[0]];
  return held(by, { role: "MAINTAINER", team: statement.team }, slugs) && !parties.requesters.includes(by.id) && !by.minters.some((each2) => each2 !== by.id && makers.includes(each2));
};

// verifier/src/pack/requests.ts
var CLOSED = ["REJECTED", "VOIDED", "WITHDRAWN", "EXPIRED"];
var requestsTold = (facts) => {
  const requests = /* @__PURE__ */ new Map();
  const [applied, contradictions] = [[], []];
  for (const fact of facts) {
    const id = fact.after.request;
    if (fact.outcome !== "ALLOWED" || typeof id !== "string") continue;
    const request = requests.get(id);
    if (fact.act === "applyTransition")
      applied.push({ fact, id, request: request && { ...request, decisions: [...request.decisions] } });
    else if (request === void 0) open(requests, fact, id);
    else {
      const detail = goOn(request, fact);
      if (detail !== void 0) contradictions.push({ fact, detail });
    }
  }
  return { requests, applied, contradictions };
};
var open = (requests, fact, id) => {
  const { contentDigest, verdict } = fact.after;
  if (typeof contentDigest !== "string" || verdict !== void 0) return;
  const digests = [contentDigest];
  requests.set(id, { id, by: fact.actor, opened: fact, contentDigest, digests, decisions: [], closed: null });
};
var goOn = (request, fact) => {
  const { contentDigest, verdict, state, gate } = fact.after;
  if (fact.act === "evaluateGates") {
    if (fact.before.contentDigest !== request.contentDigest)
      return `${request.id} is sealed anew over another digest than the one before`;
    request.contentDigest = textIn(contentDigest);
    request.digests.push(request.contentDigest);
  } else if (typeof verdict === "string") {
    if (["APPROVE", "WAIVE"].includes(verdict) && contentDigest !== request.contentDigest)
      return `what is signed is another digest than the one that ${request.id} had`;
    request.decisions.push({
      by: fact.actor,
      verdict,
      contentDigest: textIn(contentDigest),
      gate: said(gate),
      fact
    });
  }
  if (CLOSED.includes(textIn(state))) request.closed = textIn(state);
  return void 0;
};
var approvalsOf = ({ decisions: decisions2 }) => {
  const latest = /* @__PURE__ */ new Map();
  for (const decision of decisions2)
    if (["APPROVE", "REJECT"].includes(decision.verdict)) latest.set(decision.by.id, decision);
  return [...latest.values()].filter(({ verdict }) => verdict === "APPROVE");
};
var statementIn = (text) => {
  try {
    const all = said(JSON.parse(text));
    return {
      team: textIn(all.teamId),
      to: textIn(all.to),
      digest: textIn(all.digest),
      versionId: textIn(all.modelVersionId),
      emergency: all.emergency === true,
      policies: listIn(all.policies).map((each2) => {
        const { id, revision, digest: digest2 } = said(each2);
        return { id: textIn(id), revision: Number(revision), digest: textIn(digest2) };
      }),
      gates: listIn(all.gates).map((each2) => {
        const { policy, key, verdict } = said(each2);
        return { policy: textIn(policy), key: textIn(key), verdict: textIn(verdict) };
      })
    };
  } catch {
    return void 0;
  }
};

// verifier/src/pack/pack-requests.ts
var rulesOf = ({ statements, rules }, request) => {
  const known2 = statements.get(request)?.policies.map(({ id, revision }) => rules.get(`${id}.${revision}`));
  const there = known2?.filter((rule) => rule !== void 0);
  return there?.length === known2?.length ? there : void 0;
};
var checkTexts = async (found, files, { told: told2, facts, versionId }) => {
  for (const { fact, detail } of told2.contradictions) found.add("REQUEST_MISMATCH", detail, placeOf(fact));
  const statements = /* @__PURE__ */ new Map();
  for (const request of told2.requests.values()) {
    const text = await textOf2(found, files, `statements/${request.id}.json`, request.opened);
    const statement = text === void 0 ? void 0 : checkedStatement(found, text, request, versionId);
    if (statement !== void 0) statements.set(request.id, statement);
  }
  const revisions = revisionsTold(facts);
  const rules = /* @__PURE__ */ new Map();
  for (const [id, { policies }] of statements)
    for (const cited of policies) {
      const key = `${cited.id}.${cited.revision}`;
      const { opened } = told2.requests.get(id);
      if (cited.digest === "" || rules.has(key)) continue;
      const text = await textOf2(found, files, `policies/${key}.json`, opened);
      if (text === void 0) continue;
      const rule = ruleIn(cited.id, text);
      if (rule === void 0 || sha256(text) !== cited.digest || revisions.get(key) !== cited.digest)
        found.add("POLICY_TEXT_MISMATCH", `policies/${key}.json is not the policy that was signed by`, placeOf(opened));
      else rules.set(key, rule);
    }
  requireNoOther(found, files, statements, told2);
  return { statements, rules };
};
var placeOf = ({ leaf, stream }) => ({ leaf, stream });
var textOf2 = async (found, files, name, opened) => {
  if (files.names.has(name)) return files.text(name);
  found.add("MISSING", `${name} is missing`, placeOf(opened));
  return void 0;
};
var checkedStatement = (found, text, { id, contentDigest, opened }, versionId) => {
  const statement = statementIn(text);
  if (statement !== void 0 && sha256(text) === contentDigest && statement.versionId === versionId) return statement;
  found.add("REQUEST_MISMATCH", `statements/${id}.json is not what was asked for by its entries`, placeOf(opened));
  return void 0;
};
var revisionsTold = (facts) => new Map(
  facts.flatMap(({ stream, outcome, after }) => {
    const [kind, id] = stream.split(":");
    const isRevision = kind === "approval_policy" && outcome === "ALLOWED" && typeof after.revision === "number";
    return isRevision && after.digest !== void 0 ? [[`${id}.${after.revision}`, after.digest]] : [];
  })
);
var ruleIn = (id, text) => {
  try {
    return { id, text: said(JSON.parse(text)) };
  } catch {
    return void 0;
  }
};
var requireNoOther = (found, { names }, statements, { requests }) => {
  const cited = [...statements.values()].flatMap(
    ({ policies }) => policies.map(({ id, revision }) => `policies/${id}.${revision}.json`)
  );
  const known2 = /* @__PURE__ */ new Set([...cited, ...[...requests.keys()].map((id) => `statements/${id}.json`)]);
  if (statements.size < requests.size) return;
  for (const name of names)
    if (/^(statements|policies)\//.test(name) && !known2.has(name))
      found.add("MALFORMED", `${name}: no entry and no statement names it`);
};

// verifier/src/pack/signed-decisions.ts
var SIGNING = ["NONE", "OWN_KEY", "USER_VERIFIED"];
var [ONE, VERIFIED] = [SIGNING.indexOf("OWN_KEY"), SIGNING.indexOf("USER_VERIFIED")];
var signingUnder = (rules, signatures) => {
  const least = Math.max(0, ...rules.map(({ text }) => SIGNING.indexOf(textIn(text.signing))));
  return {
    isSigned: ({ fact }) => signatures.of(fact).strength >= least,
    isShown: ({ fact }) => signatures.of(fact).isShown,
    /** Given without any signature, where one is asked for. */
    isMissing: ({ fact }) => least >= ONE && fact.words === void 0,
    /** Signed by a device that should have verified its user, and did not. */
    isUnverified: ({ fact }) => least === VERIFIED && signatures.of(fact).strength === ONE
  };
};
var checkSigned = (found, { told: told2, texts: texts2, signatures }) => {
  for (const { id, decisions: decisions2 } of told2.requests.values()) {
    const rules = rulesOf(texts2, id);
    if (rules === void 0) continue;
    const { isMissing, isUnverified } = signingUnder(rules, signatures);
    for (const decision of decisions2) {
      const { leaf, stream } = decision.fact;
      if (isMissing(decision))
        found.add("POLICY_UNSATISFIED", `${id}: a policy asks for a signature by an own key`, { leaf, stream });
      if (isUnverified(decision))
        found.add("USER_NOT_VERIFIED", `${id}: a policy asks for a device that verified its user`, { leaf, stream });
    }
  }
};
var asCounted = (by, { fact }) => {
  if (fact.decision.signers === void 0) return by;
  const told2 = listIn(fact.decision.signers).map(said);
  const own = told2.find(({ id }) => id === by.id);
  return { ...by, roles: listIn(own?.roles).map((each2) => `${textIn(said(each2).teamId)}:${textIn(said(each2).role)}`) };
};

// verifier/src/pack/recount.ts
var recount = (judged) => {
  const { applied, request, statement, rules, parties, slugs, signatures } = judged;
  const { isSigned: isSigned2, isShown } = signingUnder(rules, signatures);
  const approvals = approvalsOf(request).filter((each2) => each2.by.isUser && isSigned2(each2)).map((each2) => ({ ...each2, by: asCounted(each2.by, applied) }));
  const counted = rules.map((rule) => {
    const able = approvals.filter(({ by }) => !isBarred(by, rule, parties, request.decisions));
    const wanted = requirementsOf(rule, statement);
    const shown = placesFilled(wanted, people(able.filter(isShown)), slugs).filled;
    return { rule, wanted, shown, ...placesFilled(wanted, people(able), slugs) };
  });
  const faults = [
    ...request.closed === null ? [] : [`the request was ${request.closed} before`],
    ...counted.flatMap(
      ({ rule, filled, needed }) => filled < needed ? [`of policy ${rule.id} ${filled} of ${needed} places are filled`] : []
    ),
    ...statement.emergency ? [] : rules.flatMap((rule) => gateFaults(rule, { ...judged, isSigned: isSigned2 })),
    ...statement.emergency ? emergencyFaults(rules) : []
  ];
  const isNobodys = counted.every(({ wanted }) => wanted.length === 0);
  const free = isNobodys ? freeMove(judged, approvals) : { needed: 0, given: 0, faults: [] };
  const freeShown = isNobodys ? freeMove(judged, approvals.filter(isShown)).given : 0;
  const sum = (numbers) => numbers.reduce((total, each2) => total + each2, 0);
  return {
    needed: sum(counted.map(({ needed }) => needed)) + free.needed,
    given: sum(counted.map(({ filled }) => filled)) + free.given,
    bySigner: sum(counted.map(({ shown }) => shown)) + freeShown,
    signers: approvals.map(({ by }) => by.id).sort(),
    faults: [
      ...faults,
      ...free.faults,
      ...applied.fact.after.slot === statement.to ? [] : ["it went to another slot than was signed"]
    ]
  };
};
var people = (decisions2) => decisions2.map(({ by }) => by);
var requirementsOf = ({ text }, { emergency, team }) => requirementsIn(emergency ? said(text.emergency).requirements : text.requirements, team);
var emergencyFaults = (rules) => rules.length === 0 ? ["no policy guards the move: it could be no emergency"] : rules.flatMap(
  ({ id, text }) => listIn(said(text.emergency).requirements).length > 0 ? [] : [`policy ${id} allows no emergency`]
);
var PASSING = ["PASSED", "SKIPPED", "WAIVED"];
var gateFaults = (rule, {
  applied,
  statement,
  request,
  parties,
  slugs,
  isSigned: isSigned2
}) => {
  if (!listIn(rule.text.slots).includes(statement.to)) return [];
  const then = listIn(applied.fact.decision.gates).map(said);
  return listIn(rule.text.gates).flatMap((each2) => {
    const gate = said(each2);
    const isIt = (of) => of.policy === rule.id && of.key === gate.key;
    const verdicts = [statement.gates.find(isIt)?.verdict, then.find(isIt)?.verdict];
    const bad = verdicts.find((verdict) => !PASSING.includes(textIn(verdict)));
    if (verdicts.some((verdict) => !PASSING.includes(textIn(verdict))))
      return [`the gate ${textIn(gate.key)} of policy ${rule.id} is ${textIn(bad) || "not there"}`];
    if (!verdicts.includes("WAIVED")) return [];
    const waivers = request.decisions.filter(
      (each3) => each3.verdict === "WAIVE" && isIt(each3.gate) && each3.by.isUser && isSigned2(each3) && !isBarred(each3.by, rule, parties, [])
    );
    const wanted = requirementsIn(gate.waivableBy, statement.team);
    const able = people(waivers).map((by) => asCounted(by, applied));
    const { filled, needed } = placesFilled(wanted, able, slugs);
    return wanted.length > 0 && filled === needed ? [] : [`nobody who may has waived the gate ${textIn(gate.key)} of policy ${rule.id}`];
  });
};
var freeMove = ({ request, statement, slugs, parties }, approvals) => {
  const isMover = request.by.roles.some((role) => /:(MAINTAINER|OWNER)$/.test(role));
  if (isMover && !statement.emergency) return { needed: 0, given: 0, faults: [] };
  const given = approvals.some(({ by }) => maySignFree(by, { statement, slugs, parties })) ? 1 : 0;
  return {
    needed: 1,
    given,
    faults: given === 1 ? [] : ["no policy asks for a signature, and no maintainer has approved"]
  };
};
var authorsOf = (own, all) => {
  const made = own.find(({ act, outcome }) => act === "createModelVersion" && outcome === "ALLOWED");
  if (made === void 0) return [];
  const origins = made.subjects.filter(({ role }) => role === "run" || role === "loggedModel").map(({ kind, id }) => `${kind}:${id}`);
  const opened = all.filter(
    ({ stream, act }) => origins.includes(stream) && ["createRun", "createLoggedModel"].includes(act)
  );
  return [.../* @__PURE__ */ new Set([made.actor.id, ...made.actor.minters, ...opened.map(({ actor }) => actor.id)])];
};

// verifier/src/pack/reviews.ts
var recountReview = (reviewing) => {
  const { own, lastLeaf, applied, request } = reviewing;
  const opened = own.find((fact) => isOpening(fact, applied));
  if (opened === void 0 && lastLeaf <= applied.fact.leaf) return { claim: null, faults: [] };
  if (opened === void 0)
    return { claim: null, faults: [{ fact: applied.fact, detail: "no review of the emergency was opened" }] };
  const [id, faults] = [textIn(opened.after.review), []];
  const count = counting(reviewing);
  for (const decision of request.decisions) {
    const { fact, verdict } = decision;
    if (verdict !== "CONFIRM" && verdict !== "OVERTURN") continue;
    const detail = fact.after.review === id && fact.leaf > opened.leaf ? count.take(decision) : "it is of no review";
    if (detail !== void 0) faults.push({ fact, detail });
  }
  return { claim: { id, dueAt: textIn(opened.after.dueAt), ...count.result() }, faults };
};
var isOpening = ({ act, outcome, after, leaf }, { id, fact }) => act === "openReview" && outcome === "ALLOWED" && after.request === id && leaf > fact.leaf;
var counting = (reviewing) => {
  const { applied, isSigned: isSigned2 } = reviewing;
  const signers = approvalsOf(applied.request).map(({ by }) => by);
  const { mayFill, filledBy } = ordinaryPlaces(reviewing);
  const confirmed = /* @__PURE__ */ new Map();
  let state = "OPEN";
  let count = filledBy([]);
  const take = (decision) => {
    const by = asCounted(decision.by, decision);
    if (state !== "OPEN") return `the review was ${state} before`;
    if (!by.isUser || signers.some((signer) => shareHand(signer, by)) || !mayFill(by))
      return "it is by somebody who may not review the emergency";
    if (!isSigned2(decision)) return void 0;
    if (decision.verdict === "OVERTURN") state = "OVERTURNED";
    else {
      confirmed.set(by.id, decision.by);
      count = filledBy([...confirmed.values()].map((each2) => asCounted(each2, decision)));
      if (count.given === count.needed) state = "CONFIRMED";
    }
    const told2 = decision.fact.after.reviewState;
    const isTold = told2 === void 0 || (told2 === "OVERDUE" ? "OPEN" : told2) === state;
    return isTold ? void 0 : `its entry says ${textIn(told2)} of the review, and it is ${state}`;
  };
  return { take, result: () => ({ state, ...count }) };
};
var ordinaryPlaces = ({ rules, statement, parties, slugs }) => {
  const wanted = rules.map((rule) => ({ rule, seats: requirementsIn(rule.text.requirements, statement.team) }));
  const isNobodys = wanted.every(({ seats }) => seats.length === 0);
  const isFree = (by) => maySignFree(by, { statement, slugs, parties });
  const mayFill = (by) => isNobodys ? isFree(by) : wanted.some(
    ({ rule, seats }) => !isBarred(by, rule, parties, []) && seats.some((seat) => held(by, seat, slugs))
  );
  const filledBy = (people2) => {
    if (isNobodys) return { needed: 1, given: people2.some(isFree) ? 1 : 0 };
    const counted = wanted.map(({ rule, seats }) => {
      const able = people2.filter((by) => !isBarred(by, rule, parties, []));
      return placesFilled(seats, able, slugs);
    });
    const sum = (of) => counted.reduce((total, each2) => total + of(each2), 0);
    return { needed: sum(({ needed }) => needed), given: sum(({ filled }) => filled) };
  };
  return { mayFill, filledBy };
};

// verifier/src/pack/moves.ts
var recountMoves = (found, recounting) => {
  const { facts, own, told: told2, texts: texts2, signatures } = recounting;
  checkSigned(found, recounting);
  const [authors, slugs] = [authorsOf(own, facts), slugsIn(facts)];
  const moves = [];
  let bySigner = 0;
  for (const applied of told2.applied) {
    const { fact, id, request } = applied;
    const place = { leaf: fact.leaf, stream: fact.stream };
    if (request === void 0) {
      found.add("POLICY_UNSATISFIED", `no entry before has asked for the move by ${id}`, place);
      continue;
    }
    const [statement, rules] = [texts2.statements.get(id), rulesOf(texts2, id)];
    if (statement === void 0 || rules === void 0) continue;
    const judged = { applied, request, statement, rules, parties: partiesOf(request, authors), slugs, signatures };
    const counted = recount(judged);
    const faults = [...counted.faults, ...contentFaults(own, applied, statement.digest)];
    for (const fault of faults) found.add("POLICY_UNSATISFIED", `${id}: ${fault}`, place);
    moves.push(claimOf(applied, counted, statement.emergency ? reviewOf(found, recounting, judged) : null));
    bySigner += counted.bySigner;
  }
  const sum = (of) => moves.reduce((total, move) => total + of(move), 0);
  return { needed: sum(({ needed }) => needed), given: sum(({ given }) => given), bySigner, moves };
};
var reviewOf = (found, { own, told: told2, lastLeaf }, judged) => {
  const { id } = judged.applied;
  const request = told2.requests.get(id) ?? judged.request;
  const { isSigned: isSigned2 } = signingUnder(judged.rules, judged.signatures);
  const { claim, faults } = recountReview({ ...judged, own, lastLeaf, request, isSigned: isSigned2 });
  for (const { fact, detail } of faults)
    found.add("POLICY_UNSATISFIED", `${id}: ${detail}`, { leaf: fact.leaf, stream: fact.stream });
  return claim;
};
var claimOf = ({ id, fact }, { needed, given, signers }, review) => ({
  request: id,
  slot: textIn(fact.after.slot),
  at: fact.at,
  needed,
  given,
  signers,
  review
});
var contentFaults = (own, { fact, request }, digest2) => {
  const before = own.filter(
    ({ leaf, outcome, after }) => leaf < fact.leaf && outcome === "ALLOWED" && after.digest !== void 0
  );
  const frozen = before.findLast(({ act }) => ["createModelVersion", "freezeModelVersion"].includes(act));
  return frozen?.after.digest === digest2 || request === void 0 ? [] : ["what was signed is not what the version had frozen"];
};
var slugsIn = (facts) => {
  const slugs = /* @__PURE__ */ new Map();
  for (const { subjects } of facts)
    for (const { kind, id, label } of subjects)
      if (kind === "team" && typeof label === "string") slugs.set(id, (slugs.get(id) ?? /* @__PURE__ */ new Set()).add(label));
  return slugs;
};

// verifier/src/pack/pack-content.ts
var contentIn = (text) => {
  try {
    const { modelId, version, artifacts } = said(JSON.parse(text));
    const files = listIn(artifacts).map((each2) => {
      const { path, sha256: digest2 } = said(each2);
      return { path: textIn(path), sha256: textIn(digest2) };
    });
    return { modelId: textIn(modelId), version, artifacts: files };
  } catch {
    return void 0;
  }
};
var digestTold = (own) => textIn(
  own.findLast(
    ({ act, outcome }) => outcome === "ALLOWED" && ["createModelVersion", "freezeModelVersion"].includes(act)
  )?.after.digest
);
var checkContent = (found, text, { statement, facts, own }) => {
  const content = contentIn(text);
  const { version, subjects } = statement;
  const told2 = digestTold(own);
  if (content === void 0 || sha256(text) !== told2) {
    found.add("CONTENT_MISMATCH", "content.json has not the digest that the version's entries tell");
    return void 0;
  }
  const names = facts.filter(
    ({ stream, act, outcome }) => stream === `registered_model:${content.modelId}` && outcome === "ALLOWED" && ["createRegisteredModel", "renameRegisteredModel"].includes(act)
  );
  const is = [content.modelId, content.version, told2, names.at(-1)?.after.name];
  if ([version.modelId, version.number, version.digest, version.model].some((each2, at) => each2 !== is[at]))
    found.add("STATEMENT_MISMATCH", "the statement is about another version than the pack's entries and content");
  const listed = [
    { name: version.id, sha256: version.digest },
    ...content.artifacts.map((each2) => ({ name: `artifacts/${each2.path}`, sha256: each2.sha256 }))
  ];
  if (JSON.stringify(listed) !== JSON.stringify(subjects.map(({ name, sha256: digest2 }) => ({ name, sha256: digest2 }))))
    found.add("STATEMENT_MISMATCH", "its subjects are not the version and its files");
  return content;
};
var checkCard = (found, { card }, files, content) => {
  const cards = [...files.keys()].filter((name) => name.startsWith("card."));
  if (cards.join() !== (card === null ? "" : card.file))
    found.add("STATEMENT_MISMATCH", "the model card is another file than the statement names");
  if (card === null || content === void 0) return;
  const isOurs = content.artifacts.some(({ path, sha256: digest3 }) => path === card.path && digest3 === card.sha256);
  const digest2 = files.get(card.file)?.sha256;
  if (!isOurs || digest2 !== void 0 && digest2 !== card.sha256 || card.file !== cardName(card.path))
    found.add("CONTENT_MISMATCH", "the model card is none of the version's files");
};
var cardName = (path) => {
  const extension = /\.([a-z0-9]{1,10})$/.exec(path.slice(path.lastIndexOf("/") + 1).toLowerCase())?.[1];
  return `card.${extension ?? "bin"}`;
};

// verify/log/tlog-proof.ts
var HEADER = "c2sp.org/tlog-proof@v1";
var formatTlogProof = ({ index, hashes: hashes2, checkpoint, extra }) => [
  HEADER,
  ...extra === void 0 ? [] : [`extra ${toBase64(extra)}`],
  `index ${index}`,
  ...hashes2.map(toBase64),
  "",
  checkpoint
].join("\n");

// verify/envelope.ts
var NO_ENTRY = "0".repeat(64);
var members = {
  1: ["act", "actor", "at", "body", "prev", "seq", "stream", "v"],
  2: ["act", "actor", "at", "body", "links", "out", "prev", "rows", "seq", "stream", "v"]
};
var readEnvelope = (text) => {
  try {
    const envelope = JSON.parse(text);
    const { v: form } = envelope;
    const own = Object.keys(envelope);
    const wanted = typeof form === "number" ? members[form] : void 0;
    const isOne = (member, at) => own[at] === member && (member === "v" || typeof envelope[member] === "string");
    if (wanted?.length !== own.length || !wanted.every(isOne)) return void 0;
    return form === 2 ? envelope : { links: null, out: null, rows: null, ...envelope };
  } catch {
    return void 0;
  }
};

// verify/links.ts
var listsBelow = {
  approval_policy: { policy: "approval_policy.request" },
  experiment: { experiment: "experiment.run" },
  log: { index: "log.index" },
  logged_model: { loggedModel: "logged_model.version" },
  model_version: { read: "model_version.read" },
  registered_model: { model: "registered_model.version" },
  run: { run: "run.version" },
  signing_key: { signedWith: "signing_key.signature" }
};
var inOrder = (links) => links.map((link) => ({ link, text: JSON.stringify(link) })).sort((a, b) => a.text < b.text ? -1 : 1).map(({ link }) => link);
var linksOf = (subjects) => inOrder(subjects.map(({ kind, id, role }) => [listsBelow[kind]?.[role] ?? kind, id, role]));

// verifier/src/entry-rules.ts
var entryRules = (found, isWhole = () => true) => {
  const streams = /* @__PURE__ */ new Map();
  const follow = (envelope, hash, place) => {
    const last2 = streams.get(envelope.stream) ?? { seq: 0n, hash: NO_ENTRY, at: "" };
    const seq = BigInt(envelope.seq);
    const isNext = seq === last2.seq + 1n;
    if (seq > last2.seq + 1n && isWhole(envelope.stream))
      found.add("STREAM_GAP", `entry ${seq} follows entry ${last2.seq} of its stream`, place);
    else if (seq <= last2.seq)
      found.add("SEQ_COLLISION", `entry ${seq} stands after entry ${last2.seq} of its stream`, place);
    else if (isNext && envelope.prev !== last2.hash)
      found.add("PREV_MISMATCH", `entry ${seq} does not name the hash of the entry before`, place);
    if (envelope.at <= last2.at) found.add("TIME_REVERSED", `entry ${seq} is not later than the entry before`, place);
    if (seq > last2.seq) streams.set(envelope.stream, { seq, hash, at: envelope.at });
  };
  return {
    streams: () => streams.size,
    /** What a leaf's envelope and the line beside it say; undefined when the envelope is none. */
    look: (text, hash, line2, place) => {
      if (text === "") {
        found.add("MISSING", "the entry is gone", place);
        return void 0;
      }
      const envelope = readEnvelope(text);
      if (envelope === void 0 || !isPlain(text, envelope)) {
        found.add("ENVELOPE_MISMATCH", "the leaf is no envelope in its canonical form", place);
        return void 0;
      }
      const at = { ...place, stream: envelope.stream };
      follow(envelope, hash, at);
      if (line2 === void 0) return void 0;
      const body = checkedBody(found, line2, envelope, at);
      const links = checkedLinks(found, line2, { envelope, body }, at);
      checkRows(found, line2, envelope, at);
      return { envelope, links, body, after: body?.after };
    }
  };
};
var checkRows = (found, { rows }, envelope, place) => {
  if (rows === void 0 || envelope.rows === null) return;
  if (envelope.rows !== (rows === null ? NO_ENTRY : digest(rows)))
    found.add("ROWS_MISMATCH", "the notes of rows are not those whose digest the envelope holds", place);
};
var checkedBody = (found, { body: text }, envelope, place) => {
  if (text === null) {
    found.add("MISSING", "its body is missing", place);
    return void 0;
  }
  if (sha256(text) !== envelope.body) {
    found.add("BODY_HASH_MISMATCH", "the body is not the one whose digest the envelope holds", place);
    return void 0;
  }
  const body = bodyOf(text);
  if (body === void 0) found.add("ENVELOPE_MISMATCH", "the body is no entry's in canonical form", place);
  else if (body.action !== envelope.act || body.actor.id !== envelope.actor)
    found.add("ENVELOPE_MISMATCH", "the body says another act or actor", place);
  else if (envelope.out !== null && body.outcome !== envelope.out)
    found.add("ENVELOPE_MISMATCH", "the body says another outcome", place);
  return body;
};
var checkedLinks = (found, { links }, { envelope, body }, place) => {
  const text = JSON.stringify(links);
  const ofBody = body === void 0 ? void 0 : JSON.stringify(linksOf(body.subjects));
  const isSealed = envelope.links === null || envelope.links === sha256(text);
  if (!isSealed) found.add("LINKS_MISMATCH", "the links are not those whose digest the envelope holds", place);
  else if (ofBody !== void 0 && ofBody !== text)
    found.add("LINKS_MISMATCH", "the links are not those that follow from the body's subjects", place);
  else if (envelope.links !== null || ofBody !== void 0) return links;
  return void 0;
};
var digest = (value) => {
  try {
    return sha256(canonicalJson(value));
  } catch {
    return "none";
  }
};
var isPlain = (text, { seq, prev }) => /^[ -~]+$/.test(text) && JSON.stringify(JSON.parse(text)) === text && /^[1-9][0-9]{0,18}$/.test(seq) && /^[0-9a-f]{64}$/.test(prev);
var isCanonical = (text, value) => !text.includes("\\ud") && isOrdered(value, 0) && JSON.stringify(value) === text || canonicalJson(value) === text;
var isOrdered = (value, depth) => {
  if (typeof value !== "object" || value === null) return true;
  if (depth > 60) return false;
  if (Array.isArray(value)) return value.every((each2) => isOrdered(each2, depth + 1));
  let last2 = "";
  for (const [name, each2] of Object.entries(value)) {
    if (name < last2 || !isOrdered(each2, depth + 1)) return false;
    last2 = name;
  }
  return true;
};
var bodyOf = (text) => {
  try {
    const body = JSON.parse(text);
    const isBody = isCanonical(text, body) && typeof body.actor.id === "string" && body.subjects.every((each2) => [each2.kind, each2.id, each2.role].every((part) => typeof part === "string"));
    return isBody ? body : void 0;
  } catch {
    return void 0;
  }
};

// verifier/src/pack/disclosures.ts
var disclosureRules = (found, disclosed) => {
  const shut = /* @__PURE__ */ new Map();
  return {
    look: (body, disclosures, place) => {
      const paths = disclosures.map((each2) => opens(body, each2) ? readDisclosure(each2)?.path : void 0);
      const inOrder2 = paths.every((path, at) => at === 0 || (paths[at - 1] ?? "") < (path ?? ""));
      if (paths.includes(void 0) || !inOrder2)
        found.add("DISCLOSURE_MISMATCH", "a disclosure opens nothing that the body commits to", place);
      const open2 = new Set(paths);
      for (const path of commitmentsIn(body, ""))
        if (!open2.has(path)) shut.set(categoryOf(path), (shut.get(categoryOf(path)) ?? 0) + 1);
    },
    /** What stays shut is no alarm: it was left out of the pack, or erased. */
    finish: () => {
      for (const [category, count] of [...shut].sort(([a], [b]) => a < b ? -1 : 1)) {
        const isErased = category.split(" or ").every((each2) => disclosed.includes(each2));
        const why = isErased ? "were erased" : "were left out of the pack";
        found.add(isErased ? "ERASED" : "REDACTED", `${count} values (${category}) ${why}`, {}, "info");
      }
    }
  };
};
var commitmentsIn = function* (value, path) {
  if (typeof value !== "object" || value === null) return;
  if (isCommitment(value)) yield path;
  else for (const [key, each2] of Object.entries(value)) yield* commitmentsIn(each2, `${path}/${key}`);
};
var categoryOf = (path) => {
  const [, place] = path.split("/");
  if (place === "request") return "NETWORK";
  if (place === "actor" || place === "subjects") return "NAME";
  return place === "reason" ? "TEXT" : "NAME or TEXT";
};

// verify/log/index.ts
var BUCKET_BITS = 20;
var BUCKETS = 2 ** BUCKET_BITS;
var noHead = Buffer.alloc(32);
var keysOf = (links, stream) => {
  const keys2 = links.map(([kind, id, role]) => `${role === "read" ? "read:" : ""}${kind}:${id}`);
  return [.../* @__PURE__ */ new Set([...keys2, `stream:${stream}`])].sort((a, b) => a < b ? -1 : 1);
};
var hashOfKey = (key) => sha256Bytes(key);
var chained = Buffer.alloc(40);
var nextHead = (head, leafIndex) => {
  if (head.length !== 32) throw new RangeError("a head has 32 bytes");
  chained.set(head);
  chained.writeBigUInt64BE(leafIndex, 32);
  return sha256Bytes(chained);
};
var bucketOf = (keyHash) => (keyHash[0] ?? 0) << 12 | (keyHash[1] ?? 0) << 4 | (keyHash[2] ?? 0) >> 4;
var ITEM_BYTES = 72;
var itemOf = ({ keyHash, count, head }) => Buffer.concat([keyHash, uint64(count), head]);
var readItem = (item) => {
  if (item.length !== ITEM_BYTES) return void 0;
  const count = Buffer.from(item.subarray(32, 40)).readBigUInt64BE();
  return count === 0n ? void 0 : { keyHash: item.subarray(0, 32), count, head: item.subarray(40) };
};
var bucketRoot = (items) => rootOf([...items].sort(Buffer.compare).map((item) => leafHash(item)));
var bucketLeaf = (root) => leafHash(root);
var emptyNodes = Array.from({ length: BUCKET_BITS }).reduce(
  (nodes) => [...nodes, nodeHash(nodes.at(-1), nodes.at(-1))],
  [bucketLeaf(emptyRoot)]
);
var emptyIndexRoot = emptyNodes[BUCKET_BITS];
var updateIndex = async (read, roots) => {
  const made = [];
  let level = new Map([...roots].map(([bucket, root]) => [bucket, bucketLeaf(root)]));
  for (let height = 0; height <= BUCKET_BITS; height++) {
    for (const [index, hash] of level) made.push({ level: height, index: BigInt(index), hash });
    if (height < BUCKET_BITS) level = await parents(read, height, level);
  }
  return made;
};
var parents = async (read, height, level) => {
  const lone = [...level.keys()].map((index) => index ^ 1).filter((sibling) => !level.has(sibling));
  const stored = lone.length === 0 ? /* @__PURE__ */ new Map() : await read(height, lone);
  const at = (index) => level.get(index) ?? stored.get(index) ?? emptyNodes[height];
  return new Map([...level.keys()].map((index) => [index >> 1, nodeHash(at(index & ~1), at(index | 1))]));
};
var proveKey = (keyHash, { items, path }, root) => {
  const bucket = bucketOf(keyHash);
  const states = items.flatMap((item) => readItem(item) ?? []);
  const inOrder2 = states.every(({ keyHash: own2 }, at) => at === 0 || Buffer.compare(states[at - 1].keyHash, own2) < 0);
  const own = states.every((state) => bucketOf(state.keyHash) === bucket);
  if (states.length !== items.length || !inOrder2 || !own || path.length !== BUCKET_BITS) return { proved: "NOTHING" };
  const leaf = bucketLeaf(bucketRoot(items));
  if (!verifyInclusion({ leaf, index: BigInt(bucket), size: BigInt(BUCKETS), root, proof: path }))
    return { proved: "NOTHING" };
  const found = states.find((state) => sameBytes(state.keyHash, keyHash));
  return found === void 0 ? { proved: "ABSENT" } : { proved: "PRESENT", count: found.count, head: found.head };
};
var stateOfLeaves = (key, leaves) => ({
  keyHash: hashOfKey(key),
  count: BigInt(leaves.length),
  head: leaves.reduce(nextHead, noHead)
});

// verifier/src/pack/pack-index.ts
var readIndex = (text) => {
  const all = exactly(canonicalIn(text), "commitIndex", "keys", "root", "size", "v");
  const [commitIndex, size] = [sizeIn(all?.commitIndex), sizeIn(all?.size)];
  const keys2 = each(all?.keys, readKey);
  if (all?.v !== 1 || commitIndex === void 0 || size === void 0 || !isHex(all.root) || keys2 === void 0)
    return void 0;
  const inOrder2 = keys2.every(({ key }, at) => at === 0 || keys2[at - 1].key < key);
  return inOrder2 ? { commitIndex, size, root: all.root, keys: keys2 } : void 0;
};
var readKey = (value) => {
  const { key, bucket, ...all } = exactly(value, "bucket", "count", "items", "key", "leaves", "path") ?? {};
  const [count, leaves] = [sizeIn(all.count), each(all.leaves, sizeIn)];
  const [items, path] = [each(all.items, bytesIn(72)), each(all.path, bytesIn(32))];
  if (!isText(key) || typeof bucket !== "number" || count === void 0 || !leaves || !items || !path) return void 0;
  const ascend = leaves.every((leaf, at) => at === 0 || leaves[at - 1] < leaf);
  return ascend ? { key, bucket, count, leaves, items, path } : void 0;
};
var lastLeafOf = ({ keys: keys2 }, key) => keys2.find((each2) => each2.key === key)?.leaves.at(-1) ?? -1n;
var indexRules = (found, index) => {
  const keysAt = /* @__PURE__ */ new Map();
  for (const { key, leaves } of index.keys)
    for (const leaf of leaves) keysAt.set(leaf, (keysAt.get(leaf) ?? /* @__PURE__ */ new Set()).add(key));
  const known2 = new Set(index.keys.map(({ key }) => key));
  let commits;
  let isBroken = false;
  const wrong = (...args) => {
    isBroken = true;
    found.add(...args);
  };
  return {
    /** An entry must belong to the keys that name its leaf, to all of them and to no other of them. */
    entry: (leaf, entry) => {
      const named2 = keysAt.get(leaf) ?? /* @__PURE__ */ new Set();
      keysAt.delete(leaf);
      if (leaf === index.commitIndex) commits = entry;
      if (entry?.links === void 0) return;
      const { links, envelope } = entry;
      const own = leaf < index.size ? keysOf(links, envelope.stream).filter((key) => known2.has(key)) : [];
      const at = { leaf, stream: envelope.stream };
      if (own.length !== named2.size || own.some((key) => !named2.has(key)))
        wrong("INDEX_MISMATCH", "the entry belongs to other keys than those that name its leaf", at);
      else if (own.length === 0 && leaf !== index.commitIndex)
        wrong("INDEX_MISMATCH", "the entry belongs to no key of the pack", at);
    },
    /** Once all entries are read; answers whether the index holds. */
    finish: (stream, size) => {
      for (const [leaf, keys2] of [...keysAt].sort(([a], [b]) => a < b ? -1 : 1))
        wrong("HIDDEN_ENTRY", `the entry of ${[...keys2].sort().join(", ")} is not in the pack`, { leaf });
      for (const key of index.keys) proveOne(wrong, index, key);
      commitment(wrong, index, commits, { stream, size });
      return !isBroken;
    }
  };
};
var proveOne = (wrong, { root, size }, key) => {
  const { keyHash, count, head } = stateOfLeaves(key.key, key.leaves);
  const proved = proveKey(keyHash, key, Buffer.from(root, "hex"));
  const there = proved.proved === "PRESENT" ? proved.count : 0n;
  if (proved.proved === "NOTHING" || bucketOf(keyHash) !== key.bucket)
    wrong("INDEX_MISMATCH", `${key.key}: its bucket does not lead to the index' root`);
  else if (there > count)
    wrong("HIDDEN_ENTRY", `${key.key}: the index counts ${there} entries, the pack names ${count}`);
  else if (there !== count || key.count !== count || count > 0n && proved.proved === "PRESENT" && !sameBytes(proved.head, head))
    wrong("INDEX_MISMATCH", `${key.key}: the index counts other leaves than the pack names`);
  else if (key.leaves.some((leaf) => leaf >= size))
    wrong("INDEX_MISMATCH", `${key.key}: leaves beyond the index are named`);
};
var commitment = (wrong, { commitIndex, size, root }, entry, log2) => {
  const at = { leaf: commitIndex };
  if (entry === void 0) {
    wrong("MISSING", "the entry that commits to the index is not in the pack, or cannot be read", at);
    return;
  }
  const { envelope, after } = entry;
  const told2 = said(after);
  const isIt = envelope.act === "commitIndex" && envelope.stream === log2.stream && told2.size === String(size) && told2.root === root;
  if (!isIt || size > commitIndex || commitIndex >= log2.size)
    wrong("INDEX_MISMATCH", "the entry that should commit to the index does not", { ...at, stream: envelope.stream });
};

// verifier/src/pack/pack-lines.ts
var MOST_OF_LINE = 8 << 20;
var linesIn = async function* (pieces) {
  let rest = [];
  let length = 0;
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      const line2 = lineIn(Buffer.concat([...rest, piece.subarray(from, end)]));
      yield line2;
      if (line2 === void 0) return;
      [rest, length, from] = [[], 0, end + 1];
    }
    rest.push(Buffer.from(piece.subarray(from)));
    length += piece.length - from;
    if (length > MOST_OF_LINE) break;
  }
  if (length > 0) yield void 0;
};
var lineIn = (bytes) => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(text);
    const line2 = exactly(value, "leafIndex", "envelope", "body", "links", "disclosures", "proof");
    const [leaf, proof] = [sizeIn(line2?.leafIndex), each(line2?.proof, bytesIn(32))];
    const disclosures = each(line2?.disclosures, (one) => isText(one) ? one : void 0);
    const links = each(line2?.links, linkIn);
    if (line2 === void 0 || leaf === void 0 || !proof || !disclosures || !links) return void 0;
    const { envelope, body } = line2;
    if (!isText(envelope) || body !== null && !isText(body) || JSON.stringify(value) !== text) return void 0;
    return { leaf, envelope, body, links, disclosures, proof };
  } catch {
    return void 0;
  }
};
var linkIn = (value) => {
  const parts = each(value, (part) => isText(part) ? part : void 0);
  return parts?.length === 3 ? parts : void 0;
};

// verifier/src/pack/pack-entries.ts
var readEntries = async (pieces, { found, index, checkpoint, note, disclosed, keys: keys2, logStream, versionStream }) => {
  const streams = new Set(index.keys.flatMap(({ key }) => key.startsWith("stream:") ? [key.slice(7)] : []));
  const rules = entryRules(found, (stream) => streams.has(stream));
  const [ofIndex, ofDisclosures] = [indexRules(found, index), disclosureRules(found, disclosed)];
  const proofs = /* @__PURE__ */ new Map();
  const facts = [];
  let [last2, isRead, isTold] = [-1n, true, true];
  for await (const line2 of linesIn(pieces)) {
    if (line2 === void 0 || line2.leaf <= last2) {
      found.add(
        "MALFORMED",
        `entries.jsonl holds no line after that of leaf ${last2}: it is none, or stands in disorder`
      );
      isRead = false;
      break;
    }
    const { leaf } = line2;
    last2 = leaf;
    for (const [name, data] of proofFiles(line2, note))
      proofs.set(name, { sha256: sha256Bytes(data).toString("hex"), size: Buffer.byteLength(data), leaf });
    const hash = leafHash(line2.envelope);
    if (!verifyInclusion({ leaf: hash, index: leaf, size: checkpoint.size, root: checkpoint.root, proof: line2.proof }))
      found.add("LEAF_MISMATCH", "the proof does not lead from the entry to the checkpoint's root", { leaf });
    const entry = rules.look(line2.envelope, hash.toString("hex"), line2, { leaf });
    ofIndex.entry(leaf, entry);
    if (entry?.body === void 0) {
      const isNeeded = entry?.envelope.stream === versionStream || line2.links.some(([kind]) => kind === "signing_key");
      isTold &&= entry !== void 0 && !isNeeded;
      continue;
    }
    const { stream, at } = entry.envelope;
    const fact = factOf(entry.body, line2.disclosures, { leaf, stream, at });
    ofDisclosures.look(entry.body, line2.disclosures, { leaf, stream });
    if (stream === logStream) keys2.entry(fact, entry.after);
    if (isJudged(fact)) facts.push(fact);
  }
  ofDisclosures.finish();
  const isIndexed = ofIndex.finish(logStream, checkpoint.size);
  return { facts, proofs, isRead, isIndexed, isTold: isTold && isRead && isIndexed };
};
var proofFiles = ({ leaf, envelope, proof }, note) => [
  [`proofs/${leaf}.entry`, envelope],
  [`proofs/${leaf}.tlog-proof`, formatTlogProof({ index: leaf, hashes: proof, checkpoint: note })]
];

// verifier/src/pack/pack-files.ts
import { createHash as createHash5 } from "node:crypto";

// verifier/src/zip/zip-file.ts
var ZipFault = class extends Error {
  constructor() {
    super(...arguments);
    this.name = "ZipFault";
  }
};

// verifier/src/zip/zip-reader.ts
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { Readable } from "node:stream";
import { createInflateRaw, inflateRawSync } from "node:zlib";

// verifier/src/zip/crc32.ts
var table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? value >>> 1 ^ 3988292384 : value >>> 1;
  return value;
});
var crc32 = (bytes, before) => {
  let value = ~before;
  for (let at = 0; at < bytes.length; at++)
    value = table[(value ^ bytes[at]) & 255] ^ value >>> 8;
  return ~value >>> 0;
};

// verifier/src/zip/zip-header.ts
var LONG = 4294967295;
var BEHIND = 8;
var DEFLATED = 8;
var MIDNIGHT = 2162688;
var LOCAL = 67324752;
var fullValues = (extra, values, name) => {
  const full = values.filter((value) => value === LONG).length;
  if (full === 0 ? extra.length !== 0 : extra.length !== 4 + 8 * full)
    throw new ZipFault(`${name} has extra fields, or lacks those it needs`);
  if (full === 0) return [...values];
  if (extra.readUInt16LE(0) !== 1 || extra.readUInt16LE(2) !== 8 * full)
    throw new ZipFault(`${name} has extra fields, or lacks those it needs`);
  const places = values.map((_, at) => 4 + 8 * values.slice(0, at).filter((value) => value === LONG).length);
  const read = values.map((value, at) => value === LONG ? Number(extra.readBigUInt64LE(places[at])) : value);
  if (read.some((value) => value > Number.MAX_SAFE_INTEGER)) throw new ZipFault(`${name} is too large`);
  return read;
};
var readHeader = (read, file, { place, start: directory }) => {
  if (place + 30 > directory) throw new ZipFault(`${file.name} lies beyond the directory`);
  const head = read(place, 30);
  const start = place + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const isBehind = (file.flags & BEHIND) !== 0;
  const end = start + file.packed + (isBehind ? 16 : 0);
  if (end > directory) throw new ZipFault(`${file.name} goes on into the directory`);
  const rest = read(place + 30, start - place - 30);
  const name = rest.subarray(0, head.readUInt16LE(26)).toString("latin1");
  const [crc, packed, size] = [14, 18, 22].map((at) => head.readUInt32LE(at));
  const [realSize, realPacked] = isBehind ? [size, packed] : fullValues(rest.subarray(name.length), [size, packed], file.name);
  const same = head.readUInt32LE(0) === LOCAL && head.readUInt16LE(6) === file.flags && head.readUInt16LE(8) === (file.deflated ? DEFLATED : 0) && head.readUInt32LE(10) === MIDNIGHT && name === file.name;
  const sizes = isBehind ? [0, 0, 0, head.readUInt16LE(28)] : [crc - file.crc, (realPacked ?? 0) - file.packed, (realSize ?? 0) - file.size];
  if (!same || sizes.some((each2) => each2 !== 0))
    throw new ZipFault(`the header of ${file.name} is another than the directory's`);
  if (isBehind) {
    const behind = read(end - 16, 16);
    const [signature, ...said2] = [0, 4, 8, 12].map((at) => behind.readUInt32LE(at));
    if (signature !== 134695760 || said2.join() !== [file.crc, file.packed, file.size].join())
      throw new ZipFault(`what stands behind ${file.name} is another than the directory's`);
  }
  return { start, end };
};

// verifier/src/zip/zip-directory.ts
var SIGNATURES = { central: 33639248, end: 101010256, end64: 101075792, locator: 117853008 };
var WORD = 65535;
var MAX_DIRECTORY = 32 << 20;
var MAX_TOTAL = 8 * 2 ** 30;
var [MAX_RATIO, FREE_BYTES] = [250, 1 << 20];
var UTF8 = 2048;
var readDirectory = (read, length) => {
  const { start, end, count } = findDirectory(read, length);
  if (end - start > MAX_DIRECTORY) throw new ZipFault("its directory is longer than 32 MiB");
  const directory = read(start, end - start);
  const files = [];
  const names = /* @__PURE__ */ new Set();
  let [at, place, total] = [0, 0, 0];
  for (let number = 0; number < count; number++) {
    const { file, header, next } = readCentral(directory, at);
    if (header !== place) throw new ZipFault(`${file.name} does not begin where the file before it ends`);
    const local = readHeader(read, file, { place, start });
    const known2 = file.name.toLowerCase();
    if (names.has(known2)) throw new ZipFault(`${file.name} is there twice`);
    total += file.size;
    if (total > MAX_TOTAL || file.size > MAX_RATIO * file.packed + FREE_BYTES)
      throw new ZipFault(`${file.name} says that it unpacks to ${file.size} bytes, which is too much`);
    names.add(known2);
    files.push({ ...file, start: local.start });
    [at, place] = [next, local.end];
  }
  if (at !== directory.length || place !== start) throw new ZipFault("it holds bytes that belong to no file");
  return files;
};
var findDirectory = (read, length) => {
  if (length < 22) throw new ZipFault("it is too short");
  const end = read(length - 22, 22);
  if (end.readUInt32LE(0) !== SIGNATURES.end || end.readUInt16LE(20) !== 0)
    throw new ZipFault("it does not end with the end of a zip's directory");
  const [disk, first, here, all] = [4, 6, 8, 10].map((at) => end.readUInt16LE(at));
  const [size, start] = [end.readUInt32LE(12), end.readUInt32LE(16)];
  if (disk !== 0 || first !== 0 || here !== all) throw new ZipFault("it is a part of several");
  if (all === WORD || size === LONG || start === LONG) return findLarge(read, length - 22, { all, size, start });
  if (start + size !== length - 22) throw new ZipFault("its directory does not lie where it says");
  return { start, end: length - 22, count: all ?? 0 };
};
var findLarge = (read, before, small2) => {
  if (before < 76) throw new ZipFault("the end of its directory is cut");
  const [large2, locator] = [read(before - 76, 56), read(before - 20, 20)];
  const isPlain2 = large2.readUInt32LE(0) === SIGNATURES.end64 && large2.readBigUInt64LE(4) === 44n && large2.readUInt32LE(16) === 0 && large2.readUInt32LE(20) === 0 && locator.readUInt32LE(0) === SIGNATURES.locator && locator.readUInt32LE(4) === 0 && locator.readUInt32LE(16) === 1 && locator.readBigUInt64LE(8) === BigInt(before - 76);
  const [here, count, size, start] = [24, 32, 40, 48].map((at) => Number(large2.readBigUInt64LE(at)));
  const agrees = here === count && (small2.all === WORD || small2.all === count) && (small2.size === LONG || small2.size === size) && (small2.start === LONG || small2.start === start);
  if (!isPlain2 || !agrees || start + size !== before - 76)
    throw new ZipFault("the two ends of its directory do not agree");
  return { start, end: before - 76, count };
};
var readCentral = (bytes, at) => {
  if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== SIGNATURES.central)
    throw new ZipFault("its directory is no directory");
  const word = (offset) => bytes.readUInt16LE(at + offset);
  const long = (offset) => bytes.readUInt32LE(at + offset);
  const [flags, method, crc] = [word(8), word(10), long(16)];
  const [nameLength, extraLength] = [word(28), word(30)];
  const next = at + 46 + nameLength + extraLength;
  if (next > bytes.length) throw new ZipFault("its directory is cut");
  const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength));
  if ((flags & ~(BEHIND | UTF8)) !== 0) throw new ZipFault(`${name} is encrypted, or packed in an unusual way`);
  if (method !== 0 && method !== DEFLATED) throw new ZipFault(`${name} is packed by method ${method}`);
  if (word(32) !== 0 || word(34) !== 0) throw new ZipFault(`${name} has a comment, or lies in another part`);
  if (long(12) !== MIDNIGHT) throw new ZipFault(`${name} is not of 1980-01-01 00:00`);
  requireOrdinary(name, word(4) >> 8, long(38));
  const [size, packed, header] = fullValues(
    bytes.subarray(at + 46 + nameLength, next),
    [long(24), long(20), long(42)],
    name
  );
  if (method === 0 && size !== packed) throw new ZipFault(`${name} is as it is, but of two sizes`);
  return { file: { name, size, packed, deflated: method === DEFLATED, crc, flags }, header, next };
};
var requireOrdinary = (name, system, attributes) => {
  const [mode, dos] = [attributes >>> 16, attributes & 255];
  const type = mode & 61440;
  if (type !== 0 && type !== 32768 || (dos & 24) !== 0 || system !== 3 && system !== 0 && mode !== 0)
    throw new ZipFault(`${name} is a link, or another thing than a file`);
};
var nameOf = (bytes) => {
  const name = bytes.toString("latin1");
  const parts = name.split("/");
  const isPlain2 = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)?$/.test(name) && name.length <= 255;
  if (!isPlain2 || parts.some((part) => part === "." || part === ".."))
    throw new ZipFault(`${JSON.stringify(name.slice(0, 100))} is no plain name, in one folder at the most`);
  return name;
};

// verifier/src/zip/zip-reader.ts
var SMALL = 1 << 20;
var PIECE = 1 << 16;
var openZip = (path) => {
  const fd = openSync(path, "r");
  const read = (start, length) => {
    const bytes = Buffer.alloc(length);
    if (readSync(fd, bytes, 0, length, start) !== length) throw new ZipFault("it is cut");
    return bytes;
  };
  try {
    const files = readDirectory(read, fstatSync(fd).size);
    const pieces = (file) => file.size <= SMALL && file.packed <= SMALL ? [small(file, read(file.start, file.packed))] : large(read, file);
    return { files, pieces, close: () => closeSync(fd) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
};
var small = (file, packed) => {
  const bytes = file.deflated ? inflated(file, packed) : packed;
  if (bytes.length !== file.size || crc32(bytes, 0) !== file.crc) throw otherwise(file);
  return bytes;
};
var inflated = (file, packed) => {
  try {
    const options = { maxOutputLength: Math.max(file.size, 1), info: true };
    const { buffer, engine } = inflateRawSync(packed, options);
    if (engine.bytesWritten !== packed.length) throw otherwise(file);
    return buffer;
  } catch (error) {
    if (error instanceof ZipFault) throw error;
    throw otherwise(file);
  }
};
var large = async function* (read, file) {
  let [length, crc] = [0, 0];
  const source = Readable.from(packedPieces(read, file), { objectMode: false });
  const inflate = createInflateRaw({ chunkSize: PIECE });
  if (file.deflated) source.on("error", (error) => inflate.destroy(error)).pipe(inflate);
  try {
    for await (const piece of file.deflated ? inflate : source) {
      length += piece.length;
      if (length > file.size) throw otherwise(file);
      crc = crc32(piece, crc);
      yield piece;
    }
  } catch (error) {
    throw error instanceof ZipFault ? error : otherwise(file);
  } finally {
    source.destroy();
    inflate.destroy();
  }
  if (length !== file.size || crc !== file.crc || file.deflated && inflate.bytesWritten !== file.packed)
    throw otherwise(file);
};
var packedPieces = function* (read, { start, packed }) {
  for (let at = 0; at < packed; at += PIECE) yield read(start + at, Math.min(PIECE, packed - at));
};
var otherwise = ({ name }) => new ZipFault(`${name} unpacks to something else than it says`);

// verifier/src/pack/pack-files.ts
var LARGE = ["index.json", "manifest.json", "statement.dsse.json", "keys.json", "content.json"];
var [MOST_OF_LARGE, MOST_OF_OTHERS, MOST_TOGETHER] = [32 << 20, 1 << 20, 64 << 20];
var LAST = ["manifest.json", "statement.dsse.json"];
var openPack = (found, path) => {
  try {
    const zip = openZip(path);
    const files = new Map(zip.files.map((file) => [file.name, file]));
    const names = [...files.keys()];
    const order = [...names.filter((name) => !LAST.includes(name)).sort(), ...LAST.filter((name) => files.has(name))];
    if (order.join() === names.join()) return packFiles(found, zip, files);
    zip.close();
    found.add("MALFORMED", "the zip's files do not stand in the order of a pack's");
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    found.add("MALFORMED", `this is no zip as packs are: ${error.message}`);
  }
  return void 0;
};
var packFiles = (found, zip, files) => {
  const digests = /* @__PURE__ */ new Map();
  let held2 = 0;
  const pieces = async function* (name) {
    const file = files.get(name);
    if (file === void 0) return;
    if (digests.has(name)) {
      yield* zip.pieces(file);
      return;
    }
    const hash = createHash5("sha256");
    try {
      for await (const piece of zip.pieces(file)) {
        hash.update(piece);
        yield piece;
      }
      digests.set(name, { sha256: hash.digest("hex"), size: file.size });
    } catch (error) {
      if (!(error instanceof ZipFault)) throw error;
      found.add("MALFORMED", error.message);
      digests.set(name, null);
    }
  };
  const mayHold = (name, size) => {
    const isLarge = LARGE.includes(name);
    if (isLarge) held2 += size;
    return size <= (isLarge ? MOST_OF_LARGE : MOST_OF_OTHERS) && held2 <= MOST_TOGETHER;
  };
  return {
    names: new Set(files.keys()),
    text: async (name) => {
      const file = files.get(name);
      if (file === void 0) found.add("MISSING", `${name} is missing`);
      else if (!mayHold(name, file.size)) found.add("MALFORMED", `${name} is longer than what is read of it`);
      else {
        const bytes = [];
        for await (const piece of pieces(name)) bytes.push(piece);
        return decoded2(found, name, bytes);
      }
      return void 0;
    },
    pieces,
    digests: async () => {
      for (const name of files.keys()) if (!digests.has(name)) for await (const _ of pieces(name)) ;
      return [...digests.values()].includes(null) ? void 0 : digests;
    },
    close: zip.close
  };
};
var decoded2 = (found, name, bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(bytes));
  } catch {
    found.add("MALFORMED", `${name} is not UTF-8`);
    return void 0;
  }
};

// verifier/src/key-chain.ts
var keyChain = (found, origin, { logs }) => {
  const keys2 = new Map(logs.map(({ key }) => [formatVkey(key), key]));
  const retired = /* @__PURE__ */ new Map();
  let isReached = false;
  const announce = (vkey, note, place) => {
    if (keys2.has(vkey)) {
      isReached = true;
      return;
    }
    if (!isReached) return;
    const key = parseVkey(vkey);
    const signing = [...keys2].flatMap(([known2, each2]) => retired.has(known2) || each2.name !== origin ? [] : [each2]);
    if (key?.type === 1 && key.name === origin && signed(note, vkey, signing)) keys2.set(vkey, key);
    else found.add("KEY_CHAIN_BROKEN", "no key that signed the log then has signed over this one", place);
  };
  return {
    /** What an act of the log says of its keys. */
    act: (leaf, action, after, place) => {
      const { vkey, note } = after ?? {};
      if (typeof vkey !== "string") return;
      if (action === "retireLogKey" && keys2.has(vkey)) retired.set(vkey, leaf);
      else if (["addLogKey", "openIncarnation"].includes(action)) announce(vkey, note, place);
    },
    /** The policy with the keys that were announced after those it pins. */
    policy: (pinned) => ({ ...pinned, logs: [...keys2.values()].map((key) => ({ key, url: null })) }),
    /** A checkpoint that covers the end of every key that signed it is nobody's. */
    judge: ({ size, signatures }, what) => {
      const own = signatures.filter(({ key }) => key.type === 1);
      if (own.every(({ key }) => (retired.get(formatVkey(key)) ?? size) < size))
        found.add("KEY_CHAIN_BROKEN", `${what}: it is signed by keys that were retired before`);
    }
  };
};
var signed = (note, vkey, keys2) => {
  try {
    return typeof note === "string" && openNote(note, keys2).text === `countersign-log-key/v1
${vkey}
`;
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
};

// verifier/src/pack/pack-keys.ts
var keyRules = (found, origin, policy) => {
  const chain = keyChain(found, origin, policy);
  const [log2, pack] = [/* @__PURE__ */ new Map(), /* @__PURE__ */ new Map()];
  let isReopened = false;
  let hardening;
  return {
    /** An entry of the log's own stream. */
    entry: ({ leaf, act, after, stream }, whole) => {
      chain.act(leaf, act, whole, { leaf, stream });
      isReopened ||= act === "openIncarnation";
      if (act === "reportHardening") hardening = said(whole).level;
      const [vkey, keyid] = [textIn(after.vkey), textIn(after.keyid)];
      if (["addLogKey", "openIncarnation"].includes(act)) log2.set(vkey, { added: leaf, retired: null });
      const [retired, ended] = [log2.get(vkey), pack.get(keyid)];
      if (act === "retireLogKey" && retired !== void 0) retired.retired = leaf;
      if (act === "retirePackKey" && ended !== void 0) ended.retired = leaf;
      const publicKey = fromBase64(textIn(after.publicKey));
      if (act !== "addPackKey") return;
      if (publicKey?.length === 32 && sha256Bytes(publicKey).toString("hex") === keyid && after.origin === origin)
        pack.set(keyid, { added: leaf, retired: null, publicKey });
      else found.add("KEY_CHAIN_BROKEN", "the key of packs that it announces is none", { leaf, stream });
    },
    policy: chain.policy,
    judge: chain.judge,
    /** The level that was reported last; undefined before the first. */
    hardening: () => hardening,
    /** Whether a signing statement's `log` may be this one: before the first, or one before a log that was opened anew. */
    isOwnLog: (log3) => log3 === null || log3 === origin || isReopened,
    /** Whether a key of the log was announced on its own stream. */
    isAnnounced: (vkey) => log2.has(vkey),
    packKey: (keyid) => pack.get(keyid),
    /** `keys.json` must say what the entries say. */
    compare: (text) => {
      const all = exactly(canonicalIn(text), "log", "origin", "pack", "v");
      const ofLog = each(all?.log, (one) => told(exactly(one, "added", "retired", "vkey"), "vkey"));
      const ofPack = each(
        all?.pack,
        (one) => told(exactly(one, "added", "keyid", "publicKey", "retired"), "keyid", "publicKey")
      );
      if (all?.v !== 1 || !isText(all.origin) || ofLog === void 0 || ofPack === void 0)
        found.add("MALFORMED", "keys.json is none");
      else if (all.origin !== origin || ofLog.join() !== [...log2].map(([vkey, key]) => line(key, vkey)).join() || ofPack.join() !== [...pack].map(([id, key]) => line(key, id, key.publicKey.toString("base64"))).join())
        found.add("KEY_CHAIN_BROKEN", "keys.json names other keys than the log's entries");
    }
  };
};
var line = ({ added, retired }, ...names) => [added, retired ?? "null", ...names].join(" ");
var told = (value, ...names) => {
  const added = sizeIn(value?.added);
  const retired = value?.retired === null ? null : sizeIn(value?.retired);
  const texts2 = names.map((name) => value?.[name]);
  return added === void 0 || retired === void 0 || !texts2.every(isText) ? void 0 : line({ added, retired }, ...texts2);
};

// verifier/src/pack/pack-manifest.ts
var last = ["manifest.json", "statement.dsse.json"];
var checkManifest = (found, text, { files, digest: digest2 }) => {
  const manifest = manifestIn(text);
  if (manifest === void 0) {
    found.add("MALFORMED", "manifest.json is none");
    return;
  }
  if (files.get("manifest.json")?.sha256 !== digest2)
    found.add("MANIFEST_MISMATCH", "manifest.json is not the one that the statement names");
  for (const [name, said2] of manifest) {
    const is = files.get(name);
    if (is === void 0) found.add("MISSING", `${name} is missing`);
    else if (is.sha256 !== said2.sha256 || is.size !== said2.size)
      found.add("MANIFEST_MISMATCH", `${name} is not what the manifest says`);
  }
  for (const name of files.keys())
    if (!last.includes(name) && !manifest.has(name)) found.add("MANIFEST_MISMATCH", `${name} is not in the manifest`);
};
var manifestIn = (text) => {
  const all = exactly(canonicalIn(text), "files", "v");
  if (all?.v !== 1 || typeof all.files !== "object" || all.files === null || Array.isArray(all.files)) return void 0;
  const files = /* @__PURE__ */ new Map();
  for (const [name, value] of Object.entries(all.files)) {
    const { sha256: own, size } = exactly(value, "sha256", "size") ?? {};
    if (!isHex(own) || typeof size !== "number") return void 0;
    files.set(name, { sha256: own, size });
  }
  return files;
};
var checkProofs = (found, files, { proofs, isRead }, signatures) => {
  const made = new Map(proofs);
  for (const [name, { text, leaf }] of signatures?.files ?? []) made.set(name, { sha256: sha256(text), leaf });
  for (const [name, { leaf, sha256: digest2 }] of made) {
    const is = files.get(name);
    const place = leaf === null ? {} : { leaf };
    if (is === void 0) found.add("MISSING", `${name} is missing`, place);
    else if (is.sha256 !== digest2)
      found.add("PROOF_MISMATCH", `${name} is not what entries and the checkpoint make`, place);
  }
  if (!isRead) return;
  const judged = signatures === void 0 ? ["proofs"] : ["proofs", "signatures"];
  for (const name of files.keys())
    if (judged.includes(name.split("/")[0] ?? "") && name.includes("/") && !made.has(name))
      found.add("PROOF_MISMATCH", `${name} is of no entry of the pack`);
};
var known = /^(?:manifest\.json|statement\.dsse\.json|checkpoint|policy\.txt|keys\.json|entries\.jsonl|index\.json|content\.json|report\.html|card\.[a-z0-9]{1,10}|(?:proofs|statements|policies|signatures|anchors)\/.+)$/;
var checkNames = (found, { names }) => {
  for (const name of names) if (!known.test(name)) found.add("MALFORMED", `${name} is no file of a pack`);
};

// verifier/src/pack/pack-statement.ts
var checkSignature = (found, signed2, keys2, indexed) => {
  const key = keys2.packKey(signed2.keyid);
  if (key === void 0) found.add("DSSE_INVALID", "the statement is signed by a key that the log never announced");
  else if (!isSignedBy(signed2, key.publicKey)) found.add("DSSE_INVALID", "the signature of the statement is wrong");
  else if (key.retired !== null && key.retired < indexed)
    found.add("DSSE_INVALID", "the statement is signed by a key that was retired before");
};
var checkAnnounced = (found, { signatures }, keys2) => {
  const own = signatures.filter(({ key }) => key.type === 1);
  if (!own.some(({ key }) => keys2.isAnnounced(formatVkey(key))))
    found.add("KEY_CHAIN_BROKEN", "no key that signed the checkpoint was announced on the log's own stream");
};
var checkStatement = (found, { log: log2, index: told2, counts, hardening }, { checkpoint, index, keys: keys2 }) => {
  if ((keys2.hardening() ?? hardening) !== hardening)
    found.add("STATEMENT_MISMATCH", "the statement names another hardening level than the log reported last");
  const root = Buffer.from(checkpoint.root).toString("hex");
  const isLog = [log2.origin, log2.size, log2.root].join("\n") === [checkpoint.origin, checkpoint.size, root].join("\n");
  if (!isLog) found.add("STATEMENT_MISMATCH", "the statement names another log, size or root than the checkpoint");
  const isIndex = [told2.commitIndex, told2.size, told2.root].join() === [index.commitIndex, index.size, index.root].join();
  const counted = JSON.stringify(index.keys.map(({ key, count }) => [key, String(count)]));
  if (!isIndex || counted !== JSON.stringify(Object.entries(counts)))
    found.add("STATEMENT_MISMATCH", "the statement names another index, or other counts, than index.json");
};
var checkKeys = (found, index, of) => {
  const { own, content, statement } = of;
  const things = /* @__PURE__ */ new Set([`model_version:${statement.version.id}`]);
  if (content !== void 0) things.add(`registered_model:${content.modelId}`);
  for (const { act, outcome, subjects } of own)
    for (const { kind, id, role } of subjects) {
      const made = act === "createModelVersion" && outcome === "ALLOWED" && ["run", "loggedModel"].includes(role);
      if (made || kind === "approval_policy" && role === "policy") things.add(`${kind}:${id}`);
    }
  const wanted = /* @__PURE__ */ new Set([
    ...[...things].flatMap((each2) => [each2, `stream:${each2}`]),
    `log:${statement.log.id}`,
    ...own.flatMap(signedWith)
  ]);
  const has = new Set(index.keys.map(({ key }) => key));
  const missing = [...wanted].filter((key) => !has.has(key));
  for (const key of missing) found.add("INDEX_INCOMPLETE", `the pack does not have the key ${key}`);
  for (const key of has)
    if (!wanted.has(key) && content !== void 0)
      found.add("MALFORMED", `the key ${key} is none that a pack of this version has`);
  return missing.length === 0;
};
var signedWith = ({ outcome, after }) => {
  const { signingKey } = said(after.signature);
  return outcome === "ALLOWED" && typeof signingKey === "string" ? [`signing_key:${signingKey}`] : [];
};
var identityOf = ({ version, log: log2 }) => ({
  model: version.model,
  version: version.number,
  modelVersionId: version.id,
  registeredModelId: version.modelId,
  digest: version.digest,
  log: textIn(log2.id)
});

// verify/ssh-signature.ts
import { createHash as createHash6, createPublicKey as createPublicKey4, verify as verify4 } from "node:crypto";

// verify/small-order.ts
var smallOrder = /* @__PURE__ */ new Set([
  `00${"00".repeat(30)}00`,
  `01${"00".repeat(30)}00`,
  `ec${"ff".repeat(30)}7f`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`
]);
var isOfSmallOrder = (point) => {
  const unsigned = Buffer.from(point);
  unsigned.writeUInt8(unsigned.readUInt8(31) & 127, 31);
  return smallOrder.has(unsigned.toString("hex"));
};

// verify/ssh-signature.ts
var SshSignatureFault = class extends Error {
};
var MAGIC = Buffer.from("SSHSIG");
var armor = /^-----BEGIN SSH SIGNATURE-----\r?\n([A-Za-z0-9+/=\r\n]{1,4000}?)\r?\n-----END SSH SIGNATURE-----\s*$/;
var Fields = class {
  constructor(bytes) {
    this.number = () => this.take(4).readUInt32BE();
    this.string = () => this.take(this.number());
    this.#rest = bytes;
  }
  #rest;
  take(length) {
    if (length > this.#rest.length) throw new SshSignatureFault("the signature is cut short");
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }
  end() {
    if (this.#rest.length > 0) throw new SshSignatureFault("something follows the signature's end");
  }
};
var exactly2 = (bytes, length, what) => {
  if (bytes.length !== length) throw new SshSignatureFault(`${what} has ${bytes.length} bytes, not ${length}`);
  return bytes;
};
var typeOf = (bytes) => {
  const type = bytes.toString("latin1");
  if (type === "ssh-ed25519" || type === "sk-ssh-ed25519@openssh.com") return type;
  throw new SshSignatureFault("the key is neither ssh-ed25519 nor sk-ssh-ed25519");
};
var ofLargeOrder = (point) => {
  if (isOfSmallOrder(point))
    throw new SshSignatureFault("the key is a point of small order, for which anybody signs: make one with ssh-keygen");
  return point;
};
var readSshKey = (blob) => {
  const fields = new Fields(blob);
  const type = typeOf(fields.string());
  const point = ofLargeOrder(exactly2(fields.string(), 32, "the public key"));
  const application = type === "ssh-ed25519" ? null : fields.string();
  fields.end();
  return { type, blob, point, application };
};
var dearmored = (text) => {
  const encoded = armor.exec(text)?.[1]?.replaceAll(/[\r\n]/g, "");
  const bytes = Buffer.from(encoded ?? "", "base64");
  if (encoded === void 0 || bytes.toString("base64") !== encoded)
    throw new SshSignatureFault("it is not what ssh-keygen -Y sign writes, from BEGIN to END SSH SIGNATURE");
  return bytes;
};
var hashOf2 = (bytes) => {
  const name = bytes.toString("latin1");
  if (name === "sha256" || name === "sha512") return name;
  throw new SshSignatureFault("the hash is neither sha256 nor sha512");
};
var readSshSignature = (text) => {
  const fields = new Fields(dearmored(text));
  if (!fields.take(MAGIC.length).equals(MAGIC) || fields.number() !== 1)
    throw new SshSignatureFault("it is no SSHSIG of version 1");
  const key = readSshKey(fields.string());
  const namespace = fields.string().toString("latin1");
  exactly2(fields.string(), 0, "what is reserved");
  const hash = hashOf2(fields.string());
  const inner2 = new Fields(fields.string());
  fields.end();
  if (typeOf(inner2.string()) !== key.type) throw new SshSignatureFault("signature and key are of two types");
  const bytes = exactly2(inner2.string(), 64, "the signature");
  const device = key.application === null ? null : { flags: inner2.take(1).readUInt8(), counter: inner2.take(4) };
  inner2.end();
  return { key, namespace, hash, bytes, device };
};
var framed = (bytes) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
var sshSignedData = (message, namespace, hash) => Buffer.concat([
  MAGIC,
  ...[Buffer.from(namespace), Buffer.alloc(0), Buffer.from(hash), createHash6(hash).update(message).digest()].map(
    framed
  )
]);
var sshDeviceData = (application, device, data) => Buffer.concat([sha2562(application), Buffer.from([device.flags]), device.counter, sha2562(data)]);
var sha2562 = (bytes) => createHash6("sha256").update(bytes).digest();
var SPKI = Buffer.from("302a300506032b6570032100", "hex");
var PRESENT = 1;
var VERIFIED2 = 4;
var sshSignatureHolds = (signature, message, namespace) => {
  const { key, hash, bytes, device } = signature;
  if (signature.namespace !== namespace) return false;
  if (device !== null && (device.flags & PRESENT) === 0) return false;
  const data = sshSignedData(message, namespace, hash);
  const signed2 = device === null || key.application === null ? data : sshDeviceData(key.application, device, data);
  const publicKey = createPublicKey4({ key: Buffer.concat([SPKI, key.point]), format: "der", type: "spki" });
  return verify4(null, signed2, publicKey, bytes);
};
var isUserVerified = ({ device }) => ((device?.flags ?? 0) & VERIFIED2) !== 0;
var sshFingerprint = ({ blob }) => `SHA256:${sha2562(blob).toString("base64").replace(/=+$/, "")}`;
var sshKeyLine = ({ type, blob }) => `${type} ${blob.toString("base64")}`;

// verifier/src/pack/signatures/passkey.ts
import { createHash as createHash7, createPublicKey as createPublicKey5, verify as verify5 } from "node:crypto";
var sha2563 = (bytes) => createHash7("sha256").update(bytes).digest();
var fromUrl = (text) => {
  const bytes = Buffer.from(isText(text) ? text : "", "base64url");
  return isText(text) && bytes.toString("base64url") === text ? bytes : void 0;
};
var ES256 = /^a5010203262001215820([0-9a-f]{64})225820([0-9a-f]{64})$/;
var ED25519 = /^a4010103272006215820([0-9a-f]{64})$/;
var url = (hex) => Buffer.from(hex, "hex").toString("base64url");
var passkeyIn = (line2) => {
  const [type, encoded, ...more] = line2.split(" ");
  const bytes = fromUrl(encoded);
  if (bytes === void 0 || more.length > 0) return void 0;
  const fingerprint = `SHA256:${sha2563(bytes).toString("base64").replace(/=+$/, "")}`;
  const [ec, ed] = [ES256.exec(bytes.toString("hex")), ED25519.exec(bytes.toString("hex"))];
  try {
    if (type === "webauthn-es256" && ec !== null) {
      const jwk2 = { kty: "EC", crv: "P-256", x: url(ec[1] ?? ""), y: url(ec[2] ?? "") };
      return { key: createPublicKey5({ key: jwk2, format: "jwk" }), fingerprint, isEcdsa: true };
    }
    if (type !== "webauthn-ed25519" || ed === null || isOfSmallOrder(Buffer.from(ed[1] ?? "", "hex"))) return void 0;
    const jwk = { kty: "OKP", crv: "Ed25519", x: url(ed[1] ?? "") };
    return { key: createPublicKey5({ key: jwk, format: "jwk" }), fingerprint, isEcdsa: false };
  } catch {
    return void 0;
  }
};
var assertionIn = (value) => {
  const names = ["authenticatorData", "clientDataJSON", "credentialId", "rpId", "signature"];
  const { rpId, credentialId, ...all } = exactly(value, ...names) ?? {};
  const [authenticatorData, clientData] = [fromUrl(all.authenticatorData), fromUrl(all.clientDataJSON)];
  const signature = fromUrl(all.signature);
  if (!authenticatorData || !clientData || !signature || !isText(rpId) || !isText(credentialId)) return void 0;
  return { authenticatorData, clientData, signature, rpId };
};
var isVerified = ({ authenticatorData }) => ((authenticatorData[32] ?? 0) & 4) !== 0;
var assertionHolds = ({ key, isEcdsa }, given, text) => {
  const { authenticatorData, clientData, signature, rpId } = given;
  const isOurs = authenticatorData.subarray(0, 32).equals(sha2563(rpId)) && authenticatorData.length >= 37;
  if (!isOurs || ((authenticatorData[32] ?? 0) & 1) === 0 || !saysSo(clientData, sha2563(text), rpId)) return false;
  const signed2 = Buffer.concat([authenticatorData, sha2563(clientData)]);
  return verify5(isEcdsa ? "sha256" : null, signed2, key, signature);
};
var saysSo = (clientData, challenge, rpId) => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(clientData);
    const told2 = JSON.parse(text);
    const isIt = told2.type === "webauthn.get" && told2.challenge === challenge.toString("base64url");
    return isIt && told2.crossOrigin !== true && isText(told2.origin) && isOriginOf(told2.origin, rpId);
  } catch {
    return false;
  }
};
var isOriginOf = (origin, rpId) => {
  if (/^http:\/\/localhost(?::[0-9]{1,5})?$/.test(origin)) return rpId === "localhost";
  const host = /^https:\/\/([a-z0-9._-]+)(?::[0-9]{1,5})?$/.exec(origin)?.[1];
  return host === rpId || (host?.endsWith(`.${rpId}`) ?? false);
};

// verifier/src/pack/signatures/given.ts
var readGiven = (value, text) => {
  const { ssh, webauthn, key, kind, userVerified } = said(value);
  const saysVerified = userVerified === true;
  if (kind === "WEBAUTHN") {
    const [passkey, assertion] = [passkeyIn(textIn(key)), assertionIn(webauthn)];
    if (passkey === void 0 || assertion === void 0) return void 0;
    const holds = text !== void 0 && assertionHolds(passkey, assertion, text);
    const { fingerprint } = passkey;
    return { line: textIn(key), fingerprint, holds, isVerified: isVerified(assertion), saysVerified };
  }
  try {
    const signature = readSshSignature(textIn(ssh));
    const line2 = sshKeyLine(signature.key);
    if (kind !== "SSH" || line2 !== key) return void 0;
    const holds = text !== void 0 && sshSignatureHolds(signature, text, "countersign-approval");
    const fingerprint = sshFingerprint(signature.key);
    return { line: line2, fingerprint, holds, isVerified: isUserVerified(signature), saysVerified };
  } catch (error) {
    if (error instanceof SshSignatureFault) return void 0;
    throw error;
  }
};

// verify/allowed-signers.ts
var AllowedSignersFault = class extends Error {
};
var second = (instant2) => `${instant2.slice(0, 19).replaceAll(/[-:T]/g, "")}Z`;
var signerLine = (key) => {
  const [after, before] = [second(key.confirmedAt), key.revokedAt === null ? null : second(key.revokedAt)];
  const options = [
    `namespaces="${key.namespace}"`,
    ...after === before ? [] : [`valid-after="${after}"`],
    ...before === null ? [] : [`valid-before="${before}"`]
  ];
  return `${key.owner} ${options.join(",")} ${key.publicKey} ${key.id}
`;
};
var readAllowedSigners = (text) => text.split(/\r?\n/).flatMap((line2, at) => {
  const words = line2.trim();
  return words === "" || words.startsWith("#") ? [] : [signerIn(words, at + 1)];
});
var NAME = /^[A-Za-z0-9._@+-]+$/;
var TYPE2 = /^(?:(?:ssh|sk|ecdsa|webauthn)-[a-z0-9@.-]+)$/;
var OPTION = /([a-z-]+)(?:="([^"]*)")?(?:,|$)/y;
var signerIn = (line2, number) => {
  const fault = (what) => new AllowedSignersFault(`line ${number} of the list of signers: ${what}`);
  const [names = "", ...rest] = line2.split(/[ \t]+/);
  const options = TYPE2.test(rest[0] ?? "") ? "" : rest.shift() ?? "";
  const [type = "", blob = ""] = rest;
  if (!TYPE2.test(type) || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(blob))
    throw fault("it is not principals, options without spaces, type of key and key");
  return { principals: plain(names, "principal", fault), key: `${type} ${blob}`, ...optionsIn(options, fault) };
};
var plain = (list, what, fault) => {
  const names = list.split(",");
  const odd = names.find((name) => !NAME.test(name));
  if (odd !== void 0) throw fault(`the ${what} ${JSON.stringify(odd)} is no plain name`);
  return names;
};
var optionsIn = (text, fault) => {
  const told2 = /* @__PURE__ */ new Map();
  OPTION.lastIndex = 0;
  for (let at = 0; at < text.length; at = OPTION.lastIndex) {
    const [, name = text.slice(at), value] = OPTION.exec(text) ?? [];
    if (value === void 0 || !["namespaces", "valid-after", "valid-before"].includes(name) || told2.has(name))
      throw fault(`the option ${JSON.stringify(name)} is not understood`);
    told2.set(name, value);
  }
  const [namespaces, after, before] = ["namespaces", "valid-after", "valid-before"].map((name) => told2.get(name));
  return {
    namespaces: namespaces === void 0 ? null : plain(namespaces, "namespace", fault),
    after: after === void 0 ? null : instantIn(after, fault),
    before: before === void 0 ? null : instantIn(before, fault)
  };
};
var instantIn = (value, fault) => {
  const [, year, month, day, hour = "00", minute = "00", seconds = "00"] = /^([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2})?)?Z$/.exec(value) ?? [];
  const instant2 = `${year}-${month}-${day}T${hour}:${minute}:${seconds}.000000Z`;
  if (year === void 0 || !isInstant2(instant2))
    throw fault(`the time ${JSON.stringify(value)} is not YYYYMMDD or YYYYMMDDHHMM[SS] with Z behind it, for UTC`);
  return instant2;
};
var DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
var isInstant2 = (text) => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, seconds = 0] = text.split(/[-T:.]/).map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && !isLeap ? 28 : DAYS[month - 1] ?? 0;
  return year > 0 && day > 0 && day <= days && hour < 24 && minute < 60 && seconds < 60;
};

// verifier/src/pack/signatures/signing-keys.ts
var KEY_NAMESPACE = "countersign-key";
var signingKeysIn = (facts) => {
  const [keys2, challenges] = [/* @__PURE__ */ new Map(), /* @__PURE__ */ new Map()];
  for (const fact of facts) {
    if (fact.outcome !== "ALLOWED") continue;
    const { act, after, leaf, at } = fact;
    const id = textIn(after.signingKey);
    const known2 = keys2.get(id);
    if (act === "beginSigningKey") challenges.set(id, fact);
    else if (act === "registerSigningKey" && known2 === void 0) {
      const key = registered(fact, challenges.get(id));
      if (key !== void 0) keys2.set(id, key);
    } else if (known2 === void 0 || fact.stream !== `principal:${known2.owner.id}`) continue;
    else if (act === "confirmSigningKey" && mayConfirm(fact, known2)) known2.confirmed ??= { leaf, at };
    else if (act === "revokeSigningKey" && after.revoked === true) known2.revoked ??= { leaf, at };
  }
  return keys2;
};
var signerListsIn = (facts) => {
  const keys2 = /* @__PURE__ */ new Map();
  for (const { act, outcome, actor, after, at } of facts) {
    const id = textIn(after.signingKey);
    const known2 = keys2.get(id);
    if (outcome !== "ALLOWED") continue;
    if (act === "registerSigningKey") keys2.set(id, { owner: actor.id, publicKey: textIn(after.publicKey) });
    else if (act === "confirmSigningKey" && known2 !== void 0) known2.confirmedAt = at;
    else if (act === "revokeSigningKey" && known2 !== void 0) known2.revokedAt = at;
  }
  const lists = /* @__PURE__ */ new Map();
  for (const [id, { confirmedAt, revokedAt = null, ...key }] of [...keys2].sort(([a], [b]) => a < b ? -1 : 1)) {
    if (confirmedAt === void 0) continue;
    const name = `signatures/allowed_${key.publicKey.startsWith("webauthn-") ? "passkeys" : "signers"}`;
    const line2 = signerLine({ id, ...key, namespace: "countersign-approval", confirmedAt, revokedAt });
    lists.set(name, (lists.get(name) ?? "") + line2);
  }
  return lists;
};
var registered = ({ actor, after, stream }, begun) => {
  const [id, line2, fingerprint] = [textIn(after.signingKey), textIn(after.publicKey), textIn(after.fingerprint)];
  const isOwn = actor.isUser && stream === `principal:${actor.id}` && begun?.stream === stream;
  if (!isOwn || after.registered !== true) return void 0;
  const isIt = after.kind === "WEBAUTHN" ? passkeyIn(line2)?.fingerprint === fingerprint : answers(after, begun);
  return isIt ? { id, owner: actor, line: line2, fingerprint } : void 0;
};
var answers = (after, begun) => {
  try {
    const signature = readSshSignature(textIn(after.proof));
    return sshKeyLine(signature.key) === after.publicKey && sshFingerprint(signature.key) === after.fingerprint && sshSignatureHolds(signature, textIn(begun.after.challenge), KEY_NAMESPACE);
  } catch (error) {
    if (error instanceof SshSignatureFault) return false;
    throw error;
  }
};
var mayConfirm = ({ actor, after }, { owner, fingerprint }) => actor.isUser && actor.roles.includes("ADMIN") && !shareHand(actor, owner) && after.confirmed === true && after.fingerprint === fingerprint;

// verifier/src/pack/signatures/signing-statement.ts
var GRACE = 6e4;
var MEMBERS = [
  ..."comment contentDigest expiresAt issuedAt key log meaning nonce request signer statement type v verdict".split(
    " "
  )
];
var signingIn = (text) => {
  const value = canonicalIn(text);
  const all = exactly(value, ...MEMBERS) ?? exactly(value, ...MEMBERS, "gate");
  return all?.v === 1 && all.type === "countersign-approval" && isText(all.nonce) ? all : void 0;
};
var instant = (value) => isText(value) && value.endsWith("Z") ? Date.parse(value) : Number.NaN;
var signedOtherwise = (told2, { actor, after, at }, { comment, name }, isOwnLog) => {
  const signer = exactly(told2.signer, "id", "printedName");
  const gate = (value) => [said(value).policy, said(value).key].map(textIn).join(" ");
  const sealed = sha256(canonicalJson(told2.statement));
  const differs = [
    ["log", !isOwnLog(told2.log)],
    ["request", told2.request !== after.request],
    ["contentDigest", told2.contentDigest !== after.contentDigest],
    ["statement", sealed !== after.contentDigest],
    ["verdict", told2.verdict !== after.verdict],
    ["meaning", told2.meaning !== after.meaning],
    ["comment", comment !== void 0 && told2.comment !== comment],
    ["gate", gate(told2.gate) !== gate(after.gate)],
    ["signer", signer?.id !== actor.id],
    ["printed name", name !== void 0 && signer?.printedName !== name],
    ["key", told2.key !== said(after.signature).fingerprint],
    ["time", !(instant(told2.issuedAt) <= instant(at) && instant(at) <= instant(told2.expiresAt) + GRACE)]
  ];
  const other = differs.find(([, isOther]) => isOther);
  return other && `what was signed has another ${other[0]}`;
};

// verifier/src/pack/signatures/signatures.ts
var UNSIGNED = { strength: 0, isShown: false };
var judgeSignatures = (found, { facts, own, isOwnLog, signers }) => {
  const keys2 = signingKeysIn(facts);
  const [standings, files, nonces] = [/* @__PURE__ */ new Map(), /* @__PURE__ */ new Map(), /* @__PURE__ */ new Set()];
  const counts = { shown: 0, shut: 0, unsigned: 0 };
  for (const fact of own) {
    const { leaf, stream, outcome, after, words } = fact;
    if (outcome !== "ALLOWED" || typeof after.verdict !== "string") continue;
    if (words === void 0) {
      counts.unsigned++;
      continue;
    }
    const place = { leaf, stream };
    const given = readGiven(after.signature, words.statement);
    const key = keys2.get(textIn(said(after.signature).signingKey));
    for (const [name, text] of filesOf(fact)) files.set(name, { text, leaf });
    const faults = [
      given === void 0 ? "it is no signature that counts" : faultOf(fact, given, key, { isOwnLog, nonces })
    ].flatMap((detail) => detail === void 0 ? [] : [["SIGNATURE_INVALID", detail]]);
    const more = keyFaults(fact, key, signers);
    if (given !== void 0 && given.isVerified !== given.saysVerified)
      more.push(["USER_NOT_VERIFIED", "the device does not say of its user what the entry says"]);
    for (const [code, detail] of [...faults, ...more]) found.add(code, detail, place);
    const holds = faults.length === 0 && more.length === 0 && given !== void 0;
    standings.set(leaf, {
      strength: holds ? given.isVerified ? 2 : 1 : 0,
      isShown: holds && words.statement !== void 0
    });
    counts[words.statement === void 0 ? "shut" : "shown"]++;
  }
  if (signers === void 0 && counts.shown + counts.shut > 0)
    found.add("SIGNER_BY_REGISTRY", "no --signers: whose the signers' keys are, the registry says", {}, "warning");
  for (const [name, text] of signerListsIn(facts)) files.set(name, { text, leaf: null });
  return { of: ({ leaf }) => standings.get(leaf) ?? UNSIGNED, files, counts };
};
var faultOf = (fact, given, key, { isOwnLog, nonces }) => {
  const { statement } = fact.words ?? {};
  const signature = said(fact.after.signature);
  if (given.fingerprint !== signature.fingerprint) return "its key has another fingerprint";
  if (key !== void 0 && given.line !== key.line)
    return "it is given with another key than the one that is registered";
  if (statement === void 0 || fact.words === void 0) return void 0;
  if (sha256(statement) !== signature.digest) return "the text has another digest than the one that was signed";
  if (!given.holds) return "it is not one of this text by this key";
  const told2 = signingIn(statement);
  if (told2 === void 0) return "what was signed is no signing statement";
  const nonce = textIn(told2.nonce);
  if (nonces.has(nonce)) return "the same statement was signed for another decision";
  nonces.add(nonce);
  return signedOtherwise(told2, fact, fact.words, isOwnLog);
};
var keyFaults = ({ actor, leaf, at }, key, signers) => {
  if (key === void 0 || key.owner.id !== actor.id)
    return [["SIGNER_UNKNOWN", "no entry has registered the key as the signer's"]];
  if (key.confirmed === void 0 || key.confirmed.leaf > leaf)
    return [["SIGNER_UNKNOWN", "nobody who may had said before whose the key is"]];
  const isRevoked = key.revoked !== void 0 && key.revoked.leaf < leaf;
  const against = isRevoked ? "KEY_REVOKED" : signers?.against(actor.id, key.line, at);
  if (against === void 0) return [];
  const by = isRevoked ? "was revoked before" : "is not the signer's then by the list of signers";
  return [[against, `the key ${key.fingerprint} ${by}`]];
};
var filesOf = ({ after, words }) => {
  const name = `signatures/${textIn(after.decision)}`;
  const { ssh, webauthn } = said(after.signature);
  return [
    ...typeof ssh === "string" ? [[`${name}.sig`, ssh]] : [],
    ...webauthn === void 0 ? [] : [[`${name}.webauthn.json`, canonicalJson(webauthn)]],
    ...words?.statement === void 0 ? [] : [[`${name}.statement`, words.statement]]
  ];
};

// verifier/src/pack/signatures/signer-list.ts
import { readFileSync as readFileSync3 } from "node:fs";
var signerList = (found, paths) => {
  if (paths.length === 0) return void 0;
  const lines = paths.flatMap((path) => {
    try {
      return readAllowedSigners(readFileSync3(path, "utf8"));
    } catch (error) {
      if (!(error instanceof AllowedSignersFault)) throw error;
      found.add("MALFORMED", `${path}: ${error.message}`);
      return [];
    }
  });
  return {
    against: (owner, key, at) => {
      const own = lines.filter((line2) => line2.key === key && isFor(line2, owner));
      const now = second2(at);
      const isEnded = ({ before }) => before !== null && second2(before) < now;
      if (own.some((line2) => (line2.after === null || second2(line2.after) <= now) && !isEnded(line2))) return void 0;
      return own.some(isEnded) ? "KEY_REVOKED" : "SIGNER_UNKNOWN";
    }
  };
};
var second2 = (instant2) => instant2.slice(0, 19);
var isFor = ({ principals, namespaces }, owner) => principals.includes(owner) && (namespaces?.includes("countersign-approval") ?? true);

// verifier/src/pack/unproven.ts
var unproven = ({ anchors, signatures, signers, asOf, old, ...known2 }) => [
  "that what entries say was true when it was written",
  `what came after the first ${known2.index.size} leaves of the log`,
  ...decisions(signatures, signers),
  "that a role was given by somebody else than its holder; which team a role is of, where no entry here names the team's slug",
  "that no other policy guarded a move, and that gates found what they should have: their inputs are not judged again",
  ...asOf?.time == null ? ["when the checkpoint was signed, and that nobody was shown another: no witness signed it"] : [],
  ...old.length === 0 ? [] : [
    `that the log's ${known2.checkpoint.size} leaves go on from a smaller checkpoint that was kept: "consistency" tells it on an export`
  ],
  ...known2.signed.statement.hardening === null ? [] : [`hardening level ${known2.signed.statement.hardening}: that is the registry's own word`],
  ...unstamped(anchors, known2.isStamped),
  ...anchors.kept === 0 ? [] : ["that anchors have what anchors/ says, and since when: ask them; the registry says so"]
];
var unstamped = ({ tokens, stamps }, isStamped) => {
  if (isStamped && tokens === 0)
    return ["when the checkpoint was there: --tsa was given, and the pack has no time stamp"];
  if (tokens > 0 && !isStamped)
    return ["what the time stamps in anchors/ say: name their authority's certificates with --tsa"];
  return stamps.length === 0 ? [] : ["that no certificate of a time-stamping authority was revoked"];
};
var decisions = (signatures, signers) => {
  if (signatures === void 0) return ["who decided: entries are missing, and no signature was judged"];
  const { shown, shut, unsigned } = signatures.counts;
  return [
    ...unsigned === 0 ? [] : [`that whoever decided did so themself, of ${unsigned} decisions: there is the registry's word alone`],
    ...shut === 0 ? [] : [`what was signed, of ${shut} decisions: the pack does not hold the texts, none was checked`],
    ...shown === 0 ? [] : [
      "what signers were shown, and that nobody else had their keys",
      ...signers.length === 0 ? ["whose the keys of signers are: their registration and its confirmer say so"] : []
    ]
  ];
};

// verifier/src/pack/verify-pack.ts
var verifyPack = async (path, options) => {
  const found = collectFindings();
  const files = openPack(found, path);
  try {
    const judged = files && await judge(found, files, options);
    const findings = found.all();
    return { verdict: verdictOf(findings), findings, claims: claimsOf(judged, options) };
  } finally {
    files?.close();
  }
};
var judge = async (found, files, options) => {
  const roots = rootsFor(options.tsa);
  const digests = await files.digests();
  if (digests === void 0) return void 0;
  checkNames(found, files);
  const parts = await partsOf(found, files, options);
  if (parts === void 0) return void 0;
  const { signed: signed2, index, checkpoint, note, policy } = parts;
  const { statement } = signed2;
  const keys2 = keyRules(found, checkpoint.origin, policy);
  const streams = { logStream: `log:${statement.log.id}`, versionStream: `model_version:${statement.version.id}` };
  const reading = { found, index, checkpoint, note, disclosed: statement.disclosed, keys: keys2, ...streams };
  if (!files.names.has("entries.jsonl")) found.add("MISSING", "entries.jsonl is missing");
  const entries = await readEntries(files.pieces("entries.jsonl"), reading);
  const believed = believe(found, note, keys2.policy(policy), "checkpoint");
  if (believed !== void 0) {
    keys2.judge(believed, "checkpoint");
    checkAnnounced(found, believed, keys2);
  }
  compareOld(found, checkpoint, keys2.policy(policy), options.old ?? []);
  const anchors = await checkAnchors(found, files, { checkpoint, policy: keys2.policy(policy), roots });
  const keysText = await files.text("keys.json");
  if (keysText !== void 0) keys2.compare(keysText);
  checkSignature(found, signed2, keys2, index.size);
  checkStatement(found, statement, { checkpoint, index, keys: keys2 });
  const version = { signed: signed2, index, entries, digests, options, isOwnLog: keys2.isOwnLog };
  const { hasKeys, ...judged } = await judgeVersion(found, files, version);
  if (entries.isRead && anchors.kept + anchors.tokens === 0 && believed?.signatures.every(({ time }) => time === null))
    found.add("UNANCHORED", "nobody but the log itself says when and that this is its only checkpoint", {}, "info");
  tellLater(found, index, checkpoint.size);
  return { parts, believed, isComplete: entries.isIndexed && hasKeys, anchors, ...judged };
};
var tellLater = (found, { size, commitIndex }, leaves) => {
  const later = leaves - size - (commitIndex >= size ? 1n : 0n);
  if (later > 0n) found.add("UNSEQUENCED", `the log has ${later} leaves beyond the pack's index`, {}, "info");
};
var judgeVersion = async (found, files, of) => {
  const { signed: signed2, index, entries, digests, options, isOwnLog } = of;
  const { statement } = signed2;
  const { facts } = entries;
  const versionStream = `model_version:${statement.version.id}`;
  const own = facts.filter(({ stream }) => stream === versionStream);
  const text = await files.text("content.json");
  const content = text === void 0 ? void 0 : checkContent(found, text, { statement, facts, own });
  const hasKeys = checkKeys(found, index, { own, content, statement });
  const told2 = requestsTold(own);
  const texts2 = await checkTexts(found, files, { told: told2, facts, versionId: statement.version.id });
  const signers = signerList(found, options.signers ?? []);
  const signatures = entries.isTold ? judgeSignatures(found, { facts, own, isOwnLog, signers }) : void 0;
  const version = { facts, own, told: told2, texts: texts2, lastLeaf: lastLeafOf(index, `stream:${versionStream}`) };
  const approvals = signatures === void 0 ? null : recountMoves(found, { ...version, signatures });
  const manifest = await files.text("manifest.json");
  if (manifest !== void 0) checkManifest(found, manifest, { files: digests, digest: statement.manifest });
  checkProofs(found, digests, entries, signatures);
  checkCard(found, statement, digests, content);
  await compareArtifacts(found, content, options);
  return { hasKeys, approvals, signatures };
};
var compareArtifacts = async (found, content, { artifacts }) => {
  if (artifacts !== void 0 && content !== void 0) await checkArtifacts(found, artifacts, content.artifacts);
};
var partsOf = async (found, files, { policy }) => {
  const read = async (name, reader) => {
    const text = await files.text(name);
    const part = text === void 0 ? void 0 : reader(text);
    if (text !== void 0 && part === void 0) found.add("MALFORMED", `${name} is none`);
    return part;
  };
  const signed2 = await read("statement.dsse.json", readSigned);
  const index = await read("index.json", readIndex);
  const checkpoint = await read("checkpoint", (note) => {
    const told2 = parseCheckpoint(textOf(note) ?? "");
    return told2 && { note, told: told2 };
  });
  const beside = await files.text("policy.txt");
  const believed = policyFor(found, policy, beside);
  if (signed2 === void 0 || index === void 0 || checkpoint === void 0 || believed === void 0)
    return void 0;
  return { signed: signed2, index, checkpoint: checkpoint.told, note: checkpoint.note, policy: believed };
};
var compareOld = (found, { size, root }, policy, paths) => {
  for (const path of paths) {
    const kept = believe(found, readFileSync4(path, "utf8"), policy, path);
    if (kept !== void 0 && kept.size > size)
      found.add("SIZE_BELOW_ANCHOR", `an older checkpoint has ${kept.size} leaves, the pack's only ${size}`);
    else if (kept !== void 0 && kept.size === size && !sameBytes(kept.root, root))
      found.add("ANCHOR_INCONSISTENT", `the ${size} leaves are not those of the checkpoint that was kept`);
  }
};
var claimsOf = (judged, { old = [], signers = [], tsa }) => {
  if (judged === void 0)
    return {
      ...{ completeAsOf: null, identity: null, approvals: null, anchoredAt: null },
      timestamps: [],
      notProven: ["anything"]
    };
  const { parts, believed, isComplete, approvals, anchors, signatures } = judged;
  const asOf = believed === void 0 ? null : completeAsOf(believed);
  return {
    completeAsOf: asOf === null || !isComplete ? null : { ...asOf, size: String(parts.index.size) },
    identity: identityOf(parts.signed.statement),
    approvals,
    anchoredAt: asOf?.time ?? stampedAt(anchors.stamps, parts.index.size),
    timestamps: anchors.stamps,
    notProven: unproven({ ...parts, anchors, signatures, signers, asOf, old, isStamped: tsa !== void 0 })
  };
};

// verifier/src/verify-consistency.ts
import { readFileSync as readFileSync6 } from "node:fs";

// verify/log/tiles.ts
var TILE_WIDTH = 256;
var pathOf = ({ level, n, width }) => {
  if (level !== "entries" && !(Number.isInteger(level) && level >= 0 && level <= 63))
    throw new RangeError(`a tile's level is a whole number from 0 to 63, not ${level}`);
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH)
    throw new RangeError(`a tile's width is a whole number from 1 to ${TILE_WIDTH}, not ${width}`);
  if (n < 0n) throw new RangeError(`a tile's number is not below 0, as ${n} is`);
  const digits = String(n);
  const threes = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.../g) ?? [];
  const number = threes.map((three, at) => at === threes.length - 1 ? three : `x${three}`).join("/");
  return `tile/${level}/${number}${width === TILE_WIDTH ? "" : `.p/${width}`}`;
};
var widthAt = ({ level, n }, size) => {
  const hashes2 = (level === "entries" ? size : size >> BigInt(8 * level)) - n * BigInt(TILE_WIDTH);
  return hashes2 <= 0n ? 0 : hashes2 >= BigInt(TILE_WIDTH) ? TILE_WIDTH : Number(hashes2);
};
function* tilesBetween(from, to) {
  for (let level = 0; to >> BigInt(8 * level) > 0n; level++) {
    const [had, has] = [from >> BigInt(8 * level), to >> BigInt(8 * level)];
    if (had === has) continue;
    for (let n = had / 256n; n * 256n < has; n++) yield { level, n, width: widthAt({ level, n }, to) };
  }
}
var readBundle = (bytes) => {
  const entries = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + ((bytes[at] ?? 0) << 8 | (bytes[at + 1] ?? 0));
    if (at + 2 > bytes.length || end > bytes.length) return void 0;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
};

// verifier/src/log-folder.ts
import { createReadStream as createReadStream2, existsSync, readFileSync as readFileSync5 } from "node:fs";
import { join as join2 } from "node:path";

// verify/lines.ts
var linesOf = async function* (pieces) {
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
};

// verifier/src/log-folder.ts
var MissingFile = class extends Error {
  constructor() {
    super(...arguments);
    this.name = "MissingFile";
  }
};
var openFolder = (folder) => ({
  checkpoint: () => readOr(folder, "checkpoint").toString("utf8"),
  policy: () => existsSync(join2(folder, "policy.txt")) ? readFileSync5(join2(folder, "policy.txt"), "utf8") : void 0,
  tile: (tile) => {
    const whole = pathOf({ ...tile, width: TILE_WIDTH });
    const path = pathOf(tile);
    if (!existsSync(join2(folder, path)) && existsSync(join2(folder, whole)) && tile.level !== "entries")
      return readFileSync5(join2(folder, whole)).subarray(0, tile.width * 32);
    return readOr(folder, path);
  },
  lines: async function* () {
    if (!existsSync(join2(folder, "entries.jsonl"))) throw new MissingFile("entries.jsonl is missing");
    for await (const line2 of linesOf(createReadStream2(join2(folder, "entries.jsonl"), "utf8"))) yield readLine(line2);
  }
});
var readOr = (folder, path) => {
  try {
    return readFileSync5(join2(folder, path));
  } catch {
    throw new MissingFile(`${path} is missing`);
  }
};
var readLine = (text) => {
  try {
    const line2 = JSON.parse(text);
    const isLine = typeof line2.leafIndex === "string" && typeof line2.entry === "string" && (line2.body === null || typeof line2.body === "string") && areTriples(line2.links, (link) => link.every((part) => typeof part === "string")) && (line2.rows === null || areTriples(line2.rows, ([table2]) => typeof table2 === "string")) && !isDeep(line2.rows);
    return isLine ? line2 : void 0;
  } catch {
    return void 0;
  }
};
var areTriples = (value, isOne) => Array.isArray(value) && value.every((each2) => Array.isArray(each2) && each2.length === 3 && isOne(each2));

// verifier/src/verify-consistency.ts
var verifyConsistency2 = (paths, { policy: pinned }) => {
  const { older, newer, dir } = paths;
  const found = collectFindings();
  const folder = openFolder(dir);
  const policy = policyFor(found, pinned, folder.policy());
  const [from, to] = [older, newer].map(
    (path) => policy === void 0 ? void 0 : believe(found, readFileSync6(path, "utf8"), policy, path)
  );
  if (from !== void 0 && to !== void 0) compare2(found, folder, paths, [from, to]);
  const findings = found.all();
  const claims = {
    completeAsOf: to === void 0 ? null : completeAsOf(to),
    notProven: ["what the entries say: only that none was changed between the two checkpoints"]
  };
  return { verdict: verdictOf(findings), findings, claims };
};
var compare2 = (found, folder, { older, newer }, [from, to]) => {
  if (from.origin !== to.origin) found.add("WRONG_LOG", `${older} is of another log than ${newer}`);
  else if (from.size > to.size) found.add("SIZE_BELOW_ANCHOR", `${older} has more leaves than ${newer}`);
  else
    try {
      const roots = rootsOf(found, folder, [from.size, to.size]);
      if (roots === void 0) return;
      const [before, after] = roots;
      if (!sameBytes(after, to.root)) found.add("ROOT_MISMATCH", `the tiles are not those of ${newer}`);
      else if (from.size > 0n && !sameBytes(before, from.root))
        found.add("ANCHOR_INCONSISTENT", `${newer} does not go on from ${older}`);
    } catch (error) {
      if (!(error instanceof MissingFile)) throw error;
      found.add("MISSING", error.message);
    }
};
var rootsOf = (found, folder, [from, to]) => {
  let [frontier, before] = [emptyFrontier(), emptyRoot];
  for (let n = 0n; n * BigInt(TILE_WIDTH) < to; n++) {
    const tile = { level: 0, n, width: widthAt({ level: 0, n }, to) };
    const bytes = folder.tile(tile);
    if (bytes.length !== tile.width * 32) {
      found.add("TILE_MISMATCH", `${pathOf(tile)} has ${bytes.length} bytes, not ${tile.width * 32}`);
      return void 0;
    }
    for (let at = 0; at < bytes.length; at += 32) {
      frontier = appendLeaf(frontier, bytes.subarray(at, at + 32)).frontier;
      if (frontier.size === from) before = frontierRoot(frontier);
    }
  }
  return [before, frontierRoot(frontier)];
};

// verifier/src/verify-log.ts
import { readFileSync as readFileSync7 } from "node:fs";

// verifier/src/rebuilt-index.ts
var rebuildIndex = (found) => {
  const states = /* @__PURE__ */ new Map();
  const buckets = /* @__PURE__ */ new Map();
  const nodes = Array.from({ length: 21 }, () => /* @__PURE__ */ new Map());
  const touched = /* @__PURE__ */ new Set();
  const waiting = [];
  let root = emptyIndexRoot;
  const count = (leaf, key) => {
    const { keyHash, count: count2, head } = states.get(key) ?? { keyHash: hashOfKey(key), count: 0n, head: noHead };
    states.set(key, { keyHash, count: count2 + 1n, head: nextHead(head, leaf) });
    const bucket = bucketOf(keyHash);
    touched.add(bucket);
    const keys2 = buckets.get(bucket) ?? /* @__PURE__ */ new Set();
    buckets.set(bucket, keys2.add(key));
  };
  const goTo = async (size) => {
    const all = waiting.findIndex(({ leaf }) => leaf >= size);
    for (const { leaf, keys: keys2 } of waiting.splice(0, all < 0 ? waiting.length : all))
      for (const key of keys2) count(leaf, key);
    if (touched.size === 0) return;
    const items = (bucket) => [...buckets.get(bucket) ?? []].map((key) => itemOf(states.get(key)));
    const roots = new Map([...touched].map((bucket) => [bucket, bucketRoot(items(bucket))]));
    touched.clear();
    const stored = (level, indexes) => new Map(
      indexes.flatMap((index) => nodes[level]?.has(index) ? [[index, nodes[level].get(index)]] : [])
    );
    for (const { level, index, hash } of await updateIndex(stored, roots)) {
      nodes[level]?.set(Number(index), hash);
      root = hash;
    }
  };
  let covered = 0n;
  let isBlind = false;
  return {
    /** `isOwn`: whether it is an act of this log, not of one that was before it. */
    add: async (leaf, entry, isOwn, place) => {
      isBlind ||= entry?.links === void 0;
      if (isBlind || entry?.links === void 0) return;
      const { envelope, links, after } = entry;
      waiting.push({ leaf, keys: keysOf(links, envelope.stream) });
      if (envelope.act !== "commitIndex" || !isOwn || after === void 0) return;
      const said2 = committed(after);
      if (said2 === void 0 || said2.size > leaf || said2.size < covered) {
        found.add("INDEX_MISMATCH", "commitIndex names no size that goes on from the one before", place);
        return;
      }
      await goTo(said2.size);
      covered = said2.size;
      if (Buffer.from(root).toString("hex") !== said2.root || BigInt(states.size) !== said2.keys)
        found.add("INDEX_MISMATCH", `the index of ${said2.size} leaves is not the one that commitIndex names`, place);
    }
  };
};
var committed = (after) => {
  const { size, root, keys: keys2 } = after ?? {};
  const isNumber = (text) => typeof text === "string" && /^(0|[1-9][0-9]{0,18})$/.test(text);
  return isNumber(size) && isNumber(keys2) && typeof root === "string" ? { size: BigInt(size), root, keys: BigInt(keys2) } : void 0;
};

// verifier/src/verify-log.ts
var verifyLog = async (dir, { policy: pinned, old = [] }) => {
  const found = collectFindings();
  const folder = openFolder(dir);
  const report = (believed) => {
    const findings = found.all();
    const claims = { completeAsOf: believed === void 0 ? null : completeAsOf(believed), notProven };
    return { verdict: verdictOf(findings), findings, claims };
  };
  try {
    const policy = policyFor(found, pinned, folder.policy());
    if (policy === void 0) return report();
    const checkpoint = { what: "checkpoint", note: folder.checkpoint() };
    const anchors = old.map((path) => ({ what: path, note: readFileSync7(path, "utf8") }));
    return report(await verifyUnder(policy, { found, folder, checkpoint, anchors }));
  } catch (error) {
    if (!(error instanceof MissingFile)) throw error;
    found.add("MISSING", error.message);
    return report();
  }
};
var verifyUnder = async (policy, { found, folder, checkpoint, anchors }) => {
  const told2 = parseCheckpoint(textOf(checkpoint.note) ?? "");
  if (told2 === void 0) {
    found.add("MALFORMED", "checkpoint: this is no signed checkpoint of three lines");
    return void 0;
  }
  const keys2 = keyChain(found, told2.origin, policy);
  const sizes = anchors.flatMap(({ note }) => parseCheckpoint(textOf(note) ?? "")?.size ?? []);
  const roots = await readLeaves({ found, folder, keys: keys2, checkpoint: told2, sizes: new Set(sizes) }).catch((error) => {
    if (!(error instanceof MissingFile)) throw error;
    found.add("MISSING", error.message);
    return /* @__PURE__ */ new Map();
  });
  const [believed, ...before] = [checkpoint, ...anchors].map(({ what, note }) => {
    const opened = believe(found, note, keys2.policy(policy), what);
    if (opened !== void 0) keys2.judge(opened, what);
    return opened;
  });
  for (const anchor of before)
    if (anchor !== void 0 && anchor.size > told2.size)
      found.add("SIZE_BELOW_ANCHOR", `an older checkpoint has ${anchor.size} leaves, this one only ${told2.size}`);
    else if (anchor !== void 0 && !sameBytes(roots.get(anchor.size) ?? anchor.root, anchor.root))
      found.add("ANCHOR_INCONSISTENT", `the first ${anchor.size} leaves are not those of an older checkpoint`);
  return believed;
};
var notProven = [
  "that what entries say was true when it was written",
  "that no entry came after the checkpoint",
  "what names, networks and texts were: the log holds commitments to them"
];
var readLeaves = async ({ found, folder, keys: keys2, checkpoint, sizes }) => {
  const { size, root } = checkpoint;
  const [tiles, rules, index] = [tileRules(found, folder, size), entryRules(found), rebuildIndex(found)];
  const lines = folder.lines();
  const roots = /* @__PURE__ */ new Map([[0n, emptyRoot]]);
  let frontier = emptyFrontier();
  let own = "log:";
  for (let n = 0n; n * BigInt(TILE_WIDTH) < size; n++) {
    const entries = tiles.bundle(n);
    if (entries === void 0) return roots;
    for (const data of entries) {
      const leaf = frontier.size;
      const hash = leafHash(data);
      const grown = appendLeaf(frontier, hash);
      frontier = grown.frontier;
      for (const made of grown.made) tiles.made(made.level, made.index, made.hash);
      if (sizes.has(frontier.size)) roots.set(frontier.size, frontierRoot(frontier));
      const line2 = await nextLine(found, lines, leaf);
      const at = { leaf, entry: line2?.entry ?? null };
      const entry = rules.look(Buffer.from(data).toString("utf8"), hash.toString("hex"), line2, at);
      const { act = "", stream = "" } = entry?.envelope ?? {};
      if (leaf === 0n && act === "openIncarnation") own = stream;
      const place = entry === void 0 ? at : { ...at, stream };
      if (stream.startsWith(own)) keys2.act(leaf, act, entry?.after, place);
      await index.add(leaf, entry, stream.startsWith(own), place);
    }
  }
  const holds = frontier.size === size && sameBytes(frontierRoot(frontier), root);
  if (!holds) found.add("ROOT_MISMATCH", `the root of the ${size} leaves is not the checkpoint's`);
  tiles.finish(holds);
  if (!(await lines.next()).done) found.add("MALFORMED", `entries.jsonl goes on after the ${size} leaves`);
  return roots;
};
var nextLine = async (found, lines, leaf) => {
  const { done, value } = await lines.next();
  if (done === true) found.add("MISSING", "there is no line of entries.jsonl for the leaf", { leaf });
  else if (value === void 0) found.add("MALFORMED", "the line of entries.jsonl is none", { leaf });
  else if (value.leafIndex !== String(leaf))
    found.add("MISSING", `the line of entries.jsonl is for leaf ${value.leafIndex}`, { leaf });
  else return value;
  return void 0;
};
var tileRules = (found, folder, size) => {
  const open2 = /* @__PURE__ */ new Map();
  const wrong = [];
  const read = (tile) => {
    try {
      const bytes = folder.tile(tile);
      if (tile.level === "entries" || bytes.length === tile.width * 32) return bytes;
      found.add("TILE_MISMATCH", `${pathOf(tile)} has ${bytes.length} bytes, not ${tile.width * 32}`);
    } catch (error) {
      if (!(error instanceof MissingFile)) throw error;
      found.add("MISSING", error.message);
    }
    return null;
  };
  const widths = new Map([...tilesBetween(0n, size)].map((tile) => [`${tile.level}/${tile.n}`, tile]));
  return {
    /** The entries of a bundle; undefined where it is missing or malformed: nothing can be read on from there. */
    bundle: (n) => {
      const tile = { level: "entries", n, width: widthAt({ level: "entries", n }, size) };
      const bytes = read(tile);
      const entries = bytes === null ? void 0 : readBundle(bytes);
      if (bytes !== null && entries?.length !== tile.width)
        found.add("TILE_MISMATCH", `${pathOf(tile)} does not hold ${tile.width} entries`, { leaf: n * 256n });
      return entries?.length === tile.width ? entries : void 0;
    },
    made: (level, index, hash) => {
      if (level % 8 !== 0) return;
      const place = `${level / 8}/${index >> 8n}`;
      const tile = widths.get(place);
      if (tile === void 0) return;
      const bytes = open2.has(place) ? open2.get(place) : read(tile);
      open2.set(place, bytes ?? null);
      const at = Number(index & 255n) * 32;
      if (bytes != null && !sameBytes(bytes.subarray(at, at + 32), hash))
        wrong.push({ tile, leaf: index << BigInt(level) });
      if (at === (tile.width - 1) * 32) open2.delete(place);
    },
    /** Once the root is known: where the entries are right, the tile is wrong; else the leaf may be. */
    finish: (holds) => {
      for (const { tile, leaf } of wrong)
        if (holds) found.add("TILE_MISMATCH", `${pathOf(tile)} holds another hash`, { leaf });
        else if (tile.level === 0)
          found.add("LEAF_MISMATCH", `the entry is not the one whose hash ${pathOf(tile)} holds`, { leaf });
        else found.add("TILE_MISMATCH", `${pathOf(tile)} holds another hash than the entries below make`, { leaf });
    }
  };
};

// verifier/src/main.ts
var USAGE = `usage: node countersign-verify.mjs pack FILE [--policy FILE] [--old NOTE]... [--signers FILE]...
                                      [--artifacts DIR] [--tsa CA] [--json]
       node countersign-verify.mjs log DIR [--policy FILE] [--old NOTE]... [--json]
       node countersign-verify.mjs consistency OLD NEW DIR [--policy FILE] [--json]
Checks what Countersign exported, with no network and without the service. --policy pins whom to believe (tlog-policy);
without it the log vouches for itself. --old names a checkpoint that you kept, --signers a list of whose keys are whose
(OpenSSH's allowed_signers), --artifacts a folder with the version's files, --tsa the certificates (PEM) of time-stamping
authorities that you believe.
Exit code 0: OK; 1: TAMPERED; 2: INCOMPLETE; 3: UNVERIFIABLE, or wrongly called.`;
var run = async () => {
  const options = {
    policy: { type: "string" },
    old: { type: "string", multiple: true },
    signers: { type: "string", multiple: true },
    artifacts: { type: "string" },
    tsa: { type: "string" },
    json: { type: "boolean" }
  };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [command, ...paths] = positionals;
  const [one, two, three, more] = paths;
  if (command === "pack" && one !== void 0 && two === void 0) tell(await verifyPack(one, values), values.json);
  else if (command === "log" && one !== void 0 && two === void 0) tell(await verifyLog(one, values), values.json);
  else if (command === "consistency" && one !== void 0 && two !== void 0 && three !== void 0 && more === void 0)
    tell(verifyConsistency2({ older: one, newer: two, dir: three }, values), values.json);
  else throw new Error("say what to verify");
};
var tell = (report, json) => {
  process.exitCode = exitCodes[report.verdict];
  if (json === true) console.log(JSON.stringify(report));
  else console.log(inWords(report));
};
try {
  await run();
} catch (error) {
  console.error(`countersign-verify: ${error.message}
${USAGE}`);
  process.exitCode = 3;
}

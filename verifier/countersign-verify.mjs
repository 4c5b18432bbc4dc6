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

// verifier/src/verify-consistency.ts
import { readFileSync as readFileSync3 } from "node:fs";

// verify/log/bytes.ts
import { createHash } from "node:crypto";
var sha256Bytes = (data) => createHash("sha256").update(data).digest();
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

// verify/log/tree.ts
import { createHash as createHash2 } from "node:crypto";
var emptyRoot = sha256Bytes("");
var LEAF = Buffer.of(0);
var leafHash = (data) => createHash2("sha256").update(LEAF).update(data).digest();
var pair = Buffer.alloc(65);
pair[0] = 1;
var nodeHash = (left, right) => {
  if (left.length !== 32 || right.length !== 32) throw new RangeError("a hash has 32 bytes");
  pair.set(left, 1);
  pair.set(right, 33);
  return createHash2("sha256").update(pair).digest();
};
var emptyFrontier = () => ({ size: 0n, hashes: [] });
var appendLeaf = (frontier, hash) => {
  if (hash.length !== 32) throw new RangeError("a leaf's hash has 32 bytes");
  const hashes = [...frontier.hashes];
  const made = [{ level: 0, index: frontier.size, hash }];
  let [index, level, top] = [frontier.size, 0, hash];
  for (; (index & 1n) === 1n; index >>= 1n) {
    const left = hashes.pop();
    if (left === void 0) throw new RangeError("the frontier has fewer hashes than its size needs");
    top = nodeHash(left, top);
    made.push({ level: ++level, index: index >> 1n, hash: top });
  }
  hashes.push(top);
  return { frontier: { size: frontier.size + 1n, hashes }, made };
};
var frontierRoot = ({ hashes }) => hashes.length === 0 ? emptyRoot : Buffer.from(hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), hashes.at(-1)));
var rootOf = (leaves) => {
  let frontier = emptyFrontier();
  for (const leaf of leaves) frontier = appendLeaf(frontier, leaf).frontier;
  return frontierRoot(frontier);
};

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
  const hashes = (level === "entries" ? size : size >> BigInt(8 * level)) - n * BigInt(TILE_WIDTH);
  return hashes <= 0n ? 0 : hashes >= BigInt(TILE_WIDTH) ? TILE_WIDTH : Number(hashes);
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

// verifier/src/believe.ts
import { readFileSync } from "node:fs";

// verify/log/note.ts
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";

// verify/log/checkpoint.ts
var parseCheckpoint = (text) => {
  const [origin = "", size = "", root = "", ...rest] = text.split("\n");
  if (origin === "" || hasControls(origin) || rest.join("\n") !== "" || rest.length !== 1) return void 0;
  const [leaves, hash] = [readSize(size), hashFromBase64(root)];
  return leaves === void 0 || hash === void 0 ? void 0 : { origin, size: leaves, root: hash };
};
var hasControls = (text) => [...text].some((letter) => letter < " ");

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
var readSignatureLine = (line) => {
  const [dash, name = "", base64 = "", ...rest] = line.split(" ");
  const bytes = fromBase64(base64);
  if (dash !== "—" || rest.length > 0 || !isKeyName(name) || bytes === void 0 || bytes.length < 5)
    throw malformed("a line of signature is no dash, name and base64");
  return { name, id: bytes.toString("hex", 0, 4), bytes: bytes.subarray(4) };
};
var openNote = (note, known) => {
  const { text, signatures } = readNote(note);
  const verified = signatures.flatMap((line) => {
    const keys = known.filter(({ name, id }) => name === line.name && id === line.id);
    const [key] = keys;
    if (key === void 0) return [];
    if (keys.some(({ type, publicKey }) => type !== key.type || !sameBytes(publicKey, key.publicKey)))
      throw new NoteError("AMBIGUOUS_KEY", `two known keys are called ${line.name} ${line.id}`);
    return [verifiedLine(text, line, key)];
  });
  if (verified.length === 0) throw new NoteError("NO_KNOWN_SIGNATURE", "none of the known keys signed the note");
  return { text, signatures: verified };
};
var verifiedLine = (text, line, key) => {
  const cosignature = key.type === 4 ? readCosignature(line.bytes) : void 0;
  const [signed2, signature] = key.type === 1 ? [text, line.bytes] : [cosigned(text, cosignature?.time), cosignature?.signature];
  const { publicKey } = key;
  if (signed2 === void 0 || signature === void 0 || !verifyEd25519(signed2, signature, publicKey))
    throw new NoteError("INVALID_SIGNATURE", `the signature by ${line.name} ${line.id} is wrong`);
  return { ...line, key, time: cosignature?.time ?? null };
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
  for (const [index, line] of lines.entries()) {
    const wrong = (why) => new PolicyError(`line ${index + 1} of the policy: ${why}`);
    if ([...line].some((letter) => letter < " " && letter !== "	" || letter === ""))
      throw wrong("a control character");
    const [keyword = "", ...words] = line.split(/[ \t]+/).filter((word) => word !== "");
    if (keyword === "" || keyword.startsWith("#")) continue;
    const readLine2 = lineReaders[keyword];
    if (readLine2 === void 0) throw wrong("begins with none of log, witness, group, quorum");
    readLine2(read, words, wrong);
  }
  const { logs, witnesses, groups, quorum: quorum2 } = read;
  if (quorum2 === null) throw new PolicyError("the policy has no line `quorum <name>` (or `quorum none`)");
  return { logs, witnesses, groups, quorum: quorum2 };
};
var log = (read, [vkey = "", url = null, ...rest], wrong) => {
  const key = parseVkey(vkey);
  if (key?.type !== 1 || rest.length > 0) throw wrong("is no `log <vkey> [<url>]` with an Ed25519 key (0x01)");
  if (read.logs.some((other) => sameBytes(other.key.publicKey, key.publicKey))) throw wrong("repeats a log's key");
  read.logs.push({ key, url });
};
var witness = (read, [name = "", vkey = "", url = null, ...rest], wrong) => {
  const key = parseVkey(vkey);
  if (key?.type !== 4 || rest.length > 0)
    throw wrong("is no `witness <name> <vkey> [<url>]` with an Ed25519 cosignature key (0x04)");
  if (read.witnesses.some((other) => sameBytes(other.key.publicKey, key.publicKey)))
    throw wrong("repeats a witness's key");
  define(read, name, wrong);
  read.witnesses.push({ name, key, url });
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
  const isDefined = [...read.witnesses, ...read.groups].some((each) => each.name === name);
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
  if (name === "none" || [...read.witnesses, ...read.groups].some((each) => each.name === name))
    throw wrong("defines a name that is taken");
  read.free.add(name);
};
var readCount = (text) => /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : 0;
var meetsQuorum = ({ witnesses, groups, quorum: quorum2 }, signatures) => {
  const signed2 = ({ key }) => signatures.some((line) => line.key.type === key.type && sameBytes(line.key.publicKey, key.publicKey));
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
  const keys = [...policy.logs, ...policy.witnesses].map(({ key }) => key);
  const { text, signatures } = openNote(note, keys);
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

// verifier/src/log-folder.ts
import { createReadStream, existsSync, readFileSync as readFileSync2 } from "node:fs";
import { join } from "node:path";

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
  policy: () => existsSync(join(folder, "policy.txt")) ? readFileSync2(join(folder, "policy.txt"), "utf8") : void 0,
  tile: (tile) => {
    const whole = pathOf({ ...tile, width: TILE_WIDTH });
    const path = pathOf(tile);
    if (!existsSync(join(folder, path)) && existsSync(join(folder, whole)) && tile.level !== "entries")
      return readFileSync2(join(folder, whole)).subarray(0, tile.width * 32);
    return readOr(folder, path);
  },
  lines: async function* () {
    if (!existsSync(join(folder, "entries.jsonl"))) throw new MissingFile("entries.jsonl is missing");
    for await (const line of linesOf(createReadStream(join(folder, "entries.jsonl"), "utf8"))) yield readLine(line);
  }
});
var readOr = (folder, path) => {
  try {
    return readFileSync2(join(folder, path));
  } catch {
    throw new MissingFile(`${path} is missing`);
  }
};
var readLine = (text) => {
  try {
    const line = JSON.parse(text);
    const isLine = typeof line.leafIndex === "string" && typeof line.entry === "string" && (line.body === null || typeof line.body === "string") && areTriples(line.links, (link) => link.every((part) => typeof part === "string")) && (line.rows === null || areTriples(line.rows, ([table]) => typeof table === "string"));
    return isLine ? line : void 0;
  } catch {
    return void 0;
  }
};
var areTriples = (value, isOne) => Array.isArray(value) && value.every((each) => Array.isArray(each) && each.length === 3 && isOne(each));

// verifier/src/verify-consistency.ts
var verifyConsistency = (paths, { policy: pinned }) => {
  const { older, newer, dir } = paths;
  const found = collectFindings();
  const folder = openFolder(dir);
  const policy = policyFor(found, pinned, folder.policy());
  const [from, to] = [older, newer].map(
    (path) => policy === void 0 ? void 0 : believe(found, readFileSync3(path, "utf8"), policy, path)
  );
  if (from !== void 0 && to !== void 0) compare(found, folder, paths, [from, to]);
  const findings = found.all();
  const claims = {
    completeAsOf: to === void 0 ? null : completeAsOf(to),
    notProven: ["what the entries say: only that none was changed between the two checkpoints"]
  };
  return { verdict: verdictOf(findings), findings, claims };
};
var compare = (found, folder, { older, newer }, [from, to]) => {
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
import { readFileSync as readFileSync4 } from "node:fs";

// verify/canonical-json.ts
var MAX_DEPTH = 64;
var canonicalJson = (value) => write(value, 0);
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

// verify/sha256.ts
import { createHash as createHash3 } from "node:crypto";
var sha256 = (text) => createHash3("sha256").update(text).digest("hex");

// verify/envelope.ts
var NO_ENTRY = "0".repeat(64);
var members = {
  1: ["act", "actor", "at", "body", "prev", "seq", "stream", "v"],
  2: ["act", "actor", "at", "body", "links", "out", "prev", "rows", "seq", "stream", "v"]
};
var readEnvelope = (text) => {
  try {
    const envelope = JSON.parse(text);
    const { v, ...texts } = envelope;
    const isForm = typeof v === "number" && Object.keys(envelope).join() === members[v]?.join();
    if (!isForm || !Object.values(texts).every((value) => typeof value === "string")) return void 0;
    return { links: null, out: null, rows: null, ...envelope };
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
  run: { run: "run.version" }
};
var inOrder = (links) => links.map((link) => ({ link, text: JSON.stringify(link) })).sort((a, b) => a.text < b.text ? -1 : 1).map(({ link }) => link);
var linksOf = (subjects) => inOrder(subjects.map(({ kind, id, role }) => [listsBelow[kind]?.[role] ?? kind, id, role]));

// verifier/src/entry-rules.ts
var entryRules = (found) => {
  const streams = /* @__PURE__ */ new Map();
  const follow = (envelope, hash, place) => {
    const last = streams.get(envelope.stream) ?? { seq: 0n, hash: NO_ENTRY, at: "" };
    const seq = BigInt(envelope.seq);
    if (seq > last.seq + 1n) found.add("STREAM_GAP", `entry ${seq} follows entry ${last.seq} of its stream`, place);
    else if (seq <= last.seq)
      found.add("SEQ_COLLISION", `entry ${seq} stands after entry ${last.seq} of its stream`, place);
    else if (envelope.prev !== last.hash)
      found.add("PREV_MISMATCH", `entry ${seq} does not name the hash of the entry before`, place);
    if (envelope.at <= last.at) found.add("TIME_REVERSED", `entry ${seq} is not later than the entry before`, place);
    if (seq > last.seq) streams.set(envelope.stream, { seq, hash, at: envelope.at });
  };
  return {
    streams: () => streams.size,
    /** What a leaf's envelope and the line beside it say; undefined when the envelope is none. */
    look: (text, hash, line, place) => {
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
      if (line === void 0) return void 0;
      const body = checkedBody(found, line, envelope, at);
      const links = checkedLinks(found, line, { envelope, body }, at);
      const rows = line.rows === null ? NO_ENTRY : digest(line.rows);
      if (envelope.rows !== null && envelope.rows !== rows)
        found.add("ROWS_MISMATCH", "the notes of rows are not those whose digest the envelope holds", at);
      return { envelope, links, after: body?.after };
    }
  };
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
  if (Array.isArray(value)) return value.every((each) => isOrdered(each, depth + 1));
  let last = "";
  for (const [name, each] of Object.entries(value)) {
    if (name < last || !isOrdered(each, depth + 1)) return false;
    last = name;
  }
  return true;
};
var bodyOf = (text) => {
  try {
    const body = JSON.parse(text);
    const isBody = isCanonical(text, body) && typeof body.actor.id === "string" && body.subjects.every((each) => [each.kind, each.id, each.role].every((part) => typeof part === "string"));
    return isBody ? body : void 0;
  } catch {
    return void 0;
  }
};

// verifier/src/key-chain.ts
var keyChain = (found, origin, { logs }) => {
  const keys = new Map(logs.map(({ key }) => [formatVkey(key), key]));
  const retired = /* @__PURE__ */ new Map();
  let isReached = false;
  const announce = (vkey, note, place) => {
    if (keys.has(vkey)) {
      isReached = true;
      return;
    }
    if (!isReached) return;
    const key = parseVkey(vkey);
    const signing = [...keys].flatMap(([known, each]) => retired.has(known) || each.name !== origin ? [] : [each]);
    if (key?.type === 1 && key.name === origin && signed(note, vkey, signing)) keys.set(vkey, key);
    else found.add("KEY_CHAIN_BROKEN", "no key that signed the log then has signed over this one", place);
  };
  return {
    /** What an act of the log says of its keys. */
    act: (leaf, action, after, place) => {
      const { vkey, note } = after ?? {};
      if (typeof vkey !== "string") return;
      if (action === "retireLogKey" && keys.has(vkey)) retired.set(vkey, leaf);
      else if (["addLogKey", "openIncarnation"].includes(action)) announce(vkey, note, place);
    },
    /** The policy with the keys that were announced after those it pins. */
    policy: (pinned) => ({ ...pinned, logs: [...keys.values()].map((key) => ({ key, url: null })) }),
    /** A checkpoint that covers the end of every key that signed it is nobody's. */
    judge: ({ size, signatures }, what) => {
      const own = signatures.filter(({ key }) => key.type === 1);
      if (own.every(({ key }) => (retired.get(formatVkey(key)) ?? size) < size))
        found.add("KEY_CHAIN_BROKEN", `${what}: it is signed by keys that were retired before`);
    }
  };
};
var signed = (note, vkey, keys) => {
  try {
    return typeof note === "string" && openNote(note, keys).text === `countersign-log-key/v1
${vkey}
`;
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
};

// verify/log/index.ts
var BUCKET_BITS = 20;
var BUCKETS = 2 ** BUCKET_BITS;
var noHead = Buffer.alloc(32);
var keysOf = (links, stream) => {
  const keys = links.map(([kind, id, role]) => `${role === "read" ? "read:" : ""}${kind}:${id}`);
  return [.../* @__PURE__ */ new Set([...keys, `stream:${stream}`])].sort((a, b) => a < b ? -1 : 1);
};
var hashOfKey = (key) => sha256Bytes(key);
var nextHead = (head, leafIndex) => sha256Bytes(Buffer.concat([head, uint64(leafIndex)]));
var bucketOf = (keyHash) => (keyHash[0] ?? 0) << 12 | (keyHash[1] ?? 0) << 4 | (keyHash[2] ?? 0) >> 4;
var itemOf = ({ keyHash, count, head }) => Buffer.concat([keyHash, uint64(count), head]);
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
    const keys = buckets.get(bucket) ?? /* @__PURE__ */ new Set();
    buckets.set(bucket, keys.add(key));
  };
  const goTo = async (size) => {
    const all = waiting.findIndex(({ leaf }) => leaf >= size);
    for (const { leaf, keys } of waiting.splice(0, all < 0 ? waiting.length : all))
      for (const key of keys) count(leaf, key);
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
      const said = committed(after);
      if (said === void 0 || said.size > leaf || said.size < covered) {
        found.add("INDEX_MISMATCH", "commitIndex names no size that goes on from the one before", place);
        return;
      }
      await goTo(said.size);
      covered = said.size;
      if (Buffer.from(root).toString("hex") !== said.root || BigInt(states.size) !== said.keys)
        found.add("INDEX_MISMATCH", `the index of ${said.size} leaves is not the one that commitIndex names`, place);
    }
  };
};
var committed = (after) => {
  const { size, root, keys } = after ?? {};
  const isNumber = (text) => typeof text === "string" && /^(0|[1-9][0-9]{0,18})$/.test(text);
  return isNumber(size) && isNumber(keys) && typeof root === "string" ? { size: BigInt(size), root, keys: BigInt(keys) } : void 0;
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
    const anchors = old.map((path) => ({ what: path, note: readFileSync4(path, "utf8") }));
    return report(await verifyUnder(policy, { found, folder, checkpoint, anchors }));
  } catch (error) {
    if (!(error instanceof MissingFile)) throw error;
    found.add("MISSING", error.message);
    return report();
  }
};
var verifyUnder = async (policy, { found, folder, checkpoint, anchors }) => {
  const told = parseCheckpoint(textOf(checkpoint.note) ?? "");
  if (told === void 0) {
    found.add("MALFORMED", "checkpoint: this is no signed checkpoint of three lines");
    return void 0;
  }
  const keys = keyChain(found, told.origin, policy);
  const sizes = anchors.flatMap(({ note }) => parseCheckpoint(textOf(note) ?? "")?.size ?? []);
  const roots = await readLeaves({ found, folder, keys, checkpoint: told, sizes: new Set(sizes) }).catch((error) => {
    if (!(error instanceof MissingFile)) throw error;
    found.add("MISSING", error.message);
    return /* @__PURE__ */ new Map();
  });
  const [believed, ...before] = [checkpoint, ...anchors].map(({ what, note }) => {
    const opened = believe(found, note, keys.policy(policy), what);
    if (opened !== void 0) keys.judge(opened, what);
    return opened;
  });
  for (const anchor of before)
    if (anchor !== void 0 && anchor.size > told.size)
      found.add("SIZE_BELOW_ANCHOR", `an older checkpoint has ${anchor.size} leaves, this one only ${told.size}`);
    else if (anchor !== void 0 && !sameBytes(roots.get(anchor.size) ?? anchor.root, anchor.root))
      found.add("ANCHOR_INCONSISTENT", `the first ${anchor.size} leaves are not those of an older checkpoint`);
  return believed;
};
var notProven = [
  "that what entries say was true when it was written",
  "that no entry came after the checkpoint",
  "what names, networks and texts were: the log holds commitments to them"
];
var readLeaves = async ({ found, folder, keys, checkpoint, sizes }) => {
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
      const line = await nextLine(found, lines, leaf);
      const at = { leaf, entry: line?.entry ?? null };
      const entry = rules.look(Buffer.from(data).toString("utf8"), hash.toString("hex"), line, at);
      const { act = "", stream = "" } = entry?.envelope ?? {};
      if (leaf === 0n && act === "openIncarnation") own = stream;
      const place = entry === void 0 ? at : { ...at, stream };
      if (stream.startsWith(own)) keys.act(leaf, act, entry?.after, place);
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
  const open = /* @__PURE__ */ new Map();
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
      const bytes = open.has(place) ? open.get(place) : read(tile);
      open.set(place, bytes ?? null);
      const at = Number(index & 255n) * 32;
      if (bytes != null && !sameBytes(bytes.subarray(at, at + 32), hash))
        wrong.push({ tile, leaf: index << BigInt(level) });
      if (at === (tile.width - 1) * 32) open.delete(place);
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
var USAGE = `usage: node countersign-verify.mjs log DIR [--policy FILE] [--old NOTE]... [--json]
       node countersign-verify.mjs consistency OLD NEW DIR [--policy FILE] [--json]
Checks what Countersign exported, with no network and without the service. --policy pins whom to believe (tlog-policy);
without it the log vouches for itself. --old names a checkpoint that you kept.
Exit code 0: OK; 1: TAMPERED; 2: INCOMPLETE; 3: UNVERIFIABLE, or wrongly called.`;
var run = async () => {
  const options = {
    policy: { type: "string" },
    old: { type: "string", multiple: true },
    json: { type: "boolean" }
  };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [command, ...paths] = positionals;
  const [one, two, three, more] = paths;
  if (command === "log" && one !== void 0 && two === void 0) tell(await verifyLog(one, values), values.json);
  else if (command === "consistency" && one !== void 0 && two !== void 0 && three !== void 0 && more === void 0)
    tell(verifyConsistency({ older: one, newer: two, dir: three }, values), values.json);
  else throw new Error("say what to verify");
};
var tell = (report, json) => {
  process.exitCode = exitCodes[report.verdict];
  if (json === true) console.log(JSON.stringify(report));
  else console.log(inWords(report));
};
var inWords = ({ verdict, findings, claims: { completeAsOf: completeAsOf2, notProven: notProven2 } }) => [
  ...findings.map(
    ({ severity, code, leaf, stream, detail }) => [`${severity} ${code}`, leaf === null ? "" : `leaf ${leaf}`, stream ?? "", detail].filter((word) => word !== "").join(" ")
  ),
  ...completeAsOf2 === null ? [] : [
    `${completeAsOf2.origin}: ${completeAsOf2.size} leaves, signed by ${completeAsOf2.by.join(", ")}`,
    ...completeAsOf2.time === null ? [] : [`witnessed at ${completeAsOf2.time}`]
  ],
  "Not proven:",
  ...notProven2.map((text) => `  ${text}`),
  verdict
].join("\n");
try {
  await run();
} catch (error) {
  console.error(`countersign-verify: ${error.message}
${USAGE}`);
  process.exitCode = 3;
}

import { sameBytes } from "./bytes.js";
import { type Checkpoint, parseCheckpoint } from "./checkpoint.js";
import { NoteError, openNote, type Verified } from "./note.js";
import { formatVkey, parseVkey, type VerifierKey } from "./vkey.js";

export interface PolicyLog {
  readonly key: VerifierKey;
  readonly url: string | null;
}

export interface PolicyWitness extends PolicyLog {
  /** What groups and the quorum call it. */
  readonly name: string;
}

export interface PolicyGroup {
  readonly name: string;
  /** How many of the members must have signed. */
  readonly needed: number;
  readonly members: readonly string[];
}

/** Whom to believe about a log (https://c2sp.org/tlog-policy). */
export interface Policy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  /** In order: each of witnesses and of groups before it. */
  readonly groups: readonly PolicyGroup[];
  /** A witness, a group, or `none`. */
  readonly quorum: string;
}

/** What is wrong with a policy's text, and in which line. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
}

/** A policy by its text. Throws a PolicyError. */
export const parsePolicy = (text: string): Policy => {
  const read: Reading = { logs: [], witnesses: [], groups: [], quorum: null, free: new Set() };
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const wrong = (why: string): PolicyError => new PolicyError(`line ${index + 1} of the policy: ${why}`);
    if ([...line].some((letter) => (letter < " " && letter !== "\t") || letter === "\x7f"))
      throw wrong("a control character");
    const [keyword = "", ...words] = line.split(/[ \t]+/).filter((word) => word !== "");
    if (keyword === "" || keyword.startsWith("#")) continue;
    const readLine = lineReaders[keyword];
    if (readLine === undefined) throw wrong("begins with none of log, witness, group, quorum");
    readLine(read, words, wrong);
  }
  const { logs, witnesses, groups, quorum } = read;
  if (quorum === null) throw new PolicyError("the policy has no line `quorum <name>` (or `quorum none`)");
  return { logs, witnesses, groups, quorum };
};

interface Reading {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  readonly groups: PolicyGroup[];
  quorum: string | null;
  /** Names that are no group's member yet. */
  readonly free: Set<string>;
}

type LineReader = (read: Reading, words: readonly string[], wrong: (why: string) => PolicyError) => void;

const log: LineReader = (read, [vkey = "", url = null, ...rest], wrong) => {
  const key = parseVkey(vkey);
  if (key?.type !== 0x01 || rest.length > 0) throw wrong("is no `log <vkey> [<url>]` with an Ed25519 key (0x01)");
  if (read.logs.some((other) => sameBytes(other.key.publicKey, key.publicKey))) throw wrong("repeats a log's key");
  read.logs.push({ key, url });
};

const witness: LineReader = (read, [name = "", vkey = "", url = null, ...rest], wrong) => {
  const key = parseVkey(vkey);
  if (key?.type !== 0x04 || rest.length > 0)
    throw wrong("is no `witness <name> <vkey> [<url>]` with an Ed25519 cosignature key (0x04)");
  if (read.witnesses.some((other) => sameBytes(other.key.publicKey, key.publicKey)))
    throw wrong("repeats a witness's key");
  define(read, name, wrong);
  read.witnesses.push({ name, key, url });
};

const group: LineReader = (read, [name = "", threshold = "", ...members], wrong) => {
  const needed = threshold === "any" ? 1 : threshold === "all" ? members.length : readCount(threshold);
  if (members.length === 0 || needed < 1 || needed > members.length)
    throw wrong("is no `group <name> all|any|<k> <name>...` with k from 1 to the number of members");
  for (const member of members)
    if (!read.free.delete(member))
      throw wrong("has a member that is defined on no line before, or is a member already");
  define(read, name, wrong);
  read.groups.push({ name, needed, members });
};

const quorum: LineReader = (read, [name = "", ...rest], wrong) => {
  if (read.quorum !== null) throw wrong("is a second quorum");
  const isDefined = [...read.witnesses, ...read.groups].some((each) => each.name === name);
  if (rest.length > 0 || (name !== "none" && !isDefined))
    throw wrong("is no `quorum <name>` of a witness or group that a line before defines");
  read.quorum = name;
};

const lineReaders: Readonly<Record<string, LineReader>> = Object.assign(Object.create(null), {
  log,
  witness,
  group,
  quorum,
});

const define = (read: Reading, name: string, wrong: (why: string) => PolicyError): void => {
  if (name === "none" || [...read.witnesses, ...read.groups].some((each) => each.name === name))
    throw wrong("defines a name that is taken");
  read.free.add(name);
};

const readCount = (text: string): number => (/^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : 0);

/** The text of a policy, a line each. */
export const formatPolicy = ({ logs, witnesses, groups, quorum }: Policy): string => {
  const withUrl = (words: string[], url: string | null): string => [...words, ...(url === null ? [] : [url])].join(" ");
  const lines = [
    ...logs.map(({ key, url }) => withUrl(["log", formatVkey(key)], url)),
    ...witnesses.map(({ name, key, url }) => withUrl(["witness", name, formatVkey(key)], url)),
    ...groups.map(({ name, needed, members }) => ["group", name, needed, ...members].join(" ")),
    `quorum ${quorum}`,
  ];
  return `${lines.join("\n")}\n`;
};

/** Whether these verified signatures are enough of the policy's witnesses. */
export const meetsQuorum = ({ witnesses, groups, quorum }: Policy, signatures: readonly Verified[]): boolean => {
  const signed = ({ key }: PolicyWitness): boolean =>
    signatures.some((line) => line.key.type === key.type && sameBytes(line.key.publicKey, key.publicKey));
  const met = new Set(witnesses.filter(signed).map(({ name }) => name));
  for (const { name, needed, members } of groups)
    if (members.filter((member) => met.has(member)).length >= needed) met.add(name);
  return quorum === "none" || met.has(quorum);
};

/** A checkpoint that the policy believes: signed by one of its logs, whose name is its origin, and by enough witnesses. */
export interface Believed extends Checkpoint {
  readonly signatures: readonly Verified[];
}

export type CheckpointFault = "WRONG_LOG" | "QUORUM_MISSING";

/** Why a note with right signatures is no checkpoint that the policy believes. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
  constructor(
    readonly fault: CheckpointFault,
    message: string,
  ) {
    super(message);
  }
}

/** Throws a NoteError or a CheckpointError unless the policy believes the note. */
export const openCheckpoint = (note: string | Uint8Array, policy: Policy): Believed => {
  const keys = [...policy.logs, ...policy.witnesses].map(({ key }) => key);
  const { text, signatures } = openNote(note, keys);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint === undefined) throw new NoteError("MALFORMED", "the note's text is no checkpoint of three lines");
  if (!signatures.some(({ key }) => key.type === 0x01 && key.name === checkpoint.origin))
    throw new CheckpointError("WRONG_LOG", "no log of the policy signed the checkpoint under its own name");
  if (!meetsQuorum(policy, signatures))
    throw new CheckpointError("QUORUM_MISSING", "too few of the policy's witnesses signed the checkpoint");
  return { ...checkpoint, signatures };
};

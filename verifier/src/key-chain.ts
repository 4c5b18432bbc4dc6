import { NoteError, openNote } from "../../verify/log/note.js";
import type { Believed, Policy } from "../../verify/log/tlog-policy.js";
import { formatVkey, parseVkey, type VerifierKey } from "../../verify/log/vkey.js";
import type { Findings, Place } from "./findings.js";

/** The keys of a log, from those that are pinned to those that they announced after them, each signed over by one before. */
export const keyChain = (found: Findings, origin: string, { logs }: Policy) => {
  const keys = new Map<string, VerifierKey>(logs.map(({ key }) => [formatVkey(key), key]));
  const retired = new Map<string, bigint>();
  /** Whether the log has told a key that is known: what it announced before is of no concern. */
  let isReached = false;
  const announce = (vkey: string, note: unknown, place: Place): void => {
    if (keys.has(vkey)) {
      isReached = true;
      return;
    }
    if (!isReached) return;
    const key = parseVkey(vkey);
    const signing = [...keys].flatMap(([known, each]) => (retired.has(known) || each.name !== origin ? [] : [each]));
    if (key?.type === 0x01 && key.name === origin && signed(note, vkey, signing)) keys.set(vkey, key);
    else found.add("KEY_CHAIN_BROKEN", "no key that signed the log then has signed over this one", place);
  };
  return {
    /** What an act of the log says of its keys. */
    act: (leaf: bigint, action: string, after: unknown, place: Place): void => {
      const { vkey, note } = (after ?? {}) as Record<string, unknown>;
      if (typeof vkey !== "string") return;
      if (action === "retireLogKey" && keys.has(vkey)) retired.set(vkey, leaf);
      else if (["addLogKey", "openIncarnation"].includes(action)) announce(vkey, note, place);
    },
    /** The policy with the keys that were announced after those it pins. */
    policy: (pinned: Policy): Policy => ({ ...pinned, logs: [...keys.values()].map((key) => ({ key, url: null })) }),
    /** A checkpoint that covers the end of every key that signed it is nobody's. */
    judge: ({ size, signatures }: Believed, what: string): void => {
      const own = signatures.filter(({ key }) => key.type === 0x01);
      if (own.every(({ key }) => (retired.get(formatVkey(key)) ?? size) < size))
        found.add("KEY_CHAIN_BROKEN", `${what}: it is signed by keys that were retired before`);
    },
  };
};

const signed = (note: unknown, vkey: string, keys: readonly VerifierKey[]): boolean => {
  try {
    return typeof note === "string" && openNote(note, keys).text === `countersign-log-key/v1\n${vkey}\n`;
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
};

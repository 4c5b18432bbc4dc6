import { fromBase64 } from "../../../verify/log/bytes.js";
import type { Policy } from "../../../verify/log/tlog-policy.js";
import { sha256Bytes } from "../../../verify/sha256.js";
import type { Findings } from "../findings.js";
import { keyChain } from "../key-chain.js";
import { type Fact, said, textIn } from "./facts.js";
import { canonicalIn, each, exactly, isText, sizeIn } from "./shapes.js";

interface Announced {
  readonly added: bigint;
  retired: bigint | null;
}

interface PackKey extends Announced {
  readonly publicKey: Buffer;
}

/** The keys of the log and of its packs, as entries of the log's own stream tell them. */
export const keyRules = (found: Findings, origin: string, policy: Policy) => {
  const chain = keyChain(found, origin, policy);
  const [log, pack] = [new Map<string, Announced>(), new Map<string, PackKey>()];
  let isReopened = false;
  let hardening: unknown;
  return {
    /** An entry of the log's own stream. */
    entry: ({ leaf, act, after, stream }: Fact, whole: unknown): void => {
      chain.act(leaf, act, whole, { leaf, stream });
      isReopened ||= act === "openIncarnation";
      if (act === "reportHardening") hardening = said(whole).level;
      const [vkey, keyid] = [textIn(after.vkey), textIn(after.keyid)];
      if (["addLogKey", "openIncarnation"].includes(act)) log.set(vkey, { added: leaf, retired: null });
      const [retired, ended] = [log.get(vkey), pack.get(keyid)];
      if (act === "retireLogKey" && retired !== undefined) retired.retired = leaf;
      if (act === "retirePackKey" && ended !== undefined) ended.retired = leaf;
      const publicKey = fromBase64(textIn(after.publicKey));
      if (act !== "addPackKey") return;
      if (publicKey?.length === 32 && sha256Bytes(publicKey).toString("hex") === keyid && after.origin === origin)
        pack.set(keyid, { added: leaf, retired: null, publicKey });
      else found.add("KEY_CHAIN_BROKEN", "the key of packs that it announces is none", { leaf, stream });
    },
    policy: chain.policy,
    judge: chain.judge,
    /** The level that was reported last; undefined before the first. */
    hardening: (): unknown => hardening,
    /** Whether a signing statement's `log` may be this one: before the first, or one before a log that was opened anew. */
    isOwnLog: (log: unknown): boolean => log === null || log === origin || isReopened,
    /** Whether a key of the log was announced on its own stream. */
    isAnnounced: (vkey: string): boolean => log.has(vkey),
    packKey: (keyid: string): PackKey | undefined => pack.get(keyid),
    /** `keys.json` must say what the entries say. */
    compare: (text: string): void => {
      const all = exactly(canonicalIn(text), "log", "origin", "pack", "v");
      const ofLog = each(all?.log, (one) => told(exactly(one, "added", "retired", "vkey"), "vkey"));
      const ofPack = each(all?.pack, (one) =>
        told(exactly(one, "added", "keyid", "publicKey", "retired"), "keyid", "publicKey"),
      );
      if (all?.v !== 1 || !isText(all.origin) || ofLog === undefined || ofPack === undefined)
        found.add("MALFORMED", "keys.json is none");
      else if (
        all.origin !== origin ||
        ofLog.join() !== [...log].map(([vkey, key]) => line(key, vkey)).join() ||
        ofPack.join() !== [...pack].map(([id, key]) => line(key, id, key.publicKey.toString("base64"))).join()
      )
        found.add("KEY_CHAIN_BROKEN", "keys.json names other keys than the log's entries");
    },
  };
};

export type KeyRules = ReturnType<typeof keyRules>;

const line = ({ added, retired }: Announced, ...names: readonly string[]): string =>
  [added, retired ?? "null", ...names].join(" ");

const told = (
  value: Readonly<Record<string, unknown>> | undefined,
  ...names: readonly string[]
): string | undefined => {
  const added = sizeIn(value?.added);
  const retired = value?.retired === null ? null : sizeIn(value?.retired);
  const texts = names.map((name) => value?.[name]);
  return added === undefined || retired === undefined || !texts.every(isText)
    ? undefined
    : line({ added, retired }, ...texts);
};

import { canonicalJson } from "../../../verify/canonical-json.js";
import { readNote } from "../../../verify/log/note.js";
import type { Policy } from "../../../verify/log/tlog-policy.js";
import { parseVkey } from "../../../verify/log/vkey.js";
import { ownPolicy } from "../../audit/log/log-policy.js";
import type { PackEntry } from "./pack-entries.queries.js";
import { isOn } from "./version-story.js";

interface LogKey {
  readonly vkey: string;
  readonly added: string;
  retired: string | null;
}

interface KeyOfPacks {
  readonly keyid: string;
  readonly publicKey: string;
  readonly added: string;
  retired: string | null;
}

/** The keys that the entries of a log's own stream announce and retire, in their order. */
export interface AnnouncedKeys {
  readonly log: readonly LogKey[];
  readonly pack: readonly KeyOfPacks[];
}

/** What the entries of a log's own stream say. */
export interface LogActs extends AnnouncedKeys {
  /** The level of the last `reportHardening`; null before the first. */
  readonly hardening: number | null;
}

interface KeyAct {
  readonly action: string;
  readonly after: {
    readonly vkey?: string;
    readonly keyid?: string;
    readonly publicKey?: string;
    readonly level?: number;
  } | null;
}

/** Reads it from entries that touch the log. */
export const actsOfLog = async (pages: AsyncIterable<PackEntry[]>, logId: string): Promise<LogActs> => {
  const [log, pack]: [LogKey[], KeyOfPacks[]] = [[], []];
  let hardening: number | null = null;
  const read = (leaf: string, { action, after }: KeyAct): void => {
    if (action === "reportHardening") hardening = after?.level ?? null;
    const { vkey, keyid, publicKey } = after ?? {};
    if (vkey !== undefined && (action === "addLogKey" || action === "openIncarnation"))
      log.push({ vkey, added: leaf, retired: null });
    if (action === "retireLogKey") for (const key of log) if (key.vkey === vkey) key.retired = leaf;
    if (action === "addPackKey" && keyid !== undefined && publicKey !== undefined)
      pack.push({ keyid, publicKey, added: leaf, retired: null });
    if (action === "retirePackKey") for (const key of pack) if (key.keyid === keyid) key.retired = leaf;
  };
  for await (const page of pages)
    for (const entry of page)
      if (isOn(entry, `log:${logId}`)) read(String(entry.leafIndex), JSON.parse(entry.body) as KeyAct);
  return { log, pack, hardening };
};

/** `keys.json`. */
export const keysFile = (origin: string, { log, pack }: AnnouncedKeys): string =>
  canonicalJson({
    v: 1,
    origin,
    log: log.map(({ vkey, added, retired }) => ({ vkey, added, retired })),
    pack: pack.map(({ keyid, publicKey, added, retired }) => ({ keyid, publicKey, added, retired })),
  });

/** `policy.txt`: the keys that signed this checkpoint, and whose witnesses were asked to; where they are is nobody's business. */
export const policyFile = (checkpoint: string, { log }: AnnouncedKeys, asked: Policy | null): string => {
  const signed = readNote(checkpoint).signatures.map(({ name, id }) => `${name} ${id}`);
  const vkeys = log.map(({ vkey }) => vkey);
  const witnesses = asked?.witnesses.map((each) => ({ ...each, url: null }));
  return ownPolicy(
    vkeys.filter((vkey) => {
      const key = parseVkey(vkey);
      return key !== undefined && signed.includes(`${key.name} ${key.id}`);
    }),
    null,
    asked === null || witnesses === undefined ? undefined : { ...asked, witnesses },
  );
};

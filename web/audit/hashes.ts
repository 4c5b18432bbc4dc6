/** An entry as far as its hashes go; see docs/audit-log.md, “Checking by hand”. */
export interface Hashed {
  readonly stream?: string | null;
  readonly seq?: number | string | null;
  readonly hash: string;
  readonly previousHash: string;
  readonly envelope?: string | null;
  readonly body?: string | null;
}

/** What was recomputed, and what of it did not fit. */
export interface Recomputed {
  /** Entries that were looked at. */
  readonly entries: number;
  /** Of these those whose hash was computed anew: the others are hidden in part. */
  readonly computed: number;
  /** Of these those that name the hash of the entry before, which was here too. */
  readonly linked: number;
  /** Places where a stream's numbers leave something out. */
  readonly gaps: number;
  /** Names of entries that are not as their hashes say: `#12 of model_version:mv_…`. */
  readonly broken: readonly string[];
}

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

const sha256 = async (text: string): Promise<string> =>
  hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));

const nameOf = ({ stream, seq, hash }: Hashed): string =>
  stream == null ? `the entry ${hash.slice(0, 10)}` : `#${seq} of ${stream}`;

/** Whether the bytes are those that the hashes are over, and the envelope says of the entry what the list says. */
const fits = async ({ envelope, body, hash, previousHash, stream, seq }: Hashed): Promise<boolean> => {
  if (envelope == null) return true;
  if ((await sha256(`\0${envelope}`)) !== hash) return false;
  const said = JSON.parse(envelope) as { body: string; prev: string; stream: string; seq: string };
  const isSame = said.prev === previousHash && said.stream === stream && said.seq === String(seq);
  return isSame && (body == null || (await sha256(body)) === said.body);
};

/** Computes each hash anew, and follows each stream from number to number. The order in which entries come is free. */
export const recompute = async (entries: readonly Hashed[]): Promise<Recomputed> => {
  const broken: string[] = [];
  let [computed, linked, gaps] = [0, 0, 0];
  for (const entry of entries) {
    if (entry.envelope == null) continue;
    computed++;
    if (!(await fits(entry).catch(() => false))) broken.push(nameOf(entry));
  }
  for (const stream of new Set(entries.map((entry) => entry.stream))) {
    if (stream == null) continue;
    const inOrder = entries
      .filter((entry) => entry.stream === stream && entry.seq != null)
      .toSorted((a, b) => (BigInt(a.seq ?? 0) < BigInt(b.seq ?? 0) ? -1 : 1));
    inOrder.slice(1).forEach((entry, index) => {
      const before = inOrder[index] as Hashed;
      if (BigInt(entry.seq ?? 0) !== BigInt(before.seq ?? 0) + 1n) gaps++;
      else if (entry.previousHash === before.hash) linked++;
      else broken.push(nameOf(entry));
    });
  }
  return { entries: entries.length, computed, linked, gaps, broken: [...new Set(broken)] };
};

import { readEnvelope } from "../../verify/envelope.js";
import { type EntryLink, linksOf, unorderedLinksDigest } from "../../verify/links.js";
import { keysOf } from "../../verify/log/index.js";
import { leafHash } from "../../verify/log/tree.js";
import { sha256 } from "../../verify/sha256.js";
import { Halt } from "./halt.js";

/** What a leaf is made of; a body is read of form 1 only, whose links no hash covers but through it. */
export interface Sequenced {
  readonly entry: bigint;
  readonly stream: string;
  readonly seq: bigint;
  readonly action: string;
  readonly envelope: string;
  readonly hash: Buffer;
  readonly body: string | null;
  readonly links: EntryLink[];
}

/** SQL: what `Sequenced` holds of entry `e`. */
export const sequencedOf = `e.stream_kind || ':' || e.stream_id as stream, e.stream_seq as seq, e.action, e.envelope,
  e.leaf_hash as hash, case when right(e.envelope, 6) = '"v":1}' then e.body end as body,
  (select coalesce(array_to_json(array_agg(array[s.kind, s.subject_id, s.role])), '[]') from audit.subject s
   where s.entry_id = e.id) as links`;

/** The entry's links, by which it is indexed: those that its envelope commits to. */
const linksOfEntry = ({ links, body }: Sequenced): readonly EntryLink[] =>
  body === null
    ? links
    : linksOf((JSON.parse(body) as { subjects: { kind: string; id: string; role: string }[] }).subjects);

/** The keys of the index that an entry belongs to. */
export const keysOfEntry = (entry: Sequenced): string[] => keysOf(linksOfEntry(entry), entry.stream);

/** The entry, if it is what its hashes say; else the log halts. */
export const checked = (next: Sequenced): Sequenced => {
  const { entry, envelope: text, hash } = next;
  if (text === null) throw new Halt("MISSING", `entry ${entry} is in the queue, and there is no such entry`);
  if (!leafHash(text).equals(hash))
    throw new Halt("LEAF_MISMATCH", `the hash of entry ${entry} is not that of its envelope`);
  const envelope = readEnvelope(text);
  if (envelope?.stream !== next.stream || envelope.seq !== String(next.seq))
    throw new Halt("COLUMN_ENVELOPE_MISMATCH", `the columns of entry ${entry} are not what its envelope says`);
  if (next.body !== null && sha256(next.body) !== envelope.body)
    throw new Halt("BODY_HASH_MISMATCH", `the body of entry ${entry} is not the one that its envelope names`);
  if (envelope.links !== null && unorderedLinksDigest(next.links) !== envelope.links)
    throw new Halt("LINKS_MISMATCH", `the links of entry ${entry} are not those that its envelope names`);
  return next;
};

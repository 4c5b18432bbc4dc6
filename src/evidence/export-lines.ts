import type { EntryLine, EvidenceLine } from "../../verify/evidence-lines.js";
import { type EntryLink, inOrder } from "../../verify/links.js";
import { wholeEntry } from "../../verify/whole-entry.js";
import type { Ctx } from "../context.js";
import type { VersionRead } from "../registry/versions.queries.js";
import { type EntryRow, entriesOfStream, linksOfEntries, START } from "./entries.queries.js";
import { evidenceOf, type Story } from "./evidence.queries.js";
import type { AuditEntry } from "./evidence.types.js";
import { frameOf } from "./export-frame.queries.js";
import type { Pages } from "./fitting-pages.js";
import { visibleEntries } from "./visible-entries.js";

export interface Exporting {
  readonly version: VersionRead;
  readonly includeReads: boolean;
  /** How its entries are read. */
  readonly pages: Pages;
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** An entry as a line; the row that it was made of holds its bytes, and the links as they stand in the database. */
const lineOf = (entry: AuditEntry, row: EntryRow, links: readonly EntryLink[]): EntryLine => {
  const { envelope, body } = row;
  const whole = entry.body === null ? undefined : wholeEntry({ envelope, body, disclosures: row.disclosures ?? [] });
  if (whole !== undefined) return { ...whole.line, links: inOrder(links) };
  const { id: _, actor, seq, ...told } = entry;
  const { handle, displayName, kind, roles } = actor;
  return {
    kind: "entry",
    at: told.at,
    action: told.action,
    outcome: told.outcome,
    actor: { id: actor.id, handle, displayName, kind, roles },
    subjects: told.subjects,
    before: told.before,
    after: told.after,
    reason: told.reason,
    decision: told.decision,
    requestId: told.requestId,
    clientRequestId: told.clientRequestId,
    operation: told.operation,
    channel: told.channel,
    client: told.client,
    stream: told.stream,
    seq: seq?.toString() ?? null,
    hash: told.hash,
    previousHash: told.previousHash,
    envelope: told.envelope,
    body: null,
    links: null,
    disclosures: [],
    leafIndex: null,
  };
};

const linesOf = async (ctx: Ctx, rows: readonly EntryRow[], { known }: Story): Promise<EntryLine[]> => {
  const byHash = new Map(rows.map((row) => [row.hash, row]));
  const links = await linksOfEntries(ctx.db.reader, rows);
  return (await visibleEntries(ctx, rows, known)).flatMap((entry) => {
    const row = byHash.get(entry.hash);
    return row === undefined ? [] : [lineOf(entry, row, links.get(row.id) ?? [])];
  });
};

/**
 * The lines of an export but its last, page by page: what it is about, the frozen content, policies, requests, each stream
 * that the caller reads from end to end, then what else touches the version, oldest first. See docs/evidence.md.
 */
export const evidenceLines = async function* (
  ctx: Ctx,
  { version, includeReads, pages, signal }: Exporting,
): AsyncGenerator<readonly EvidenceLine[]> {
  const story = await evidenceOf(ctx, version, includeReads);
  const { head, content, policies, requests, streams } = await frameOf(ctx, version.id, story.whole);
  yield [head, content, ...policies, ...requests];
  for (const { kind, stream, seq, head: end, of } of streams) {
    yield [{ kind, stream, seq, head: end }];
    for (let after = 0n; after < BigInt(seq) && !signal.aborted; ) {
      const slice = { after, to: BigInt(seq) };
      const { rows } = await pages((limit) => entriesOfStream(ctx.db.reader, of, { ...slice, limit }));
      if (rows.length === 0) throw new Error(`${stream} ends before entry ${seq}`);
      yield await linesOf(ctx, rows, story);
      after = rows.at(-1)?.seq ?? after;
    }
  }
  const apart = new Set(streams.map(({ stream }) => stream));
  for (let after = START; !signal.aborted; ) {
    const from = after;
    const { rows, isLast } = await pages((limit) => story.read({}, { after: from, limit }));
    const others = rows.filter(({ streamKind, streamId }) => !apart.has(`${streamKind}:${streamId}`));
    yield await linesOf(ctx, others, story);
    const last = rows.at(-1);
    if (isLast || last === undefined) return;
    after = { at: last.at, id: last.id.toString() };
  }
};

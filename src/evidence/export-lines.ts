import { type EntryLine, type EvidenceLine, wholeEntry } from "../../verify/evidence-lines.js";
import type { Ctx } from "../context.js";
import type { VersionRead } from "../registry/versions.queries.js";
import { type EntryRow, entriesOfStream, START } from "./entries.queries.js";
import { evidenceOf, type Story } from "./evidence.queries.js";
import type { AuditEntry } from "./evidence.types.js";
import { frameOf } from "./export-frame.queries.js";
import { nameDisclosure, visibleEntries } from "./visible-entries.js";

const PAGE = 1_000;

export interface Exporting {
  readonly version: VersionRead;
  readonly includeReads: boolean;
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** An entry as a line; the row that it was made of holds its bytes. */
const lineOf = (entry: AuditEntry, row: EntryRow): EntryLine => {
  const name = nameDisclosure(row.disclosures);
  const whole = entry.body === null ? undefined : wholeEntry({ envelope: row.envelope, body: row.body, name });
  if (whole !== undefined) return whole.line;
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
    name: null,
  };
};

const linesOf = async (ctx: Ctx, rows: readonly EntryRow[], { known }: Story): Promise<EntryLine[]> => {
  const byHash = new Map(rows.map((row) => [row.hash, row]));
  return (await visibleEntries(ctx, rows, known)).flatMap((entry) => {
    const row = byHash.get(entry.hash);
    return row === undefined ? [] : [lineOf(entry, row)];
  });
};

/**
 * The lines of an export but its last, page by page: what it is about, the frozen content, policies, requests, each stream
 * that the caller reads from end to end, then what else touches the version, oldest first. See docs/evidence.md.
 */
export const evidenceLines = async function* (
  ctx: Ctx,
  { version, includeReads, signal }: Exporting,
): AsyncGenerator<readonly EvidenceLine[]> {
  const story = await evidenceOf(ctx, version, includeReads);
  const { head, content, policies, requests, streams } = await frameOf(ctx, version.id, story.whole);
  yield [head, content, ...policies, ...requests];
  for (const { kind, stream, seq, head: end, of } of streams) {
    yield [{ kind, stream, seq, head: end }];
    for (let after = 0n; after < BigInt(seq) && !signal.aborted; ) {
      const rows = await entriesOfStream(ctx.db.read, of, { after, to: BigInt(seq), limit: PAGE });
      if (rows.length === 0) throw new Error(`${stream} ends before entry ${seq}`);
      yield await linesOf(ctx, rows, story);
      after = rows.at(-1)?.seq ?? after;
    }
  }
  const apart = new Set(streams.map(({ stream }) => stream));
  for (let after = START; !signal.aborted; ) {
    const rows = await story.read({}, { after, limit: PAGE });
    const others = rows.filter(({ streamKind, streamId }) => !apart.has(`${streamKind}:${streamId}`));
    yield await linesOf(ctx, others, story);
    const last = rows.at(-1);
    if (rows.length < PAGE || last === undefined) return;
    after = { at: last.at, id: last.id.toString() };
  }
};

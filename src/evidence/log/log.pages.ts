import { toBase64 } from "../../../verify/log/bytes.js";
import { formatTlogProof } from "../../../verify/log/tlog-proof.js";
import { entryNumbers } from "../../audit/entry-ids.js";
import { checkpointOf, type LogFacts, logFacts, logKeys, placesOf, standingOf } from "../../audit/log.queries.js";
import { logHardening, logKeepers } from "../../audit/log-keepers.queries.js";
import type { Ctx } from "../../context.js";
import { DomainError, notFound } from "../../errors.js";
import { entriesById } from "../entries.queries.js";
import { visibleEntries } from "../visible-entries.js";
import type { AuditLog, LogProof, SubjectIndex } from "./log.types.js";
import { readsLog } from "./log-access.js";
import { keysOfThing } from "./log-index.queries.js";
import { proveConsistency, proveInclusion } from "./log-proofs.js";

/** The log as the caller may see it: what counts others' acts only where they are admitted. */
export const auditLogOf = async (ctx: Ctx): Promise<AuditLog> => {
  const [facts, vkeys] = await Promise.all([logFacts(ctx.db.reader), logKeys(ctx.db.reader)]);
  const { id, origin } = facts;
  const state = standingOf(facts);
  const haltReason = state === "SIGNING" ? null : state === "OFF" ? ctx.merkleLog.whyOff : haltOf(ctx, facts);
  if (!readsLog(ctx)) return { id, origin, vkeys, state, haltReason, ...noCounts };
  const [keepers, measured] = await Promise.all([logKeepers(ctx.db.reader), logHardening(ctx.db.reader)]);
  const findings = measured?.findings.map(({ code, detail }) => `${code}: ${detail}`) ?? [];
  const hardening = measured === undefined ? null : { level: measured.level, findings };
  const witnesses = keepers.filter(({ kind }) => kind === "witness");
  const anchors = keepers.filter(({ kind }) => kind !== "witness");
  return { id, origin, vkeys, state, haltReason, ...countsOf(facts), witnesses, anchors, hardening };
};

const haltOf = (ctx: Ctx, { halted, haltDetail }: LogFacts): string | null =>
  readsLog(ctx) ? `${halted}: ${haltDetail}` : halted;

const countsOf = (facts: LogFacts) => ({
  size: facts.checkpointSize,
  root: facts.checkpointRoot,
  checkpoint: facts.checkpoint,
  indexSize: facts.indexSize,
  pending: facts.pending,
  oldestPendingAt: facts.oldestPendingAt,
});

const noCounts = {
  size: null,
  root: null,
  checkpoint: null,
  indexSize: null,
  pending: null,
  oldestPendingAt: null,
  witnesses: null,
  anchors: null,
  hardening: null,
};

const refused = (argument: string, message: string): DomainError =>
  new DomainError("INVALID_INPUT", message, { path: [argument] });

/** Who is not admitted is answered as if there were nothing. */
const requireAdmitted = (ctx: Ctx, what: string): void => {
  if (!readsLog(ctx)) throw notFound(what);
};

/** Proof that an entry which the caller sees is in the log, at a checkpoint's size. */
export const inclusionOf = async (ctx: Ctx, entryId: string, asked: bigint | null): Promise<LogProof> => {
  requireAdmitted(ctx, "entry");
  const [number] = entryNumbers([entryId]);
  const rows = number === undefined ? [] : await entriesById(ctx.db.reader, [String(number)]);
  if ((await visibleEntries(ctx, rows)).length === 0) throw notFound("entry");
  const { checkpointSize } = await logFacts(ctx.db.reader);
  const size = asked ?? checkpointSize;
  const [place] = await placesOf(ctx.db.reader, [number ?? 0n]);
  if (place === undefined || (asked === null && place.index >= size))
    throw new DomainError("UNAVAILABLE", "No checkpoint covers the entry yet: ask again in a few seconds.");
  const checkpoint = await checkpointOf(ctx.db.reader, size);
  if (checkpoint === undefined)
    throw refused("size", `No checkpoint of ${size} leaves was signed: give the size of one, or none.`);
  if (place.index >= size) throw refused("size", `The entry is leaf ${place.index}: give a size above that.`);
  const hashes = await proveInclusion(ctx.merkleLog.folder, place.index, size);
  return {
    leafIndex: place.index,
    size,
    hashes: hashes.map(toBase64),
    tlogProof: formatTlogProof({ index: place.index, hashes, checkpoint }),
  };
};

/** Hashes by which the log at `to` leaves is seen to go on from that of `from`. */
export const consistencyOf = async (ctx: Ctx, from: bigint, to: bigint): Promise<string[]> => {
  requireAdmitted(ctx, "log");
  const { checkpointSize } = await logFacts(ctx.db.reader);
  if (to < 0n || to > checkpointSize) throw refused("to", `The last checkpoint covers ${checkpointSize} leaves.`);
  if (from < 0n || from > to) throw refused("from", `A tree of ${to} leaves goes on from one of 0 to ${to}.`);
  return (await proveConsistency(ctx.merkleLog.folder, from, to)).map(toBase64);
};

/** What the index, as it was committed to last, has of a thing. */
export const indexOf = async (ctx: Ctx, subjectId: string): Promise<SubjectIndex> => {
  requireAdmitted(ctx, "thing");
  const { indexSize: size, indexRoot: root } = await logFacts(ctx.db.reader);
  return { size, root, keys: await keysOfThing(ctx.db, subjectId, size) };
};

import { z } from "zod";
import { command, Unchanged } from "../acts/command.js";
import type { BaseCtx } from "../context.js";
import { ORGANIZATION_ID } from "../db/ids.js";
import type { BlobFacts, BlobStore, Leftovers } from "./blob-store.js";
import { claimUnknown, countUnreferenced, forgetBlobs, lockUnreferenced, unknownBlobs } from "./collect.store.js";

/** Blobs that one transaction removes: their rows stay locked while the files go. */
const BATCH = 500;

/** An upload that has written nothing for so long is dead, whatever the grace period: connections end far earlier. */
const DEAD_UPLOAD_MS = 10 * 60_000;

export interface CollectOptions {
  /** Hours for which a blob stays though nothing names it. */
  readonly graceHours: number;
  /** Only tells what would go. */
  readonly dryRun: boolean;
}

/** What went, or would go. */
export interface Collected {
  readonly blobs: number;
  readonly bytes: bigint;
  readonly uploads: Leftovers;
}

/** What collecting needs of a context: the command line has no more. */
export interface BlobCtx extends BaseCtx {
  readonly blobs: BlobStore;
}

const digits = [..."0123456789abcdef"];
const prefixes = digits.flatMap((first) => digits.map((second) => first + second));

/**
 * Removes the bytes that no run, logged model or version names any more, and what broken uploads left behind. Safe
 * beside uploads and beside itself. Each batch has its entry with the number of blobs and of bytes.
 */
export const collectBlobs = async (ctx: BlobCtx, { graceHours, dryRun }: CollectOptions): Promise<Collected> => {
  let [blobs, bytes] = [0, 0n];
  const add = (found: { blobs: number; bytes: bigint }): void => {
    blobs += found.blobs;
    bytes += found.bytes;
  };
  for (const prefix of prefixes) {
    const range = { prefix, graceSeconds: graceHours * 3_600 };
    if (dryRun) add(await lookAt(ctx, range));
    else
      for (let gone = await collectRange(ctx, range); gone.blobs > 0; gone = await collectRange(ctx, range)) add(gone);
  }
  const uploads = await ctx.blobs.sweep(Math.max(graceHours * 3_600_000, DEAD_UPLOAD_MS), dryRun);
  return { blobs, bytes, uploads };
};

interface Range {
  /** First two hexadecimal digits of the digests. */
  readonly prefix: string;
  readonly graceSeconds: number;
}

const lookAt = async (ctx: BlobCtx, range: Range): Promise<{ blobs: number; bytes: bigint }> => {
  const known = await countUnreferenced(ctx.db.read, range.prefix, range.graceSeconds);
  const strays = await straysIn(ctx, range);
  return { blobs: known.blobs + strays.length, bytes: known.bytes + sizeOf(strays) };
};

const sizeOf = (blobs: readonly BlobFacts[]): bigint => blobs.reduce((sum, { size }) => sum + size, 0n);

/** Files that the database never came to know: their upload was cut off between the file and the commit. */
const straysIn = async (ctx: BlobCtx, { prefix, graceSeconds }: Range): Promise<BlobFacts[]> => {
  const before = Date.now() - graceSeconds * 1_000;
  const old = (await ctx.blobs.list(prefix)).filter(({ keptAt }) => keptAt < before);
  if (old.length === 0) return [];
  const unknown = await unknownBlobs(
    ctx.db.read,
    old.map(({ sha256 }) => sha256),
  );
  return old.filter(({ sha256 }) => unknown.has(sha256));
};

const collectRange = command(
  "collectBlobs",
  { scope: "ADMIN", input: z.object({ prefix: z.string().regex(/^[0-9a-f]{2}$/), graceSeconds: z.number().min(0) }) },
  async (ctx: BlobCtx, tx, range) => {
    const held = await lockUnreferenced(tx, range.prefix, range.graceSeconds, BATCH);
    const strays = held.length === 0 ? (await straysIn(ctx, range)).slice(0, BATCH) : [];
    if (strays.length > 0) held.push(...(await claimUnknown(tx, strays)));
    const gone = held.length === 0 ? [] : await forgetBlobs(tx, held);
    if (gone.length === 0) return new Unchanged({ blobs: 0, bytes: 0n });
    for (const { sha256 } of gone) await ctx.blobs.remove(sha256);
    const bytes = sizeOf(gone);
    const { prefix, graceSeconds } = range;
    tx.audit({
      stream: ORGANIZATION_ID,
      after: { blobs: gone.length, bytes: bytes.toString(), digestsFrom: prefix, graceHours: graceSeconds / 3_600 },
    });
    return { blobs: gone.length, bytes };
  },
);

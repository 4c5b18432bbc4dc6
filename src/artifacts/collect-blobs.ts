import { z } from "zod";
import { command, Unchanged } from "../acts/command.js";
import type { BaseCtx } from "../context.js";
import { ORGANIZATION_ID } from "../db/ids.js";
import type { BlobFacts, BlobPlace, BlobStore, Leftovers, StoredBlob } from "./blob-store.js";
import { countUnreferenced, forgetBlobs, lockUnreferenced, unnamedOf } from "./collect.store.js";
import { sweepUploads } from "./sweep-uploads.js";

/** Blobs that one transaction gives up, and one entry counts. */
const BATCH = 500;

/** An upload that has done nothing for so long is dead, whatever the grace period: each says every minute that it lives. */
const DEAD_UPLOAD_MS = 10 * 60_000;

/** As long, a file by its digest alone may be one that a replica of the release before is about to make a row of. */
const LAST_RELEASE_MS = DEAD_UPLOAD_MS;

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
 * beside uploads and beside itself. Each batch has its entry with the number of blobs and of bytes: rows go first, then
 * bytes, so that what a process leaves that dies between is bytes without a row, which go the next time.
 */
export const collectBlobs = async (ctx: BlobCtx, { graceHours, dryRun }: CollectOptions): Promise<Collected> => {
  const uploads = await sweepUploads(ctx, Math.max(graceHours * 3_600_000, DEAD_UPLOAD_MS), dryRun);
  let [blobs, bytes] = [0, 0n];
  for (const prefix of prefixes) {
    const range = { prefix, graceSeconds: graceHours * 3_600 };
    for await (const found of dryRun ? [await lookAt(ctx, range)] : collectedFrom(ctx, range)) {
      blobs += found.blobs;
      bytes += found.bytes;
    }
  }
  return { blobs, bytes, uploads };
};

interface Range {
  /** First two hexadecimal digits of the digests. */
  readonly prefix: string;
  readonly graceSeconds: number;
}

interface Sum {
  readonly blobs: number;
  readonly bytes: bigint;
}

const sumOf = (blobs: readonly BlobFacts[]): Sum => ({
  blobs: blobs.length,
  bytes: blobs.reduce((sum, { size }) => sum + size, 0n),
});

const lookAt = async (ctx: BlobCtx, range: Range): Promise<Sum> => {
  const known = await countUnreferenced(ctx.db.single, range.prefix, range.graceSeconds);
  const strays = sumOf(await straysIn(ctx, range, DEAD_UPLOAD_MS));
  return { blobs: known.blobs + strays.blobs, bytes: known.bytes + strays.bytes };
};

const collectedFrom = async function* (ctx: BlobCtx, range: Range): AsyncGenerator<Sum> {
  const strays = await straysIn(ctx, range, null);
  for (let at = 0; ; at += BATCH) {
    const { gone } = await collectRange(ctx, { ...range, strays: strays.slice(at, at + BATCH) });
    for (const blob of gone) await ctx.blobs.remove(blob);
    if (gone.length > 0) yield sumOf(gone);
    else if (at >= strays.length) return;
  }
};

/**
 * Files that no row names: their upload was cut off before its commit, or their removal after one. None of them can get a
 * row any more, for an upload whose own row is gone is refused.
 */
const straysIn = async (
  ctx: BlobCtx,
  { prefix, graceSeconds }: Range,
  deadMs: number | null,
): Promise<StoredBlob[]> => {
  const graceMs = graceSeconds * 1_000;
  const isOld = ({ upload, keptAt }: StoredBlob): boolean =>
    keptAt < Date.now() - (upload === null ? Math.max(graceMs, LAST_RELEASE_MS) : graceMs);
  const old = (await ctx.blobs.list(prefix)).filter(isOld);
  return old.length === 0 ? [] : unnamedOf(ctx.db.single, old, deadMs);
};

/** What is given up for good: these strays or, without any, a batch of rows. */
const collectRange = command(
  "collectBlobs",
  {
    scope: "ADMIN",
    input: z.object({
      prefix: z.string().regex(/^[0-9a-f]{2}$/),
      graceSeconds: z.number().min(0),
      strays: z.array(z.custom<StoredBlob>()),
    }),
  },
  async (_: BlobCtx, tx, { prefix, graceSeconds, strays }) => {
    const gone: (BlobFacts & BlobPlace)[] =
      strays.length > 0
        ? await unnamedOf(tx, strays, null)
        : await forgetBlobs(tx, await lockUnreferenced(tx, prefix, graceSeconds, BATCH));
    if (gone.length === 0) return new Unchanged({ gone });
    const { blobs, bytes } = sumOf(gone);
    tx.audit({
      stream: ORGANIZATION_ID,
      after: { blobs, bytes: bytes.toString(), digestsFrom: prefix, graceHours: graceSeconds / 3_600 },
    });
    return { gone };
  },
);

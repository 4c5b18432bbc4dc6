import type { BaseCtx } from "../context.js";
import type { BlobStore, Leftovers } from "./blob-store.js";
import { forgetDeadUploads, openUploads } from "./uploads.store.js";

/** What looking after uploads needs. */
export type SweepingCtx = Pick<BaseCtx, "db"> & { readonly blobs: BlobStore };

/**
 * Removes what uploads left behind that have written nothing for `ageMs`, and lets none of them end after that; only tells
 * what, when it is a dry run.
 */
export const sweepUploads = async ({ db, blobs }: SweepingCtx, ageMs: number, dryRun: boolean): Promise<Leftovers> => {
  if (!dryRun) await forgetDeadUploads(db.single, ageMs);
  const before = Date.now() - ageMs;
  const old = (await blobs.unfinished()).filter(({ touchedAt }) => touchedAt <= before);
  if (old.length === 0) return { files: 0, bytes: 0n };
  const names = old.map(({ name }) => name);
  const open = await openUploads(db.single, names, dryRun ? ageMs : null);
  const dead = old.filter(({ name }) => !open.has(name));
  if (!dryRun) for (const { name } of dead) await blobs.clear(name);
  return { files: dead.length, bytes: dead.reduce((sum, { size }) => sum + size, 0n) };
};

import { Unready } from "../../../acts/unready.js";
import type { BlobPlace, BlobStore } from "../../../artifacts/blob-store.js";
import type { BaseCtx, Ctx } from "../../../context.js";
import { DomainError } from "../../../errors.js";
import { compareInWorker } from "./compare-in-worker.js";
import type { Comparison } from "./compare-tables.js";
import { type ComparisonKey, findComparison, keepComparison } from "./comparisons.store.js";
import { tableLimits } from "./table-limits.js";

/** A table of scores in the store. */
export interface TableFile extends BlobPlace {
  readonly size: bigint;
}

/** Two tables that nobody has compared yet. */
export interface UncomparedPair {
  readonly key: ComparisonKey;
  readonly candidate: TableFile;
  readonly champion: TableFile;
}

let last: Promise<unknown> = Promise.resolve();

/** One comparison at a time in this process: the memory of one is bounded, that of many is not. */
const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
  const turn = last.then(work, work);
  last = turn.catch(() => undefined);
  return turn;
};

/** A gate must know what two tables say beside each other, and nobody has compared them. */
export class Uncompared extends Unready {
  constructor(readonly pairs: readonly UncomparedPair[]) {
    super("tables of scores are to be compared first");
  }

  override async prepare(ctx: BaseCtx): Promise<void> {
    const { blobs } = ctx as BaseCtx & Partial<Pick<Ctx, "blobs">>;
    if (blobs === undefined)
      throw new DomainError("UNAVAILABLE", "Tables of scores are to be compared first; retry in a minute.");
    for (const pair of this.pairs) await inTurn(() => compared(ctx, blobs, pair));
  }
}

const compared = async (
  { db }: BaseCtx,
  blobs: BlobStore,
  { key, candidate, champion }: UncomparedPair,
): Promise<void> => {
  if ((await findComparison(db.single, key)) !== undefined) return;
  await keepComparison(db.single, key, await comparisonOf(blobs, key, [candidate, champion]));
};

const comparisonOf = async (
  blobs: BlobStore,
  key: ComparisonKey,
  files: readonly [TableFile, TableFile],
): Promise<Comparison> => {
  if (files.some(({ size }) => size > tableLimits.bytes)) return { problem: "a table has more than 64 MiB" };
  const [candidate, champion] = [await bytesOf(blobs, files[0]), await bytesOf(blobs, files[1])];
  const { row, score, confidence } = key;
  return compareInWorker(candidate, champion, { row, score, confidence });
};

const bytesOf = async (blobs: BlobStore, file: TableFile): Promise<Uint8Array<ArrayBuffer>> => {
  const blob = await blobs.open(file);
  if (blob === undefined) throw new DomainError("UNAVAILABLE", "A table of scores is missing in the artifact store.");
  try {
    const bytes = new Uint8Array(Number(file.size));
    let filled = 0;
    for await (const piece of blob.pieces()) {
      bytes.set(piece, filled);
      filled += piece.length;
    }
    return bytes;
  } finally {
    await blob.close();
  }
};

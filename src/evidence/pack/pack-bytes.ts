import { Readable } from "node:stream";
import { heldBlob } from "../../artifacts/artifacts.queries.js";
import { DamagedBlob } from "../../artifacts/damage.js";
import { provenPieces } from "../../artifacts/proven-pieces.js";
import type { Ctx } from "../../context.js";
import { notFound } from "../../errors.js";
import { readerOf } from "./pack-reader.js";
import { packsById } from "./packs.queries.js";

/** A pack on its way to whoever asked for it. */
export interface ToDownload {
  readonly id: string;
  readonly sha256: string;
  readonly size: bigint;
  readonly body: Readable;
}

/** The bytes of a pack that the caller may have, hashed as they pass. */
export const packBytes = async (ctx: Ctx, id: string): Promise<ToDownload> => {
  const [pack] = await packsById(ctx.db.single, readerOf(ctx), [id]);
  const place = pack?.sha256 == null ? undefined : await heldBlob(ctx.db.single, id);
  if (pack?.sha256 == null || pack.size === null || place === undefined) throw notFound("evidence pack");
  const blob = await ctx.blobs.open(place);
  if (blob === undefined) throw damaged(ctx, new DamagedBlob("missing", place.sha256));
  const pieces = provenPieces(blob, place.sha256);
  const { sha256, size } = pack;
  return { id, sha256, size, body: Readable.from(counting(ctx, pieces), { objectMode: false }) };
};

const counting = async function* (ctx: Ctx, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    // A piece is good until the next is asked for only.
    for await (const piece of pieces) yield Buffer.from(piece);
  } catch (error) {
    throw error instanceof DamagedBlob ? damaged(ctx, error) : error;
  }
};

/** Counts and logs damage: it is the operator's to mend. */
const damaged = (ctx: Ctx, error: DamagedBlob): DamagedBlob => {
  ctx.countDamage(error.damage);
  ctx.log.error({ err: error, sha256: error.sha256, damage: error.damage }, "an evidence pack's bytes are damaged");
  return error;
};

import { findFile } from "../../artifacts/artifacts.queries.js";
import { provenPieces } from "../../artifacts/proven-pieces.js";
import type { Ctx } from "../../context.js";
import { DomainError, invalid } from "../../errors.js";

/** A file of the version that is its model card. */
export interface PackCard {
  /** Its path among the version's artifacts, and its name in the pack. */
  readonly path: string;
  readonly file: string;
  readonly sha256: string;
  pieces(): AsyncIterable<Buffer>;
}

/** Bytes of a card at the most. */
const MOST = 16n * 1024n * 1024n;

const nameOf = (path: string): string => {
  const [, extension = "bin"] = /\.([a-z0-9]{1,10})$/.exec(path.toLowerCase()) ?? [];
  return `card.${extension}`;
};

/** Looks the card up among the files that the version froze. */
export const cardOf = async (ctx: Ctx, modelVersionId: string, path: string): Promise<PackCard> => {
  const file = await findFile(ctx.db.reader, { modelVersionId }, path);
  if (file === undefined)
    throw invalid("card", "card: the path of a file that the version froze and that this service keeps.");
  if (file.size > MOST) throw invalid("card", "card: a file of at most 16 MiB.");
  return {
    path,
    file: nameOf(path),
    sha256: file.sha256,
    pieces: async function* () {
      const blob = await ctx.blobs.open(file);
      if (blob === undefined) throw new DomainError("UNAVAILABLE", `The bytes of ${path} are not there.`);
      yield* provenPieces(blob, file.sha256);
    },
  };
};

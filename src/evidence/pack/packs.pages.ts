import type { Ctx } from "../../context.js";
import { keyset } from "../../db/keyset.js";
import { notFound } from "../../errors.js";
import { type Page, type PageArgs, page } from "../../graphql/connection.js";
import { versionsById } from "../../registry/versions.queries.js";
import { readerOf } from "./pack-reader.js";
import { type MadePack, packsById, packsOfVersion } from "./packs.queries.js";

/** One page of the packs of a version that the caller may have, the newest first. */
export const listPacks = async (
  ctx: Ctx,
  modelVersionId: string,
  { first, after }: PageArgs,
): Promise<Page<MadePack>> => {
  if ((await versionsById(ctx.db.reader, ctx.access.ability, [modelVersionId])).length === 0)
    throw notFound("model version");
  const keys = keyset("evidencePacks", modelVersionId);
  const [last = null] = keys.decode(after) ?? [];
  const asked = { modelVersionId, after: last as string | null, limit: first + 1 };
  const rows = await packsOfVersion(ctx.db.reader, readerOf(ctx), asked);
  return page(rows, first, (row) => keys.encode(row.id), after);
};

/** After it was made: the pack. */
export const rereadPack =
  (ctx: Ctx) =>
  async ({ evidencePackId }: { evidencePackId: string }): Promise<{ evidencePack: MadePack | null }> => {
    const [pack] = await packsById(ctx.db.single, readerOf(ctx), [evidencePackId]);
    return { evidencePack: pack === undefined || pack.sha256 === null ? null : (pack as MadePack) };
  };

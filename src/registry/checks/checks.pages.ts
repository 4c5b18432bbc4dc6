import { z } from "zod";
import type { Ctx } from "../../context.js";
import { keyset } from "../../db/keyset.js";
import { type Page, type PageArgs, page } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { parseFilter, text } from "../../input.js";
import { idsOfNames } from "../named.queries.js";
import { checkConclusions } from "./check-input.js";
import { checksLoader } from "./checks.loaders.js";
import { type CheckRead, checkById, checksPage } from "./checks.queries.js";

const short = text(500, { min: 1 }).nullish();

const checkFilter = z.object({
  model: short,
  version: z.int().nullish(),
  name: short,
  reporter: short,
  conclusion: z.enum(checkConclusions).nullish(),
});

/** One page of the checks of versions that the caller reads, the newest first. */
export const listChecks = async (
  ctx: Ctx,
  given: object | null,
  { first, after }: PageArgs,
): Promise<Page<CheckRead>> => {
  const { reporter, ...filter } = parseFilter(checkFilter, given);
  const keys = keyset("checks", [filter, reporter ?? null]);
  const place = { after: keys.decode(after), limit: first + 1 };
  const ids = await idsOfNames(ctx.db.reader, { principal: reporter });
  const asked = { ...filter, reporterId: ids?.principalId };
  const rows = ids === undefined ? [] : await checksPage(ctx.db.reader, ctx.access.ability, asked, place);
  return page(rows, first, (row) => keys.encode(row.reportedAt, row.id), after);
};

/** One page of the checks of a version that the caller reads, the newest first. */
export const listVersionChecks = async (
  ctx: Ctx,
  versionId: string,
  { first, after }: PageArgs,
): Promise<Page<CheckRead>> => {
  const keys = keyset("versionChecks", versionId);
  const args = { after: keys.decode(after), limit: first + 1 };
  const rows = await loader(ctx, checksLoader).load({ id: versionId, args });
  return page(rows, first, (row) => keys.encode(row.reportedAt, row.id), after);
};

/** After a report: the check as it stands, which whoever reported it may know. */
export const rereadCheck =
  (ctx: Ctx) =>
  async ({ checkId }: { checkId: string }): Promise<{ check: CheckRead | null }> => {
    ctx.loaders.clear();
    return { check: (await checkById(ctx.db.reader, checkId)) ?? null };
  };

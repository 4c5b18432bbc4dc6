import type { Ctx } from "../context.js";
import { type Called, calledFirst, hasWords } from "../db/name-words.js";
import { searchSql, Values } from "../db/sql.js";
import { isRestricted } from "./access.queries.js";

/** Somebody or a team, with the handle or slug. */
export interface CalledSo {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
}

/**
 * Active principals by how the words of their handles and names begin. Both are everybody's to read; a credential for some
 * models finds its bearer alone.
 */
export const principalsCalled = async (ctx: Ctx, { words, limit }: Called): Promise<CalledSo[]> => {
  const values = new Values();
  const asked = values.add(words);
  const seen = isRestricted(ctx) ? `p.id = ${values.add(ctx.principal.id)}` : "true";
  const text = `select p.id, p.display_name as name, p.handle as hint from principal p
    where ${hasWords("p.handle || ' ' || p.display_name", asked)} and p.kind <> 'SYSTEM' and p.deactivated_at is null
      and ${seen} ${calledFirst("p.handle", asked, "p.id")} limit ${values.add(limit)}`;
  return ctx.db.reader.rows(searchSql(text), values.list);
};

/** Teams by how the words of their slugs and names begin; of these alone, where `among` names some. */
export const teamsCalled = async (
  ctx: Ctx,
  { words, limit, among }: Called & { readonly among: readonly string[] | null },
): Promise<CalledSo[]> => {
  const values = new Values();
  const asked = values.add(words);
  const text = `select t.id, t.name, t.slug as hint from team t
    where ${hasWords("t.slug || ' ' || t.name", asked)} and ${among === null ? "true" : `t.id = any(${values.add(among)}::text[])`}
    ${calledFirst("t.slug", asked, "t.id")} limit ${values.add(limit)}`;
  return ctx.db.reader.rows(searchSql(text), values.list);
};

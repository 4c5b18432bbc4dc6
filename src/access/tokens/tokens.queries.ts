import type { Ctx } from "../../context.js";
import { dynamicSql, Values } from "../../db/sql.js";
import { isOverseer, isRestricted } from "../access.queries.js";
import type { Scope } from "../principal.js";

export interface TokenRead {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly scopes: Scope[];
  readonly modelIds: string[] | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** To a minute or two; null where no use was noted. */
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  readonly principalId: string;
  readonly mintedById: string[];
  readonly invitedById: string | null;
}

/**
 * One's own, those of service accounts of teams one owns, all for administrators and auditors; a token that is good for
 * some models only finds itself.
 */
const readable = (ctx: Ctx, values: Values): string => {
  if (isRestricted(ctx)) return `k.id = ${values.add(ctx.credential.id)}`;
  if (isOverseer(ctx)) return "true";
  const owned = ctx.access.roles.filter(({ teamId }) =>
    ctx.access.ability.can("administer", { type: "Team", id: teamId }),
  );
  return `(k.principal_id = ${values.add(ctx.principal.id)}
    or p.team_id = any(${values.add(owned.map(({ teamId }) => teamId))}::text[]))`;
};

const select = (ctx: Ctx, rest: (values: Values) => string): Promise<TokenRead[]> => {
  const values = new Values();
  const text = `select k.id, k.name, k.hint, k.scopes, k.model_ids as "modelIds", k.created_at as "createdAt",
      k.expires_at as "expiresAt", k.revoked_at as "revokedAt",
      (select n.at from api_token_seen n where n.api_token_id = k.id) as "lastUsedAt", k.principal_id as "principalId", k.minted_by as "mintedById",
      k.invited_by as "invitedById"
    from api_token k join principal p on p.id = k.principal_id where ${readable(ctx, values)} ${rest(values)}`;
  return ctx.db.reader.rows<TokenRead>(dynamicSql(text), values.list);
};

/** Tokens by their ids, those that the caller reads, in any order. */
export const tokensById = (ctx: Ctx, ids: readonly string[]): Promise<TokenRead[]> =>
  select(ctx, (values) => `and k.id = any(${values.add(ids)})`);

export interface TokenFilter {
  /** Handle of the bearer. */
  readonly principal: string | null;
  readonly active: boolean | null;
}

/** Tokens that the caller reads, newest first, beginning after one. */
export const tokensPage = (ctx: Ctx, filter: TokenFilter, after: string | null, limit: number): Promise<TokenRead[]> =>
  select(ctx, (values) => {
    const alive = "k.revoked_at is null and k.expires_at > clock_timestamp() and p.deactivated_at is null";
    const conditions = [
      ...(filter.principal === null ? [] : [`p.handle = ${values.add(filter.principal)}`]),
      ...(filter.active === null ? [] : [filter.active ? alive : `not (${alive})`]),
      ...(after === null ? [] : [`k.id < ${values.add(after)}`]),
    ];
    return `${conditions.map((condition) => `and ${condition} `).join("")}order by k.id desc limit ${values.add(limit)}`;
  });

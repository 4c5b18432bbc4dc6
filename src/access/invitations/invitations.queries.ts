import type { Ctx } from "../../context.js";
import { dynamicSql, Values } from "../../db/sql.js";
import { isOverseer } from "../access.queries.js";

export interface InvitationRead {
  readonly id: string;
  readonly principalId: string;
  readonly createdById: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly redeemedAt: string | null;
  readonly revokedAt: string | null;
}

const select = async (ctx: Ctx, rest: (values: Values) => string): Promise<InvitationRead[]> => {
  if (!isOverseer(ctx)) return [];
  const values = new Values();
  const text = `select i.id, i.principal_id as "principalId", i.created_by as "createdById", i.created_at as "createdAt",
      i.expires_at as "expiresAt", i.redeemed_at as "redeemedAt", i.revoked_at as "revokedAt"
    from invitation i join principal p on p.id = i.principal_id where ${rest(values)}`;
  return ctx.db.reader.rows<InvitationRead>(dynamicSql(text), values.list);
};

/** Invitations by their ids, in any order; none for who is neither administrator nor auditor. */
export const invitationsById = (ctx: Ctx, ids: readonly string[]): Promise<InvitationRead[]> =>
  select(ctx, (values) => `i.id = any(${values.add(ids)})`);

export interface InvitationFilter {
  /** Handle of the person invited. */
  readonly principal: string | null;
  readonly open: boolean | null;
}

/** Invitations, newest first, beginning after one; none for who is neither administrator nor auditor. */
export const invitationsPage = (
  ctx: Ctx,
  filter: InvitationFilter,
  after: string | null,
  limit: number,
): Promise<InvitationRead[]> =>
  select(ctx, (values) => {
    const open = "i.redeemed_at is null and i.revoked_at is null and i.expires_at > clock_timestamp()";
    const conditions = [
      ...(filter.principal === null ? [] : [`p.handle = ${values.add(filter.principal)}`]),
      ...(filter.open === null ? [] : [filter.open ? open : `not (${open})`]),
      ...(after === null ? [] : [`i.id < ${values.add(after)}`]),
    ];
    const where = conditions.length === 0 ? "true" : conditions.join(" and ");
    return `${where} order by i.id desc limit ${values.add(limit)}`;
  });

import { dynamicSql, Values } from "../db/sql.js";
import { isOverseer, isRestricted } from "./access.queries.js";
/**
 * One's own, those of service accounts of teams one owns, all for administrators and auditors; a token that is good for
 * some models only finds itself.
 */
const readable = (ctx, values) => {
    if (isRestricted(ctx))
        return `k.id = ${values.add(ctx.credential.id)}`;
    if (isOverseer(ctx))
        return "true";
    const owned = ctx.access.roles.filter(({ teamId }) => ctx.access.ability.can("administer", { type: "Team", id: teamId }));
    return `(k.principal_id = ${values.add(ctx.principal.id)}
    or p.team_id = any(${values.add(owned.map(({ teamId }) => teamId))}::text[]))`;
};
const select = (ctx, rest) => {
    const values = new Values();
    const text = `select k.id, k.name, k.hint, k.scopes, k.model_ids as "modelIds", k.created_at as "createdAt",
      k.expires_at as "expiresAt", k.revoked_at as "revokedAt", k.principal_id as "principalId", k.minted_by as "mintedById",
      k.invited_by as "invitedById"
    from api_token k join principal p on p.id = k.principal_id where ${readable(ctx, values)} ${rest(values)}`;
    return ctx.db.reader.rows(dynamicSql(text), values.list);
};
/** Tokens by their ids, those that the caller reads, in any order. */
export const tokensById = (ctx, ids) => select(ctx, (values) => `and k.id = any(${values.add(ids)})`);
/** Tokens that the caller reads, newest first, beginning after one. */
export const tokensPage = (ctx, filter, after, limit) => select(ctx, (values) => {
    const alive = "k.revoked_at is null and k.expires_at > clock_timestamp() and p.deactivated_at is null";
    const conditions = [
        ...(filter.principal === null ? [] : [`p.handle = ${values.add(filter.principal)}`]),
        ...(filter.active === null ? [] : [filter.active ? alive : `not (${alive})`]),
        ...(after === null ? [] : [`k.id < ${values.add(after)}`]),
    ];
    return `${conditions.map((condition) => `and ${condition} `).join("")}order by k.id desc limit ${values.add(limit)}`;
});
//# sourceMappingURL=tokens.queries.js.map
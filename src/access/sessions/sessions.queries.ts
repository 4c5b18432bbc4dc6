import type { Ctx } from "../../context.js";
import { sql } from "../../db/sql.js";
import { isRestricted } from "../access.queries.js";

export interface SessionRead {
  readonly id: string;
  readonly openedAt: string;
  readonly seenAt: string;
  readonly expiresAt: string;
  readonly isCurrent: boolean;
  /** What opened it: the name of an API token; null for an identity provider's token. */
  readonly tokenName: string | null;
}

const own = sql(
  "session.own",
  `select s.id, s.opened_at as "openedAt", n.at as "seenAt", s.expires_at as "expiresAt",
     coalesce(s.id = $2, false) as "isCurrent", k.name as "tokenName"
   from session s join session_seen n on n.session_id = s.id left join api_token k on k.id = s.api_token_id
   where s.principal_id = $1 and (not $3::boolean or s.id = $2) and s.closed_at is null
     and s.expires_at > clock_timestamp() and n.at > clock_timestamp() - interval '60 minutes'
     and (k.id is null or (k.revoked_at is null and k.expires_at > clock_timestamp()))
   order by n.at desc, s.id limit $4`,
);

/**
 * The caller's own sessions that are open, the one that was seen last first. A credential that is good for some models only
 * finds itself.
 */
export const sessionsOf = (ctx: Ctx, limit: number): Promise<SessionRead[]> => {
  const { credential } = ctx;
  const current = credential.method === "session" ? credential.sessionId : null;
  return ctx.db.reader.rows<SessionRead>(own, [ctx.principal.id, current, isRestricted(ctx), limit]);
};

import { newId } from "../../db/ids.js";
import { type Sql, sql } from "../../db/sql.js";
import type { ApiTokenCredential, JwtCredential } from "../principal.js";

const open = `s.closed_at is null and s.expires_at > clock_timestamp()
  and exists (select from session_seen n where n.session_id = s.id and n.at > clock_timestamp() - interval '60 minutes')`;

const insert = sql(
  "session.insert",
  `with made as (
     insert into session (id, principal_id, hash, api_token_id, issuer, subject, opened_at, expires_at)
     select $1, $2, $3, $4, $5, $6, t.now, least(t.now + interval '12 hours', coalesce(to_timestamp($7::float8), 'infinity'))
     from (select clock_timestamp() as now) t returning id, opened_at, expires_at),
   seen as (insert into session_seen (session_id, at) select id, opened_at from made)
   select extract(epoch from expires_at)::float8 as "expiresAt" from made`,
);
const find = sql(
  "session.find",
  `with found as (select s.* from session s where s.hash = $1 and ${open}),
     noted as (update session_seen n set at = clock_timestamp() from found f
       where $2 and n.session_id = f.id and n.at < clock_timestamp() - interval '1 minute')
   select f.id, f.principal_id as "principalId", k.hash as "tokenHash", f.issuer, f.subject,
     extract(epoch from f.opened_at)::float8 as "openedAt", extract(epoch from f.expires_at)::float8 as "expiresAt",
     extract(epoch from f.expires_at - clock_timestamp())::float8 * 1000 as "expiresInMs"
   from found f left join api_token k on k.id = f.api_token_id`,
);
const close = sql(
  "session.close",
  `update session s set closed_at = clock_timestamp() where s.principal_id = $1 and ($2::text is null or s.id = $2) and ${open}
   returning s.id`,
);

export interface NewSession {
  readonly principalId: string;
  /** SHA-256 of the cookie's value. */
  readonly hash: Buffer;
  readonly openedBy: ApiTokenCredential | JwtCredential;
}

/** Stores a session: for 12 hours, but never longer than its credential; `expiresAt` in seconds since the epoch. */
export const storeSession = async (
  tx: Sql,
  { principalId, hash, openedBy }: NewSession,
): Promise<{ id: string; expiresAt: number }> => {
  const id = newId("ses");
  const identity = openedBy.method === "jwt" ? [openedBy.issuer, openedBy.subject] : [null, null];
  const row = await tx.row<{ expiresAt: number }>(insert, [
    id,
    principalId,
    hash,
    openedBy.id,
    ...identity,
    openedBy.expiresAt,
  ]);
  return { id, expiresAt: row?.expiresAt ?? 0 };
};

/** A session as it is found by its cookie: open, seen within the hour. Its credential is yet to be looked at. */
export interface FoundSession {
  readonly id: string;
  readonly principalId: string;
  /** SHA-256 of the API token that opened it; null for an identity provider's token. */
  readonly tokenHash: Buffer | null;
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly openedAt: number;
  readonly expiresAt: number;
  readonly expiresInMs: number;
}

/** Finds an open session; where it is used, it is noted, at most once a minute, that it was seen. */
export const findSession = (db: Sql, hash: Buffer, isUsed: boolean): Promise<FoundSession | undefined> =>
  db.row<FoundSession>(find, [hash, isUsed]);

/** Closes one session of a principal, or with null every one; gives the ids of those that were open. */
export const closeSessions = async (tx: Sql, principalId: string, id: string | null): Promise<string[]> =>
  (await tx.rows<{ id: string }>(close, [principalId, id])).map((row) => row.id);

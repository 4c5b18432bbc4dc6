import { newId } from "../../db/ids.js";
import { dynamicSql, type Sql, sql, Values } from "../../db/sql.js";
import type { OpenTransaction } from "../../db/transact.js";
import type { Ability } from "../ability.js";
import type { PrincipalKind } from "../principal.js";
import { type Columns, visible } from "../visible.js";
import { ApiTokenEntity } from "./api-token.entity.js";
import { hashOfSecret, hintOf } from "./token-format.js";

/** What is wrong with a token's expiry, by the database's clock. */
export interface ExpiryVerdict {
  readonly past: boolean;
  readonly tooFar: boolean;
  /** After the UTC day in which the minting token ends. */
  readonly outlives: boolean;
}

const judge = sql(
  "access.judge_expiry",
  `select $1::timestamptz <= clock_timestamp() as past, $1::timestamptz > clock_timestamp() + interval '366 days' as "tooFar",
     coalesce($1::timestamptz >= date_trunc('day', to_timestamp($2::float8), 'UTC') + interval '1 day', false) as outlives`,
);

/** Judges an expiry; `mintedUntil` is when the minting token ends, in seconds since the epoch. */
export const judgeExpiry = async (tx: Sql, expiresAt: string, mintedUntil: number | null): Promise<ExpiryVerdict> => {
  const verdict = await tx.row<ExpiryVerdict>(judge, [expiresAt, mintedUntil]);
  if (verdict === undefined) throw new Error("no verdict");
  return verdict;
};

const modelColumns: Columns = { id: "m.id", teamId: "m.team_id", visibility: "m.visibility" };

/** Those of the models that exist and that the caller reads. */
export const readableModels = async (tx: Sql, ability: Ability, ids: readonly string[]): Promise<string[]> => {
  const values = new Values();
  const text = `select m.id from registered_model m where m.id = any(${values.add(ids)}) and m.deleted_at is null
    and ${visible(ability, "read", "RegisteredModel", modelColumns, values)}`;
  return (await tx.rows<{ id: string }>(dynamicSql(text), values.list)).map((row) => row.id);
};

/** A token to be stored; `expiresAt` as text, or as the database is to count it. */
export type NewToken = Pick<
  ApiTokenEntity,
  "principalId" | "name" | "scopes" | "modelIds" | "mintedBy" | "invitedBy"
> & {
  readonly expiresAt: string | (() => string);
  /** What lists show of the secret; absent: how it begins. */
  readonly hint?: string;
};

/** Stores a token, of its secret only the hash; gives its id. */
export const storeToken = async (tx: OpenTransaction, secret: string, token: NewToken): Promise<string> => {
  const id = newId("tok");
  await tx.manager.insert(ApiTokenEntity, { id, hash: hashOfSecret(secret), hint: hintOf(secret), ...token });
  return id;
};

export interface LockedToken {
  readonly id: string;
  readonly name: string;
  readonly revoked: boolean;
  readonly principalId: string;
  readonly kind: PrincipalKind;
  readonly handle: string;
  readonly teamId: string | null;
}

const lock = sql(
  "access.lock_token",
  `with locked as (select id, name, revoked_at, principal_id from api_token where id = $1 for update)
   select k.id, k.name, k.revoked_at is not null as revoked, p.id as "principalId", p.kind, p.handle, p.team_id as "teamId"
   from locked k join principal p on p.id = k.principal_id`,
);

/** Locks the token's row; whose it is never changes. */
export const lockToken = (tx: Sql, id: string): Promise<LockedToken | undefined> => tx.row<LockedToken>(lock, [id]);

const revoke = sql("access.revoke_token", "update api_token set revoked_at = clock_timestamp() where id = $1");

const noteUses = sql(
  "access.note_token_uses",
  `insert into api_token_seen as n (api_token_id, at) select id, clock_timestamp() from unnest($1::text[]) as used (id) order by id
   on conflict (api_token_id) do update set at = excluded.at where n.at < excluded.at - interval '1 minute'`,
);

/** Notes that these tokens are used, but for those of which that was noted less than a minute ago. */
export const noteTokenUses = async (db: Sql, ids: readonly string[]): Promise<void> => {
  await db.rows(noteUses, [ids]);
};

export const markRevoked = async (tx: Sql, id: string): Promise<void> => {
  await tx.rows(revoke, [id]);
};

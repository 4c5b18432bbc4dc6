import { dynamicSql, type Sql, sql, Values } from "../db/sql.js";
import type { Ability } from "./ability.js";
import type { PrincipalKind } from "./principal.js";
import { modelColumns, visible } from "./visible.js";

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

/** Those of the models that exist and that the caller reads. */
export const readableModels = async (tx: Sql, ability: Ability, ids: readonly string[]): Promise<string[]> => {
  const values = new Values();
  const text = `select m.id from registered_model m where m.id = any(${values.add(ids)}) and m.deleted_at is null
    and ${visible(ability, "read", "RegisteredModel", modelColumns("m"), values)}`;
  return (await tx.rows<{ id: string }>(dynamicSql(text), values.list)).map((row) => row.id);
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
  `select k.id, k.name, k.revoked_at is not null as revoked, p.id as "principalId", p.kind, p.handle, p.team_id as "teamId"
   from api_token k join principal p on p.id = k.principal_id where k.id = $1 for update of k`,
);

export const lockToken = (tx: Sql, id: string): Promise<LockedToken | undefined> => tx.row<LockedToken>(lock, [id]);

const revoke = sql("access.revoke_token", "update api_token set revoked_at = clock_timestamp() where id = $1");

export const markRevoked = async (tx: Sql, id: string): Promise<void> => {
  await tx.rows(revoke, [id]);
};

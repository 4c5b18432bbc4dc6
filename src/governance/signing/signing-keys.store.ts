import { type Sql, sql } from "../../db/sql.js";

/** A key as locked. */
export interface LockedKey {
  readonly id: string;
  readonly principalId: string;
  readonly kind: string;
  readonly name: string;
  readonly challenge: string;
  /** Whether its challenge can be answered no more. */
  readonly late: boolean;
  readonly publicKey: string | null;
  readonly fingerprint: string | null;
  readonly mintedBy: readonly string[];
  readonly confirmed: boolean;
  readonly revoked: boolean;
}

const begin = sql(
  "signing_key.begin",
  `insert into signing_key (id, principal_id, kind, name, challenge, challenge_expires_at)
   values ($1, $2, $3, $4, $5, $6)`,
);
const lock = sql(
  "signing_key.lock",
  `select id, principal_id as "principalId", kind, name, challenge, challenge_expires_at <= clock_timestamp() as late,
     public_key as "publicKey", fingerprint, coalesce(minted_by, '{}') as "mintedBy",
     confirmed_at is not null as confirmed, revoked_at is not null as revoked
   from signing_key where id = $1 for update`,
);
const known = sql("signing_key.known", "select id from signing_key where fingerprint = $1");
const register = sql(
  "signing_key.register",
  `update signing_key set public_key = $2, fingerprint = $3, minted_by = $4, registered_at = clock_timestamp()
   where id = $1 and registered_at is null returning id`,
);
const confirm = sql(
  "signing_key.confirm",
  `update signing_key set confirmed_by = $2, confirmed_at = clock_timestamp()
   where id = $1 and confirmed_at is null and revoked_at is null returning id`,
);
const revoke = sql(
  "signing_key.revoke",
  `update signing_key set revoked_by = $2, revoked_at = clock_timestamp()
   where id = $1 and revoked_at is null returning id`,
);
const minutes = sql(
  "signing.instants",
  `select to_char(t.now at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "issuedAt",
     to_char((t.now + make_interval(mins => $1)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "expiresAt"
   from (select clock_timestamp() as now) t`,
);

/** Minutes in which a challenge is answered, and a signing statement signed. */
export const SIGNING_MINUTES = 5;

/** Now, and the end of what is given out now, by the database's clock. */
export const signingInstants = async (tx: Sql): Promise<{ issuedAt: string; expiresAt: string }> => {
  const row = await tx.row<{ issuedAt: string; expiresAt: string }>(minutes, [SIGNING_MINUTES]);
  if (row === undefined) throw new Error("no instant");
  return row;
};

export interface BegunKey {
  readonly id: string;
  readonly principalId: string;
  readonly kind: string;
  readonly name: string;
  readonly challenge: string;
  readonly expiresAt: string;
}

/** Keeps a challenge, which a key is yet to answer. */
export const storeChallenge = async (tx: Sql, { id, principalId, kind, name, challenge, expiresAt }: BegunKey) => {
  await tx.rows(begin, [id, principalId, kind, name, challenge, expiresAt]);
};

/** Locks a key's row, or that of its challenge. */
export const lockSigningKey = (tx: Sql, id: string): Promise<LockedKey | undefined> => tx.row<LockedKey>(lock, [id]);

/** Whether a key with this fingerprint was ever registered, by anybody. */
export const isKnownKey = async (tx: Sql, fingerprint: string): Promise<boolean> =>
  (await tx.row(known, [fingerprint])) !== undefined;

const once = (done: object | undefined, id: string): void => {
  if (done === undefined) throw new Error(`signing key ${id} changed while it was locked`);
};

/** Registers the key that answered its challenge. */
export const storeKey = async (
  tx: Sql,
  id: string,
  key: { publicKey: string; fingerprint: string; mintedBy: readonly string[] },
): Promise<void> => once(await tx.row(register, [id, key.publicKey, key.fingerprint, key.mintedBy]), id);

/** Keeps who confirmed whose the key is. */
export const storeConfirmation = async (tx: Sql, id: string, by: string): Promise<void> =>
  once(await tx.row(confirm, [id, by]), id);

/** Ends a key. */
export const storeRevocation = async (tx: Sql, id: string, by: string): Promise<void> =>
  once(await tx.row(revoke, [id, by]), id);

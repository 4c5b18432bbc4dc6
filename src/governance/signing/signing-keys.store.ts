import { type Sql, sql } from "../../db/sql.js";
import type { SigningKeyKind } from "./signing-rules.js";

/** What is known of a key of a passkey, beside the key itself. */
export interface Passkey {
  /** Base64url. */
  readonly credentialId: string;
  readonly rpId: string;
  /** How often it says to have signed. */
  readonly signCount: number;
}

/** A key as locked. */
export interface LockedKey {
  readonly id: string;
  readonly principalId: string;
  readonly kind: SigningKeyKind;
  readonly name: string;
  readonly challenge: string;
  /** Whether its challenge can be answered no more. */
  readonly late: boolean;
  readonly publicKey: string | null;
  readonly fingerprint: string | null;
  readonly mintedBy: readonly string[];
  /** Of a registered passkey. */
  readonly passkey: Passkey | null;
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
     case when credential_id is not null
       then json_build_object('credentialId', credential_id, 'rpId', rp_id, 'signCount', sign_count) end as passkey,
     confirmed_at is not null as confirmed, revoked_at is not null as revoked
   from signing_key where id = $1 for update`,
);
const known = sql(
  "signing_key.known",
  "select id from signing_key where fingerprint = $1 or (rp_id = $2 and credential_id = $3)",
);
const register = sql(
  "signing_key.register",
  `update signing_key set public_key = $2, fingerprint = $3, minted_by = $4, rp_id = $5, credential_id = $6,
     sign_count = $7, registered_at = clock_timestamp()
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
const count = sql("signing_key.count", "update signing_key set sign_count = $2 where id = $1 returning id");
const minutes = sql(
  "signing.instants",
  `select to_char(t.now at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "issuedAt",
     to_char((t.now + make_interval(mins => $1)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "expiresAt"
   from (select greatest(clock_timestamp(), $2::timestamptz) as now) t`,
);

/** Minutes in which a challenge is answered, and a signing statement signed. */
export const SIGNING_MINUTES = 5;

/** Now, and the end of what is given out now, by the database's clock; it is never earlier than `lastAt`. */
export const signingInstants = async (
  tx: Sql,
  lastAt = "-infinity",
): Promise<{ issuedAt: string; expiresAt: string }> => {
  const row = await tx.row<{ issuedAt: string; expiresAt: string }>(minutes, [SIGNING_MINUTES, lastAt]);
  if (row === undefined) throw new Error("no instant");
  return row;
};

export interface BegunKey {
  readonly id: string;
  readonly principalId: string;
  readonly kind: SigningKeyKind;
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

/** A key that is to be registered. */
export interface NewKey {
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly mintedBy: readonly string[];
  readonly passkey: Passkey | null;
}

/** Whether this key was ever registered, by anybody. */
export const isKnownKey = async (tx: Sql, { fingerprint, passkey }: Omit<NewKey, "mintedBy">): Promise<boolean> =>
  (await tx.row(known, [fingerprint, passkey?.rpId ?? null, passkey?.credentialId ?? null])) !== undefined;

const once = (done: object | undefined, id: string): void => {
  if (done === undefined) throw new Error(`signing key ${id} changed while it was locked`);
};

/** Registers the key that answered its challenge. */
export const storeKey = async (tx: Sql, id: string, key: NewKey): Promise<void> => {
  const { publicKey, fingerprint, mintedBy, passkey } = key;
  const { rpId = null, credentialId = null, signCount = null } = passkey ?? {};
  once(await tx.row(register, [id, publicKey, fingerprint, mintedBy, rpId, credentialId, signCount]), id);
};

/** Keeps how often a passkey says to have signed. */
export const storeSignCount = async (tx: Sql, id: string, signCount: number): Promise<void> =>
  once(await tx.row(count, [id, signCount]), id);

/** Keeps who confirmed whose the key is. */
export const storeConfirmation = async (tx: Sql, id: string, by: string): Promise<void> =>
  once(await tx.row(confirm, [id, by]), id);

/** Ends a key. */
export const storeRevocation = async (tx: Sql, id: string, by: string): Promise<void> =>
  once(await tx.row(revoke, [id, by]), id);

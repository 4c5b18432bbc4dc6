import { type Sql, sql } from "../../db/sql.js";

/** A statement that was given out to be signed, its row locked. */
export interface SignatureRequestRow {
  readonly id: string;
  readonly principalId: string;
  readonly requestId: string;
  readonly keyId: string;
  readonly statement: string;
  readonly digest: string;
  readonly used: boolean;
  readonly expired: boolean;
  /** Whether it is from a later time than now: the clock was set back since. */
  readonly early: boolean;
}

const insert = sql(
  "signature_request.insert",
  `insert into signature_request (id, principal_id, request_id, signing_key_id, statement, digest, issued_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
);
const openOf = sql(
  "signature_request.open_of",
  `select count(*)::int as count from signature_request
   where principal_id = $1 and used_at is null and expires_at > clock_timestamp()`,
);
const lock = sql(
  "signature_request.lock",
  `select id, principal_id as "principalId", request_id as "requestId", signing_key_id as "keyId", statement, digest,
     used_at is not null as used, expires_at <= greatest(clock_timestamp(), $2::timestamptz) as expired,
     issued_at > greatest(clock_timestamp(), $2::timestamptz) as early
   from signature_request where id = $1 for update`,
);
const use = sql(
  "signature_request.use",
  `update signature_request set used_at = t.now, signature = $2, user_verified = $3
   from (select greatest(statement_timestamp(), $4::timestamptz) as now) t
   where id = $1 and used_at is null and issued_at <= t.now and expires_at > t.now returning id`,
);
const given = sql("signature_request.given", `select id from decision where id = $1 and signature_request_id = $2`);

export interface NewSignatureRequest {
  readonly id: string;
  readonly principalId: string;
  readonly requestId: string;
  readonly keyId: string;
  readonly text: string;
  readonly digest: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
}

/** Keeps a statement that is given out to be signed. */
export const storeSignatureRequest = async (tx: Sql, asked: NewSignatureRequest): Promise<void> => {
  const { id, principalId, requestId, keyId, text, digest, issuedAt, expiresAt } = asked;
  await tx.rows(insert, [id, principalId, requestId, keyId, text, digest, issuedAt, expiresAt]);
};

/** How many statements wait for this person's signature. */
export const openSignatureRequests = async (tx: Sql, principalId: string): Promise<number> =>
  (await tx.row<{ count: number }>(openOf, [principalId]))?.count ?? 0;

/** Locks a statement that was given out; it is never earlier than `lastAt`, whatever the clock says. */
export const lockSignatureRequest = (tx: Sql, id: string, lastAt: string): Promise<SignatureRequestRow | undefined> =>
  tx.row<SignatureRequestRow>(lock, [id, lastAt]);

/** Keeps the signature; false where there is one, or it does not come in time. It is never earlier than `lastAt`. */
export const useSignatureRequest = async (
  tx: Sql,
  id: string,
  given: { signature: string; userVerified: boolean; lastAt: string },
): Promise<boolean> => (await tx.row(use, [id, given.signature, given.userVerified, given.lastAt])) !== undefined;

/**
 * Whether a decision that was given carries the signature that comes now; one that comes unsigned wants none. So the same
 * words, signed for the first time, are a decision of their own.
 */
export const carries = async (
  tx: Sql,
  decisionId: string,
  signature: { readonly signatureRequestId: string } | null | undefined,
): Promise<boolean> =>
  signature == null || (await tx.row(given, [decisionId, signature.signatureRequestId])) !== undefined;

import type { Json } from "../../../verify/canonical-json.js";
import { isOverseer } from "../../access/access.queries.js";
import type { Ctx } from "../../context.js";
import { dynamicSql, type Reader, sql, Values } from "../../db/sql.js";
import type { SigningKeyKind } from "./signing-rules.js";

/** A registered key as read. */
export interface SigningKeyRead {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly publicKey: string;
  readonly ownerId: string;
  readonly registeredAt: string;
  readonly confirmedById: string | null;
  readonly confirmedAt: string | null;
  readonly revokedAt: string | null;
}

export interface SigningKeyFilter {
  readonly ownerId?: string | null | undefined;
  readonly confirmed?: boolean | null | undefined;
  readonly revoked?: boolean | null | undefined;
}

const columns = `k.id, k.kind, k.name, k.fingerprint, k.public_key as "publicKey", k.principal_id as "ownerId",
  k.registered_at as "registeredAt", k.confirmed_by as "confirmedById", k.confirmed_at as "confirmedAt",
  k.revoked_at as "revokedAt"`;

/** One's own; all for administrators and auditors. */
const select = (ctx: Ctx, db: Reader, rest: (values: Values) => string): Promise<SigningKeyRead[]> => {
  const values = new Values();
  const readable = isOverseer(ctx) ? "true" : `k.principal_id = ${values.add(ctx.principal.id)}`;
  const text = `select ${columns} from signing_key k where k.registered_at is not null and ${readable} ${rest(values)}`;
  return db.rows<SigningKeyRead>(dynamicSql(text), values.list);
};

/** Keys by their ids, those that the caller reads, in any order. */
export const signingKeysById = (ctx: Ctx, db: Reader, ids: readonly string[]): Promise<SigningKeyRead[]> =>
  select(ctx, db, (values) => `and k.id = any(${values.add(ids)})`);

/** Keys that the caller reads, newest first, beginning after one. */
export const signingKeysPage = (
  ctx: Ctx,
  { ownerId, confirmed, revoked }: SigningKeyFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<SigningKeyRead[]> =>
  select(ctx, ctx.db.reader, (values) => {
    const conditions = [
      ...(ownerId == null ? [] : [`k.principal_id = ${values.add(ownerId)}`]),
      ...(confirmed == null ? [] : [`(k.confirmed_at is not null) = ${values.add(confirmed)}`]),
      ...(revoked == null ? [] : [`(k.revoked_at is not null) = ${values.add(revoked)}`]),
      ...(after === null ? [] : [`k.id < ${values.add(after)}`]),
    ];
    return `${conditions.map((condition) => `and ${condition} `).join("")}order by k.id desc limit ${values.add(limit)}`;
  });

/** A statement that was given out to be signed, as read. */
export interface SignatureRequestRead {
  readonly id: string;
  readonly requestId: string;
  readonly statement: string;
  readonly digest: string;
  readonly publicKey: string;
  readonly credentialId: string | null;
  readonly rpId: string | null;
  readonly expiresAt: string;
}

const own = sql(
  "signature_request.own",
  `select s.id, s.request_id as "requestId", s.statement, s.digest, k.public_key as "publicKey",
     k.credential_id as "credentialId", k.rp_id as "rpId", s.expires_at as "expiresAt"
   from signature_request s join signing_key k on k.id = s.signing_key_id
   where s.id = $1 and s.principal_id = $2 and s.statement <> '(erased)'`,
);

/** A statement that was given out to the caller. */
export const ownSignatureRequest = (db: Reader, id: string, me: string): Promise<SignatureRequestRead | undefined> =>
  db.row<SignatureRequestRead>(own, [id, me]);

/** A decision's signature as read. */
export interface SignatureRead {
  readonly of: string;
  readonly kind: string;
  readonly keyFingerprint: string;
  readonly userVerified: boolean;
  readonly statement: string;
  readonly ssh: string | null;
  readonly webauthn: Json;
}

const given = sql(
  "signature.of_decisions",
  `select s.id as of, k.kind, k.fingerprint as "keyFingerprint", s.user_verified as "userVerified", s.statement,
     case k.kind when 'SSH' then s.signature end as ssh,
     case k.kind when 'WEBAUTHN' then s.signature::json end as webauthn
   from signature_request s join signing_key k on k.id = s.signing_key_id
   where s.id = any($1::text[]) and s.used_at is not null`,
);

/** Signatures by the statements that were signed; their requests must be readable. */
export const signaturesById = (db: Reader, ids: readonly string[]): Promise<SignatureRead[]> =>
  db.rows<SignatureRead>(given, [ids]);

/** A challenge that was given out. */
export interface ChallengeRead {
  readonly id: string;
  readonly kind: SigningKeyKind;
  readonly text: string;
  readonly expiresAt: string;
}

const challenge = sql(
  "signing_key.challenge",
  `select id, kind, challenge as text, challenge_expires_at as "expiresAt" from signing_key
   where id = $1 and principal_id = $2`,
);

/** A challenge that was given out to the caller. */
export const ownChallenge = (db: Reader, id: string, me: string): Promise<ChallengeRead | undefined> =>
  db.row(challenge, [id, me]);

const credentials = sql(
  "signing_key.credentials",
  `select credential_id as id from signing_key where principal_id = $1 and rp_id = $2 and revoked_at is null
   order by signing_key.id`,
);

/** Ids of somebody's passkeys at a relying party, those that are not revoked. */
export const credentialsOf = async (db: Reader, owner: string, rpId: string): Promise<string[]> =>
  (await db.rows<{ id: string }>(credentials, [owner, rpId])).map(({ id }) => id);

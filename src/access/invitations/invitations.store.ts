import { SYSTEM_PRINCIPAL_ID } from "../../db/ids.js";
import { type Sql, sql } from "../../db/sql.js";

/** An invitation as locked, with the people of it. */
export interface LockedInvitation {
  readonly id: string;
  readonly principalId: string;
  readonly handle: string;
  readonly createdBy: string;
  readonly createdByHandle: string;
  /** Neither redeemed nor revoked nor past its time. */
  readonly open: boolean;
  /** Whoever made it, or minted the credential that did, is an active administrator now, or the service itself. */
  readonly vouched: boolean;
  readonly redeemed: boolean;
  readonly revoked: boolean;
}

const insert = sql(
  "invitation.insert",
  `insert into invitation (id, principal_id, created_by, minted_by, hash, created_at, expires_at)
   select $1, $2, $3, $6, $4, t.now, coalesce($5::timestamptz, t.now + interval '7 days')
   from (select clock_timestamp() as now) t returning expires_at as "expiresAt"`,
);
const judge = sql(
  "invitation.judge_expiry",
  `select $1::timestamptz > clock_timestamp() and $1::timestamptz <= clock_timestamp() + interval '7 days' as fits`,
);
const isOpen = "i.redeemed_at is null and i.revoked_at is null and i.expires_at > clock_timestamp()";
/** One that was made in the instant in which its maker stopped being an administrator was not there to be ended. */
const isVouched = `not exists (
  select from unnest(i.minted_by || i.created_by) as hand(id) where hand.id <> '${SYSTEM_PRINCIPAL_ID}' and not exists (
    select from organization_role r join principal m on m.id = r.principal_id
    where m.id = hand.id and r.role = 'ADMIN' and m.deactivated_at is null))`;
/** Whether the principal made it, or minted the credential that did. */
const isBy = "(i.created_by = $1 or $1 = any(i.minted_by))";
const bearerOf = sql(
  "invitation.bearer_of_code",
  `select i.id, i.created_by as "createdBy", p.id as "principalId", p.kind, p.handle, p.display_name as "displayName"
   from invitation i join principal p on p.id = i.principal_id
   where i.hash = $1 and ${isOpen} and ${isVouched} and p.deactivated_at is null`,
);
const lockRow = sql("invitation.lock", "select id from invitation where id = $1 for update");
const read = sql(
  "invitation.read",
  `select i.id, p.id as "principalId", p.handle, c.id as "createdBy", c.handle as "createdByHandle", ${isOpen} as open,
     ${isVouched} as vouched, i.redeemed_at is not null as redeemed, i.revoked_at is not null as revoked
   from invitation i join principal p on p.id = i.principal_id join principal c on c.id = i.created_by where i.id = $1`,
);
const redeem = sql("invitation.redeem", "update invitation set redeemed_at = clock_timestamp() where id = $1");
const revoke = sql("invitation.revoke", "update invitation set revoked_at = clock_timestamp() where id = $1");
const revokeAll = sql(
  "invitation.revoke_all_of",
  `update invitation i set revoked_at = clock_timestamp()
   where (i.principal_id = $1 or ${isBy}) and ${isOpen} returning i.id`,
);
const revokeMade = sql(
  "invitation.revoke_all_by",
  `update invitation i set revoked_at = clock_timestamp() where ${isBy} and ${isOpen} returning i.id`,
);

export interface NewInvitation {
  readonly id: string;
  readonly principalId: string;
  readonly createdBy: string;
  /** Who minted the credential that made it. */
  readonly mintedBy: readonly string[];
  /** SHA-256 of the code. */
  readonly hash: Buffer;
  /** Null: in seven days. */
  readonly expiresAt: string | null;
}

/** Stores an invitation; gives until when it is good. */
export const storeInvitation = async (tx: Sql, invitation: NewInvitation): Promise<string> => {
  const { id, principalId, createdBy, mintedBy, hash, expiresAt } = invitation;
  const row = await tx.row<{ expiresAt: string }>(insert, [id, principalId, createdBy, hash, expiresAt, mintedBy]);
  return row?.expiresAt ?? "";
};

/** Whether an invitation may be good until then: in the future, at most seven days from now. */
export const fitsInvitation = async (tx: Sql, expiresAt: string): Promise<boolean> =>
  (await tx.row<{ fits: boolean }>(judge, [expiresAt]))?.fits === true;

/** Whose invitation a code is, while it is open and vouched for, and they are active. */
export interface InvitedPrincipal {
  /** The invitation. */
  readonly id: string;
  /** Who made it: the service itself, or an administrator. */
  readonly createdBy: string;
  readonly principalId: string;
  readonly kind: "USER";
  readonly handle: string;
  readonly displayName: string;
}

export const bearerOfCode = (db: Sql, hash: Buffer): Promise<InvitedPrincipal | undefined> =>
  db.row<InvitedPrincipal>(bearerOf, [hash]);

/** The invitation with its row locked. */
export const lockInvitation = async (tx: Sql, id: string): Promise<LockedInvitation | undefined> => {
  await tx.rows(lockRow, [id]);
  return tx.row<LockedInvitation>(read, [id]);
};

export const markRedeemed = async (tx: Sql, id: string): Promise<void> => {
  await tx.rows(redeem, [id]);
};

export const markInvitationRevoked = async (tx: Sql, id: string): Promise<void> => {
  await tx.rows(revoke, [id]);
};

/** Ends every open invitation of a principal, and every one that they had a hand in; gives their ids. */
export const endInvitationsOf = async (tx: Sql, principalId: string): Promise<string[]> =>
  (await tx.rows<{ id: string }>(revokeAll, [principalId])).map(({ id }) => id);

/** Ends every open invitation that a principal made, or minted the credential for; gives their ids. */
export const endInvitationsBy = async (tx: Sql, principalId: string): Promise<string[]> =>
  (await tx.rows<{ id: string }>(revokeMade, [principalId])).map(({ id }) => id);

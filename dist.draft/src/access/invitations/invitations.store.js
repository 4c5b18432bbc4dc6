import { sql } from "../../db/sql.js";
const insert = sql("invitation.insert", `insert into invitation (id, principal_id, created_by, hash, created_at, expires_at)
   select $1, $2, $3, $4, t.now, coalesce($5::timestamptz, t.now + interval '7 days')
   from (select clock_timestamp() as now) t returning expires_at as "expiresAt"`);
const judge = sql("invitation.judge_expiry", `select $1::timestamptz > clock_timestamp() and $1::timestamptz <= clock_timestamp() + interval '7 days' as fits`);
const isOpen = "i.redeemed_at is null and i.revoked_at is null and i.expires_at > clock_timestamp()";
const bearerOf = sql("invitation.bearer_of_code", `select i.id, i.created_by as "createdBy", p.id as "principalId", p.kind, p.handle, p.display_name as "displayName"
   from invitation i join principal p on p.id = i.principal_id
   where i.hash = $1 and ${isOpen} and p.deactivated_at is null`);
const lockRow = sql("invitation.lock", "select id from invitation where id = $1 for update");
const read = sql("invitation.read", `select i.id, p.id as "principalId", p.handle, c.id as "createdBy", c.handle as "createdByHandle", ${isOpen} as open,
     i.redeemed_at is not null as redeemed, i.revoked_at is not null as revoked
   from invitation i join principal p on p.id = i.principal_id join principal c on c.id = i.created_by where i.id = $1`);
const redeem = sql("invitation.redeem", "update invitation set redeemed_at = clock_timestamp() where id = $1");
const revoke = sql("invitation.revoke", "update invitation set revoked_at = clock_timestamp() where id = $1");
const revokeAll = sql("invitation.revoke_all_of", `update invitation i set revoked_at = clock_timestamp()
   where (i.principal_id = $1 or i.created_by = $1) and ${isOpen} returning i.id`);
/** Stores an invitation; gives until when it is good. */
export const storeInvitation = async (tx, invitation) => {
    const { id, principalId, createdBy, hash, expiresAt } = invitation;
    const row = await tx.row(insert, [id, principalId, createdBy, hash, expiresAt]);
    return row?.expiresAt ?? "";
};
/** Whether an invitation may be good until then: in the future, at most seven days from now. */
export const fitsInvitation = async (tx, expiresAt) => (await tx.row(judge, [expiresAt]))?.fits === true;
export const bearerOfCode = (db, hash) => db.row(bearerOf, [hash]);
/** The invitation with its row locked. */
export const lockInvitation = async (tx, id) => {
    await tx.rows(lockRow, [id]);
    return tx.row(read, [id]);
};
export const markRedeemed = async (tx, id) => {
    await tx.rows(redeem, [id]);
};
export const markInvitationRevoked = async (tx, id) => {
    await tx.rows(revoke, [id]);
};
/** Ends every open invitation of a principal, and every one that they made; gives their ids. */
export const endInvitationsOf = async (tx, principalId) => (await tx.rows(revokeAll, [principalId])).map(({ id }) => id);
//# sourceMappingURL=invitations.store.js.map
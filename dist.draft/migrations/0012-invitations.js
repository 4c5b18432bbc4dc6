import { governed, roles } from "./sql.js";
/**
 * Invitations: codes by which a person makes a token that nobody else had a hand in, and who invited whoever signed.
 * `created_by` is the service itself for the links that it prints for its owner.
 */
export class Invitations1796256000012 {
    constructor() {
        this.name = "Invitations1796256000012";
        this.narrows = {
            "api_token: constraint api_token_invited_by_fkey": "the last release leaves the column empty",
            "decision: constraint decision_invited_by_fkey": "the last release leaves the column empty",
        };
    }
    async up(runner) {
        const { app } = await roles(runner);
        await runner.query(`
      create table invitation (
        id text collate "C" primary key, principal_id text collate "C" not null references principal,
        created_by text collate "C" not null references principal,
        hash bytea not null unique check (octet_length(hash) = 32),
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null check (expires_at <= created_at + interval '7 days'),
        redeemed_at timestamptz, revoked_at timestamptz,
        check (redeemed_at is null or revoked_at is null)
      );
      create index invitation_principal on invitation (principal_id, id);
      create index invitation_made on invitation (created_by) where redeemed_at is null and revoked_at is null;
      grant select, insert, update (redeemed_at, revoked_at) on invitation to ${app};
      alter table api_token add column invited_by text collate "C" references principal;
      alter table decision add column invited_by text collate "C" references principal;`);
        await runner.query(governed("invitation", "id"));
    }
    async down() {
        throw new Error("migrations are forward only");
    }
}
//# sourceMappingURL=0012-invitations.js.map
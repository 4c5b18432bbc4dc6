import { governed, roles } from "./sql.js";
/**
 * Sessions of browsers: each stands for the credential that opened it, an API token or an identity provider's token
 * by its issuer and subject. Of the cookie only the SHA-256. When it was seen last is noted apart, without an entry.
 */
export class Sessions1796256000014 {
    constructor() {
        this.name = "Sessions1796256000014";
    }
    async up(runner) {
        const { app } = await roles(runner);
        await runner.query(`
      create table session (
        id text collate "C" primary key, principal_id text collate "C" not null references principal,
        hash bytea not null unique check (octet_length(hash) = 32),
        api_token_id text collate "C" references api_token, issuer text, subject text,
        opened_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null check (expires_at <= opened_at + interval '12 hours'),
        closed_at timestamptz,
        check ((api_token_id is null) = (issuer is not null)), check ((issuer is null) = (subject is null))
      );
      create index session_open on session (principal_id) where closed_at is null;
      create table session_seen (
        session_id text collate "C" primary key references session on delete cascade, at timestamptz not null
      ) with (fillfactor = 70);
      grant select, insert, update (closed_at) on session to ${app};
      grant select, insert, update (at) on session_seen to ${app};`);
        await runner.query(governed("session", "principal_id"));
    }
    async down() {
        throw new Error("migrations are forward only");
    }
}
//# sourceMappingURL=0014-sessions.js.map
import { governed, roles } from "./sql.js";
/** Teams, principals and what they may do. */
export class Access1795478400002 {
    constructor() {
        this.name = "Access1795478400002";
    }
    async up(runner) {
        const { app } = await roles(runner);
        await runner.query(tables);
        await runner.query(triggers);
        await runner.query(`
      grant usage on schema public to ${app};
      grant select, insert, update on principal, team, api_token, principal_group to ${app};
      grant select, insert, delete on user_identity, team_member, team_group, organization_role to ${app};
      grant update on team_member, team_group to ${app};
      grant delete on principal_group to ${app};
      grant select, insert, delete on idempotency_key to ${app};
      grant update (result) on idempotency_key to ${app};
      grant select, insert on instance to ${app};
      grant select on held_role to ${app};`);
    }
    async down() {
        throw new Error("migrations are forward only");
    }
}
const tables = `
  create table instance (key text primary key, value text not null);
  create table team (
    id text collate "C" primary key, slug text collate "C" not null unique, name text not null,
    created_at timestamptz not null default clock_timestamp()
  );
  create table principal (
    id text collate "C" primary key, kind text not null check (kind in ('USER', 'SERVICE_ACCOUNT', 'SYSTEM')),
    handle text collate "C" not null unique, display_name text not null, email text,
    team_id text collate "C" references team, created_at timestamptz not null default clock_timestamp(),
    deactivated_at timestamptz,
    check ((kind = 'SERVICE_ACCOUNT') = (team_id is not null))
  );
  create index principal_team on principal (team_id) where team_id is not null;
  create table user_identity (
    issuer text collate "C" not null, subject text collate "C" not null,
    principal_id text collate "C" not null references principal,
    linked_by text[] not null default '{}', linked_at timestamptz not null default clock_timestamp(),
    primary key (issuer, subject)
  );
  create index user_identity_principal on user_identity (principal_id);
  create table team_member (
    team_id text collate "C" not null references team, principal_id text collate "C" not null references principal,
    role text not null check (role in ('VIEWER', 'CONTRIBUTOR', 'MAINTAINER', 'REVIEWER', 'OWNER')),
    granted_by text[] not null, granted_at timestamptz not null default clock_timestamp(),
    primary key (team_id, principal_id, role)
  );
  create index team_member_principal on team_member (principal_id);
  create table team_group (
    team_id text collate "C" not null references team, group_name text collate "C" not null,
    role text not null check (role in ('VIEWER', 'CONTRIBUTOR', 'MAINTAINER', 'REVIEWER', 'OWNER')),
    granted_by text[] not null, granted_at timestamptz not null default clock_timestamp(),
    primary key (team_id, group_name, role)
  );
  create index team_group_name on team_group (group_name);
  create table principal_group (
    principal_id text collate "C" not null references principal, group_name text collate "C" not null,
    lapses_at timestamptz not null, primary key (principal_id, group_name)
  );
  create view held_role as
    select principal_id, team_id, role, granted_by from team_member
    union all
    select p.principal_id, g.team_id, g.role, g.granted_by from principal_group p join team_group g using (group_name)
      where p.lapses_at > clock_timestamp();
  create table organization_role (
    principal_id text collate "C" not null references principal,
    role text not null check (role in ('ADMIN', 'AUDITOR', 'RESOLVER')),
    granted_by text[] not null, granted_at timestamptz not null default clock_timestamp(),
    primary key (principal_id, role)
  );
  create table api_token (
    id text collate "C" primary key, principal_id text collate "C" not null references principal,
    name text not null, hash bytea not null unique, hint text not null, scopes text[] not null,
    model_ids text[], minted_by text[] not null, created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null, revoked_at timestamptz
  );
  create index api_token_principal on api_token (principal_id, id);
  create table idempotency_key (
    principal_id text collate "C" not null, command text not null, key text not null, input_hash bytea not null,
    result json, created_at timestamptz not null default clock_timestamp(),
    primary key (principal_id, command, key)
  );
  create index idempotency_key_age on idempotency_key (created_at);`;
const triggers = [
    governed("team", "id"),
    governed("principal", "id"),
    governed("user_identity", "principal_id"),
    governed("team_member", "team_id"),
    governed("team_group", "team_id"),
    governed("principal_group", "principal_id", "insert or delete"),
    governed("organization_role", "principal_id"),
    governed("api_token", "id"),
].join("\n");
//# sourceMappingURL=0002-access.js.map
import { governed, roles } from "./sql.js";
/** Approval policies with their revisions, transition requests with their places, decisions. */
export class Governance1795478400004 {
    constructor() {
        this.name = "Governance1795478400004";
    }
    async up(runner) {
        const { app } = await roles(runner);
        await runner.query(tables);
        await runner.query(triggers);
        await runner.query(`
      grant select, insert on approval_policy, approval_policy_revision, transition_request, request_place, decision
        to ${app};
      grant update (revision, retired_at, retired_by) on approval_policy to ${app};
      grant update (state, cause, closed_at) on transition_request to ${app};`);
    }
    async down() {
        throw new Error("migrations are forward only");
    }
}
const tables = `
  create table approval_policy (
    id text collate "C" primary key, scope text not null check (scope in ('ORGANIZATION', 'TEAM', 'MODEL')),
    team_id text collate "C" references team, registered_model_id text collate "C" references registered_model,
    revision integer not null, created_at timestamptz not null default clock_timestamp(),
    created_by text collate "C" not null, retired_at timestamptz, retired_by text collate "C",
    check ((scope = 'TEAM') = (team_id is not null)), check ((scope = 'MODEL') = (registered_model_id is not null))
  );
  create index approval_policy_scope on approval_policy (scope, team_id, registered_model_id) where retired_at is null;
  create table approval_policy_revision (
    policy_id text collate "C" not null references approval_policy, revision integer not null, name text not null,
    slots text[] not null, requirements json not null, separation_of_duties text[] not null, bound_tags text[] not null,
    expires_after_hours integer not null, digest text not null,
    created_at timestamptz not null default clock_timestamp(), created_by text collate "C" not null,
    primary key (policy_id, revision)
  );
  create table transition_request (
    id text collate "C" primary key, registered_model_id text collate "C" not null references registered_model,
    model_version_id text collate "C" not null references model_version, slot text collate "C" not null,
    from_slot text collate "C", displaces_id text collate "C", displaces_version integer,
    state text not null check (state in ('PENDING', 'APPLIED', 'REJECTED', 'WITHDRAWN', 'EXPIRED', 'VOIDED')),
    cause text, reason text not null, ticket_url text, requested_by text collate "C" not null references principal,
    requested_for text[] not null, requested_at timestamptz not null, expires_at timestamptz not null, closed_at timestamptz,
    statement text not null, content_digest text not null, policies json not null
  );
  create unique index transition_request_open on transition_request (model_version_id, slot) where state = 'PENDING';
  create index transition_request_model on transition_request (registered_model_id, id);
  create index transition_request_version on transition_request (model_version_id, id);
  create index transition_request_pending on transition_request (expires_at) where state = 'PENDING';
  create table request_place (
    request_id text collate "C" not null references transition_request, policy_index integer not null,
    requirement_index integer not null, role text not null, team_id text collate "C" not null references team,
    needed integer not null, excludes text[] not null, primary key (request_id, policy_index, requirement_index)
  );
  create index request_place_team on request_place (team_id, role);
  create table decision (
    id text collate "C" primary key, request_id text collate "C" not null references transition_request,
    principal_id text collate "C" not null references principal, verdict text not null
      check (verdict in ('APPROVE', 'REJECT')), printed_name text not null, role text not null, meaning text not null,
    comment text, at timestamptz not null, content_digest text not null, auth_method text not null,
    auth_age_seconds bigint, credential_id text collate "C", minted_by text[] not null
  );
  create index decision_request on decision (request_id, id);
  create index decision_principal on decision (principal_id, request_id);`;
const triggers = [
    governed("approval_policy", "id"),
    governed("approval_policy_revision", "policy_id"),
    governed("transition_request", "id"),
    governed("request_place", "request_id"),
    governed("decision", "request_id"),
].join("\n");
//# sourceMappingURL=0004-governance.js.map
import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { roles } from "./sql.js";

/**
 * Gates of approval policies, what they said when a move was asked for, and who set a tag.
 *
 * A service of the last release knows no gates: the database refuses the requests that it would open, or apply, without
 * their results; and what it sets of a tag that somebody set before has no setter any more.
 */
export class Gates1796515200040 implements Migration {
  name = "Gates1796515200040";

  narrows = {
    "transition_request: constraint transition_request_phase_check":
      "the column is new: a service of the last release leaves it at its default",
  };

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(columns);
    await runner.query(triggers);
    await runner.query(`grant update (statement, content_digest, gates, phase) on transition_request to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}

const columns = `
  alter table approval_policy_revision add column gates json not null default '[]',
    add column rollback_within_hours integer not null default 168;
  alter table transition_request add column phase text not null default 'SIGNATURES'
    check (phase in ('GATES', 'SIGNATURES')), add column gates json;
  create index transition_request_gates on transition_request (id)
    where state = 'PENDING' and gates is not null and gates::text <> '[]';
  alter table tag add column set_by text collate "C", add column minted_by text[], add column set_at timestamptz;`;

const triggers = `
  create function require_gates() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$ begin
    if exists (
      select from json_to_recordset(new.policies) as p(id text, revision integer)
      join public.approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
      cross join lateral json_array_elements(r.gates) as g(gate)
      where new.slot = any(r.slots) and not exists (
        select from json_to_recordset(coalesce(new.gates, '[]')) as s(policy text, key text, verdict text)
        where s.policy = p.id and s.key = g.gate ->> 'key' and s.verdict <> 'FAILED'
          and (new.state <> 'APPLIED' or s.verdict <> 'PENDING')))
    then raise exception 'a gate of a policy was not evaluated, or has not passed' using errcode = '42501'; end if;
    return new;
  end $$;
  create trigger transition_request_has_gates before insert or update of state on transition_request for each row
    when (new.state in ('PENDING', 'APPLIED')) execute function require_gates();
  create function refuse_resealing() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$ begin
    if old.phase <> 'GATES' or old.state <> 'PENDING' or exists (
      select from public.decision d where d.request_id = old.id and d.verdict = 'APPROVE')
    then raise exception 'what a request asks to be signed is fixed' using errcode = '42501'; end if;
    return new;
  end $$;
  create trigger transition_request_is_fixed before update of statement, content_digest, gates, phase
    on transition_request for each row execute function refuse_resealing();
  create function forget_setter() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$ begin
    new.set_by := null; new.minted_by := null; new.set_at := null;
    return new;
  end $$;
  create trigger tag_knows_its_setter before update of value on tag for each row
    when (new.set_at is not distinct from old.set_at) execute function forget_setter();`;

import { roles } from "./sql.js";
/**
 * Who wrote to runs and logged models, kept for those who sign; the newest token seen of each identity; how far groups
 * are prolonged without an entry; the words in which a request was asked, to tell another one from the same.
 */
export class Authors1796256000013 {
    constructor() {
        this.name = "Authors1796256000013";
        this.narrows = {
            "principal_group: update by app": "it never updates anything there but lapses_at",
            "principal_group: constraint principal_group_ttl_hours_check": "it leaves the column at its default",
        };
    }
    async up(runner) {
        const { app } = await roles(runner);
        await runner.query(authors);
        await runner.query(identities);
        await runner.query(groups);
        await runner.query(`
      grant select, insert on tracked_author to ${app};
      grant select, insert, update (issued_at) on identity_seen to ${app};
      alter table transition_request add column expected_holder integer;
      revoke update on principal_group from ${app};
      grant update (lapses_at) on principal_group to ${app};`);
    }
    async down() {
        throw new Error("migrations are forward only");
    }
}
/**
 * `subject`: a run or a logged model. What is frozen for good gets its authors here, and not from whoever freezes it:
 * the runtime login must not be able to rewrite them.
 */
const authors = `
  create table tracked_author (
    subject uuid not null, principal_id text collate "C" not null references principal,
    primary key (subject, principal_id)
  );
  create function add_authors() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$ begin
    new.authors := old.authors || array(
      select distinct a.principal_id from public.tracked_author a
      where a.subject in (new.run, new.logged_model) and a.principal_id <> all (old.authors) order by 1);
    return new;
  end $$;
  create trigger model_version_has_authors before update on model_version for each row
    when (old.snapshot = 'PROVISIONAL' and new.snapshot = 'FINAL')
    execute function add_authors();`;
/** An older token of the same subject must not bring back groups that a newer one has taken away. */
const identities = `
  create table identity_seen (
    issuer text collate "C" not null, subject text collate "C" not null, issued_at double precision not null,
    primary key (issuer, subject)
  );
  create function refuse_going_back() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$ begin
    raise exception 'the newest token seen of an identity does not become older' using errcode = '42501';
  end $$;
  create trigger identity_seen_goes_on before update on identity_seen for each row
    when (new.issued_at < old.issued_at) execute function refuse_going_back();`;
/** A group is shown with an entry that says for how long; seen again, it is prolonged by that much from now and no more. */
const groups = `
  alter table principal_group add column ttl_hours double precision not null default 8784
    check (ttl_hours > 0 and ttl_hours <= 8784);
  create function bound_lapse() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$ begin
    if new.lapses_at > clock_timestamp() + interval '1 hour' * new.ttl_hours then
      raise exception 'a group lapses % hours after it was shown at the latest', new.ttl_hours using errcode = '42501';
    end if;
    return new;
  end $$;
  create trigger principal_group_lapses before insert or update on principal_group for each row
    execute function bound_lapse();`;
//# sourceMappingURL=0013-authors.js.map
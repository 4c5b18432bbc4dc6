create or replace function bound_lapse() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$ begin
  if new.lapses_at > clock_timestamp() + interval '1 hour' * new.ttl_hours then
    raise exception 'a group lapses % hours after it was shown at the latest', new.ttl_hours using errcode = '42501';
  end if;
  return new;
end $$;

create or replace function place_slot(p_model text, p_version_id text, p_version integer, p_slot text, p_is_stage boolean,
  p_exclusive boolean, p_landing text)
returns table (instant timestamptz, from_slot text, displaced_id text, displaced_version integer)
language plpgsql as $$
#variable_conflict use_column
begin
  update registered_model m set instant = greatest(clock_timestamp(), m.instant + interval '1 microsecond'),
    updated_at = case when p_is_stage then greatest(clock_timestamp(), m.updated_at) else m.updated_at end
    where m.id = p_model returning m.instant into place_slot.instant;
  if p_is_stage then
    delete from slot s where s.model_version_id = p_version_id and s.is_stage returning s.slot into place_slot.from_slot;
    if found then
      update slot_interval i set valid_to = place_slot.instant where i.model_version_id = p_version_id
        and i.slot = place_slot.from_slot and i.valid_to is null;
    end if;
  end if;
  if p_exclusive then
    delete from slot s where s.registered_model_id = p_model and s.slot = p_slot
      returning s.model_version_id, s.version into place_slot.displaced_id, place_slot.displaced_version;
    if found then
      update slot_interval i set valid_to = place_slot.instant where i.model_version_id = place_slot.displaced_id
        and i.slot = p_slot and i.valid_to is null;
      if p_is_stage and p_landing is not null then
        insert into slot values (p_model, p_landing, place_slot.displaced_id, place_slot.displaced_version, true, false,
          place_slot.instant);
        insert into slot_interval (registered_model_id, model_version_id, version, slot, exclusive, valid_from)
          values (p_model, place_slot.displaced_id, place_slot.displaced_version, p_landing, false, place_slot.instant);
      end if;
    end if;
  end if;
  if p_slot is not null then
    insert into slot values (p_model, p_slot, p_version_id, p_version, p_is_stage, p_exclusive, place_slot.instant);
    insert into slot_interval (registered_model_id, model_version_id, version, slot, exclusive, valid_from)
      values (p_model, p_version_id, p_version, p_slot, p_exclusive, place_slot.instant);
  end if;
  if p_is_stage then
    update model_version v set updated_at = greatest(clock_timestamp(), v.updated_at),
        staged = (v.id <> p_version_id or p_slot is not null)
      where v.id in (p_version_id, place_slot.displaced_id);
  end if;
  return next;
end $$;

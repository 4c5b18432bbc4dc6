import { type Reader, type Sql, sql } from "../db/sql.js";
import { type Holder, LANDING_STAGE, NO_STAGE, type Slot } from "./lifecycle-rules.js";

/** What giving a slot to a version did: when, and whom it displaced. */
export interface Placed {
  readonly instant: string;
  /** The stage that the version left; null when it had none, or when the slot is an alias. */
  readonly from: string | null;
  readonly displaced: Holder | null;
}

const holder = sql(
  "slot.holder",
  "select model_version_id as id, version from slot where registered_model_id = $1 and slot = $2 order by version desc limit 1",
);
const stagesAndHolders = sql(
  "slot.stages_and_holders",
  `select w.version as "versionId", w.slot,
     coalesce((select slot from slot where model_version_id = w.version and is_stage), '${NO_STAGE}') as stage,
     (select json_build_object('id', model_version_id, 'version', version) from slot
      where registered_model_id = $1 and slot = w.slot order by version desc limit 1) as holder
   from json_to_recordset($2) as w(version text, slot text)`,
);
const exclusive = sql(
  "slot.exclusive_holders",
  `select distinct model_version_id as id from slot
   where registered_model_id = any($1::text[]) and exclusive order by model_version_id limit 2000`,
);
const others = sql(
  "slot.other_holders",
  `select model_version_id as id, version from slot
   where registered_model_id = $1 and slot = $2 and model_version_id <> $3 order by version`,
);
/** A slot and the number of the version that holds it. */
export interface HeldSlot {
  readonly slot: string;
  readonly exclusive: boolean;
  readonly version: number;
}

const heldBy = sql(
  "slot.held_by",
  "select slot, exclusive, version from slot where model_version_id = $1 order by slot",
);
const heldInModel = sql(
  "slot.held_in_model",
  "select distinct on (slot) slot, exclusive, version from slot where registered_model_id = $1 order by slot, version desc",
);
const everHeldIn = sql(
  "slot.ever_held_in_model",
  "select distinct slot from slot_interval where registered_model_id = $1 order by slot",
);
const heldSomewhere = sql(
  "slot.held_somewhere",
  `select s.slot, s.version, m.name as model from slot s join registered_model m on m.id = s.registered_model_id
   where s.slot = any($1::text[]) and (m.team_id = $2 or m.id = $3) order by m.name, s.slot limit 1`,
);
const place = sql(
  "slot.place",
  `select instant, from_slot as "from", displaced_id as "displacedId", displaced_version as "displacedVersion"
   from place_slot($1, $2, $3, $4, $5, $6, $7)`,
);
const tick = sql(
  "slot.tick",
  `update registered_model set instant = greatest(clock_timestamp(), instant + interval '1 microsecond')
   where id = $1 returning instant`,
);
const closeOfVersion = sql(
  "slot.close_of_version",
  "update slot_interval set valid_to = $2 where model_version_id = $1 and valid_to is null",
);
const dropOfVersion = sql("slot.drop_of_version", "delete from slot where model_version_id = $1");
const dropAlias = sql(
  "slot.drop_alias",
  `with gone as (delete from slot where registered_model_id = $1 and slot = $2 returning model_version_id, version),
   closed as (update slot_interval i set valid_to = $3 from gone
     where i.model_version_id = gone.model_version_id and i.slot = $2 and i.valid_to is null)
   select model_version_id as id, version from gone`,
);
const previous = sql(
  "slot.previous_holder",
  `select v.id, v.version from slot_interval i join model_version v on v.id = i.model_version_id
   where i.registered_model_id = $1 and i.slot = $2 and v.deleted_at is null and v.id is distinct from $3
   order by i.valid_from desc limit 1`,
);

const lastIn = sql(
  "slot.last_in",
  `select valid_to as "leftAt", extract(epoch from clock_timestamp() - valid_to)::float8 / 3600 as "hoursAgo"
   from slot_interval where model_version_id = $1 and slot = $2 and valid_to is not null order by valid_to desc limit 1`,
);

/** When the version left the slot last; undefined when it never did. */
export const lastInSlot = async (
  db: Reader,
  versionId: string,
  slot: string,
): Promise<{ leftAt: string; hoursAgo: number } | undefined> => db.row(lastIn, [versionId, slot]);

/** A version on its way, and the slot that it is to enter. */
export interface Way {
  readonly versionId: string;
  readonly slot: string;
}

/** Each version's stage, `None` when it was never moved; and who holds the slot of the model, as `holderOf` tells. */
export const stagesAndHoldersOf = async (
  db: Reader,
  modelId: string,
  ways: readonly Way[],
): Promise<{ stage: string; holder: Holder | null }[]> => {
  const asked = JSON.stringify(ways.map(({ versionId, slot }) => ({ version: versionId, slot })));
  const rows = await db.rows<Way & { stage: string; holder: Holder | null }>(stagesAndHolders, [modelId, asked]);
  const keyOf = ({ versionId, slot }: Way): string => `${versionId} ${slot}`;
  const found = new Map(rows.map((row) => [keyOf(row), row]));
  return ways.map((way) => found.get(keyOf(way)) ?? { stage: NO_STAGE, holder: null });
};

/** The holder of an exclusive slot, or the highest version in a shared stage. */
export const holderOf = async (db: Reader, modelId: string, slot: string): Promise<Holder | undefined> =>
  db.row<Holder>(holder, [modelId, slot]);

/** The other versions in a stage, by number. */
export const otherHolders = async (db: Reader, modelId: string, stage: string, versionId: string): Promise<Holder[]> =>
  db.rows<Holder>(others, [modelId, stage, versionId]);

/** The latest holder before `current` that still exists. */
export const previousHolderOf = async (tx: Sql, modelId: string, slot: string, current: string | null) =>
  tx.row<Holder>(previous, [modelId, slot, current]);

/** Every slot that a version holds. */
export const slotsHeldBy = async (tx: Sql, versionId: string): Promise<HeldSlot[]> => tx.rows(heldBy, [versionId]);

/** Every slot that some version of the model holds, with its newest holder. */
export const slotsHeldIn = async (tx: Sql, modelId: string): Promise<HeldSlot[]> => tx.rows(heldInModel, [modelId]);

/** Every slot that a version of the model holds or ever held. */
export const slotsEverHeldIn = async (tx: Sql, modelId: string): Promise<string[]> =>
  (await tx.rows<{ slot: string }>(everHeldIn, [modelId])).map(({ slot }) => slot);

/** One of the slots that a model of the team, or this model, holds; undefined when none of them is held. */
export const heldIn = async (
  tx: Sql,
  { teamId, registeredModelId }: { teamId: string | null; registeredModelId: string | null },
  slots: readonly string[],
): Promise<{ slot: string; version: number; model: string } | undefined> =>
  tx.row(heldSomewhere, [slots, teamId, registeredModelId]);

/** Gives the slot to the version at one instant; the model's row must be locked. */
export const placeSlot = async (tx: Sql, modelId: string, version: Holder, slot: Slot): Promise<Placed> => {
  const target = slot.name === NO_STAGE ? null : slot.name;
  const values = [modelId, version.id, version.version, target, slot.isStage, slot.exclusive, LANDING_STAGE];
  const row = await tx.row<{
    instant: string;
    from: string | null;
    displacedId: string | null;
    displacedVersion: number | null;
  }>(place, values);
  if (row === undefined) throw new Error("place_slot returned nothing");
  const { instant, from, displacedId, displacedVersion } = row;
  const displaced = displacedId === null ? null : { id: displacedId, version: displacedVersion ?? 0 };
  return { instant, from, displaced };
};

/** Takes an alias from its holder and closes its history; undefined when nobody holds it. */
export const releaseAlias = async (tx: Sql, modelId: string, slot: string): Promise<Holder | undefined> =>
  tx.row<Holder>(dropAlias, [modelId, slot, await nextInstant(tx, modelId)]);

/** Takes every slot from a version that is being deleted. */
export const releaseSlots = async (tx: Sql, modelId: string, versionId: string): Promise<void> => {
  await tx.rows(closeOfVersion, [versionId, await nextInstant(tx, modelId)]);
  await tx.rows(dropOfVersion, [versionId]);
};

/** The model's next instant: the database's clock, later than every instant of the model before. */
export const nextInstant = async (tx: Sql, modelId: string): Promise<string> => {
  const row = await tx.row<{ instant: string }>(tick, [modelId]);
  if (row === undefined) throw new Error(`no registered model ${modelId}`);
  return row.instant;
};

/** Ids of versions that hold an exclusive slot of these models, at most 2,000. */
export const exclusiveHolders = async (db: Reader, modelIds: readonly string[]): Promise<string[]> =>
  (await db.rows<{ id: string }>(exclusive, [modelIds])).map(({ id }) => id);

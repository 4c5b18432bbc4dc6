import { type Reader, sql } from "../db/sql.js";
import type { Slot } from "../registry/lifecycle-rules.js";
import type { Locked } from "../registry/registry.store.js";
import { otherHolders, stagesAndHoldersOf } from "../registry/slots.store.js";
import type { HeldPolicy } from "./approval-rules.js";
import { decidingPolicies, emergencyPolicies, type Move, type Place, slotsTouched } from "./move-rules.js";
import { policiesApplying } from "./policies/policies.store.js";
import type { BoundTag, Kept } from "./statement.js";

const tags = sql(
  "request.bound_tags",
  `select k.key, (select value from tag where subject_id = $1 and key = k.key) as model,
     (select value from tag where subject_id = $2 and key = k.key) as version
   from unnest($3::text[]) as k(key)`,
);

interface Towards {
  readonly slot: Slot;
  /** Whether the other versions in a shared stage are to go to Archived. */
  readonly archiving: boolean;
  /** Whether it is made in an emergency. */
  readonly emergency: boolean;
}

/** What a move is read by. */
interface Moved {
  readonly model: Pick<Locked["model"], "id" | "name" | "teamId">;
  readonly version: Pick<Locked["version"], "id" | "version" | "digest">;
}

/** Reads a move as everything stands now: for good where the version's and the model's rows are locked. */
export const readMove = async (db: Reader, moved: Moved, { emergency, ...towards }: Towards): Promise<Move> => {
  const { model, version } = moved;
  const place = await placeOf(db, { model, version, ...towards });
  const guarding = await policiesApplying(db, model, slotsTouched(place));
  const policies = emergency ? emergencyPolicies(guarding) : decidingPolicies(model.teamId, guarding);
  return { ...place, guarding, policies, boundTags: await readBoundTags(db, moved, policies), gates: [], emergency };
};

/** A request whose move is read: its version with its model, the slot that it asks for, and what it keeps. */
export interface Asking {
  readonly locked: Locked;
  readonly slot: Slot;
  readonly request: Kept;
}

/** Reads the move of a request as everything stands now, under the policies that the request keeps. */
export const readMoveOf = async (db: Reader, { model, version }: Locked, slot: Slot, kept: Kept): Promise<Move> => {
  const place = await placeOf(db, { model, version, slot, archiving: isArchiving(kept) });
  return keptMove(db, place, kept, await policiesApplying(db, model, slotsTouched(place)));
};

/** As `readMoveOf`, of requests of one model, in their order: places and policies are read once for all of them. */
export const readMovesOf = async (db: Reader, asking: readonly Asking[]): Promise<Move[]> => {
  const places = await placesOf(
    db,
    asking.map(({ locked: { model, version }, slot, request }) => ({
      model,
      version,
      slot,
      archiving: isArchiving(request),
    })),
  );
  const [first] = places;
  if (first === undefined) return [];
  const applying = await policiesApplying(db, first.model, [...new Set(places.flatMap(slotsTouched))]);
  const moves: Move[] = [];
  for (const [index, { request }] of asking.entries()) {
    const place = places[index] ?? first;
    const touched = slotsTouched(place);
    const guarding = applying.filter(({ slots }) => slots.some((slot) => touched.includes(slot)));
    moves.push(await keptMove(db, place, request, guarding));
  }
  return moves;
};

const isArchiving = ({ statement }: Kept): boolean => statement.archives !== undefined;

const keptMove = async (
  db: Reader,
  place: Place,
  { policies, statement }: Kept,
  guarding: Move["guarding"],
): Promise<Move> => {
  const boundTags = await readBoundTags(db, place, policies);
  const emergency = statement.emergency === true;
  return { ...place, guarding, policies, boundTags, gates: statement.gates ?? [], emergency };
};

type OnItsWay = Moved & Omit<Towards, "emergency">;

const placeOf = async (db: Reader, going: OnItsWay): Promise<Place> => {
  const [place] = await placesOf(db, [going]);
  if (place === undefined) throw new Error(`no place was read for ${going.slot.name}`);
  return place;
};

/** Where versions of one model stand, and who holds the slots that they would enter. */
const placesOf = async (db: Reader, going: readonly OnItsWay[]): Promise<Place[]> => {
  const ways = going.map(({ version, slot }) => ({ versionId: version.id, slot: slot.name }));
  const found = await stagesAndHoldersOf(db, going[0]?.model.id ?? "", ways);
  const places: Place[] = [];
  for (const [index, { stage, holder }] of found.entries()) {
    const each = going[index];
    if (each === undefined) continue;
    const { model, version, slot, archiving } = each;
    const archives = archiving && !slot.exclusive ? await otherHolders(db, model.id, slot.name, version.id) : [];
    places.push({
      model,
      version,
      slot,
      from: slot.isStage ? stage : null,
      holder: slot.exclusive ? holder : null,
      archives,
    });
  }
  return places;
};

const readBoundTags = async (
  db: Reader,
  { model, version }: Moved,
  policies: readonly HeldPolicy[],
): Promise<readonly BoundTag[]> => {
  const keys = [...new Set(policies.flatMap(({ boundTags }) => boundTags))];
  return keys.length === 0 ? [] : db.rows<BoundTag>(tags, [model.id, version.id, keys]);
};

import { type Sql, sql } from "../db/sql.js";
import type { Slot } from "../registry/lifecycle-rules.js";
import type { Locked } from "../registry/registry.store.js";
import { otherHolders, stageAndHolderOf } from "../registry/slots.store.js";
import type { HeldPolicy } from "./approval-rules.js";
import { decidingPolicies, emergencyPolicies, type Move, slotsTouched } from "./move-rules.js";
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
export const readMove = async (tx: Sql, locked: Moved, towards: Towards): Promise<Move> => {
  const place = await placeOf(tx, locked, towards);
  const guarding = await policiesApplying(tx, locked.model, slotsTouched(place));
  const { emergency } = towards;
  const policies = emergency ? emergencyPolicies(guarding) : decidingPolicies(locked.model.teamId, guarding);
  return { ...place, guarding, policies, boundTags: await readBoundTags(tx, locked, policies), gates: [], emergency };
};

/** Reads the move of a request as everything stands now, under the policies that the request keeps. */
export const readMoveOf = async (tx: Sql, locked: Locked, slot: Slot, kept: Kept): Promise<Move> => {
  const { policies, statement } = kept;
  const place = await placeOf(tx, locked, { slot, archiving: statement.archives !== undefined });
  const boundTags = await readBoundTags(tx, locked, policies);
  const guarding = await policiesApplying(tx, locked.model, slotsTouched(place));
  const emergency = statement.emergency === true;
  return { ...place, guarding, policies, boundTags, gates: statement.gates ?? [], emergency };
};

const placeOf = async (tx: Sql, { model, version }: Moved, { slot, archiving }: Omit<Towards, "emergency">) => {
  const { stage, holder } = await stageAndHolderOf(tx, model.id, version.id, slot.name);
  return {
    model,
    version,
    slot,
    from: slot.isStage ? stage : null,
    holder: slot.exclusive ? holder : null,
    archives: archiving && !slot.exclusive ? await otherHolders(tx, model.id, slot.name, version.id) : [],
  };
};

const readBoundTags = async (
  tx: Sql,
  { model, version }: Moved,
  policies: readonly HeldPolicy[],
): Promise<readonly BoundTag[]> => {
  const keys = [...new Set(policies.flatMap(({ boundTags }) => boundTags))];
  return keys.length === 0 ? [] : tx.rows<BoundTag>(tags, [model.id, version.id, keys]);
};

import { type Sql, sql } from "../db/sql.js";
import type { Slot } from "../registry/lifecycle-rules.js";
import { LANDING_STAGE, NO_STAGE } from "../registry/lifecycle-rules.js";
import { currentStage, type Holder, holderOf, otherHolders } from "../registry/slots.store.js";
import type { HeldPolicy } from "./approval-rules.js";
import type { BoundTag, Statement } from "./statement.js";

const tags = sql(
  "request.bound_tags",
  `select k.key, (select value from tag where subject_id = $1 and key = k.key) as model,
     (select value from tag where subject_id = $2 and key = k.key) as version
   from unnest($3::text[]) as k(key)`,
);

/** The model and version that a statement speaks of, as locked. */
export interface Subjects {
  readonly model: { readonly id: string; readonly teamId: string };
  readonly version: { readonly id: string; readonly version: number; readonly digest: string };
}

/** Where a version stands before a move. */
export interface Situation {
  /** The stage left; null when the slot is an alias. */
  readonly from: string | null;
  /** Who holds the slot now, if it is exclusive. */
  readonly holder: Holder | null;
  /** The other versions in a shared stage, by number, if the move is to archive them. */
  readonly archives: readonly Holder[];
}

/** Reads where the version stands and who holds the slot; `archiving`: whether the others in it are to go. */
export const situationOf = async (
  tx: Sql,
  { model, version }: Subjects,
  slot: Slot,
  archiving: boolean,
): Promise<Situation> => ({
  from: slot.isStage ? await currentStage(tx, version.id) : null,
  holder: slot.exclusive ? ((await holderOf(tx, model.id, slot.name)) ?? null) : null,
  archives: archiving && !slot.exclusive ? await otherHolders(tx, model.id, slot.name, version.id) : [],
});

/** Every slot that a move enters, leaves or makes another version enter: a policy on any of them guards the move. */
export const slotsTouched = (slot: Slot, situation: Situation, versionId: string): string[] => {
  const touched = [slot.name];
  if (situation.from !== null && situation.from !== NO_STAGE) touched.push(situation.from);
  const displaces = situation.holder !== null && situation.holder.id !== versionId;
  if (slot.isStage && (displaces || situation.archives.length > 0)) touched.push(LANDING_STAGE);
  return touched;
};

/** The statement as it is true now, under the given policies. */
export const statementNow = async (
  tx: Sql,
  { model, version }: Subjects,
  slot: Slot,
  situation: Situation,
  policies: readonly HeldPolicy[],
): Promise<Statement> => {
  const keys = [...new Set(policies.flatMap(({ boundTags }) => boundTags))];
  return {
    modelId: model.id,
    teamId: model.teamId,
    modelVersionId: version.id,
    version: version.version,
    digest: version.digest,
    to: slot.name,
    from: situation.from,
    displaces: situation.holder,
    ...(situation.archives.length > 0 && { archives: situation.archives }),
    policies,
    boundTags: keys.length === 0 ? [] : await tx.rows<BoundTag>(tags, [model.id, version.id, keys]),
  };
};

import { type Sql, sql } from "../../db/sql.js";
import type { Holder, Lifecycle } from "../lifecycle-rules.js";

const held = sql(
  "lifecycle.held_stages",
  `select stage from unnest($1::text[]) stage
   where exists (select from slot where slot = stage)`,
);
const sharedBy = sql(
  "lifecycle.shared_by",
  `select held.slot as stage, m.name as model from slot held join registered_model m on m.id = held.registered_model_id
   where held.slot = any($1::text[]) group by held.slot, m.id, m.name having count(*) > 1 order by 1, 2 limit 1`,
);
const setExclusive = sql(
  "lifecycle.set_exclusive",
  `update slot s set exclusive = $2 from registered_model m
   where s.slot = $1 and s.exclusive <> $2 and m.id = s.registered_model_id
   returning s.model_version_id as id, s.version, m.name`,
);
const insert = sql(
  "lifecycle.insert",
  "insert into lifecycle_revision (revision, organization_id, stages, edges, set_by) values ($1, $2, $3, $4, $5)",
);

/** Those of the stages that some version holds. */
export const stagesHeld = async (tx: Sql, stages: readonly string[]): Promise<string[]> =>
  (await tx.rows<{ stage: string }>(held, [stages])).map(({ stage }) => stage);

/** A model of which two versions share one of the stages, and that stage; undefined when there is none. */
export const sharedStage = async (tx: Sql, stages: readonly string[]) =>
  tx.row<{ stage: string; model: string }>(sharedBy, [stages]);

/** Makes the stage exclusive, or not, for every holder; returns those changed. */
export const storeExclusive = async (tx: Sql, stage: string, exclusive: boolean) =>
  tx.rows<Holder & { name: string }>(setExclusive, [stage, exclusive]);

/** Stores the next revision of the lifecycle. */
export const storeLifecycle = async (
  tx: Sql,
  lifecycle: Lifecycle,
  facts: { revision: number; organizationId: string; by: string },
): Promise<void> => {
  const { stages, edges } = lifecycle;
  const json = [JSON.stringify(stages), JSON.stringify(edges)];
  await tx.rows(insert, [facts.revision, facts.organizationId, ...json, facts.by]);
};

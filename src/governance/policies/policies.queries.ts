import type { Access } from "../../access/ability.js";
import { visible } from "../../access/visible.js";
import { storedName } from "../../db/names.js";
import { dynamicSql, type Reader, sql, Values } from "../../db/sql.js";
import { modelColumns } from "../../registry/readable.js";
import { coversTier, type PolicyRow } from "./policies.store.js";

/** A policy as read, with its scope's names. */
export interface PolicyRead extends PolicyRow {
  readonly createdAt: string;
  readonly modelName: string | null;
  /** The team that owns the model, for MODEL scope. */
  readonly modelTeamId: string | null;
}

const select = `select p.id, p.scope, p.team_id as "teamId", p.registered_model_id as "registeredModelId", p.revision,
    p.retired_at as "retiredAt", p.created_at as "createdAt", r.name, r.slots, r.requirements,
    r.separation_of_duties as "separationOfDuties", r.bound_tags as "boundTags",
    r.expires_after_hours as "expiresAfterHours", r.gates,
    r.rollback_within_hours as "rollbackWithinHours", coalesce(r.tiers, '{}') as tiers, r.emergency,
    coalesce(r.signing, 'NONE') as signing, r.digest, m.name as "modelName",
    m.team_id as "modelTeamId"
  from approval_policy p
  join approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
  left join registered_model m on m.id = p.registered_model_id`;

/**
 * Organisation policies are every principal's to read, a team's its members', a model's its readers'. A credential that is
 * good for some models only reads those teams' alone that own one of them.
 */
const readable = (access: Access, values: Values): string => {
  if (access.ability.can("audit", { type: "Organization" })) return "true";
  const teams = values.add([...new Set(access.roles.map(({ teamId }) => teamId))]);
  const model = visible(access.ability, "read", "RegisteredModel", modelColumns("m"), values);
  const models = access.modelIds === null ? null : values.add(access.modelIds);
  const owns =
    models === null ? "true" : `p.team_id in (select team_id from registered_model where id = any(${models}))`;
  return `(p.scope = 'ORGANIZATION' or (p.team_id = any(${teams}::text[]) and ${owns}) or (p.scope = 'MODEL' and ${model}))`;
};

/** Policies by id, in no order; those that the caller may not read are left out. */
export const policiesById = async (db: Reader, access: Access, ids: readonly string[]): Promise<PolicyRead[]> => {
  const values = new Values();
  const where = `${values.among("p.id", ids)} and ${readable(access, values)}`;
  return db.rows<PolicyRead>(dynamicSql(`${select} where ${where}`), values.list);
};

export interface PolicyFilter {
  readonly team?: string | null | undefined;
  readonly model?: string | null | undefined;
  readonly slot?: string | null | undefined;
  readonly includeRetired?: boolean | null | undefined;
}

/** A page of policies by id, oldest first; `limit` rows after `after`. */
export const policiesPage = async (
  db: Reader,
  access: Access,
  { filter, after, limit }: { filter: PolicyFilter; after: string | null; limit: number },
): Promise<PolicyRead[]> => {
  const values = new Values();
  const conditions = [readable(access, values)];
  if (after !== null) conditions.push(`p.id > ${values.add(after)}`);
  if (filter.includeRetired !== true) conditions.push("p.retired_at is null");
  if (filter.team != null) conditions.push(`p.team_id = (select id from team where slug = ${values.add(filter.team)})`);
  if (filter.model != null)
    conditions.push(`m.name = ${values.add(storedName(filter.model))} and m.deleted_at is null`);
  if (filter.slot != null) conditions.push(`${values.add(storedName(filter.slot))} = any(r.slots)`);
  const text = `${select} where ${conditions.join(" and ")} order by p.id limit ${values.add(limit)}`;
  return db.rows<PolicyRead>(dynamicSql(text), values.list);
};

/** A policy that guards a slot of a model. */
export interface GuardRow {
  readonly of: string;
  readonly slot: string;
  readonly policyId: string;
}

/** Slots of the models that policies guard, by those policies that the caller may read; the models must be readable. */
export const guardsOf = async (db: Reader, access: Access, modelIds: readonly string[]): Promise<GuardRow[]> => {
  const values = new Values();
  const text = `select m.id as of, s.slot, p.id as "policyId" from registered_model m
    join approval_policy p on p.scope = 'ORGANIZATION' or p.team_id = m.team_id or p.registered_model_id = m.id
    join approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
    cross join unnest(r.slots) as s(slot)
    where m.id = any(${values.add(modelIds)}::text[]) and p.retired_at is null and ${coversTier} and ${readable(access, values)}
    order by s.slot, p.id`;
  return db.rows<GuardRow>(dynamicSql(text), values.list);
};

const guarding = sql(
  "policy.guarding",
  `select exists (
     select from approval_policy p join approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
     where p.retired_at is null and r.slots @> array[$2] and ${coversTier}
       and (p.scope = 'ORGANIZATION' or p.team_id = m.team_id or p.registered_model_id = m.id)) as guarded
   from registered_model m where m.id = $1`,
);

/** Whether a policy guards the slot of a model now. */
export const isGuarded = async (db: Reader, modelId: string, slot: string): Promise<boolean> =>
  (await db.row<{ guarded: boolean }>(guarding, [modelId, slot]))?.guarded === true;

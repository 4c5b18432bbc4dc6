import { type Reader, type Sql, sql } from "../../db/sql.js";
import type { RiskTier } from "../../registry/tiers/tier-rules.js";
import type { Requirement, Separation, Signing } from "../approval-rules.js";
import type { Gate } from "../gates/gate.js";
import type { EmergencyTerms, GuardingPolicy } from "../move-rules.js";

export type PolicyScope = "ORGANIZATION" | "TEAM" | "MODEL";

/** A policy with its current revision. */
export interface PolicyRow {
  readonly id: string;
  readonly scope: PolicyScope;
  readonly teamId: string | null;
  readonly registeredModelId: string | null;
  readonly revision: number;
  readonly retiredAt: string | null;
  readonly name: string;
  readonly slots: readonly string[];
  readonly requirements: readonly { role: Requirement["role"]; teamId: string | null; count: number }[];
  readonly separationOfDuties: readonly Separation[];
  readonly boundTags: readonly string[];
  readonly expiresAfterHours: number;
  readonly gates: readonly Gate[];
  readonly rollbackWithinHours: number;
  /** The risk tiers of the models that it covers; none: all of them. */
  readonly tiers: readonly RiskTier[];
  /** Who signs an emergency, and when it is reviewed; null: the policy allows none. */
  readonly emergency: EmergencyTerms<string | null> | null;
  readonly signing: Signing;
  readonly digest: string;
}

const columns = `p.id, p.scope, p.team_id as "teamId", p.registered_model_id as "registeredModelId", p.revision,
  p.retired_at as "retiredAt", r.name, r.slots, r.requirements, r.separation_of_duties as "separationOfDuties",
  r.bound_tags as "boundTags", r.expires_after_hours as "expiresAfterHours", r.gates,
  r.rollback_within_hours as "rollbackWithinHours", coalesce(r.tiers, '{}') as tiers, r.emergency,
  coalesce(r.signing, 'NONE') as signing, r.digest`;

/** Whether a policy's revision covers the risk tier of a model. */
export const coversTier = "(r.tiers is null or coalesce(m.risk_tier, 'HIGH') = any(r.tiers))";

const applying = sql(
  "policy.applying",
  `select ${columns} from approval_policy p
   join approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
   join registered_model m on m.id = $2
   where p.retired_at is null and (p.scope = 'ORGANIZATION' or p.team_id = $1 or p.registered_model_id = $2)
     and r.slots && $3::text[] and ${coversTier}
   order by p.id`,
);
const freed = sql(
  "policy.freed_by_tier",
  `select p.id from approval_policy p join approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
   where p.retired_at is null and (p.scope = 'ORGANIZATION' or p.team_id = $1 or p.registered_model_id = $2)
     and 'HIGH' = any(r.tiers) and not $3 = any(r.tiers) limit 1`,
);
const covering = sql(
  "policy.gates_covering",
  `select r.gates from approval_policy p
   join approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
   join registered_model m on m.id = $2
   where p.retired_at is null and (p.scope = 'ORGANIZATION' or p.team_id = $1 or p.registered_model_id = $2)
     and r.gates::text <> '[]' and ${coversTier}`,
);
const lockOne = sql("policy.lock", "select id from approval_policy where id = $1 for update");
const readOne = sql(
  "policy.read",
  `select ${columns} from approval_policy p
   join approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision where p.id = $1`,
);
const insertPolicy = sql(
  "policy.insert",
  `insert into approval_policy (id, scope, team_id, registered_model_id, revision, created_by, pack)
   values ($1, $2, $3, $4, 1, $5, $6)`,
);
const insertRevision = sql(
  "policy.insert_revision",
  `insert into approval_policy_revision (policy_id, revision, name, slots, requirements, separation_of_duties, bound_tags,
     expires_after_hours, digest, created_by, gates, rollback_within_hours, tiers, emergency, signing)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
);
const setRevision = sql("policy.set_revision", "update approval_policy set revision = $2 where id = $1");
const retire = sql(
  "policy.retire",
  "update approval_policy set retired_at = clock_timestamp(), retired_by = $2 where id = $1",
);
const teamSlug = sql("policy.team_slug", "select slug from team where id = $1");
const hold = sql("policy.hold", "select id from approval_policy where id = any($1::text[]) order by id for share");
const ownOf = sql(
  "policy.own_of_model",
  `select ${columns} from approval_policy p
   join approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
   where p.retired_at is null and p.registered_model_id = $1 order by p.id`,
);
const spelledOtherwise = sql(
  "policy.spelled_otherwise",
  `select s.stage, slot as "policySays" from approval_policy p
   join approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
   cross join unnest(r.slots) slot join unnest($1::text[]) s(stage) on lower(s.stage) = lower(slot) and s.stage <> slot
   where p.retired_at is null order by 1, 2 limit 1`,
);
const requestedModels = sql(
  "policy.requested_models",
  `select distinct q.registered_model_id as id from transition_request q
   join registered_model m on m.id = q.registered_model_id
   where q.state = 'PENDING' and ($1::text is null or m.team_id = $1) and ($2::text is null or m.id = $2)
   order by q.registered_model_id`,
);

/** "No team" is the team that owns the model. */
const ofTeam = (requirements: PolicyRow["requirements"], owner: string): Requirement[] =>
  requirements.map((each) => ({ ...each, teamId: each.teamId ?? owner }));

/** Policies in force on a model that guard at least one of `slots`; "no team" is the team that owns the model. */
export const policiesApplying = async (
  db: Reader,
  model: { id: string; teamId: string },
  slots: readonly string[],
): Promise<(GuardingPolicy & Pick<PolicyRow, "scope">)[]> =>
  (await db.rows<PolicyRow>(applying, [model.teamId, model.id, slots])).map((row) => ({
    ...row,
    requirements: ofTeam(row.requirements, model.teamId),
    emergency: row.emergency && {
      ...row.emergency,
      requirements: ofTeam(row.emergency.requirements, model.teamId),
    },
  }));

/** Whether a policy applies to a model without a risk tier that would not if it had this one. */
export const isFreedBy = async (tx: Sql, model: { id: string; teamId: string }, tier: RiskTier): Promise<boolean> =>
  (await tx.row(freed, [model.teamId, model.id, tier])) !== undefined;

/** The gates of all policies in force on a model, whatever slots they guard. */
export const gatesCovering = async (tx: Sql, model: { id: string; teamId: string }): Promise<Gate[]> =>
  (await tx.rows<Pick<PolicyRow, "gates">>(covering, [model.teamId, model.id])).flatMap(({ gates }) => gates);

/** Holds policies as they are: none of them changes until the transaction ends. Models' rows are locked before. */
export const holdPolicies = async (tx: Sql, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0) await tx.rows(hold, [ids]);
};

/** Policies in force that cover this model alone. */
export const policiesOfModel = async (tx: Sql, modelId: string): Promise<PolicyRow[]> =>
  tx.rows<PolicyRow>(ownOf, [modelId]);

/** A stage that a policy in force spells otherwise, case apart. */
export const stageSpelledOtherwise = async (
  tx: Sql,
  stages: readonly string[],
): Promise<{ stage: string; policySays: string } | undefined> => tx.row(spelledOtherwise, [stages]);

/** The policy with its row locked; which revision is the current one is read afterwards. */
export const lockPolicy = async (tx: Sql, id: string): Promise<PolicyRow | undefined> => {
  await tx.rows(lockOne, [id]);
  return tx.row<PolicyRow>(readOne, [id]);
};

/** Stores a new policy's row; its first revision follows by `storeRevision`. */
export const storePolicy = async (
  tx: Sql,
  policy: Pick<PolicyRow, "id" | "scope" | "teamId" | "registeredModelId"> & {
    readonly by: string;
    /** Number of the installation of the pack that it comes with. */
    readonly pack: bigint | null;
  },
): Promise<void> => {
  const { id, scope, teamId, registeredModelId, by, pack } = policy;
  await tx.rows(insertPolicy, [id, scope, teamId, registeredModelId, by, pack]);
};

type RevisionContent = Omit<PolicyRow, "scope" | "teamId" | "registeredModelId" | "retiredAt">;

/** Stores one revision; a change never edits an earlier one. */
export const storeRevision = async (tx: Sql, policy: RevisionContent, by: string): Promise<void> => {
  await tx.rows(insertRevision, [
    policy.id,
    policy.revision,
    policy.name,
    policy.slots,
    JSON.stringify(policy.requirements),
    policy.separationOfDuties,
    policy.boundTags,
    policy.expiresAfterHours,
    policy.digest,
    by,
    JSON.stringify(policy.gates),
    policy.rollbackWithinHours,
    policy.tiers.length > 0 ? policy.tiers : null,
    policy.emergency === null ? null : JSON.stringify(policy.emergency),
    policy.signing === "NONE" ? null : policy.signing,
  ]);
  if (policy.revision > 1) await tx.rows(setRevision, [policy.id, policy.revision]);
};

/** Ends a policy. */
export const endPolicy = async (tx: Sql, id: string, by: string): Promise<void> => {
  await tx.rows(retire, [id, by]);
};

/** Models with open requests in a policy's scope, in lock order. */
export const modelsWithOpenRequests = async (
  tx: Sql,
  scope: { teamId: string | null; registeredModelId: string | null },
) => tx.rows<{ id: string }>(requestedModels, [scope.teamId, scope.registeredModelId]);

/** The team's slug, undefined when there is no such team. */
export const slugOfTeam = async (tx: Sql, id: string): Promise<string | undefined> =>
  (await tx.row<{ slug: string }>(teamSlug, [id]))?.slug;

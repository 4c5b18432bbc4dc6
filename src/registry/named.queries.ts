import { type Facets, facetSql } from "../db/facets.js";
import { storedName } from "../db/names.js";
import { type Reader, sql } from "../db/sql.js";
import { NO_STAGE } from "./lifecycle-rules.js";

const named = sql(
  "registry.named",
  `select (select id from team where slug = $1) as "teamId", (select id from team where slug = $2) as "ownerTeamId",
     (select id from principal where handle = $3) as "principalId",
     (select id from registered_model where name = $4 and deleted_at is null) as "modelId"`,
);

interface Names {
  readonly team?: string | null | undefined;
  readonly ownerTeam?: string | null | undefined;
  readonly principal?: string | null | undefined;
  /** Of a live model. Whether the caller may know it is the caller's business. */
  readonly model?: string | null | undefined;
}

/** Ids that a filter's names stand for, null where none was given. */
export interface NamedIds {
  readonly teamId: string | null;
  readonly ownerTeamId: string | null;
  readonly principalId: string | null;
  readonly modelId: string | null;
}

const nobody: NamedIds = { teamId: null, ownerTeamId: null, principalId: null, modelId: null };

/** The ids of the teams, the principal and the model; undefined when one of the names is nobody's: nothing can match. */
export const idsOfNames = async (
  db: Reader,
  { team, ownerTeam, principal, model }: Names,
): Promise<NamedIds | undefined> => {
  if (team == null && ownerTeam == null && principal == null && model == null) return nobody;
  const name = model == null ? null : storedName(model);
  const ids = (await db.row<NamedIds>(named, [team, ownerTeam, principal, name])) ?? nobody;
  const unknown = [
    team != null && ids.teamId === null,
    ownerTeam != null && ids.ownerTeamId === null,
    principal != null && ids.principalId === null,
    model != null && ids.modelId === null,
  ];
  return unknown.includes(true) ? undefined : ids;
};

/** SQL: the handle of the principal whose id stands in the column. */
export const handleOf = (column: string): string => `(select p.handle from principal p where p.id = ${column})`;

/** SQL: the ids of those whose handle is one of \`handles\`, an expression such as \`any($1)\`. */
export const idsOfHandles = (handles: string): string => `(select p.id from principal p where p.handle = ${handles})`;

const ofModels = (value: string, label = value): string =>
  `select ${value} as value, ${label} as label from registered_model m where m.id = any($1::text[])`;

/** What registered models are counted by. */
export const modelFacets: Facets = {
  plain: {
    team: facetSql(
      "model_team",
      "select t.slug as value, t.name as label from registered_model m join team t on t.id = m.team_id where m.id = any($1::text[])",
    ),
    visibility: facetSql("model_visibility", ofModels("m.visibility")),
    riskTier: facetSql("model_risk_tier", ofModels("coalesce(m.risk_tier, 'HIGH')")),
    owner: facetSql(
      "model_owner",
      `select distinct o.registered_model_id, coalesce(t.slug, '@' || p.handle) as value, coalesce(t.name, p.display_name) as label
       from ownership_tag o left join team t on t.id = o.team_id left join principal p on p.id = o.principal_id
       where o.registered_model_id = any($1::text[]) and o.valid_to is null and o.key = 'OWNER'`,
    ),
    slot: facetSql(
      "model_slot",
      `select distinct s.registered_model_id, s.slot as value, s.slot as label from slot s
       where s.registered_model_id = any($1::text[])`,
    ),
    tag: facetSql(
      "model_tag_key",
      "select t.key as value, t.key as label from tag t where t.subject_id = any($1::text[])",
    ),
  },
  keyed: {
    tag: facetSql(
      "model_tag",
      "select t.value, t.value as label from tag t where t.subject_id = any($1::text[]) and t.key = $4",
    ),
  },
};

const versions = "model_version v join registered_model m on m.id = v.registered_model_id where v.id = any($1::text[])";

/** What versions are counted by. */
export const versionFacets: Facets = {
  plain: {
    model: facetSql("version_model", `select m.name as value, m.name as label from ${versions}`),
    team: facetSql(
      "version_team",
      `select t.slug as value, t.name as label from team t join (select m.team_id from ${versions}) m on m.team_id = t.id`,
    ),
    stage: facetSql(
      "version_stage",
      `select coalesce(s.slot, '${NO_STAGE}') as value, coalesce(s.slot, '${NO_STAGE}') as label
       from unnest($1::text[]) v(id) left join slot s on s.model_version_id = v.id and s.is_stage`,
    ),
    alias: facetSql(
      "version_alias",
      `select substr(s.slot, 2) as value, s.slot as label from slot s
       where s.model_version_id = any($1::text[]) and not s.is_stage`,
    ),
    createdBy: facetSql(
      "version_creator",
      `select p.handle as value, p.display_name as label from principal p
       join model_version v on v.created_by = p.id where v.id = any($1::text[])`,
    ),
    tag: facetSql(
      "version_tag_key",
      "select t.key as value, t.key as label from tag t where t.subject_id = any($1::text[])",
    ),
  },
  keyed: {
    tag: facetSql(
      "version_tag",
      "select t.value, t.value as label from tag t where t.subject_id = any($1::text[]) and t.key = $4",
    ),
  },
};

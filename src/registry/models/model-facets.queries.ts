import { type Facets, facetSql } from "../../db/facets.js";

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

import { type Facets, facetSql } from "../../db/facets.js";
import { NO_STAGE } from "../lifecycle-rules.js";

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

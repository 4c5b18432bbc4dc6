import type { Ability } from "../access/ability.js";
import { dynamicSql, type Reader, Values } from "../db/sql.js";
import { readableExperiments } from "../tracking/experiments/experiments.queries.js";
import type { Scan } from "./entries.queries.js";

/** What the story of a version takes in, and whether a request of it has a place that the caller could fill. */
export interface Parts {
  /** The run and the logged model that it was made of, where the caller reads them. */
  readonly tracked: readonly Scan[];
  /** Policies that any request of it was opened under. */
  readonly policies: readonly string[];
  readonly isToReview: boolean;
}

export const partsOfVersion = async (
  db: Reader,
  { ability, places }: { readonly ability: Ability; readonly places: readonly string[] },
  versionId: string,
): Promise<Parts> => {
  const values = new Values();
  const version = values.add(versionId);
  const text = `select 'run' as kind, r.id from model_version v join run r on r.uuid = v.run
      join experiment e on e.number = r.experiment where v.id = ${version} and ${readableExperiments(ability, values)}
    union all
    select 'logged_model', l.id from model_version v join logged_model l on l.uuid = v.logged_model
      join experiment e on e.number = l.experiment where v.id = ${version} and ${readableExperiments(ability, values)}
    union all
    select distinct 'approval_policy', p.value ->> 'id' from transition_request q, json_array_elements(q.policies) p
      where q.model_version_id = ${version} and p.value ->> 'id' is not null
    union all
    select 'request_place', ${version} where exists (
      select from transition_request q join request_place p on p.request_id = q.id
      where q.model_version_id = ${version} and p.team_id || ':' || p.role = any(${values.add(places)}::text[]))`;
  const parts = Map.groupBy(await db.rows<Scan>(dynamicSql(text), values.list), ({ kind }) => kind);
  return {
    tracked: [...(parts.get("run") ?? []), ...(parts.get("logged_model") ?? [])],
    policies: (parts.get("approval_policy") ?? []).map(({ id }) => id),
    isToReview: parts.has("request_place"),
  };
};

/** Of these versions those of which a request, open or closed, has a place that the caller could fill. */
export const versionsToReview = async (
  db: Reader,
  places: readonly string[],
  versionIds: readonly string[],
): Promise<string[]> => {
  if (places.length === 0 || versionIds.length === 0) return [];
  const text = `select distinct q.model_version_id as id from transition_request q
    join request_place p on p.request_id = q.id
    where q.model_version_id = any($1::text[]) and p.team_id || ':' || p.role = any($2::text[])`;
  return (await db.rows<{ id: string }>(dynamicSql(text), [versionIds, places])).map(({ id }) => id);
};

import type { Ability } from "../access/ability.js";
import { dynamicSql, type Reader, Values } from "../db/sql.js";
import { readableRequestsOf } from "../governance/requests.queries.js";
import { readableModel } from "../registry/models.queries.js";
import { readableExperiments } from "../tracking/experiments/experiments.queries.js";
import type { Scan } from "./entries.queries.js";

/** A version whose story is told; the caller must be able to read it. */
export interface Told {
  readonly id: string;
  readonly registeredModelId: string;
  readonly teamId: string;
  readonly visibility: string;
}

/** What the story of a version takes in, and what else of it the caller is known to read. */
export interface Parts {
  /** The model, the run and the logged model that it was made of, where the caller reads them. */
  readonly things: readonly Scan[];
  /** Policies that any request of it was opened under. */
  readonly policies: readonly string[];
  /** Its newest requests that the caller reads. */
  readonly requests: readonly string[];
  /** Whether a request of it has a place that the caller could fill. */
  readonly isToReview: boolean;
}

/** Requests whose rights are read with the version's parts; entries that name others have them looked up. */
const NEWEST_REQUESTS = 100;

export const partsOfVersion = async (
  db: Reader,
  { ability, places }: { readonly ability: Ability; readonly places: readonly string[] },
  { id, registeredModelId }: Told,
): Promise<Parts> => {
  const values = new Values();
  const version = values.add(id);
  const text = `${readableModel(ability, registeredModelId, values)}
    union all
    select 'run', r.id from model_version v join run r on r.uuid = v.run
      join experiment e on e.number = r.experiment where v.id = ${version} and ${readableExperiments(ability, values)}
    union all
    select 'logged_model', l.id from model_version v join logged_model l on l.uuid = v.logged_model
      join experiment e on e.number = l.experiment where v.id = ${version} and ${readableExperiments(ability, values)}
    union all
    select distinct 'approval_policy', p.value ->> 'id' from transition_request q, json_array_elements(q.policies) p
      where q.model_version_id = ${version} and p.value ->> 'id' is not null
    union all
    (${readableRequestsOf(ability, version, NEWEST_REQUESTS, values)})
    union all
    select 'request_place', ${version} where exists (
      select from transition_request q join request_place p on p.request_id = q.id
      where q.model_version_id = ${version} and p.team_id || ':' || p.role = any(${values.add(places)}::text[]))`;
  const found = await db.rows<Scan>(dynamicSql(text), values.list);
  const of = (...kinds: string[]): Scan[] => found.filter(({ kind }) => kinds.includes(kind));
  return {
    things: of("registered_model", "run", "logged_model"),
    policies: of("approval_policy").map((each) => each.id),
    requests: of("transition_request").map((each) => each.id),
    isToReview: of("request_place").length > 0,
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

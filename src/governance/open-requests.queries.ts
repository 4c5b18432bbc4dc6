import type { RowField } from "../access/subject-rules.js";
import type { Columns } from "../access/visible.js";
import { type Reader, sql } from "../db/sql.js";

/** Whether a request is open now. */
const isOpen = (request: string): string =>
  `${request}.state = 'PENDING' and ${request}.expires_at > clock_timestamp()`;

/** Whether a request is open, or its review is owed, and has a place among those of a parameter. */
const hasOpenPlace = (request: string, places: string): string =>
  `(${isOpen(request)} and exists (select from request_place place where place.request_id = ${request}.id
     and place.team_id || ':' || place.role = any(${places}::text[]))
   or exists (select from review owed where owed.transition_request_id = ${request}.id and owed.decided_at is null
     and owed.places && ${places}::text[]))`;

/** The open places of a version's requests and reviews. */
export const openPlaces: RowField = {
  overlap: (versionId, places) =>
    `exists (select from transition_request open where open.model_version_id = ${versionId} and ${hasOpenPlace("open", places)})`,
  having: `select model_version_id from transition_request where ${isOpen("transition_request")}
    union select model_version_id from review where decided_at is null`,
};

/** The open requests of a model. */
export const openRequests: RowField = {
  overlap: (modelId, ids) =>
    `exists (select from transition_request open where open.registered_model_id = ${modelId} and ${isOpen("open")}
       and open.id = any(${ids}::text[]))`,
  having: `select registered_model_id from transition_request where ${isOpen("transition_request")}`,
};

const asked = sql(
  "transition_request.slots_asked_for",
  `select slot from unnest($1::text[]) slot
   where exists (select from transition_request q where q.slot = slot.slot and ${isOpen("q")})`,
);

/** Those of the slots that an open request asks for. */
export const slotsAskedFor = async (db: Reader, slots: readonly string[]): Promise<string[]> =>
  (await db.rows<{ slot: string }>(asked, [slots])).map(({ slot }) => slot);

const judged = sql(
  "transition_request.judged_by_gates",
  `select distinct registered_model_id as "modelId", model_version_id as "versionId" from transition_request
   where state = 'PENDING' and gates is not null and gates::text <> '[]' order by 1, 2 limit 500`,
);

/** Versions, with their models, of open requests that have gates; at most 500. */
export const judgedVersions = (db: Reader): Promise<{ modelId: string; versionId: string }[]> => db.rows(judged);

/** Columns of `TransitionRequest` rules, for aliases of registered_model and transition_request. */
export const requestColumns = (model: string, request: string): Columns => ({
  modelId: `${model}.id`,
  teamId: `${model}.team_id`,
  visibility: `${model}.visibility`,
  openPlaces: { overlap: (places) => hasOpenPlace(request, places) },
  deciders: {
    overlap: (people) =>
      `exists (select from decision mine where mine.request_id = ${request}.id
         and mine.principal_id = any(${people}::text[]))`,
  },
});

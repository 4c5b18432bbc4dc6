import { type Facets, facetSql } from "../db/facets.js";
import { stateNow } from "./requests.queries.js";

const requests = "transition_request q where q.id = any($1::text[])";

/** What transition requests are counted by. */
export const requestFacets: Facets = {
  plain: {
    state: facetSql("request_state", `select ${stateNow} as value, ${stateNow} as label from ${requests}`),
    to: facetSql("request_to", `select q.slot as value, q.slot as label from ${requests}`),
    model: facetSql(
      "request_model",
      `select m.name as value, m.name as label from registered_model m
       join (select q.registered_model_id as id from ${requests}) q on q.id = m.id`,
    ),
    requestedBy: facetSql(
      "request_requester",
      `select p.handle as value, p.display_name as label from principal p
       join (select q.requested_by as id from ${requests}) q on q.id = p.id`,
    ),
  },
  keyed: {},
};

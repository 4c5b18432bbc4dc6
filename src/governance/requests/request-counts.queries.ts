import { type Facets, facetSql } from "../../db/facets.js";
import { type Reader, sql } from "../../db/sql.js";
import { stateNow } from "./request-filter.queries.js";

const openCounts = sql(
  "request.open_of_models",
  `select registered_model_id as of, count(*)::int as open from transition_request
   where registered_model_id = any($1::text[]) and state = 'PENDING' and expires_at > clock_timestamp()
   group by registered_model_id`,
);

/** How many requests of each model are pending; the models must be readable, and with them their requests. */
export const openRequestsOf = async (
  db: Reader,
  modelIds: readonly string[],
): Promise<{ of: string; open: number }[]> => db.rows(openCounts, [modelIds]);

const pendingNow = sql(
  "requests.pending_now",
  `select count(*)::int as count, coalesce(extract(epoch from clock_timestamp() - min(requested_at)), 0)::float8 as "oldestSeconds"
   from transition_request where state = 'PENDING'`,
);

/** How many requests wait for signatures in the whole organisation, and since how many seconds the oldest. */
export const pendingRequests = async (db: Reader): Promise<{ count: number; oldestSeconds: number }> =>
  (await db.row<{ count: number; oldestSeconds: number }>(pendingNow)) ?? { count: 0, oldestSeconds: 0 };

const counted = "transition_request q where q.id = any($1::text[])";

/** What transition requests are counted by. */
export const requestFacets: Facets = {
  plain: {
    state: facetSql("request_state", `select ${stateNow} as value, ${stateNow} as label from ${counted}`),
    to: facetSql("request_to", `select q.slot as value, q.slot as label from ${counted}`),
    model: facetSql(
      "request_model",
      `select m.name as value, m.name as label from registered_model m
       join (select q.registered_model_id as id from ${counted}) q on q.id = m.id`,
    ),
    requestedBy: facetSql(
      "request_requester",
      `select p.handle as value, p.display_name as label from principal p
       join (select q.requested_by as id from ${counted}) q on q.id = p.id`,
    ),
  },
  keyed: {},
};

import { type Facets, facetSql } from "../../db/facets.js";

const runs = "from run r where r.uuid = any($1::uuid[])";

/** What runs keep by keys; of tags those that are shown. */
const kept = (table: "run_tag" | "run_param", and = ""): string =>
  `select k.value, k.value as label from ${table} k where k.run = any($1::uuid[])
     and k.key = (select id from tracking_key where key = $4) ${and}`;

/** What runs are counted by. */
export const runFacets: Facets = {
  plain: {
    status: facetSql("run_status", `select r.status as value, r.status as label ${runs}`),
    user: facetSql("run_user", `select r.user_id as value, r.user_id as label ${runs}`),
    experiment: facetSql(
      "run_experiment",
      `select e.number::text as value, e.name as label from experiment e
       join (select r.experiment ${runs}) r on r.experiment = e.number`,
    ),
    tag: facetSql(
      "run_tag_key",
      `select t.key as value, t.key as label from run_tag k join tracking_key t on t.id = k.key
       where k.run = any($1::uuid[]) and k.shown`,
    ),
  },
  keyed: { tag: facetSql("run_tag", kept("run_tag", "and k.shown")), param: facetSql("run_param", kept("run_param")) },
};

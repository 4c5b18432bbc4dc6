import { type Reader, sql } from "../../db/sql.js";
import { keysAndStarts, type MetricsAsked } from "../../tracking/evaluations/evaluations.queries.js";

/** A version and its model, as far as its evaluations depend on them. */
export interface EvaluatedFacts {
  readonly id: string;
  readonly modelId: string;
  readonly teamId: string;
  readonly visibility: string;
  readonly authors: readonly string[];
  readonly createdById: string;
  readonly createdAt: string;
  readonly loggedModel: string | null;
  readonly run: string | null;
  readonly snapshot: "NONE" | "PROVISIONAL" | "FINAL";
  readonly metrics: readonly { readonly key: string; readonly value: string }[] | null;
  readonly datasets: readonly { readonly name: string; readonly digest: string | null }[];
  readonly targets: readonly {
    readonly target: string;
    readonly since: string | null;
    readonly until: string | null;
  }[];
}

/**
 * Names that a version goes by: its number under each name that its model has had, from when no other model had that
 * name; its stages and aliases, while it held them.
 */
const facts = sql(
  "version.evaluated_facts",
  `select v.id, m.id as "modelId", m.team_id as "teamId", m.visibility, v.authors, v.created_by as "createdById",
     v.created_at as "createdAt", v.logged_model as "loggedModel", v.run, v.snapshot,
     (select json_agg(json_build_object('key', f.key, 'value', f.value::text)) from version_metric f
       where f.model_version_id = v.id and ($2::text[] is null or f.key = any($2::text[]))
         and ($3::text[] is null or exists (select from unnest($3::text[]) s where starts_with(f.key, s)))) as metrics,
     case when json_array_length(v.datasets) <= 1000 then v.datasets else '[]' end as datasets,
     (select coalesce(json_agg(json_build_object('target', t.target, 'since', t.since, 'until', t.until)), '[]') from (
       select n.name || '/' || v.version as target, n.valid_to as until,
         (select max(o.valid_to) from model_name o
           where o.name = n.name and o.registered_model_id <> m.id and o.valid_to <= n.valid_from) as since
       from model_name n where n.registered_model_id = m.id
       union all
       select n.name || case when i.slot like '@%' then i.slot else '/' || lower(i.slot) end,
         least(i.valid_to, n.valid_to), greatest(i.valid_from, n.valid_from)
       from slot_interval i join model_name n on n.registered_model_id = m.id
         and n.valid_from < coalesce(i.valid_to, 'infinity') and coalesce(n.valid_to, 'infinity') > i.valid_from
       where i.model_version_id = v.id) t) as targets
   from model_version v join registered_model m on m.id = v.registered_model_id where v.id = any($1::text[])`,
);

/** What the versions' evaluations are found by, with their frozen values of these metrics. */
export const evaluatedFacts = (
  db: Reader,
  versionIds: readonly string[],
  metrics: MetricsAsked,
): Promise<EvaluatedFacts[]> => db.rows<EvaluatedFacts>(facts, [versionIds, ...keysAndStarts(metrics)]);

import { modelUuidOf } from "../../artifacts/model-files.store.js";
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
 * name; its stages and aliases, while it held them; its logged model, and what its MLmodel calls its model. What is asked for comes as JSON, of which the planner expects always as
 * much: else it plans the statement anew each time, which takes longer than to run it.
 */
const facts = (ofKey: string): string => `
  select v.id, m.id as "modelId", m.team_id as "teamId", m.visibility, v.authors, v.created_by as "createdById",
    v.created_at as "createdAt", v.logged_model as "loggedModel", v.run, v.snapshot,
    (select json_agg(json_build_object('key', f.key, 'value', f.value::text)) from version_metric f
      where f.model_version_id = v.id and ${ofKey}) as metrics,
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
      where i.model_version_id = v.id
      union all
      select l.model, null, null from (select 'm-' || replace(v.logged_model::text, '-', '') union ${modelUuidOf("v.id")}) l(model)
      where l.model is not null) t) as targets
  from json_array_elements_text($1) w(id)
  cross join lateral (select * from model_version v where v.id = w.id offset 0) v
  cross join lateral (select * from registered_model m where m.id = v.registered_model_id offset 0) m`;

const ofKeys = sql("version.evaluated_facts", facts("f.key = any(array(select json_array_elements_text($2)))"));
const ofPrefixes = sql(
  "version.evaluated_facts_of_prefixes",
  facts("exists (select from json_array_elements_text($2) s(start) where starts_with(f.key, s.start))"),
);
const ofEvery = sql("version.evaluated_facts_of_every", facts("true"));

/** What the versions' evaluations are found by, with their frozen values of these metrics. */
export const evaluatedFacts = (
  db: Reader,
  versionIds: readonly string[],
  metrics: MetricsAsked,
): Promise<EvaluatedFacts[]> => {
  const ids = JSON.stringify(versionIds);
  const [keys, starts] = keysAndStarts(metrics);
  if (keys !== null) return db.rows(ofKeys, [ids, JSON.stringify(keys)]);
  return starts !== null ? db.rows(ofPrefixes, [ids, JSON.stringify(starts)]) : db.rows(ofEvery, [ids]);
};

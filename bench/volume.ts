import { createClient } from "./client.js";
import type { BenchContext } from "./context.js";
import { asSuperuser } from "./statement-log.js";

/** A model with many versions: the newest in no stage, the one before in Production and `@champion`, the rest archived. */
export interface BigModel {
  readonly id: string;
  readonly name: string;
  readonly versions: number;
  /** Id of its version of that number. */
  versionId(version: number): string;
}

const createModel = `mutation($input: CreateRegisteredModelInput!) {
  createRegisteredModel(input: $input) { registeredModel { id } userErrors { message } } }`;

/** Tables that refuse rows without an audit entry; the seed's rows are too many to have one each. */
const governed = [
  "registered_model",
  "model_name",
  "model_version",
  "slot",
  "slot_interval",
  "tag",
  "transition_request",
];

const made = new Map<string, Promise<BigModel>>();

/** A model with so many versions; the same one for all jobs of a service. */
export const bigModel = (context: BenchContext, versions: number): Promise<BigModel> => {
  const key = `${context.service.pid} ${versions}`;
  const known = made.get(key) ?? makeBigModel(context, versions, made.size);
  made.set(key, known);
  return known;
};

/** The model through the API; its versions, their slots, histories and tags by SQL. */
const makeBigModel = async ({ service, world }: BenchContext, versions: number, number: number): Promise<BigModel> => {
  const client = createClient(service.url, world.maintainerToken, 1);
  const name = `bench-growth-${versions}`;
  const created = await client.graphql<{ createRegisteredModel: { registeredModel: { id: string } } }>(createModel, {
    input: { name, teamId: world.teamId, visibility: "TEAM" },
  });
  client.close();
  const { id } = created.createRegisteredModel.registeredModel;
  const prefix = `mv_0${String(number).padStart(4, "0")}`;
  await ungoverned(service, rows(id, prefix, versions, world.maintainerId));
  return { id, name, versions, versionId: (version) => `${prefix}${String(version).padStart(21, "0")}` };
};

const ungoverned = (service: BenchContext["service"], statements: readonly string[]) =>
  asSuperuser(
    service,
    "begin",
    ...governed.map((table) => `alter table ${table} disable trigger ${table}_is_audited`),
    ...governed.map((table) => `alter table ${table} disable trigger ${table}_is_noted`),
    ...statements,
    ...governed.map((table) => `alter table ${table} enable always trigger ${table}_is_audited`),
    ...governed.map((table) => `alter table ${table} enable always trigger ${table}_is_noted`),
    "commit",
    ...governed.map((table) => `analyze ${table}`),
  );

/** Makes models of another team, half of them for everybody to read, each with a tag, a version and a closed request. */
export const seedManyModels = async ({ service, world }: BenchContext, count: number): Promise<void> => {
  const [model, version, request] = ["mod", "mv", "req"].map((kind) => `'${kind}_01' || lpad(i::text, 24, '0')`);
  const from = `from generate_series(1, ${count}) i`;
  const team = "(select id from team where slug = 'default')";
  const by = `'${world.maintainerId}'`;
  await ungoverned(service, [
    `insert into registered_model (id, name, team_id, visibility, last_version, created_by)
       select ${model}, 'many-' || i, ${team}, (array['ORGANIZATION', 'TEAM'])[1 + i % 2], 1, ${by} ${from}`,
    `insert into model_name select ${model}, 'many-' || i, now() ${from}`,
    `insert into model_version (id, registered_model_id, version, source, params, metrics, datasets, artifacts, digest,
         created_at, created_by, authors)
       select ${version}, ${model}, 1, 's3://many', '[]', '[]', '[]', '[]', repeat('a', 64), now(), ${by}, array[${by}] ${from}`,
    `insert into slot select ${model}, 'Production', ${version}, 1, true, true, now() ${from}`,
    `insert into tag select ${model}, 'area', 'a' || i % 50 ${from}`,
    `insert into transition_request (id, registered_model_id, model_version_id, slot, state, reason, requested_by,
         requested_for, requested_at, expires_at, closed_at, statement, content_digest, policies)
       select ${request}, ${model}, ${version}, 'Production', 'APPLIED', 'many', ${by}, array[${by}], now(), now(), now(),
         '{}', repeat('b', 64), '[]' ${from}`,
  ]);
};

/** Models that versions are seeded into, whatever the number of versions. */
const MODELS_OF_VERSIONS = 100;

/**
 * Versions of a hundred models until there are `to` in all, each with two params, two metrics and a tag; the newest but
 * one of each model is in Production. `trial` is a param that no two versions share.
 */
export const seedVersions = async ({ service, world }: BenchContext, from: number, to: number): Promise<void> => {
  const model = `'mod_02' || lpad((i % ${MODELS_OF_VERSIONS})::text, 24, '0')`;
  const version = `'mv_02' || lpad(i::text, 24, '0')`;
  const number = `1 + i / ${MODELS_OF_VERSIONS}`;
  const by = `'${world.maintainerId}'`;
  const each = `from generate_series(${from}, ${to - 1}) i`;
  const models = `from generate_series(0, ${MODELS_OF_VERSIONS - 1}) i`;
  const random = (salt: number): string => `(hashint8(i * 7 + ${salt}) & 65535) / 65536.0`;
  await ungoverned(service, [
    `insert into registered_model (id, name, team_id, visibility, last_version, created_by)
       select ${model}, 'found-' || i, '${world.teamId}', 'TEAM', 1, ${by} ${models} on conflict do nothing`,
    `insert into model_version (id, registered_model_id, version, source, params, metrics, datasets, artifacts, digest,
         created_at, created_by, authors, updated_at, staged)
       select ${version}, ${model}, ${number}, 's3://found', json_build_array(json_build_object('key', 'algorithm', 'value', 'a' || i % 20),
           json_build_object('key', 'trial', 'value', 't' || i)),
         json_build_array(json_build_object('key', 'auc', 'value', ${random(1)}), json_build_object('key', 'loss', 'value', ${random(2)})),
         '[]', '[]', repeat('a', 64), t.at, ${by}, array[${by}], t.at, false
       ${each} cross join lateral (select now() - interval '1 second' * (${to} - i) as at) t`,
    `insert into tag select ${version}, 'data', 'd' || i % 50 ${each}`,
    "delete from slot where registered_model_id like 'mod_02%'",
    `insert into slot select ${model}, 'Production', ${version}, ${number}, true, true, now()
       from generate_series(${to - 2 * MODELS_OF_VERSIONS}, ${to - MODELS_OF_VERSIONS - 1}) i`,
  ]);
  await asSuperuser(
    service,
    "vacuum analyze model_version",
    "vacuum analyze version_param",
    "vacuum analyze version_metric",
  );
};

const rows = (model: string, prefix: string, versions: number, author: string): string[] => {
  const id = `'${prefix}' || lpad(i::text, 21, '0')`;
  const from = (last: number): string => `from generate_series(1, ${last}) i`;
  const interval = (slot: string, exclusive: boolean, begin: string, end: string, last = versions - 1): string =>
    `insert into slot_interval (registered_model_id, model_version_id, version, slot, exclusive, valid_from, valid_to)
       select '${model}', ${id}, i, '${slot}', ${exclusive}, ${begin}, ${end} ${from(last)}`;
  const at = (offset: number): string => `now() - interval '1 second' * (${versions} - i + ${3 - offset})`;
  return [
    `insert into model_version (id, registered_model_id, version, source, run_id, params, metrics, datasets, artifacts,
         digest, created_at, created_by, authors)
       select ${id}, '${model}', i, 's3://models.example/bench/artifacts/model', 'run-' || i,
         '[{"key":"learning_rate","value":"0.01"}]', '[{"key":"accuracy","value":0.93}]', '[]', '[]',
         encode(sha256(i::text::bytea), 'hex'), ${at(0)}, '${author}', array['${author}'] ${from(versions)}`,
    `update registered_model set last_version = ${versions} where id = '${model}'`,
    `insert into slot select '${model}', 'Archived', ${id}, i, true, false, now() ${from(versions - 2)}`,
    ...["Production", "@champion"].map(
      (slot) =>
        `insert into slot select '${model}', '${slot}', ${id}, i, ${slot === "Production"}, true, now()
         from (values (${versions - 1})) v(i)`,
    ),
    interval("Staging", false, at(0), at(1)),
    interval("Production", true, at(1), `case when i < ${versions - 1} then ${at(2)} end`),
    interval("Archived", false, at(2), "null", versions - 2),
    `insert into tag select ${id}, 'dataset', 'd' || i % 50 ${from(versions)}`,
  ];
};

/** Appends entries to a version's stream until it has `count`: copies of its newest, through the audit log's own function. */
export const seedEntries = async ({ service }: BenchContext, versionId: string, count: number): Promise<void> => {
  const batch = 1_000;
  const append = (from: number): string => `
    with newest as (select * from audit.entry where stream_id = '${versionId}' order by stream_seq desc limit 1),
    entry as (select json_build_object('streamKind', e.stream_kind, 'streamId', e.stream_id, 'action', e.action,
        'outcome', e.outcome, 'actorId', e.actor_id, 'requestId', e.request_id, 'opId', e.op_id, 'body', e.body,
        'disclosures', (select json_agg(json_build_object('path', d.path, 'category', d.category,
          'principalId', d.principal_id, 'disclosure', d.disclosure)) from audit.disclosure d where d.entry_id = e.id),
        'subjects', (select json_agg(json_build_object('kind', s.kind, 'id', s.subject_id, 'role', s.role,
          'label', s.label)) from audit.subject s where s.entry_id = e.id)) as fields from newest e)
    select count(*) from (
      select json_agg(fields) as entries from entry, generate_series(${from + 1}, least(${from + batch}, ${count}))) all_of,
      audit.append(entries)`;
  const batches = Array.from({ length: Math.ceil(count / batch) }, (_, index) => append(index * batch));
  await asSuperuser(service, ...batches, "analyze audit.entry", "analyze audit.subject");
  const [made] = await asSuperuser<{ count: number }>(
    service,
    `select count(*)::integer as count from audit.entry where stream_id = '${versionId}'`,
  );
  if (made === undefined || made.count < count) throw new Error(`${made?.count} entries were made of ${count}`);
};

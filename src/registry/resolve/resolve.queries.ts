import type { Ability } from "../../access/ability.js";
import type { Action, Subject } from "../../access/subject-rules.js";
import { visible } from "../../access/visible.js";
import { dynamicSql, type Reader, type Statement, sql, Values } from "../../db/sql.js";
import { invalid } from "../../errors.js";
import { modelColumns } from "../readable.js";
import type { VersionRead } from "../versions.queries.js";
import type { ModelUri } from "./resolve-uri.js";

/** What a URI resolves to, with what is needed to authorise it. */
export interface Resolved {
  readonly model: Extract<Subject, { type: "RegisteredModel" }>;
  /** The version as GraphQL reads it. */
  readonly version: VersionRead;
  readonly answer: ResolveAnswer;
}

/** The body of `GET /resolve`. */
export interface ResolveAnswer {
  readonly name: string;
  readonly version: number;
  readonly stage: string;
  readonly aliases: readonly string[];
  readonly source: string;
  readonly digest: string;
  readonly runId: string | null;
  /** When the answer last became so: the version's slots, text or making, whichever is latest. */
  readonly updatedAt: string;
}

interface Row extends VersionRead {
  readonly key: bigint;
  readonly stage: string;
  readonly aliases: readonly string[];
  readonly answeredSince: string;
}

const facts = `v.id, v.registered_model_id as "registeredModelId", m.name as "modelName", m.team_id as "teamId",
    m.visibility, v.version, v.description, v.source, v.run_id as "runId", v.digest, v.created_at as "createdAt",
    v.created_by as "createdById", v.updated_at as "updatedAt", coalesce(v.deleted_at, m.deleted_at) as "deletedAt",
    coalesce(v.deleted_by, m.deleted_by) as "deletedById", coalesce(held.stage, 'None') as stage,
    coalesce(held.aliases, '{}') as aliases, greatest(v.updated_at, held.since) as "answeredSince"`;

const slotsHeld = `left join lateral (
    select max(s.slot) filter (where s.is_stage) as stage, max(s.since) as since,
      array_agg(substr(s.slot, 2) order by s.slot) filter (where not s.is_stage) as aliases
    from slot s where s.model_version_id = v.id) held on true`;

/** The statements of one caller's rights. Their values stand first, before what is asked. */
interface Asking {
  readonly rights: readonly unknown[];
  readonly many: Statement;
  readonly past: Statement;
}

/** Whose rights a look-up goes by: a model that they do not let through is not looked at any further. */
export interface By {
  readonly ability: Ability;
  readonly action: Extract<Action, "resolve" | "read">;
}

const asked = { resolve: new WeakMap<Ability, Asking>(), read: new WeakMap<Ability, Asking>() };

const askingBy = ({ ability, action }: By): Asking => {
  const made = asked[action].get(ability);
  if (made !== undefined) return made;
  const values = new Values();
  const readable = visible(ability, action, "RegisteredModel", modelColumns("m"), values);
  const rights = [...values.list];
  const asking = { rights, many: many(readable, rights.length), past: past(readable, rights.length) };
  asked[action].set(ability, asking);
  return asking;
};

/** Each name is probed by itself: joined, the planner reads all models while it has no statistics of them. */
const many = (readable: string, before: number): Statement => {
  // So written, one plan serves any number of names: else each number is planned for anew.
  const [names, bys, values] = [1, 2, 3].map((place) => `(select $${before + place}::text[])`);
  return dynamicSql(`select k.key, ${facts}
   from unnest(${names}, ${bys}, ${values}) with ordinality as k(name, by, value, key)
   cross join lateral (select * from registered_model m
     where m.name = k.name and m.deleted_at is null and ${readable} limit 1) m
   cross join lateral (
     (select s.model_version_id as id from slot s where k.by in ('stage', 'alias') and k.value <> 'None'
        and s.registered_model_id = m.id and s.slot = k.value order by s.version desc limit 1)
     union all
     (select w.id from model_version w where k.by = 'version' and w.registered_model_id = m.id
        and w.version = k.value::integer and w.deleted_at is null)
     union all
     (select w.id from model_version w where k.by = 'latest' and w.registered_model_id = m.id and w.deleted_at is null
        order by w.version desc limit 1)
     union all
     (select w.id from model_version w where k.by = 'stage' and k.value = 'None' and w.registered_model_id = m.id
        and w.deleted_at is null and not w.staged order by w.version desc limit 1)
   ) h
   join model_version v on v.id = h.id
   ${slotsHeld}`);
};

/**
 * Resolves several URIs (stages in the lifecycle's spelling) in one statement, each by index probes, with the rights of
 * one caller. Hidden and absent names are both undefined, and cost the same statement.
 */
export const resolveMany = async (db: Reader, by: By, uris: readonly ModelUri[]): Promise<(Resolved | undefined)[]> => {
  const columns = [uris.map(({ name }) => name), uris.map(({ by }) => by), uris.map(({ value }) => value)];
  const found: (Resolved | undefined)[] = uris.map(() => undefined);
  const { rights, many: statement } = askingBy(by);
  for (const row of await db.rows<Row>(statement, [...rights, ...columns])) found[Number(row.key) - 1] = resolved(row);
  return found;
};

const past = (readable: string, before: number): Statement => {
  const [name, by, value, at] = [1, 2, 3, 4].map((place) => `$${before + place}`);
  const instant = `${at}::timestamptz`;
  return dynamicSql(`select 1 as key, ${facts}
   from model_name n
   join registered_model m on m.id = n.registered_model_id and ${readable}
   cross join lateral (
     (select i.model_version_id as id from slot_interval i where ${by}::text in ('stage', 'alias') and ${value}::text <> 'None'
        and i.registered_model_id = m.id and i.slot = ${value} and i.valid_from <= ${instant} and (i.valid_to is null or i.valid_to > ${instant})
        order by i.version desc limit 1)
     union all
     (select w.id from model_version w where ${by} = 'version' and w.registered_model_id = m.id and w.version = ${value}::integer
        and w.created_at <= ${instant} and (w.deleted_at is null or w.deleted_at > ${instant}))
     union all
     (select w.id from model_version w where (${by} = 'latest' or (${by} = 'stage' and ${value} = 'None'))
        and w.registered_model_id = m.id and w.created_at <= ${instant} and (w.deleted_at is null or w.deleted_at > ${instant})
        and (${by} = 'latest' or not exists (select from slot_interval i where i.model_version_id = w.id
          and i.slot not like '@%' and i.valid_from <= ${instant} and (i.valid_to is null or i.valid_to > ${instant})))
        order by w.version desc limit 1)
   ) h
   join model_version v on v.id = h.id
   ${slotsHeld}
   where n.name = ${name} and n.valid_from <= ${instant} and (n.valid_to is null or n.valid_to > ${instant})
   order by n.valid_from desc limit 1`);
};

const inFuture = sql("resolve.in_future", "select $1::timestamptz > clock_timestamp() as future");

/** What the URI named at an instant: the name as held then, with the caller's rights of now. */
export const resolveThen = async (db: Reader, who: By, uri: ModelUri, at: string): Promise<Resolved | undefined> => {
  const { rights, past: statement } = askingBy(who);
  const values = [...rights, uri.name, uri.by, uri.by === "latest" ? "0" : uri.value, at];
  const row = await db.row<Row>(statement, values);
  return row && resolved(row);
};

/** Whether an instant is still to come by the database's clock. */
export const isFuture = async (db: Reader, at: string): Promise<boolean> =>
  (await db.row<{ future: boolean }>(inFuture, [at]))?.future === true;

const resolved = ({ key: _, stage, aliases, answeredSince, ...version }: Row): Resolved => ({
  model: {
    type: "RegisteredModel",
    id: version.registeredModelId,
    teamId: version.teamId,
    visibility: version.visibility,
  },
  version,
  answer: {
    name: version.modelName,
    version: version.version,
    stage,
    aliases,
    source: version.source,
    digest: version.digest,
    runId: version.runId,
    updatedAt: answeredSince,
  },
});

/** Refuses an instant that is still to come by the database's clock. */
export const requirePast = async (db: Reader, at: string): Promise<void> => {
  if (await isFuture(db, at)) throw invalid("at", "an instant of the past; this one is still to come.");
};

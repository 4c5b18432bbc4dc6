import { type Reader, sql } from "../db/sql.js";
import type { Tag } from "./tags.store.js";

/** Details of models and versions that the caller reads: whoever calls has checked that. */

/** A row that hangs under the thing with this id. */
export type Under<Row> = Row & { readonly of: string };

const tags = sql(
  "detail.tags",
  `select wanted.id as of, t.key, t.value from unnest($1::text[]) as wanted (id)
   cross join lateral (select key, value from tag where subject_id = wanted.id and ($3::text[] is null or key = any($3))
     order by key limit $2) t
   order by wanted.id, t.key`,
);
const owners = sql(
  "detail.owners",
  `select o.registered_model_id as of, o.key, o.team_id as "teamId", o.principal_id as "principalId",
     o.valid_from as "from", o.valid_to as "to", o.set_by as "setById", coalesce(team.slug, p.handle) as label
   from ownership_tag o left join team on team.id = o.team_id left join principal p on p.id = o.principal_id
   where o.registered_model_id = any($1::text[]) and (o.valid_to is null or $2)
   order by o.registered_model_id, o.key, o.valid_from`,
);
const grants = sql(
  "detail.grants",
  `select registered_model_id as of, team_id as "teamId", role, slots, granted_at as "grantedAt",
     granted_by as "grantedById"
   from access_grant where registered_model_id = any($1::text[]) order by registered_model_id, granted_at, team_id`,
);
const offers = sql(
  "detail.offers",
  `select registered_model_id as of, team_id as "teamId", reason, offered_at as "offeredAt",
     offered_by as "offeredById", expires_at as "expiresAt"
   from transfer_offer where registered_model_id = any($1::text[]) and expires_at > clock_timestamp()`,
);
const latest = sql(
  "detail.latest",
  `select wanted.id as of, v.id from unnest($1::text[]) as wanted (id)
   cross join lateral (select id from model_version where registered_model_id = wanted.id and deleted_at is null
     order by version desc limit 1) v`,
);

/** Which items of a list are asked for: those of these keys, or of all. */
export interface KeyedSlice {
  readonly keys: readonly string[] | null;
  readonly first: number;
}

/** The first tags of each subject, by key. */
export const tagsOf = async (db: Reader, ids: readonly string[], { keys, first }: KeyedSlice) =>
  db.rows<Under<Tag>>(tags, [ids, first, keys]);

export interface OwnerRead {
  readonly key: string;
  readonly teamId: string | null;
  readonly principalId: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly setById: string;
  readonly label: string;
}

/** Each model's ownership tags, by key; with `history` also those that ended, oldest first. */
export const ownersOf = async (db: Reader, ids: readonly string[], history: boolean) =>
  db.rows<Under<OwnerRead>>(owners, [ids, history]);

export interface GrantRead {
  readonly teamId: string;
  readonly role: "VIEWER" | "CONTRIBUTOR" | "MAINTAINER";
  readonly slots: readonly string[] | null;
  readonly grantedAt: string;
  readonly grantedById: string;
}

/** Each model's grants, oldest first. */
export const grantsOf = async (db: Reader, ids: readonly string[]) => db.rows<Under<GrantRead>>(grants, [ids]);

export interface OfferRead {
  readonly teamId: string;
  readonly reason: string;
  readonly offeredAt: string;
  readonly offeredById: string;
  readonly expiresAt: string;
}

/** The standing offer of each model that has one. */
export const offersOf = async (db: Reader, ids: readonly string[]) => db.rows<Under<OfferRead>>(offers, [ids]);

/** The id of each model's highest live version. */
export const latestOf = async (db: Reader, ids: readonly string[]) => db.rows<Under<{ id: string }>>(latest, [ids]);

/** The frozen lists of a version. */
export type FrozenList = "params" | "metrics" | "datasets" | "artifacts";

const frozen = (list: FrozenList) =>
  sql(
    `detail.${list}`,
    `select v.id as of, item.value from model_version v cross join lateral (
       select value, place from json_array_elements(v.${list}) with ordinality as item (value, place)
       where $3::text[] is null or value ->> 'key' = any($3) order by place limit $2) item
     where v.id = any($1::text[]) order by v.id, item.place`,
  );
const frozenLists = {
  params: frozen("params"),
  metrics: frozen("metrics"),
  datasets: frozen("datasets"),
  artifacts: frozen("artifacts"),
};

/** The first items of a frozen list of each version, as given. */
export const frozenOf = async (db: Reader, list: FrozenList, ids: readonly string[], { keys, first }: KeyedSlice) =>
  db.rows<{ of: string; value: object }>(frozenLists[list], [ids, first, keys]);

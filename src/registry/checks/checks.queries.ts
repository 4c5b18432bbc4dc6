import type { Ability } from "../../access/ability.js";
import { storedName } from "../../db/names.js";
import { dynamicSql, type Reader, sql, Values } from "../../db/sql.js";
import { readableVersions } from "../readable.js";
import type { CheckConclusion, CheckStatus } from "./checks.store.js";

/** A check as read. */
export interface CheckRead {
  readonly id: string;
  readonly modelVersionId: string;
  readonly name: string;
  readonly reporterId: string;
  readonly externalId: string;
  readonly versionDigest: string;
  readonly status: CheckStatus;
  readonly conclusion: CheckConclusion | null;
  readonly summary: string | null;
  readonly detailsUrl: string | null;
  readonly inputs: readonly { readonly name: string; readonly digest: string }[];
  readonly mediaType: string | null;
  readonly sha256: string | null;
  readonly size: number | null;
  readonly reportedAt: string;
}

const columns = `c.id, c.model_version_id as "modelVersionId", c.name, c.reporter as "reporterId",
  c.external_id as "externalId", c.version_digest as "versionDigest", c.status, c.conclusion, c.summary,
  c.details_url as "detailsUrl", c.inputs, c.media_type as "mediaType", encode(c.report_sha256, 'hex') as sha256,
  c.report_size as size, c.reported_at as "reportedAt"`;

const tables = `check_report c join model_version v on v.id = c.model_version_id
  join registered_model m on m.id = v.registered_model_id`;

/** Conditions on a list of checks; what is absent holds for all. */
export interface CheckFilter {
  readonly model?: string | null | undefined;
  readonly version?: number | null | undefined;
  readonly name?: string | null | undefined;
  readonly reporterId?: string | null | undefined;
  readonly conclusion?: string | null | undefined;
}

interface Place {
  /** Time and id of the last check of the page before. */
  readonly after: readonly unknown[] | null;
  readonly limit: number;
}

const conditionsOf = (filter: CheckFilter, values: Values): string[] => {
  const { model, version, name, reporterId, conclusion } = filter;
  const named = model == null ? null : storedName(model);
  const pairs: [column: string, value: unknown][] = [
    ["m.name", named],
    ["v.version", version],
    ["c.name", name],
    ["c.reporter", reporterId],
    ["c.conclusion", conclusion],
  ];
  return pairs.flatMap(([column, value]) => (value == null ? [] : [`${column} = ${values.add(value)}`]));
};

const beyond = (after: readonly unknown[] | null, values: Values): string[] =>
  after === null
    ? []
    : [`(c.reported_at, c.id) < (${values.add(after[0])}::timestamptz, ${values.add(after[1])}::text)`];

/** A page of checks of live versions that the caller reads, the newest first. */
export const checksPage = async (
  db: Reader,
  ability: Ability,
  filter: CheckFilter,
  { after, limit }: Place,
): Promise<CheckRead[]> => {
  const values = new Values();
  const where = [
    readableVersions(ability, "none", values),
    ...conditionsOf(filter, values),
    ...beyond(after, values),
  ].join(" and ");
  const text = `select ${columns} from ${tables} where ${where}
    order by c.reported_at desc, c.id desc limit ${values.add(limit)}`;
  return db.rows<CheckRead>(dynamicSql(text), values.list);
};

/** A page of checks for each version, the newest first; the caller must be allowed to read the versions. */
export const checksOfVersions = async (
  db: Reader,
  versionIds: readonly string[],
  { after, limit }: Place,
): Promise<(CheckRead & { of: string })[]> => {
  const values = new Values();
  const where = ["c.model_version_id = w.version", ...beyond(after, values)].join(" and ");
  const text = `select w.version as of, d.* from unnest(${values.add(versionIds)}::text[]) w(version) cross join lateral (
      select ${columns} from check_report c where ${where}
      order by c.reported_at desc, c.id desc limit ${values.add(limit)}) d
    order by w.version, d."reportedAt" desc, d.id desc`;
  return db.rows(dynamicSql(text), values.list);
};

const one = sql("check.of_id", `select ${columns} from check_report c where c.id = $1`);

/** The check of this id; whether the caller may know it is the caller's business. */
export const checkById = (db: Reader, id: string): Promise<CheckRead | undefined> => db.row<CheckRead>(one, [id]);

const contents = sql(
  "check.contents",
  `select encode(sha256, 'hex') as sha256, content from check_content
   where sha256 = any(array(select decode(w, 'hex') from unnest($1::text[]) w))`,
);

/** Reports by their digest, in no order; the caller must be allowed to read checks that have them. */
export const reportContents = (
  db: Reader,
  digests: readonly string[],
): Promise<{ sha256: string; content: string }[]> => db.rows(contents, [digests]);

/** A reporter's newest check of one name that has ended, or has begun where none has, as gates look at it. */
export interface NewestCheck extends Pick<CheckRead, "id" | "name" | "versionDigest" | "status" | "conclusion"> {
  readonly versionId: string;
  readonly reporterId: string;
  readonly sha256: string | null;
  readonly reportedAt: string;
  readonly hoursAgo: number;
}

const newest = sql(
  "check.newest",
  `select distinct on (c.model_version_id, c.name, c.reporter) c.id, c.model_version_id as "versionId", c.name,
     c.reporter as "reporterId", c.version_digest as "versionDigest", c.status, c.conclusion,
     encode(c.report_sha256, 'hex') as sha256, c.reported_at as "reportedAt",
     extract(epoch from clock_timestamp() - c.reported_at)::double precision / 3600 as "hoursAgo"
   from check_report c where c.model_version_id = any($1::text[]) and c.name = any($2::text[])
   order by c.model_version_id, c.name, c.reporter, c.status = 'COMPLETED' desc, c.reported_at desc, c.id desc`,
);

/** Each reporter's newest check of these names of the versions: one that has ended, else one that has begun. */
export const newestChecks = (
  db: Reader,
  versionIds: readonly string[],
  names: readonly string[],
): Promise<NewestCheck[]> => db.rows<NewestCheck>(newest, [versionIds, names]);

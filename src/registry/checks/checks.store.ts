import { type Sql, sql } from "../../db/sql.js";
import type { checkConclusions, checkStatuses } from "./check-input.js";

export type CheckStatus = (typeof checkStatuses)[number];
export type CheckConclusion = (typeof checkConclusions)[number];

/** What a check says, but for whose and when. */
export interface CheckFacts {
  readonly versionDigest: string;
  readonly status: CheckStatus;
  readonly conclusion: CheckConclusion | null;
  readonly summary: string | null;
  readonly detailsUrl: string | null;
  readonly inputs: readonly { readonly name: string; readonly digest: string }[];
  readonly report: { readonly mediaType: string; readonly sha256: string; readonly size: number } | null;
}

/** One row for each. */
export interface CheckKey {
  readonly modelVersionId: string;
  readonly name: string;
  readonly reporter: string;
  readonly externalId: string;
}

interface CheckRow extends Omit<CheckFacts, "report"> {
  readonly id: string;
  readonly mediaType: string | null;
  readonly sha256: string | null;
  readonly size: number | null;
}

const find = sql(
  "check.find",
  `select id, version_digest as "versionDigest", status, conclusion, summary, details_url as "detailsUrl", inputs,
     media_type as "mediaType", encode(report_sha256, 'hex') as sha256, report_size as size
   from check_report where model_version_id = $1 and name = $2 and reporter = $3 and external_id = $4`,
);
const keepContent = sql(
  "check.keep_content",
  "insert into check_content (sha256, content) values (decode($1, 'hex'), $2) on conflict do nothing",
);
const columns = `version_digest, status, conclusion, summary, details_url, inputs, media_type, report_sha256, report_size, behind`;
const insert = sql(
  "check.insert",
  `insert into check_report (${columns}, id, model_version_id, name, reporter, external_id)
   values ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), $9, $10, $11, $12, $13, $14, $15)`,
);
const update = sql(
  "check.update",
  `update check_report set (${columns}, reported_at) =
     ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), $9, $10, clock_timestamp())
   where id = $11 and (status <> 'COMPLETED' or $2 = 'COMPLETED') returning true as done`,
);
const versionByNumber = sql(
  "check.version_by_number",
  `select v.id from registered_model m join model_version v on v.registered_model_id = m.id
   where m.name = $1 and m.deleted_at is null and v.version = $2 and v.deleted_at is null`,
);

/** The check of this key as it is; undefined when there is none. The version's row is locked. */
export const findCheck = async (
  tx: Sql,
  { modelVersionId, name, reporter, externalId }: CheckKey,
): Promise<(CheckFacts & { readonly id: string }) | undefined> => {
  const row = await tx.row<CheckRow>(find, [modelVersionId, name, reporter, externalId]);
  if (row === undefined) return undefined;
  const { mediaType, sha256, size, ...facts } = row;
  return {
    ...facts,
    report: mediaType === null || sha256 === null || size === null ? null : { mediaType, sha256, size },
  };
};

/** Keeps a report by its digest. */
export const keepReport = async (tx: Sql, sha256: string, content: string): Promise<void> => {
  await tx.rows(keepContent, [sha256, content]);
};

const valuesOf = (facts: CheckFacts, behind: readonly string[]): unknown[] => {
  const { versionDigest, status, conclusion, summary, detailsUrl, inputs, report } = facts;
  const said = [versionDigest, status, conclusion, summary, detailsUrl, JSON.stringify(inputs)];
  return [...said, report?.mediaType ?? null, report?.sha256 ?? null, report?.size ?? null, behind];
};

/** Stores a new check; `behind`: everyone behind the report. */
export const storeCheck = async (
  tx: Sql,
  id: string,
  { modelVersionId, name, reporter, externalId }: CheckKey,
  facts: CheckFacts,
  behind: readonly string[],
): Promise<void> => {
  await tx.rows(insert, [...valuesOf(facts, behind), id, modelVersionId, name, reporter, externalId]);
};

/** Stores what a check says now. */
export const storeCheckAgain = async (
  tx: Sql,
  id: string,
  facts: CheckFacts,
  behind: readonly string[],
): Promise<void> => {
  if ((await tx.row(update, [...valuesOf(facts, behind), id])) === undefined)
    throw new Error(`${id} was completed and would go back`);
};

/** Id of the live version by its model's name and its number, whoever may see it. */
export const versionIdByNumber = async (tx: Sql, model: string, version: number): Promise<string | undefined> =>
  (await tx.row<{ id: string }>(versionByNumber, [model, version]))?.id;

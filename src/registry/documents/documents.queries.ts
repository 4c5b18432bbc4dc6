import type { Ability } from "../../access/ability.js";
import { dynamicSql, type Reader, sql, Values } from "../../db/sql.js";
import { readableModels, readableVersions } from "../readable.js";
import type { DocumentFields } from "./document-rules.js";

/** A revision of a document as read, without its text. */
export interface RevisionRead {
  readonly documentId: string;
  readonly revision: number;
  readonly title: string;
  readonly contentSha256: string;
  readonly size: number;
  readonly fields: DocumentFields;
  readonly digest: string;
  readonly publishedById: string;
  readonly publishedAt: string;
}

/** A document with its newest revision. */
export interface DocumentRead extends RevisionRead {
  readonly id: string;
  readonly subjectId: string;
  readonly kind: string;
}

const revisionColumns = `r.document_id as "documentId", r.revision, r.title, encode(r.content_sha256, 'hex') as "contentSha256",
  r.size, r.fields, r.digest, r.published_by as "publishedById", r.published_at as "publishedAt"`;

const columns = `d.id, d.subject_id as "subjectId", d.kind, ${revisionColumns}`;

const newest = `cross join lateral (
  select * from document_revision r where r.document_id = d.id order by r.revision desc limit 1) r`;

/**
 * Documents by id, in no order. Whoever reads the version reads its documents; a model's are read by whoever reads the
 * model, and by those who decide on a move of one of its versions.
 */
export const documentsById = async (db: Reader, ability: Ability, ids: readonly string[]): Promise<DocumentRead[]> => {
  const values = new Values();
  const wanted = values.add(ids);
  const ofModel = readableModels(ability, "allowed", values);
  const ofVersion = readableVersions(ability, "allowed", values);
  const text = `select ${columns} from document d join registered_model m on m.id = d.registered_model_id
    left join model_version v on v.id = d.model_version_id ${newest}
    where d.id = any(${wanted}::text[]) and case when v.id is not null then ${ofVersion}
      else ${ofModel} or exists (select from model_version v where v.registered_model_id = m.id and ${ofVersion}) end`;
  return db.rows<DocumentRead>(dynamicSql(text), values.list);
};

interface Slice<After> {
  readonly kind?: string | null;
  readonly after: After | null;
  readonly limit: number;
}

const below = sql(
  "document.of_subjects",
  `select w.subject as of, x.* from unnest($1::text[]) w(subject) cross join lateral (
     select ${columns} from document d ${newest}
     where d.subject_id = w.subject and ($2::text is null or d.kind = $2) and ($3::text is null or d.kind > $3)
     order by d.kind limit $4) x
   order by w.subject, x.kind`,
);

/** A page of documents for each model or version, by kind; the caller must be allowed to read those. */
export const documentsOf = (
  db: Reader,
  subjectIds: readonly string[],
  { kind, after, limit }: Slice<string>,
): Promise<(DocumentRead & { of: string })[]> => db.rows(below, [subjectIds, kind ?? null, after, limit]);

const earlier = sql(
  "document.revisions",
  `select w.document as of, x.* from unnest($1::text[]) w(document) cross join lateral (
     select ${revisionColumns} from document_revision r
     where r.document_id = w.document and ($2::integer is null or r.revision < $2)
     order by r.revision desc limit $3) x
   order by w.document, x.revision desc`,
);

/** A page of revisions for each document, the newest first; the caller must be allowed to read the documents. */
export const revisionsOf = (
  db: Reader,
  documentIds: readonly string[],
  { after, limit }: Slice<number>,
): Promise<(RevisionRead & { of: string })[]> => db.rows(earlier, [documentIds, after, limit]);

const contents = sql(
  "document.contents",
  `select encode(sha256, 'hex') as sha256, content from document_content
   where sha256 = any(array(select decode(w, 'hex') from unnest($1::text[]) w))`,
);

/** Texts by their digest, in no order; the caller must be allowed to read documents that have them. */
export const documentContents = (
  db: Reader,
  digests: readonly string[],
): Promise<{ sha256: string; content: string }[]> => db.rows(contents, [digests]);

/** Whose document of which kind. */
export interface DocumentPlace {
  readonly subjectId: string;
  readonly kind: string;
}

/** A document's newest revision, as gates look at it. */
export interface NewestDocument extends DocumentPlace, Pick<RevisionRead, "revision" | "digest" | "fields"> {
  readonly id: string;
  readonly publishedBy: string;
  readonly behind: readonly string[];
  readonly publishedAt: string;
  readonly hoursAgo: number;
}

const newestOf = sql(
  "document.newest",
  `select d.id, d.subject_id as "subjectId", d.kind, r.revision, r.digest, r.fields, r.published_by as "publishedBy", r.behind,
     r.published_at as "publishedAt",
     extract(epoch from clock_timestamp() - r.published_at)::double precision / 3600 as "hoursAgo"
   from json_to_recordset($1) as w("subjectId" text, kind text)
   join document d on d.subject_id = w."subjectId" and d.kind = w.kind ${newest}`,
);

/** The newest revisions of these documents, as far as there are any. */
export const newestDocuments = (db: Reader, places: readonly DocumentPlace[]): Promise<NewestDocument[]> =>
  db.rows<NewestDocument>(newestOf, [JSON.stringify(places)]);

/** A document as it stood at an instant. */
export interface DocumentThen extends DocumentPlace, Pick<RevisionRead, "revision" | "digest" | "fields"> {
  readonly id: string;
  readonly publishedAt: string;
}

const then = sql(
  "document.as_of",
  `select d.id, d.subject_id as "subjectId", d.kind, r.revision, r.digest, r.fields, r.published_at as "publishedAt"
   from document d cross join lateral (
     select * from document_revision r where r.document_id = d.id and r.published_at <= $2::timestamptz
     order by r.revision desc limit 1) r
   where d.subject_id = any($1::text[])`,
);

/** Documents of these models and versions as they stood at an instant; the caller must be allowed to read them. */
export const documentsAsOf = (db: Reader, subjectIds: readonly string[], at: string): Promise<DocumentThen[]> =>
  db.rows(then, [subjectIds, at]);

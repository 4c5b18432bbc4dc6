import { type Sql, sql } from "../../db/sql.js";
import type { DocumentFields } from "./document-rules.js";

/** The document of a subject and kind, with its newest revision's number. */
export interface FoundDocument {
  readonly id: string;
  readonly revision: number;
}

/** A new revision. */
export interface NewRevision extends FoundDocument {
  readonly subjectId: string;
  readonly title: string;
  readonly contentSha256: string;
  readonly size: number;
  readonly fields: DocumentFields;
  readonly digest: string;
  readonly publishedBy: string;
  /** Everyone behind it. */
  readonly behind: readonly string[];
}

const find = sql(
  "document.find",
  `select d.id, (select max(r.revision) from document_revision r where r.document_id = d.id) as revision
   from document d where d.subject_id = $1 and d.kind = $2`,
);
const insert = sql(
  "document.insert",
  "insert into document (id, subject_id, registered_model_id, model_version_id, kind) values ($1, $2, $3, $4, $5)",
);
const keepContent = sql(
  "document.keep_content",
  "insert into document_content (sha256, content) values (decode($1, 'hex'), $2) on conflict do nothing",
);
const insertRevision = sql(
  "document.insert_revision",
  `insert into document_revision (document_id, revision, subject_id, title, content_sha256, size, fields, digest, published_by, behind)
   values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8, $9, $10)`,
);

/** The document as it is; undefined when there is none. The model's row is locked. */
export const findDocument = (tx: Sql, subjectId: string, kind: string): Promise<FoundDocument | undefined> =>
  tx.row<FoundDocument>(find, [subjectId, kind]);

interface NewDocument {
  readonly id: string;
  readonly subjectId: string;
  readonly modelId: string;
  readonly versionId: string | null;
  readonly kind: string;
}

/** Stores a document's row; its first revision follows by `storeRevision`. */
export const storeDocument = async (
  tx: Sql,
  { id, subjectId, modelId, versionId, kind }: NewDocument,
): Promise<void> => {
  await tx.rows(insert, [id, subjectId, modelId, versionId, kind]);
};

/** Stores one revision with its text; none is ever changed. */
export const storeRevision = async (tx: Sql, revision: NewRevision, content: string): Promise<void> => {
  const { id, revision: number, subjectId, title, contentSha256, size, fields, digest, publishedBy, behind } = revision;
  await tx.rows(keepContent, [contentSha256, content]);
  await tx.rows(insertRevision, [
    id,
    number,
    subjectId,
    title,
    contentSha256,
    size,
    JSON.stringify(fields),
    digest,
    publishedBy,
    behind,
  ]);
};

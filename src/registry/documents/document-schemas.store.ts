import { type Sql, sql } from "../../db/sql.js";

/** A schema of a kind's fields, as a pack brings it. */
export interface NewDocumentSchema {
  /** The organisation, team or model whose documents must fit. */
  readonly scopeId: string;
  readonly kind: string;
  readonly packId: string;
  readonly packVersion: string;
  readonly schema: object;
  readonly digest: string;
}

const insert = sql(
  "document.insert_schema",
  `insert into document_schema (scope_id, kind, pack_id, pack_version, schema, digest) values ($1, $2, $3, $4, $5, $6)`,
);

/** Stores a schema that documents of its kind must fit from now on, where a gate asks for them. */
export const storeDocumentSchema = async (tx: Sql, given: NewDocumentSchema): Promise<void> => {
  const { scopeId, kind, packId, packVersion, schema, digest } = given;
  await tx.rows(insert, [scopeId, kind, packId, packVersion, JSON.stringify(schema), digest]);
};

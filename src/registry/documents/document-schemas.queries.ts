import { ORGANIZATION_ID } from "../../db/ids.js";
import { type Reader, sql } from "../../db/sql.js";

/** A schema that documents of a kind must fit. */
export interface DocumentSchema {
  readonly kind: string;
  readonly packId: string;
  readonly packVersion: string;
  readonly schema: object;
  readonly digest: string;
}

const covering = sql(
  "document.schemas_covering",
  `select distinct on (scope_id, pack_id, kind) kind, pack_id as "packId", pack_version as "packVersion", schema, digest
   from document_schema where scope_id = any($1::text[]) and kind = any($2::text[])
   order by scope_id, pack_id, kind, id desc`,
);

/** The schemas in force for a model's documents of these kinds: of each pack and scope that which came last. */
export const schemasCovering = (
  db: Reader,
  model: { readonly id: string; readonly teamId: string },
  kinds: readonly string[],
): Promise<DocumentSchema[]> => db.rows(covering, [[ORGANIZATION_ID, model.teamId, model.id], kinds]);

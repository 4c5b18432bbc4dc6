import { type Sql, sql } from "../db/sql.js";

/** A version and its model as a transition needs them, both rows locked; deleted ones too. */
export interface Locked {
  readonly model: {
    readonly id: string;
    readonly name: string;
    readonly teamId: string;
    readonly teamSlug: string;
    readonly visibility: string;
    readonly deletedAt: string | null;
  };
  readonly version: {
    readonly id: string;
    readonly version: number;
    readonly digest: string;
    /** PROVISIONAL while its run goes on: it is taken again before anybody signs. */
    readonly snapshot: "NONE" | "PROVISIONAL" | "FINAL";
    /** Everyone behind the version's making. */
    readonly authors: readonly string[];
    readonly deletedAt: string | null;
  };
}

const modelOf = sql("locked.model_of", 'select registered_model_id as "modelId" from model_version where id = $1');
const lockModel = sql(
  "locked.model",
  `select m.id, m.name, m.team_id as "teamId", team.slug as "teamSlug", m.visibility, m.deleted_at as "deletedAt"
   from registered_model m join team on team.id = m.team_id where m.id = $1 for update of m`,
);
const lockVersion = sql(
  "locked.version",
  `select id, version, digest, snapshot, authors, deleted_at as "deletedAt" from model_version where id = $1 for update`,
);

/** Locks the model's row, then the version's; undefined when there never was such a version. */
export const lockSubjects = async (tx: Sql, versionId: string): Promise<Locked | undefined> => {
  const found = await tx.row<{ modelId: string }>(modelOf, [versionId]);
  if (found === undefined) return undefined;
  const model = await tx.row<Locked["model"]>(lockModel, [found.modelId]);
  const version = await tx.row<Locked["version"]>(lockVersion, [versionId]);
  return model && version && { model, version };
};

/** Locks a model's row, before its open requests are looked at. */
export const lockSubjectsOf = async (tx: Sql, modelId: string): Promise<void> => {
  await tx.rows(lockModel, [modelId]);
};

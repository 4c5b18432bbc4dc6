import type { VersionContent } from "../../../verify/version-digest.js";
import { type Reader, sql } from "../../db/sql.js";
import { PROMPT_TAG } from "../prompt-rules.js";
import type { Provenance } from "../versions.store.js";
import type { RetakenOf } from "./retake-snapshot.step.js";

/** A version's frozen content with where it came from. */
export interface FrozenVersion extends Provenance {
  readonly id: string;
  readonly modelName: string;
  readonly version: number;
  readonly isPrompt: boolean;
  readonly content: VersionContent;
  readonly authors: readonly string[];
}

type FrozenRow = Omit<FrozenVersion, "content"> &
  Omit<VersionContent, "run"> & { readonly runSnapshot: VersionContent["run"] };

const frozen = sql(
  "version.frozen",
  `select v.id, m.name as "modelName", v.version, v.authors, v.source, v.run_id as "runId", v.params, v.metrics, v.datasets,
     v.artifacts, v.run_snapshot as "runSnapshot", v.run as "runUuid", v.logged_model as "loggedModelUuid",
     v.artifact_root as "artifactRoot", v.snapshot, exists (select from tag t where t.subject_id = m.id
       and t.key = '${PROMPT_TAG}' and lower(t.value) = 'true') as "isPrompt"
   from model_version v join registered_model m on m.id = v.registered_model_id
   where v.id = $1 and v.deleted_at is null and m.deleted_at is null`,
);

/** What the version froze; undefined when there is no such live version. */
export const frozenVersion = async (db: Reader, id: string): Promise<FrozenVersion | undefined> => {
  const row = await db.row<FrozenRow>(frozen, [id]);
  if (row === undefined) return undefined;
  const { source, runId, params, metrics, datasets, artifacts, runSnapshot, ...facts } = row;
  return { ...facts, content: { source, runId, params, metrics, datasets, artifacts, run: runSnapshot ?? null } };
};

/** How final a version's content is, and who is behind it. */
export type FrozenState = Pick<FrozenVersion, "snapshot" | "authors">;

const state = sql(
  "version.frozen_state",
  `select v.snapshot, v.authors from model_version v join registered_model m on m.id = v.registered_model_id
   where v.id = $1 and v.deleted_at is null and m.deleted_at is null`,
);

/** Of the version what needs none of its content; undefined when there is no such live version. */
export const frozenState = (db: Reader, id: string): Promise<FrozenState | undefined> =>
  db.row<FrozenState>(state, [id]);

const metrics = sql(
  "version.frozen_metrics",
  `select f.metric ->> 'key' as key, f.metric -> 'value' as value
   from model_version v cross join lateral json_array_elements(v.metrics) f(metric)
   where v.id = $1 and f.metric ->> 'key' = any($2::text[])`,
);

/** The frozen values of these metrics of a version, in no order. */
export const frozenMetrics = (
  db: Reader,
  id: string,
  keys: readonly string[],
): Promise<VersionContent["metrics"][number][]> => db.rows(metrics, [id, keys]);

const provisional = sql(
  "version.provisional_of_run",
  `select v.id, v.registered_model_id as "modelId", v.run as "runUuid", v.logged_model as "loggedModelUuid", v.artifact_root as "artifactRoot"
   from model_version v join registered_model m on m.id = v.registered_model_id
   where v.run = $1 and v.snapshot = 'PROVISIONAL' and v.deleted_at is null and m.deleted_at is null
   order by v.registered_model_id, v.id`,
);

/** Live versions of the run whose content is not final yet, and what their snapshot is taken of. */
export const provisionalOf = (db: Reader, runUuid: string): Promise<(RetakenOf & { id: string; modelId: string })[]> =>
  db.rows(provisional, [runUuid]);

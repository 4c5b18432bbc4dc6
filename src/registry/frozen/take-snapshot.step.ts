import type { VersionContent } from "../../../verify/version-digest.js";
import { filesBelow } from "../../artifacts/artifacts.queries.js";
import type { Database } from "../../db/database.js";
import { hexOfUuid } from "../../db/ids.js";
import type { Sql } from "../../db/sql.js";
import { loggedModelData } from "../../tracking/logged-models/logged-models.queries.js";
import type { LoggedModelFacts } from "../../tracking/logged-models/logged-models.store.js";
import { noRunData, runData } from "../../tracking/runs/run-data.queries.js";
import type { RunFacts } from "../../tracking/runs/runs.store.js";
import { trackingLimits } from "../../tracking/tracking-limits.js";
import { doubleValue, latestByKey, snapshotOf } from "../run-snapshot.js";

/** What a snapshot is taken of: the run, the logged model, and the folder of the latter, else of the former. */
export interface SnapshotOf {
  readonly run: RunFacts | null;
  readonly loggedModel: Pick<LoggedModelFacts, "uuid"> | null;
  readonly artifactRoot: string | null;
}

export type Taken = Pick<VersionContent, "params" | "metrics" | "datasets" | "artifacts" | "run">;

/**
 * Reads what a version freezes: the files of its source, and the run's params, latest metrics, tags and data sets; of a
 * logged model whose run cannot be read, its own params and metrics.
 */
export const takeSnapshot = async (tx: Sql, db: Database, of: SnapshotOf): Promise<Taken> => {
  const [artifacts, facts] = [await filesOf(tx, of), await factsOf(tx, db, of)];
  return { ...facts, artifacts };
};

/** What there is too much of for a version to freeze, in words; undefined when all of it fits. */
export const excessOf = ({ artifacts, params, metrics, datasets, run }: Taken): string | undefined => {
  const counted = { files: artifacts, params, metrics, "data sets": datasets, tags: run?.tags ?? [] };
  const [what] = Object.entries(counted).find(([, { length }]) => length > trackingLimits.frozen) ?? [];
  return what === undefined ? undefined : `more than ${trackingLimits.frozen.toLocaleString("en-US")} ${what}`;
};

const filesOf = async (tx: Sql, { run, loggedModel, artifactRoot }: SnapshotOf): Promise<Taken["artifacts"]> => {
  const owner = loggedModel?.uuid ?? run?.uuid;
  if (artifactRoot === null || owner === undefined) return [];
  return filesBelow(tx, { uuid: owner }, artifactRoot, trackingLimits.frozen + 1);
};

const factsOf = async (tx: Sql, db: Database, { run, loggedModel }: SnapshotOf): Promise<Omit<Taken, "artifacts">> => {
  if (run === null) return loggedModel === null ? nothing : factsOfModel(tx, loggedModel.uuid);
  const data = (await runData(db, [run.uuid], tx)).get(run.uuid) ?? noRunData;
  return {
    params: data.params,
    metrics: data.metrics.map(({ key, value }) => ({ key, value: doubleValue(value) })),
    datasets: data.datasets.map(({ name, digest, source }) => ({ name, digest, source })),
    run: snapshotOf({ ...run, hex: hexOfUuid(run.uuid) }, data),
  };
};

const nothing = { params: [], metrics: [], datasets: [], run: null };

const factsOfModel = async (tx: Sql, uuid: string): Promise<Omit<Taken, "artifacts">> => {
  const data = (await loggedModelData(tx, [uuid])).get(uuid);
  return { ...nothing, params: data?.params ?? [], metrics: latestByKey(data?.metrics ?? []) };
};

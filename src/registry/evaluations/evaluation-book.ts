import type { Access } from "../../access/ability.js";
import type { RightsOf } from "../../access/rights-reader.js";
import type { Reader } from "../../db/sql.js";
import {
  type EvaluatedVersion,
  type EvaluationRow,
  evaluationsOf,
  keysAndStarts,
  type MetricsAsked,
} from "../../tracking/evaluations/evaluations.queries.js";
import { type EvaluatedFacts, evaluatedFacts } from "./evaluated-versions.queries.js";
import { type EvaluationBook, type KnownEvaluation, newestFirst } from "./evaluation-rules.js";

/** Whose evaluations, and of which metrics. */
export interface BookOf {
  readonly versionIds: readonly string[];
  readonly metrics: MetricsAsked;
}

type Rights = ReadonlyMap<string, Access>;

/**
 * Every evaluation that could count of these versions, with what decides whether it does: at most three statements for all
 * of them. What makers and authors may do is as it is now. Whoever asks must be allowed to read the versions.
 */
export const evaluationBook = async (
  rightsOf: RightsOf,
  reader: Reader,
  { versionIds, metrics }: BookOf,
): Promise<EvaluationBook> => {
  if (versionIds.length === 0 || keysAndStarts(metrics).some((asked) => asked?.length === 0)) return [];
  const versions = await evaluatedFacts(reader, versionIds, metrics);
  const rows = await evaluationsOf(reader, versions.map(foundBy), metrics);
  const given = versions.flatMap(givenRecord);
  if (rows.length + given.length === 0) return [];
  const byId = new Map(versions.map((version) => [version.id, version]));
  const people = new Set([
    ...[...rows, ...given].map(({ by }) => by),
    ...rows.flatMap(({ versionId, runId }) => (runId === null ? [] : (byId.get(versionId)?.authors ?? []))),
  ]);
  const rights = await rightsOf([...people]);
  return [
    ...rows.flatMap((row) => judged(row, byId.get(row.versionId), rights)),
    ...given.flatMap((each) => judged(each, byId.get(each.versionId), rights)),
  ].sort(newestFirst);
};

const foundBy = (version: EvaluatedFacts): EvaluatedVersion => {
  const { id, loggedModel, run, snapshot, authors, datasets, metrics, targets } = version;
  const frozeRun = snapshot !== "NONE" && run !== null;
  return {
    id,
    loggedModel,
    authors,
    run: frozeRun ? run : null,
    datasets: frozeRun ? datasets : [],
    metrics: frozeRun ? (metrics ?? []) : [],
    targets,
  };
};

type Judgeable = Omit<EvaluationRow, "digest"> & { readonly digest: string | null };

/** What whoever made the version by GraphQL said of it, on the only data set that they named. */
const givenRecord = (version: EvaluatedFacts): Judgeable[] => {
  const [dataset, ...others] = version.datasets;
  if (version.snapshot !== "NONE" || dataset === undefined || others.length > 0) return [];
  return (version.metrics ?? []).map(({ key, value }) => ({
    versionId: version.id,
    metric: key,
    value: Number(value),
    name: dataset.name,
    digest: dataset.digest,
    schemaDigest: null,
    rows: null,
    sha256: null,
    runId: null,
    recordId: null,
    source: "FROZEN",
    by: version.createdById,
    experimentId: null,
    ownerId: null,
    visibility: null,
    untouched: false,
    at: version.createdAt,
    step: 0n,
    timestamp: 0n,
    attempts: 1,
  }));
};

const judged = (row: Judgeable, version: EvaluatedFacts | undefined, rights: Rights): KnownEvaluation[] => {
  if (version === undefined) return [];
  const { versionId, metric, value, name, digest, schemaDigest, rows, sha256, runId, recordId } = row;
  const { modelId: id, teamId, visibility } = version;
  const model = { type: "RegisteredModel" as const, id, teamId, visibility };
  const known = {
    versionId,
    metric,
    value,
    dataset: { name, digest, schemaDigest, rows, sha256 },
    runId,
    recordId,
    source: row.source,
    attempts: row.attempts,
    at: row.at,
    by: row.by,
    byContributor: rights.get(row.by)?.ability.can("contribute", model) === true,
    independent: row.untouched && !version.authors.some((author) => writesThere(rights.get(author), row)),
    experiment: experimentOf(row),
    step: row.step,
    timestamp: row.timestamp,
  };
  return [known];
};

const experimentOf = ({ experimentId: id, ownerId, visibility }: Judgeable): KnownEvaluation["experiment"] =>
  id === null || ownerId === null || visibility === null ? null : { id, ownerId, visibility };

/** Whether someone may change the run now. */
const writesThere = (access: Access | undefined, { ownerId, visibility, by }: Judgeable): boolean =>
  ownerId !== null &&
  visibility !== null &&
  access?.ability.can("contribute", { type: "Run", teamId: ownerId, visibility, createdById: by }) === true;

import { hexOfUuid } from "../db/ids.js";
import { millisOf } from "../instant.js";
import type { ModelDetails, VersionDetails } from "../registry/version-details.queries.js";
import { message } from "./wire/shape.js";

/** MLflow's ModelVersion; `description`, `run_id` and `run_link` are there even when empty. */
export const versionShape = (version: VersionDetails): object =>
  message({
    name: version.modelName,
    version: String(version.version),
    creation_timestamp: millisOf(version.createdAt),
    last_updated_timestamp: millisOf(version.updatedAt),
    user_id: version.createdBy,
    current_stage: version.stage,
    description: version.description,
    source: version.source,
    run_id: version.runId ?? "",
    status: "READY",
    run_link: version.runLink,
    tags: version.tags,
    aliases: version.aliases,
    model_id: version.loggedModel === null ? undefined : `m-${hexOfUuid(version.loggedModel)}`,
  });

/** MLflow's RegisteredModel with the newest version of each stage. */
export const modelShape = (model: ModelDetails, latest: readonly VersionDetails[]): object =>
  message({
    name: model.name,
    creation_timestamp: millisOf(model.createdAt),
    last_updated_timestamp: millisOf(model.updatedAt),
    user_id: model.createdBy,
    description: model.description || undefined,
    latest_versions: latest.map(versionShape),
    tags: model.tags,
    aliases: model.aliases.map(({ alias, version }) => ({ alias, version: String(version) })),
  });

/** Where the files of a version are downloaded from: what it froze here, else its source. */
export const downloadUri = ({ id, holdsArtifacts, source }: VersionDetails): string =>
  holdsArtifacts ? `mlflow-artifacts:/versions/${id}/artifacts` : source;

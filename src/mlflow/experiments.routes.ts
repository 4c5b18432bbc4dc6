import type { Ctx } from "../context.js";
import { ORGANIZATION_ID } from "../db/ids.js";
import { DomainError } from "../errors.js";
import { bodyLimits } from "../http/limits.js";
import { millisOf } from "../instant.js";
import { createExperiment } from "../tracking/experiments/create-experiment.js";
import { deleteExperiment } from "../tracking/experiments/delete-experiment.js";
import { deleteExperimentTag } from "../tracking/experiments/delete-experiment-tag.js";
import {
  type ExperimentRead,
  experimentsByNumber,
  experimentsNamed,
  experimentTags,
  searchExperiments,
} from "../tracking/experiments/experiments.queries.js";
import { restoreExperiment } from "../tracking/experiments/restore-experiment.js";
import { setExperimentTag } from "../tracking/experiments/set-experiment-tag.js";
import { updateExperiment } from "../tracking/experiments/update-experiment.js";
import { datasetsOfExperiments } from "../tracking/runs/runs.queries.js";
import { absentExperiment, artifactLocation, experimentNumber, findByNumber, viewTypes } from "./experiments.js";
import { experimentGrammar } from "./search/grammars.js";
import { parseFilter } from "./search/parse-filter.js";
import { parseOrder } from "./search/parse-order.js";
import { teamForCreation, teamInContext } from "./team-context.js";
import { foundOr, saying } from "./wire/absent.js";
import { cutShort, int, oneOf, requiredText, text, texts } from "./wire/message.js";
import { ajax2, type Call, operation } from "./wire/operation.js";
import { cut, pageSize, pageTokens } from "./wire/page-token.js";
import { pairs, withText } from "./wire/pairs.js";
import { message } from "./wire/shape.js";

/** Its id here; the empty string, which is nobody's, when the caller does not read it. */
const idOf = async (ctx: Ctx, id: string): Promise<string> => (await findByNumber(ctx, id))?.id ?? "";

/** MLflow's Experiments: the first of these, of all unless that is too much for one answer. */
const shapes = async (ctx: Ctx, experiments: readonly ExperimentRead[]): Promise<object[]> => {
  const tags = await experimentTags(
    ctx.db.reader,
    experiments.map(({ id }) => id),
  );
  return experiments.slice(0, tags.size).map((experiment) =>
    message({
      experiment_id: experiment.number.toString(),
      name: experiment.name,
      artifact_location: artifactLocation(experiment),
      lifecycle_stage: experiment.deletedAt === null ? "active" : "deleted",
      last_update_time: millisOf(experiment.updatedAt),
      creation_time: millisOf(experiment.createdAt),
      tags: tags.get(experiment.id),
    }),
  );
};

const create = operation(
  "POST",
  "/mlflow/experiments/create",
  {
    policy: "authenticated",
    bodyBytes: bodyLimits.manyBytes,
    fields: { name: requiredText, artifact_location: text, tags: pairs },
  },
  async (call, { name, artifact_location, tags }) => {
    const teamId = await teamForCreation(call, "createExperiment", tags);
    const { number } = await createExperiment(call.ctx, {
      teamId,
      name,
      artifactLocation: artifact_location,
      tags: withText(tags),
    });
    return { experiment_id: number };
  },
);

const get = operation(
  "GET",
  "/mlflow/experiments/get",
  { policy: "READ", fields: { experiment_id: requiredText } },
  async ({ ctx }, { experiment_id }) => {
    const experiment = foundOr(absentExperiment(experiment_id), await findByNumber(ctx, experiment_id));
    return { experiment: (await shapes(ctx, [experiment]))[0] };
  },
);

const listed = (found: readonly ExperimentRead[]): string =>
  found
    .map(
      ({ number, ownerId, ownerSlug }) =>
        `${number} (${ownerId === ORGANIZATION_ID ? "organisation" : `team ${ownerSlug}`})`,
    )
    .join(", ");

const BY_TEAM = "Ask by experiment_id, or name the team by MLFLOW_WORKSPACE or /teams/<slug> in the tracking URI.";

/**
 * The experiment of this name in the team in context, else the one that is visible. `set_experiment` makes what it does
 * not find: who can make one in the team in context is not led into another team's, and is told of it. A team that is
 * named but unknown is refused, as `create` refuses it.
 */
const named = async (call: Call, name: string): Promise<ExperimentRead> => {
  const { db, access } = call.ctx;
  const team = await teamInContext(call);
  const found = await experimentsNamed(db.reader, access.ability, name.slice(0, 1_000));
  const absent = `Could not find experiment with name '${cutShort(name)}'`;
  const ours = found.find(({ ownerSlug }) => ownerSlug === team?.slug);
  if (ours !== undefined) return ours;
  if (team?.createsExperiments === true) {
    const others = found.length === 0 ? "" : ` in team ${team.slug}; others have one: ${listed(found)}. ${BY_TEAM}`;
    return foundOr(
      `${absent}${others}`,
      found.find(({ ownerId }) => ownerId === ORGANIZATION_ID),
    );
  }
  if (found.length > 1)
    throw new DomainError(
      "INVALID_INPUT",
      `Several experiments are called '${cutShort(name)}': ${listed(found)}. ${BY_TEAM}`,
      {
        path: ["experiment_name"],
      },
    );
  return foundOr(absent, found[0]);
};

const getByName = operation(
  "GET",
  "/mlflow/experiments/get-by-name",
  { policy: "READ", fields: { experiment_name: requiredText } },
  async (call, { experiment_name }) => {
    const experiment = await named(call, experiment_name);
    return { experiment: (await shapes(call.ctx, [experiment]))[0] };
  },
);

const search = operation(
  ["GET", "POST"],
  "/mlflow/experiments/search",
  {
    policy: "READ",
    fields: { max_results: int, page_token: text, filter: text, order_by: texts, view_type: oneOf(viewTypes) },
  },
  async ({ ctx, team }, { max_results, page_token, filter = "", order_by, view_type: show = "ACTIVE_ONLY" }) => {
    const size = pageSize(max_results, null, 50_000);
    const order = parseOrder(order_by, experimentGrammar);
    const tokens = pageTokens(ctx, "experiments", [filter, order_by, show, team]);
    const found = await searchExperiments(ctx.db.reader, ctx.access.ability, {
      filter: parseFilter(filter, experimentGrammar),
      show,
      order,
      after: tokens.decode(page_token),
      limit: size + 1,
    });
    const experiments = await shapes(ctx, found.slice(0, size));
    const { token } = cut(found, experiments.length, ({ place }) => tokens.encode(...place));
    return message({ experiments, next_page_token: token });
  },
);

const remove = operation(
  "POST",
  "/mlflow/experiments/delete",
  { policy: "authenticated", fields: { experiment_id: requiredText } },
  async ({ ctx }, { experiment_id }) => {
    await saying(absentExperiment(experiment_id), async () => {
      const experiment = await findByNumber(ctx, experiment_id);
      // A second deletion finds no active experiment, as upstream.
      await deleteExperiment(ctx, { experimentId: experiment?.deletedAt === null ? experiment.id : "" });
    });
    return {};
  },
);

const restore = operation(
  "POST",
  "/mlflow/experiments/restore",
  { policy: "authenticated", fields: { experiment_id: requiredText } },
  async ({ ctx }, { experiment_id }) => {
    await saying(absentExperiment(experiment_id), async () => {
      const experiment = await findByNumber(ctx, experiment_id);
      const isDeleted = experiment !== undefined && experiment.deletedAt !== null;
      await restoreExperiment(ctx, { experimentId: isDeleted ? experiment.id : "" });
    });
    return {};
  },
);

const update = operation(
  "POST",
  "/mlflow/experiments/update",
  { policy: "authenticated", fields: { experiment_id: requiredText, new_name: requiredText } },
  async ({ ctx }, { experiment_id, new_name }) => {
    await saying(absentExperiment(experiment_id), async () =>
      updateExperiment(ctx, { experimentId: await idOf(ctx, experiment_id), name: new_name }),
    );
    return {};
  },
);

const setTag = operation(
  "POST",
  "/mlflow/experiments/set-experiment-tag",
  { policy: "authenticated", fields: { experiment_id: requiredText, key: requiredText, value: text } },
  async ({ ctx }, { experiment_id, key, value = "" }) => {
    await saying(absentExperiment(experiment_id), async () =>
      setExperimentTag(ctx, { experimentId: await idOf(ctx, experiment_id), key, value }),
    );
    return {};
  },
);

const deleteTag = operation(
  "POST",
  "/mlflow/experiments/delete-experiment-tag",
  { policy: "authenticated", fields: { experiment_id: requiredText, key: requiredText } },
  async ({ ctx }, { experiment_id, key }) => {
    const words = (at: readonly string[]): string =>
      at.length === 0
        ? absentExperiment(experiment_id)
        : `No tag with name: ${cutShort(key)} in experiment with id ${experiment_id}`;
    await saying(words, async () => deleteExperimentTag(ctx, { experimentId: await idOf(ctx, experiment_id), key }));
    return {};
  },
);

const MAX_SUMMARIES = 1_000;

/** Upstream's path lacks its slash under /api: both spellings are served. */
const searchDatasets = (["/mlflow/experiments/search-datasets", "mlflow/experiments/search-datasets"] as const).map(
  (path) =>
    operation(
      "POST",
      path,
      {
        policy: "READ",
        at: path.startsWith("/") ? [...ajax2, "/api/2.0"] : ["/api/2.0"],
        fields: { experiment_ids: texts },
      },
      async ({ ctx }, { experiment_ids }) => {
        const count = experiment_ids.length;
        if (count === 0 || count > 20)
          throw new DomainError(
            "INVALID_INPUT",
            `SearchDatasets request ${count === 0 ? "must specify at least one experiment_id." : `cannot specify more than 20 experiment_ids. Received ${count} experiment_ids.`}`,
            { path: ["experiment_ids"] },
          );
        const wanted = experiment_ids.map(experimentNumber);
        const readable = await experimentsByNumber(ctx.db.reader, ctx.access.ability, wanted);
        const live = readable.filter(({ deletedAt }) => deletedAt === null).map(({ number }) => number);
        const found = await datasetsOfExperiments(ctx.db.reader, live, MAX_SUMMARIES);
        return message({
          dataset_summaries: found.map(({ experiment, name, digest, context }) =>
            message({ experiment_id: experiment.toString(), name, digest, context }),
          ),
        });
      },
    ),
);

/** MLflow's calls on experiments (mlflow/protos/service.proto). */
export const experimentOperations = [
  create,
  get,
  getByName,
  search,
  remove,
  restore,
  update,
  setTag,
  deleteTag,
  ...searchDatasets,
];

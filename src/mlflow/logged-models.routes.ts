import type { Ctx } from "../context.js";
import { hexOfId, hexOfUuid } from "../db/ids.js";
import { DomainError } from "../errors.js";
import { bodyLimits } from "../http/limits.js";
import { millisOf } from "../instant.js";
import { registrationsOf } from "../registry/registrations.queries.js";
import { experimentsByNumber, readableNumbers } from "../tracking/experiments/experiments.queries.js";
import { createLoggedModel } from "../tracking/logged-models/create-logged-model.js";
import { deleteLoggedModel } from "../tracking/logged-models/delete-logged-model.js";
import { deleteLoggedModelTag } from "../tracking/logged-models/delete-logged-model-tag.js";
import { finalizeLoggedModel } from "../tracking/logged-models/finalize-logged-model.js";
import { logLoggedModelParams } from "../tracking/logged-models/log-logged-model-params.js";
import { searchLoggedModels } from "../tracking/logged-models/logged-model-search.queries.js";
import {
  type LoggedModelData,
  type LoggedModelRead,
  loggedModelData,
  loggedModelsById,
  noLoggedModelData,
} from "../tracking/logged-models/logged-models.queries.js";
import { setLoggedModelTags } from "../tracking/logged-models/set-logged-model-tags.js";
import type { LoggedModelStatus } from "../tracking/statuses.js";
import { absentExperiment, experimentNumber, findByNumber } from "./experiments.js";
import { absentLoggedModel, findLoggedModel, loggedModelIdOf } from "./logged-models.js";
import { withRegistrations } from "./registrations.js";
import { loggedModelGrammar } from "./search/grammars.js";
import { parseFilter } from "./search/parse-filter.js";
import { parseLoggedModelOrder } from "./search/parse-order.js";
import { saying } from "./wire/absent.js";
import { afterCommit } from "./wire/after-commit.js";
import { bool, cutShort, int, listOf, missing, requiredOneOf, requiredText, text, texts } from "./wire/message.js";
import { operation } from "./wire/operation.js";
import { cut, pageSize, pageTokensTold } from "./wire/page-token.js";
import { pairs, withText } from "./wire/pairs.js";
import { message } from "./wire/shape.js";
import { TRACKING, toldTo } from "./wire/told.js";

/** MLflow's LoggedModelStatus numbers. */
const statuses = {
  LOGGED_MODEL_PENDING: 1,
  LOGGED_MODEL_READY: 2,
  LOGGED_MODEL_UPLOAD_FAILED: 3,
} as const satisfies Record<`LOGGED_MODEL_${LoggedModelStatus}`, number>;

interface Held {
  readonly model: LoggedModelRead;
  readonly data: LoggedModelData;
}

/** MLflow's LoggedModels with all that they hold, but for the ids of runs that the caller does not read. */
const shapes = async ({ db, access }: Ctx, models: readonly Held[]): Promise<object[]> => {
  const [readable, made] = await Promise.all([
    readableNumbers(
      db.reader,
      access.ability,
      models.flatMap(({ data }) => data.metrics.map(({ experiment }) => experiment)),
      models.map(({ model }) => model.experiment),
    ),
    registrationsOf(
      db.reader,
      access.ability,
      models.map(({ model }) => model.uuid),
    ),
  ]);
  return models.map(({ model, data }) => {
    const tags = withRegistrations(data.tags, made.get(model.uuid));
    return shape({ model, data: { ...data, tags } }, readable);
  });
};

const shape = ({ model, data: { params, tags, metrics } }: Held, readable: ReadonlySet<bigint>): object => ({
  info: message({
    model_id: `m-${hexOfUuid(model.uuid)}`,
    experiment_id: model.experiment.toString(),
    name: model.name,
    creation_timestamp_ms: millisOf(model.createdAt),
    last_updated_timestamp_ms: millisOf(model.updatedAt),
    artifact_uri: model.artifactUri,
    status: `LOGGED_MODEL_${model.status}`,
    model_type: model.modelType,
    source_run_id: model.sourceRun ?? "",
    tags,
  }),
  data: message({
    params,
    metrics: metrics.map((metric) =>
      message({
        key: metric.key,
        value: metric.value,
        timestamp: metric.timestamp,
        step: metric.step,
        model_id: `m-${hexOfUuid(model.uuid)}`,
        run_id: readable.has(metric.experiment) ? metric.run : undefined,
        dataset_name: metric.datasetName || undefined,
        dataset_digest: metric.datasetDigest || undefined,
      }),
    ),
  }),
});

const read = async (ctx: Ctx, modelId: string, deleted = false): Promise<{ model: object }> => {
  const model = await findLoggedModel(ctx, modelId, deleted);
  const data = (await loggedModelData(ctx.db.reader, [model.uuid])).get(model.uuid) ?? noLoggedModelData;
  return { model: (await shapes(ctx, [{ model, data }]))[0] ?? {} };
};

const create = operation(
  "POST",
  "/mlflow/logged-models",
  {
    policy: "authenticated",
    bodyBytes: bodyLimits.manyBytes,
    fields: {
      experiment_id: requiredText,
      name: text,
      model_type: text,
      source_run_id: text,
      params: pairs,
      tags: pairs,
    },
  },
  async ({ ctx }, { experiment_id, name, model_type, source_run_id, params, tags }) => {
    const { loggedModelId } = await saying(absentExperiment(experiment_id), async () =>
      createLoggedModel(ctx, {
        experimentId: (await findByNumber(ctx, experiment_id))?.id ?? "",
        name: name || undefined,
        modelType: model_type,
        sourceRun: source_run_id,
        params: withText(params),
        tags: withText(tags),
      }),
    );
    return afterCommit(() => read(ctx, `m-${hexOfId(loggedModelId)}`));
  },
);

const get = operation(
  "GET",
  "/mlflow/logged-models/:model_id",
  { policy: "READ", fields: { model_id: requiredText, allow_deleted: bool } },
  async ({ ctx }, { model_id, allow_deleted }) => read(ctx, model_id, allow_deleted === true),
);

const finalize = operation(
  "PATCH",
  "/mlflow/logged-models/:model_id",
  { policy: "authenticated", fields: { model_id: requiredText, status: requiredOneOf(statuses) } },
  async ({ ctx }, { model_id, status }) => {
    await saying(absentLoggedModel(model_id), () =>
      finalizeLoggedModel(ctx, {
        loggedModelId: loggedModelIdOf(model_id),
        status: status.replace("LOGGED_MODEL_", "") as LoggedModelStatus,
      }),
    );
    return toldTo(ctx, TRACKING, () => read(ctx, model_id), { model: { info: { model_id, status }, data: {} } });
  },
);

const remove = operation(
  "DELETE",
  "/mlflow/logged-models/:model_id",
  { policy: "authenticated", fields: { model_id: requiredText } },
  async ({ ctx }, { model_id }) => {
    const [model] = await loggedModelsById(ctx.db.reader, ctx.access.ability, [loggedModelIdOf(model_id)]);
    // A second deletion changes nothing, as upstream.
    if (model !== undefined && model.deletedAt !== null) return {};
    await saying(absentLoggedModel(model_id), () =>
      deleteLoggedModel(ctx, { loggedModelId: loggedModelIdOf(model_id) }),
    );
    return {};
  },
);

const logParams = operation(
  "POST",
  "/mlflow/logged-models/:model_id/params",
  { policy: "authenticated", bodyBytes: bodyLimits.manyBytes, fields: { model_id: requiredText, params: pairs } },
  async ({ ctx }, { model_id, params }) => {
    await saying(absentLoggedModel(model_id), () =>
      logLoggedModelParams(ctx, { loggedModelId: loggedModelIdOf(model_id), params: withText(params) }),
    );
    return {};
  },
);

const setTags = operation(
  "PATCH",
  "/mlflow/logged-models/:model_id/tags",
  { policy: "authenticated", bodyBytes: bodyLimits.manyBytes, fields: { model_id: requiredText, tags: pairs } },
  async ({ ctx }, { model_id, tags }) => {
    await saying(absentLoggedModel(model_id), () =>
      setLoggedModelTags(ctx, { loggedModelId: loggedModelIdOf(model_id), tags: withText(tags) }),
    );
    return {};
  },
);

const deleteTag = operation(
  "DELETE",
  // Clients write the key into the path as it is, slashes and all.
  "/mlflow/logged-models/:model_id/tags/*",
  { policy: "authenticated", rest: "tag_key", fields: { model_id: requiredText, tag_key: requiredText } },
  async ({ ctx }, { model_id, tag_key }) => {
    const words = (at: readonly string[]): string =>
      at.length === 0
        ? absentLoggedModel(model_id)
        : `No tag with key '${cutShort(tag_key)}' found for model with ID '${model_id}'.`;
    await saying(words, () => deleteLoggedModelTag(ctx, { loggedModelId: loggedModelIdOf(model_id), key: tag_key }));
    return {};
  },
);

const DEFAULT_PAGE = 50;
const MAX_PAGE = 50_000;

const search = operation(
  "POST",
  "/mlflow/logged-models/search",
  {
    policy: "READ",
    fields: {
      experiment_ids: texts,
      filter: text,
      datasets: listOf({ dataset_name: text, dataset_digest: text }),
      max_results: int,
      order_by: listOf({ field_name: text, ascending: bool, dataset_name: text, dataset_digest: text }),
      page_token: text,
    },
  },
  async ({ ctx }, { experiment_ids, filter = "", datasets, max_results, order_by, page_token }) => {
    if (experiment_ids.length === 0) throw missing("experiment_ids");
    const on = datasets.map(({ dataset_name, dataset_digest }) => {
      if (!dataset_name)
        throw new DomainError("INVALID_INPUT", "`dataset_name` in the `datasets` clause must be specified.");
      return { name: dataset_name, digest: dataset_digest ?? null };
    });
    const size = pageSize(max_results || undefined, DEFAULT_PAGE, MAX_PAGE);
    const condition = parseFilter(filter, loggedModelGrammar);
    const order = parseLoggedModelOrder(order_by);
    const tokens = pageTokensTold(ctx, "logged models", {
      "Experiment IDs": ["experiment IDs", experiment_ids],
      "Filter string": ["filter string", filter],
      "Order by": ["order by", order_by],
      Datasets: ["datasets", on],
    });
    const after = tokens.decode(page_token);
    const wanted = experiment_ids.map(experimentNumber);
    const readable = await experimentsByNumber(ctx.db.reader, ctx.access.ability, wanted);
    const experiments = readable.filter(({ deletedAt }) => deletedAt === null).map(({ number }) => number);
    const query = { experiments, filter: condition, datasets: on, order, after, limit: size + 1 };
    const found = await searchLoggedModels(ctx.db.reader, query);
    const uuids = found.slice(0, size).map(({ uuid }) => uuid);
    const data = await loggedModelData(ctx.db.reader, uuids);
    const { rows, token } = cut(found, data.size, ({ place }) => tokens.encode(...place));
    const held = rows.map((model) => ({ model, data: data.get(model.uuid) ?? noLoggedModelData }));
    return message({ models: await shapes(ctx, held), next_page_token: token });
  },
);

/** MLflow's calls on logged models (mlflow/protos/service.proto; 3.x clients). */
export const loggedModelOperations = [create, search, get, finalize, remove, logParams, setTags, deleteTag];

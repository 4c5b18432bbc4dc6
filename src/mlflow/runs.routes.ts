import type { Ctx } from "../context.js";
import { bodyLimits } from "../http/limits.js";
import { experimentsByNumber } from "../tracking/experiments/experiments.queries.js";
import { RUN_NAME } from "../tracking/run-names.js";
import { createRun } from "../tracking/runs/create-run.js";
import { deleteRun } from "../tracking/runs/delete-run.js";
import { deleteRunTag } from "../tracking/runs/delete-run-tag.js";
import { finishRun } from "../tracking/runs/finish-run.js";
import { restoreRun } from "../tracking/runs/restore-run.js";
import { resumeRun } from "../tracking/runs/resume-run.js";
import { noRunData, runData } from "../tracking/runs/run-data.queries.js";
import { searchRuns } from "../tracking/runs/run-search.queries.js";
import { runsById, runsFound } from "../tracking/runs/runs.queries.js";
import { setRunTags } from "../tracking/runs/set-run-tags.js";
import type { RunStatus } from "../tracking/statuses.js";
import { absentExperiment, experimentNumber, findByNumber, viewTypes } from "./experiments.js";
import { runInfo, runShapes } from "./run-shape.js";
import { absentRun, givenRunId, runIdFields, runIdOf } from "./runs.js";
import { runGrammar } from "./search/grammars.js";
import { parseFilter } from "./search/parse-filter.js";
import { parseOrder } from "./search/parse-order.js";
import { foundOr, saying } from "./wire/absent.js";
import { afterCommit } from "./wire/after-commit.js";
import { cutShort, int, long, oneOf, requiredText, text, texts } from "./wire/message.js";
import { operation } from "./wire/operation.js";
import { cut, pageSize, pageTokens } from "./wire/page-token.js";
import { pairs, withText } from "./wire/pairs.js";
import { message } from "./wire/shape.js";
import { TRACKING, toldTo } from "./wire/told.js";

/** MLflow's RunStatus numbers. */
const statuses = { RUNNING: 1, SCHEDULED: 2, FINISHED: 3, FAILED: 4, KILLED: 5 } as const satisfies Record<
  RunStatus,
  number
>;

const readById = async (ctx: Ctx, runId: string, absent: string) => {
  const run = foundOr(absent, (await runsById(ctx.db.reader, ctx.access.ability, [runId]))[0]);
  return { run, data: (await runData(ctx.db, [run.uuid])).get(run.uuid) ?? noRunData };
};

const read = (ctx: Ctx, hex: string) => readById(ctx, runIdOf(hex), absentRun(hex));

const shapeOf = async (ctx: Ctx, run: Awaited<ReturnType<typeof readById>>) => (await runShapes(ctx, [run]))[0];

const create = operation(
  "POST",
  "/mlflow/runs/create",
  {
    policy: "authenticated",
    bodyBytes: bodyLimits.manyBytes,
    fields: { experiment_id: text, user_id: text, run_name: text, start_time: long, tags: pairs },
  },
  async ({ ctx }, { experiment_id = "0", user_id, run_name, start_time, tags: given }) => {
    const { runId } = await saying(absentExperiment(experiment_id), async () =>
      createRun(ctx, {
        experimentId: (await findByNumber(ctx, experiment_id || "0"))?.id ?? "",
        name: run_name,
        userId: user_id,
        startTime: start_time,
        tags: withText(given),
      }),
    );
    return { run: await shapeOf(ctx, await afterCommit(() => readById(ctx, runId, absentRun(runId)))) };
  },
);

const get = operation("GET", "/mlflow/runs/get", { policy: "READ", fields: runIdFields }, async ({ ctx }, given) => ({
  run: await shapeOf(ctx, await read(ctx, givenRunId(given))),
}));

const update = operation(
  "POST",
  "/mlflow/runs/update",
  { policy: "authenticated", fields: { ...runIdFields, status: oneOf(statuses), end_time: long, run_name: text } },
  async ({ ctx }, { status, end_time: endTime, run_name, ...given }) => {
    const hex = givenRunId(given);
    const runId = runIdOf(hex);
    await saying(absentRun(hex), async () => {
      const name = run_name ? [{ key: RUN_NAME, value: run_name }] : [];
      if (name.length > 0 || status === undefined) await setRunTags(ctx, { runId, tags: name, endTime });
      if (status === "RUNNING" || status === "SCHEDULED") await resumeRun(ctx, { runId, status, endTime });
      else if (status !== undefined) await finishRun(ctx, { runId, status, endTime });
    });
    const told = async () => {
      const { run, data } = await read(ctx, hex);
      return { run_info: runInfo(run, data) };
    };
    return toldTo(ctx, TRACKING, told, {
      run_info: message({ run_uuid: hex, run_id: hex, run_name, status, end_time: endTime }),
    });
  },
);

const remove = operation(
  "POST",
  "/mlflow/runs/delete",
  { policy: "authenticated", fields: { run_id: requiredText } },
  async ({ ctx }, { run_id }) => {
    await saying(absentRun(run_id), () => deleteRun(ctx, { runId: runIdOf(run_id) }));
    return {};
  },
);

const restore = operation(
  "POST",
  "/mlflow/runs/restore",
  { policy: "authenticated", fields: { run_id: requiredText } },
  async ({ ctx }, { run_id }) => {
    await saying(absentRun(run_id), () => restoreRun(ctx, { runId: runIdOf(run_id) }));
    return {};
  },
);

const setTag = operation(
  "POST",
  "/mlflow/runs/set-tag",
  { policy: "authenticated", fields: { ...runIdFields, key: requiredText, value: text } },
  async ({ ctx }, { key, value = "", ...given }) => {
    const hex = givenRunId(given);
    await saying(absentRun(hex), () => setRunTags(ctx, { runId: runIdOf(hex), tags: [{ key, value }] }));
    return {};
  },
);

const deleteTag = operation(
  "POST",
  "/mlflow/runs/delete-tag",
  { policy: "authenticated", fields: { run_id: requiredText, key: requiredText } },
  async ({ ctx }, { run_id, key }) => {
    const words = (at: readonly string[]): string =>
      at.length === 0 ? absentRun(run_id) : `No tag with name: ${cutShort(key)} in run with id ${run_id}`;
    await saying(words, () => deleteRunTag(ctx, { runId: runIdOf(run_id), key }));
    return {};
  },
);

const search = operation(
  "POST",
  "/mlflow/runs/search",
  {
    policy: "READ",
    fields: {
      experiment_ids: texts,
      filter: text,
      run_view_type: oneOf(viewTypes),
      max_results: int,
      order_by: texts,
      page_token: text,
    },
  },
  async ({ ctx }, { experiment_ids, filter = "", run_view_type: show = "ACTIVE_ONLY", ...given }) => {
    const size = pageSize(given.max_results, 1_000, 50_000);
    const order = parseOrder(given.order_by, runGrammar);
    const condition = parseFilter(filter, runGrammar);
    const wanted = [...new Set(experiment_ids)];
    const tokens = pageTokens(ctx, "runs", [wanted, filter, show, given.order_by]);
    const after = tokens.decode(given.page_token);
    const experiments = await experimentsByNumber(ctx.db.reader, ctx.access.ability, wanted.map(experimentNumber));
    const found = await searchRuns(ctx.db, { experiments, filter: condition, show, order, after, limit: size + 1 });
    const uuids = found.slice(0, size).map(({ uuid }) => uuid);
    const [runs, data] = await Promise.all([runsFound(ctx.db.reader, uuids), runData(ctx.db, uuids)]);
    const { rows, token } = cut(found, data.size, ({ place }) => tokens.encode(...place));
    const held = runs.slice(0, rows.length).map((run) => ({ run, data: data.get(run.uuid) ?? noRunData }));
    return message({ runs: await runShapes(ctx, held), next_page_token: token });
  },
);

/** MLflow's calls on runs (mlflow/protos/service.proto). */
export const runOperations = [create, get, update, remove, restore, setTag, deleteTag, search];

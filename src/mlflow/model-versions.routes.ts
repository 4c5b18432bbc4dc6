import type { Ctx } from "../context.js";
import { DomainError } from "../errors.js";
import { bodyLimits } from "../http/limits.js";
import { readLifecycle } from "../registry/lifecycle.store.js";
import { findStage } from "../registry/lifecycle-rules.js";
import { contributableNames, searchVersions } from "../registry/registry-search.queries.js";
import { deleteTag } from "../registry/tags/delete-tag.js";
import { setTag } from "../registry/tags/set-tag.js";
import { type VersionDetails, versionDetails } from "../registry/version-details.queries.js";
import { createModelVersion } from "../registry/versions/create-model-version.js";
import { deleteModelVersion } from "../registry/versions/delete-model-version.js";
import { updateModelVersion } from "../registry/versions/update-model-version.js";
import { loggedModelIdOf } from "./logged-models.js";
import { archiveOthers, moveVersion } from "./move-slot.js";
import { downloadUri, versionShape } from "./registry-shape.js";
import { modelVersionGrammar } from "./search/grammars.js";
import { parseFilter } from "./search/parse-filter.js";
import { parseOrder } from "./search/parse-order.js";
import { splitPrompts } from "./search/split-prompts.js";
import { teamsToCreateIn } from "./team-context.js";
import {
  absentModel,
  absentVersion,
  findVersion,
  lookUpVersion,
  modelIdOf,
  reread,
  spellStages,
  stageNamed,
  versionIdOf,
} from "./versions.js";
import { saying } from "./wire/absent.js";
import { afterCommit } from "./wire/after-commit.js";
import { viaClient } from "./wire/client.js";
import { bool, cutShort, int, requiredText, text, texts } from "./wire/message.js";
import { operation } from "./wire/operation.js";
import { cut, pageSize, pageTokens } from "./wire/page-token.js";
import { lastTags, pairs } from "./wire/pairs.js";
import { message } from "./wire/shape.js";
import { SERVING, toldTo } from "./wire/told.js";

const read = async (ctx: Ctx, id: string) => ({ model_version: versionShape(await reread(ctx, id)) });

const create = operation(
  "POST",
  "/mlflow/model-versions/create",
  {
    policy: "authenticated",
    bodyBytes: bodyLimits.manyBytes,
    fields: {
      name: requiredText,
      source: requiredText,
      run_id: text,
      tags: pairs,
      run_link: text,
      description: text,
      model_id: text,
    },
  },
  async ({ ctx }, { name, source, run_id, tags: given, run_link, description, model_id }) => {
    const registeredModelId = await modelIdOf(ctx, name);
    const input = {
      registeredModelId,
      source,
      runId: run_id || null,
      loggedModelId: model_id ? loggedModelIdOf(model_id) : null,
      runLink: run_link,
      description,
      tags: lastTags(given),
    };
    const { modelVersionId } = await saying(absentModel(name), () =>
      createModelVersion(ctx, input).catch((error: unknown) => tellUsableNames(ctx, name, error)),
    );
    const version = await afterCommit(() => reread(ctx, modelVersionId));
    return toldTo(ctx, SERVING, async () => ({ model_version: versionShape(version) }), {
      model_version: versionShape({ ...version, source, runId: run_id ?? "", aliases: [], loggedModel: null }),
    });
  },
);

const NAMES = 10;

const usableWords = (names: readonly string[], mayCreate: boolean): string => {
  const listed = names.slice(0, NAMES).map((each) => `'${each}'`);
  const usable = `${listed.join(", ")}${names.length > NAMES ? " and others" : ""}`;
  if (names.length > 0) return mayCreate ? `${usable}, or a name of your own` : usable;
  return mayCreate
    ? "no registered model yet: choose a name of your own"
    : "no registered model, and make none: that takes the role CONTRIBUTOR in some team";
};

/** Whoever may not add to a model is told which ones they may add to. */
const tellUsableNames = async (ctx: Ctx, name: string, error: unknown): Promise<never> => {
  if (!(error instanceof DomainError) || error.code !== "FORBIDDEN" || !ctx.credential.scopes.has("WRITE")) throw error;
  const names = await contributableNames(ctx.db.reader, ctx.access.ability, NAMES + 1);
  const usable = usableWords(names, teamsToCreateIn(ctx, "createModel").length > 0);
  throw new DomainError(
    "FORBIDDEN",
    `You may not add versions to '${cutShort(name)}'. ${error.message} You can use ${usable}.`,
  );
};

const get = operation(
  "GET",
  "/mlflow/model-versions/get",
  { policy: SERVING, fields: { name: requiredText, version: requiredText } },
  async ({ ctx }, { name, version }) => ({ model_version: versionShape(await findVersion(ctx, name, version)) }),
);

const update = operation(
  "PATCH",
  "/mlflow/model-versions/update",
  { policy: "authenticated", fields: { name: requiredText, version: requiredText, description: text } },
  async ({ ctx }, { name, version, description = "" }) => {
    const modelVersionId = await versionIdOf(ctx, name, version);
    await saying(absentVersion(name, version), () => updateModelVersion(ctx, { modelVersionId, description }));
    return toldTo(ctx, SERVING, () => read(ctx, modelVersionId), { model_version: { name, version, description } });
  },
);

const transition = operation(
  "POST",
  "/mlflow/model-versions/transition-stage",
  {
    policy: "authenticated",
    fields: { name: requiredText, version: requiredText, stage: requiredText, archive_existing_versions: bool },
  },
  async (call, { name, version: number, stage: given, archive_existing_versions: archive }) => {
    const { ctx } = call;
    const lifecycle = await readLifecycle(ctx.db.reader);
    const stage = stageNamed(lifecycle, given);
    if (archive === true && stage !== "Staging" && stage !== "Production")
      throw new DomainError(
        "INVALID_INPUT",
        `Model version transition cannot archive existing model versions because '${stage}' is not an Active stage. Valid stages are Staging, Production.`,
        { path: ["archive_existing_versions"] },
      );
    const before = await lookUpVersion(ctx, name, number);
    const move = { modelVersionId: before?.id ?? "", to: stage, archiving: archive === true };
    await saying(absentVersion(name, number), () => moveVersion(call, move));
    const isShared = findStage(lifecycle, stage)?.exclusive === false;
    if (before?.stage === stage && archive === true && isShared) await archiveOthers(call, before);
    const said = { model_version: { name, version: number, current_stage: stage } };
    return toldTo(ctx, SERVING, () => read(ctx, move.modelVersionId), said);
  },
);

const remove = operation(
  "DELETE",
  "/mlflow/model-versions/delete",
  { policy: "authenticated", fields: { name: requiredText, version: requiredText } },
  async ({ ctx, headers }, { name, version }) => {
    await saying(absentVersion(name, version), async () =>
      deleteModelVersion(ctx, { modelVersionId: await versionIdOf(ctx, name, version), reason: viaClient(headers) }),
    );
    return {};
  },
);

const search = operation(
  "GET",
  "/mlflow/model-versions/search",
  { policy: "READ", fields: { filter: text, max_results: int, order_by: texts, page_token: text } },
  async ({ ctx }, { filter = "", max_results, order_by, page_token }) => {
    const size = Math.min(pageSize(max_results, MAX_VERSIONS, MAX_VERSIONS), PAGE);
    const order = parseOrder(order_by, modelVersionGrammar);
    const split = splitPrompts(await spellStages(ctx, parseFilter(filter, modelVersionGrammar)));
    const tokens = pageTokens(ctx, "model versions", [filter, order_by]);
    const query = { ...split, order, after: tokens.decode(page_token), limit: size + 1 };
    const found = await searchVersions(ctx.db.reader, ctx.access.ability, query);
    const details = await versionDetails(
      ctx.db.reader,
      found.slice(0, size).map(({ id }) => id),
    );
    const { token } = cut(found, details.size, ({ place }) => tokens.encode(...place));
    const shown = [...details.values()].flatMap((version) => (version === null ? [] : [versionShape(version)]));
    return message({ model_versions: shown, next_page_token: token });
  },
);

const MAX_VERSIONS = 200_000;
/** Versions in one answer: whoever asks for more gets the rest by the token. */
const PAGE = 10_000;

const getDownloadUri = operation(
  "GET",
  "/mlflow/model-versions/get-download-uri",
  { policy: SERVING, fields: { name: requiredText, version: requiredText } },
  async (call, { name, version }) =>
    call.answers.get(call, `download ${JSON.stringify([name, version])}`, async () => {
      const found = await findVersion(call.ctx, name, version);
      return { model: modelOf(found), body: { artifact_uri: downloadUri(found) } };
    }),
);

/** What a kept answer about a version is authorised by. */
const modelOf = ({ registeredModelId: id, teamId, visibility }: VersionDetails) => ({ id, teamId, visibility });

const setVersionTag = operation(
  "POST",
  "/mlflow/model-versions/set-tag",
  { policy: "authenticated", fields: { name: requiredText, version: requiredText, key: requiredText, value: text } },
  async ({ ctx }, { name, version, key, value = "" }) => {
    await saying(absentVersion(name, version), async () =>
      setTag(ctx, { subjectId: await versionIdOf(ctx, name, version), key, value }),
    );
    return {};
  },
);

const deleteVersionTag = operation(
  "DELETE",
  "/mlflow/model-versions/delete-tag",
  { policy: "authenticated", fields: { name: requiredText, version: requiredText, key: requiredText } },
  async ({ ctx }, { name, version, key }) => {
    await saying(absentVersion(name, version), async () =>
      deleteTag(ctx, { subjectId: await versionIdOf(ctx, name, version), key, ifExists: true }),
    );
    return {};
  },
);

/** MLflow's calls on model versions (mlflow/protos/model_registry.proto). */
export const modelVersionOperations = [
  create,
  get,
  update,
  transition,
  remove,
  search,
  getDownloadUri,
  setVersionTag,
  deleteVersionTag,
];

import type { Ctx } from "../context.js";
import { storedName } from "../db/names.js";
import { DomainError } from "../errors.js";
import { bodyLimits } from "../http/limits.js";
import { latestOf } from "../registry/details.queries.js";
import { aliasOf, isAliasWord } from "../registry/lifecycle-rules.js";
import { createRegisteredModel } from "../registry/models/create-registered-model.js";
import { deleteRegisteredModel } from "../registry/models/delete-registered-model.js";
import { renameRegisteredModel } from "../registry/models/rename-registered-model.js";
import { updateRegisteredModel } from "../registry/models/update-registered-model.js";
import { PROMPT_TAG } from "../registry/prompt-rules.js";
import { searchModels } from "../registry/registry-search.queries.js";
import { removeAlias } from "../registry/slots/remove-alias.js";
import { holderOf } from "../registry/slots.store.js";
import { deleteTag } from "../registry/tags/delete-tag.js";
import { setTag } from "../registry/tags/set-tag.js";
import {
  modelDetails,
  servableModelByName,
  type VersionDetails,
  versionDetails,
} from "../registry/version-details.queries.js";
import { moveAlias } from "./move-slot.js";
import { modelShape, versionShape } from "./registry-shape.js";
import { registeredModelGrammar } from "./search/grammars.js";
import { parseFilter } from "./search/parse-filter.js";
import { parseOrder } from "./search/parse-order.js";
import { splitPrompts } from "./search/split-prompts.js";
import { teamForCreation } from "./team-context.js";
import { absentModel, absentVersion, findModel, latestVersions, lookUpVersion, modelIdOf } from "./versions.js";
import { saying } from "./wire/absent.js";
import { afterCommit } from "./wire/after-commit.js";
import { viaClient } from "./wire/client.js";
import { cutShort, int, missing, requiredText, text, texts } from "./wire/message.js";
import { type Call, operation } from "./wire/operation.js";
import { cut, pageSize, pageTokens } from "./wire/page-token.js";
import { lastTags, pairs } from "./wire/pairs.js";
import { message } from "./wire/shape.js";
import { SERVING, toldTo } from "./wire/told.js";

const read = async (ctx: Ctx, name: string): Promise<{ registered_model: object }> => {
  const model = await findModel(ctx, name);
  return { registered_model: modelShape(model, (await latestVersions(ctx, [model.id])).get(model.id) ?? []) };
};

const create = operation(
  "POST",
  "/mlflow/registered-models/create",
  {
    policy: "authenticated",
    bodyBytes: bodyLimits.manyBytes,
    fields: { name: requiredText, tags: pairs, description: text },
  },
  async (call, { name, tags: given, description }) => {
    const { ctx } = call;
    // Clients create a model before each version and count on hearing that it is there.
    const known = await servableModelByName(ctx.db.reader, ctx.access.ability, storedName(name));
    if (known !== undefined) throw alreadyExists(name, { known: isPrompt(known.tags), asked: isPrompt(given) });
    const teamId = await teamForCreation(call, "createModel", given);
    await naming(name, () => createRegisteredModel(ctx, { name, teamId, description, tags: lastTags(given) }));
    return afterCommit(() => read(ctx, name));
  },
);

const isPrompt = (given: readonly { key: string; value?: string | undefined }[]): boolean =>
  given.findLast(({ key }) => key === PROMPT_TAG)?.value?.toLowerCase() === "true";

/** That the name is held, in MLflow's words: whether by a model or by a prompt is told where they differ. */
const alreadyExists = (name: string, prompt: { known: boolean; asked: boolean } = { known: false, asked: false }) => {
  const [held, wanted] = [prompt.known, prompt.asked].map((is) => (is ? "prompt" : "registered model"));
  const message =
    prompt.known === prompt.asked
      ? `${prompt.known ? "Prompt" : "Registered Model"} (name=${cutShort(name)}) already exists.`
      : `Tried to create a ${wanted} with name '${cutShort(name)}', but the name is already taken by a ${held}. MLflow does not allow creating a model and a prompt with the same name.`;
  return new DomainError("NAME_TAKEN", message, { path: ["name"] });
};

/** A name that is none, in the words by which MLflow's clients know it. */
const invalidName = (name: string, rule: string): DomainError => {
  if (name.trim() === "") return missing("name");
  const words = `Invalid model name '${cutShort(name)}'. Names cannot contain '/' or ':'`;
  return new DomainError("INVALID_INPUT", `${words}; ${rule.replace(/^name: /, "")}`, { path: ["name"] });
};

const naming = async (name: string, run: () => Promise<unknown>): Promise<void> => {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === "NAME_TAKEN") throw alreadyExists(name);
    throw error.code === "INVALID_INPUT" && error.path.at(-1) === "name" ? invalidName(name, error.message) : error;
  }
};

const get = operation(
  "GET",
  "/mlflow/registered-models/get",
  { policy: SERVING, fields: { name: requiredText } },
  async (call, { name }) =>
    call.answers.get(call, `get ${name}`, async () => {
      const model = await findModel(call.ctx, name);
      const latest = (await latestVersions(call.ctx, [model.id])).get(model.id) ?? [];
      return { model, body: { registered_model: modelShape(model, latest) } };
    }),
);

const update = operation(
  "PATCH",
  "/mlflow/registered-models/update",
  { policy: "authenticated", fields: { name: requiredText, description: text } },
  async ({ ctx }, { name, description = "" }) => {
    await saying(absentModel(name), async () =>
      updateRegisteredModel(ctx, { registeredModelId: await modelIdOf(ctx, name), description }),
    );
    return toldTo(ctx, SERVING, () => read(ctx, name), { registered_model: { name, description } });
  },
);

const rename = operation(
  "POST",
  "/mlflow/registered-models/rename",
  { policy: "authenticated", fields: { name: requiredText, new_name: requiredText } },
  async ({ ctx }, { name, new_name }) => {
    await saying(absentModel(name), () =>
      naming(new_name, async () =>
        renameRegisteredModel(ctx, { registeredModelId: await modelIdOf(ctx, name), name: new_name }),
      ),
    );
    const told = () => afterCommit(() => read(ctx, new_name));
    return toldTo(ctx, SERVING, told, { registered_model: { name: new_name } });
  },
);

const remove = operation(
  "DELETE",
  "/mlflow/registered-models/delete",
  { policy: "authenticated", fields: { name: requiredText } },
  async ({ ctx, headers }, { name }) => {
    await saying(absentModel(name), async () =>
      deleteRegisteredModel(ctx, { registeredModelId: await modelIdOf(ctx, name), reason: viaClient(headers) }),
    );
    return {};
  },
);

const search = operation(
  "GET",
  "/mlflow/registered-models/search",
  { policy: "READ", fields: { filter: text, max_results: int, order_by: texts, page_token: text } },
  async ({ ctx }, { filter = "", max_results, order_by, page_token }) => {
    const size = pageSize(max_results, 100, 1_000);
    const order = parseOrder(order_by, registeredModelGrammar);
    const split = splitPrompts(parseFilter(filter, registeredModelGrammar));
    const tokens = pageTokens(ctx, "registered models", [filter, order_by]);
    const query = { ...split, order, after: tokens.decode(page_token), limit: size + 1 };
    const found = await searchModels(ctx.db.reader, ctx.access.ability, query);
    const details = await modelDetails(
      ctx.db.reader,
      found.slice(0, size).map(({ id }) => id),
    );
    const latest = await latestVersions(ctx, [...details.keys()]);
    const { token } = cut(found, latest.size, ({ place }) => tokens.encode(...place));
    const shown = [...latest].flatMap(([id, versions]) => {
      const model = details.get(id);
      return model ? [modelShape(model, versions)] : [];
    });
    return message({ registered_models: shown, next_page_token: token });
  },
);

const getLatest = operation(
  ["POST", "GET"],
  "/mlflow/registered-models/get-latest-versions",
  { policy: SERVING, fields: { name: requiredText, stages: texts } },
  async (call, { name, stages }) =>
    call.answers.get(call, `latest ${JSON.stringify([name, stages])}`, async () => {
      const model = await findModel(call.ctx, name);
      const versions = (await latestVersions(call.ctx, [model.id], stages)).get(model.id) ?? [];
      return { model, body: message({ model_versions: versions.map(versionShape) }) };
    }),
);

const setModelTag = operation(
  "POST",
  "/mlflow/registered-models/set-tag",
  { policy: "authenticated", fields: { name: requiredText, key: requiredText, value: text } },
  async ({ ctx }, { name, key, value = "" }) => {
    await saying(absentModel(name), async () => setTag(ctx, { subjectId: await modelIdOf(ctx, name), key, value }));
    return {};
  },
);

const deleteModelTag = operation(
  "DELETE",
  "/mlflow/registered-models/delete-tag",
  { policy: "authenticated", fields: { name: requiredText, key: requiredText } },
  async ({ ctx }, { name, key }) => {
    await saying(absentModel(name), async () =>
      deleteTag(ctx, { subjectId: await modelIdOf(ctx, name), key, ifExists: true }),
    );
    return {};
  },
);

const badAlias = (message: string): DomainError => new DomainError("INVALID_INPUT", message, { path: ["alias"] });

/**
 * The alias as it is stored; undefined for `latest` and those that look like versions, which nobody can set. Clients
 * write it without the `@` of model URIs.
 */
const wellFormedAlias = (alias: string): string | undefined => {
  if (isAliasWord(alias)) return aliasOf(alias);
  throw badAlias(
    `Invalid alias name: '${cutShort(alias)}'. Names are 1–255 letters and digits of any script, underscores (_) and dashes (-).`,
  );
};

const settableAlias = (alias: string): string => {
  const settable = wellFormedAlias(alias);
  if (settable !== undefined) return settable;
  throw badAlias(
    alias.toLowerCase() === "latest"
      ? "'latest' alias name (case insensitive) is reserved."
      : `Version alias name '${alias}' is reserved.`,
  );
};

const setAliasCall = operation(
  "POST",
  "/mlflow/registered-models/alias",
  { policy: "authenticated", fields: { name: requiredText, alias: requiredText, version: requiredText } },
  async (call, { name, alias, version }) => {
    const settable = settableAlias(alias);
    const found = await lookUpVersion(call.ctx, name, version);
    await saying(absentVersion(name, version), () => moveAlias(call, found, settable));
    return {};
  },
);

const absentAlias = (alias: string): DomainError =>
  new DomainError("INVALID_INPUT", `Registered model alias ${cutShort(alias)} not found.`, { path: ["alias"] });

const getByAlias = operation(
  "GET",
  "/mlflow/registered-models/alias",
  { policy: SERVING, fields: { name: requiredText, alias: requiredText } },
  async (call, { name, alias }) =>
    call.answers.get(call, `alias ${JSON.stringify([name, alias])}`, async () => {
      const model = await findModel(call.ctx, name);
      const version = await versionOfAlias(call, model.id, alias);
      return { model, body: { model_version: versionShape(version) } };
    }),
);

/** `latest`, which nobody can set, is the version with the highest number. */
const versionOfAlias = async ({ ctx }: Call, modelId: string, alias: string): Promise<VersionDetails> => {
  const holder =
    alias.toLowerCase() === "latest"
      ? (await latestOf(ctx.db.reader, [modelId]))[0]
      : await holderOf(ctx.db.reader, modelId, `@${storedName(alias)}`);
  const version = holder && (await versionDetails(ctx.db.reader, [holder.id])).get(holder.id);
  if (!version) throw absentAlias(alias);
  return version;
};

const deleteAlias = operation(
  "DELETE",
  "/mlflow/registered-models/alias",
  { policy: "authenticated", fields: { name: requiredText, alias: requiredText } },
  async ({ ctx }, { name, alias }) => {
    const settable = wellFormedAlias(alias);
    if (settable === undefined) await findModel(ctx, name);
    else
      await saying(absentModel(name), async () =>
        removeAlias(ctx, { registeredModelId: await modelIdOf(ctx, name), alias: settable, ifExists: true }),
      );
    return {};
  },
);

/** MLflow's calls on registered models (mlflow/protos/model_registry.proto). */
export const registeredModelOperations = [
  create,
  get,
  update,
  rename,
  remove,
  search,
  getLatest,
  setModelTag,
  deleteModelTag,
  setAliasCall,
  getByAlias,
  deleteAlias,
];

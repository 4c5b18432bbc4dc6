import type { Targeting } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import type { Sql } from "../../db/sql.js";
import { notFound } from "../../errors.js";
import { readsTracked, requireTrackedRight, trackedLinks } from "../tracked-rights.js";
import { findLoggedModels, type LoggedModelFacts } from "./logged-models.store.js";

/**
 * The logged model, if it is live and the caller reads it, named for the entry of a refusal; else NOT_FOUND, `path` says
 * where it was named.
 */
export const requireReadableLoggedModel = (
  ctx: Ctx,
  tx: Targeting,
  model: LoggedModelFacts | undefined,
  path: string[] = [],
): LoggedModelFacts => {
  if (model === undefined || model.deleted || !readsTracked(ctx, model)) throw notFound("logged model", path);
  tx.target({ id: model.id, role: "target", label: model.name }, ...trackedLinks(model));
  return model;
};

/** The logged models that the caller reads, each once; NOT_FOUND for any other, at `input.models.<index of the id>`. */
const readableModels = async (
  ctx: Ctx,
  tx: Sql & Targeting,
  ids: readonly string[],
): Promise<Map<string, LoggedModelFacts>> => {
  const found = new Map((await findLoggedModels(tx, [...new Set(ids)])).map((model) => [model.id, model]));
  const readable = new Map<string, LoggedModelFacts>();
  for (const [index, id] of ids.entries())
    if (!readable.has(id))
      readable.set(id, requireReadableLoggedModel(ctx, tx, found.get(id), ["input", "models", String(index)]));
  return readable;
};

/** The logged models by id, each of which the caller must be allowed to write to. NOT_FOUND as of `readableModelUuids`. */
export const requireContributedModels = async (
  ctx: Ctx,
  tx: Sql & Targeting,
  ids: readonly string[],
): Promise<Map<string, LoggedModelFacts>> => {
  const found = await readableModels(ctx, tx, ids);
  for (const model of found.values()) requireTrackedRight(ctx, "LoggedModel", model, "contribute");
  return found;
};

/**
 * The uuids of logged models that the caller reads, in the order of their ids; NOT_FOUND for any other, at
 * `input.models.<index of the id>`.
 */
export const readableModelUuids = async (ctx: Ctx, tx: Sql & Targeting, ids: readonly string[]): Promise<string[]> => {
  const found = await readableModels(ctx, tx, ids);
  return ids.map((id) => found.get(id)?.uuid ?? "");
};

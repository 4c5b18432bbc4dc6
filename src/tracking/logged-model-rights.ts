import type { Link } from "../audit/entry.js";
import type { Ctx } from "../context.js";
import type { Sql } from "../db/sql.js";
import { notFound } from "../errors.js";
import { findLoggedModels, type LoggedModelFacts } from "./logged-models.store.js";
import { readsTracked, requireTrackedRight, trackedLinks } from "./run-rights.js";

interface Targeting {
  target(...links: Link[]): void;
}

/** The logged model, if it is live and the caller reads it, named for the entry of a refusal; else NOT_FOUND. */
export const requireReadableLoggedModel = (
  ctx: Ctx,
  tx: Targeting,
  model: LoggedModelFacts | undefined,
): LoggedModelFacts => {
  if (model === undefined || model.deleted || !readsTracked(ctx, model)) throw notFound("logged model");
  tx.target({ id: model.id, role: "target", label: model.name }, ...trackedLinks(model));
  return model;
};

/** The logged models by id, each of which the caller must be allowed to write to. */
export const requireContributedModels = async (
  ctx: Ctx,
  tx: Sql & Targeting,
  ids: readonly string[],
): Promise<Map<string, LoggedModelFacts>> => {
  const wanted = [...new Set(ids)];
  const found = new Map((await findLoggedModels(tx, wanted)).map((model) => [model.id, model]));
  for (const id of wanted) {
    const model = requireReadableLoggedModel(ctx, tx, found.get(id));
    requireTrackedRight(ctx, "LoggedModel", model, "contribute");
  }
  return found;
};

/** The uuids of logged models that the caller reads, in the order of their ids; NOT_FOUND for any other. */
export const readableModelUuids = async (ctx: Ctx, tx: Sql & Targeting, ids: readonly string[]): Promise<string[]> => {
  const found = new Map((await findLoggedModels(tx, [...new Set(ids)])).map((model) => [model.id, model]));
  return ids.map((id) => requireReadableLoggedModel(ctx, tx, found.get(id)).uuid);
};

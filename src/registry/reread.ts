import type { Ctx } from "../context.js";
import { loader } from "../graphql/loader.js";
import { modelsById } from "./models.queries.js";
import { modelLoader, versionLoader } from "./registry.loaders.js";
import { versionsById } from "./versions.queries.js";

/** After a change, payloads read again under the caller's rights: what was loaded before it is stale. */

/** The model that a command changed. */
export const rereadModel =
  (ctx: Ctx) =>
  async ({ registeredModelId }: { registeredModelId: string }) => {
    ctx.loaders.clear();
    return { registeredModel: await loader(ctx, modelLoader).load(registeredModelId) };
  };

/** The version that a command changed. */
export const rereadVersion =
  (ctx: Ctx) =>
  async ({ modelVersionId }: { modelVersionId: string }) => {
    ctx.loaders.clear();
    return { modelVersion: await loader(ctx, versionLoader).load(modelVersionId) };
  };

/** The model or version that a command tagged. */
export const rereadSubject =
  (ctx: Ctx) =>
  async ({ subjectId }: { subjectId: string }) => {
    ctx.loaders.clear();
    const subjects = subjectId.startsWith("mod_") ? loader(ctx, modelLoader) : loader(ctx, versionLoader);
    return { subject: await subjects.load(subjectId) };
  };

/** The deleted model; whoever deleted it sees it this once. */
export const rereadDeletedModel =
  (ctx: Ctx) =>
  async ({ registeredModelId }: { registeredModelId: string }) => {
    ctx.loaders.clear();
    const rows = await modelsById(ctx.db.reader, ctx.access.ability, [registeredModelId], { by: ctx.principal.id });
    return { registeredModel: rows[0] ?? null };
  };

/** The deleted version; whoever deleted it sees it this once. */
export const rereadDeletedVersion =
  (ctx: Ctx) =>
  async ({ modelVersionId }: { modelVersionId: string }) => {
    ctx.loaders.clear();
    const rows = await versionsById(ctx.db.reader, ctx.access.ability, [modelVersionId], { by: ctx.principal.id });
    return { modelVersion: rows[0] ?? null };
  };

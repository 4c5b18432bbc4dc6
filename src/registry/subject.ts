import type { Tx } from "../acts/command.js";
import type { Link } from "../audit/entry.js";
import type { Ctx } from "../context.js";
import { idPrefix } from "../db/ids.js";
import { notFound } from "../errors.js";
import type { LockedModel } from "./registry.store.js";
import { lockReadableModel, lockReadableVersion, ownerLink, versionLabel, versionLinks } from "./rights.js";

/** A model or version that carries tags and documents, locked. */
export interface LockedSubject {
  readonly id: string;
  readonly label: string;
  readonly links: Link[];
  readonly model: LockedModel;
  /** Null: it is the model. */
  readonly versionId: string | null;
}

/** One text for every refusal: it does not tell which of the two an id would be. */
const SUBJECT = "registered model or model version";

/** Locks the live model or version that the id names, if the caller reads it, and names it for the entry of a refusal. */
export const lockReadableSubject = async (ctx: Ctx, tx: Tx, subjectId: string): Promise<LockedSubject> => {
  const prefix = idPrefix(subjectId);
  if (prefix === "mod") {
    const model = await lockReadableModel(ctx, tx, subjectId, SUBJECT);
    return { id: model.id, label: model.name, links: [ownerLink(model)], model, versionId: null };
  }
  if (prefix !== "mv") throw notFound(SUBJECT);
  const { model, version } = await lockReadableVersion(ctx, tx, subjectId, { what: SUBJECT });
  const { id } = version;
  return { id, label: versionLabel(model, version), links: versionLinks(model), model, versionId: id };
};

import type { Tx } from "../acts/command.js";
import type { Link } from "../audit/entry.js";
import type { Ctx } from "../context.js";
import { forbidden, notFound } from "../errors.js";
import { type Locked, type LockedModel, lockModel, lockVersion } from "./registry.store.js";
import { readsVersion } from "./versions.queries.js";

type ModelRight = "contribute" | "maintain" | "own";

const roleFor: Record<ModelRight, string> = { contribute: "CONTRIBUTOR", maintain: "MAINTAINER", own: "OWNER" };

type Owned = Pick<LockedModel, "id" | "teamId" | "visibility">;

const subjectOf = ({ id, teamId, visibility }: Owned) => ({
  type: "RegisteredModel" as const,
  id,
  teamId,
  visibility,
});

/** Whether the caller reads the model as stored. */
export const readsModel = (ctx: Ctx, model: Owned): boolean => ctx.access.ability.can("read", subjectOf(model));

/** Whether the caller has this right on the model as stored. */
export const hasRight = (ctx: Ctx, model: LockedModel, right: ModelRight): boolean =>
  ctx.access.ability.can(right, subjectOf(model));

/** Locks a live model that the caller reads, and names it for the entry of a refusal. */
export const lockReadableModel = async (
  ctx: Ctx,
  tx: Tx,
  id: string,
  what = "registered model",
): Promise<LockedModel> => {
  const model = await lockModel(tx, id);
  if (model === undefined || !readsModel(ctx, model)) throw notFound(what);
  tx.target({ id: model.id, role: "target", label: model.name }, ownerLink(model));
  return model;
};

/**
 * Locks a live version that the caller reads, and names it for the entry of a refusal. `by`: whether any way of reading
 * counts, or only that by its model, as for moves, whose refusals are told to its owner alone.
 */
export const lockReadableVersion = async (
  ctx: Ctx,
  tx: Tx,
  id: string,
  { what = "model version", by = "any" }: { what?: string; by?: "any" | "model" } = {},
): Promise<Locked> => {
  const locked = await lockVersion(tx, id);
  if (locked === undefined) throw notFound(what);
  const { model, version } = locked;
  if (!readsModel(ctx, model) && (by === "model" || !(await readsVersion(ctx, tx, version.id)))) throw notFound(what);
  const links = by === "model" ? [ownerLink(model)] : versionLinks(model);
  tx.target({ id: version.id, role: "target", label: versionLabel(model, version) }, ...links);
  return locked;
};

/** Refuses the caller who sees the model but may not do this, and says who can give the right. */
export const requireRight = (ctx: Ctx, model: LockedModel, right: ModelRight): void => {
  if (hasRight(ctx, model, right)) return;
  const orGrant = right === "own" ? "" : ", or a grant that carries it";
  throw forbidden(
    `This needs the role ${roleFor[right]} in the team "${model.teamSlug}"${orGrant}; an owner of that team can give it.`,
  );
};

/** The team that owned the model when the entry was written: its owners read the entry later. */
export const ownerLink = ({ teamId, teamSlug }: Pick<LockedModel, "teamId" | "teamSlug">): Link => ({
  id: teamId,
  role: "owner",
  label: teamSlug,
});

/** `churn/7`. */
export const versionLabel = ({ name }: { name: string }, { version }: { version: number }): string =>
  `${name}/${version}`;

/** Links of an entry on a version's stream: its model and the team that owned it. */
export const versionLinks = (model: Pick<LockedModel, "id" | "name" | "teamId" | "teamSlug">): Link[] => [
  { id: model.id, role: "model", label: model.name },
  ownerLink(model),
];

/** Whether the caller moves the model's slots, by a grant too. */
export const reviewsModel = (ctx: Ctx, model: Owned): boolean => ctx.access.ability.can("maintain", subjectOf(model));

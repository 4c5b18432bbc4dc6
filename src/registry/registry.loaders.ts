import DataLoader from "dataloader";
import type { Ctx } from "../context.js";
import { byId, edgeLoader, under } from "../graphql/loader.js";
import {
  type FrozenList,
  frozenOf,
  type GrantRead,
  grantsOf,
  type KeyedSlice,
  latestOf,
  type OfferRead,
  type OwnerRead,
  offersOf,
  ownersOf,
  tagsOf,
} from "./details.queries.js";
import { type ModelRead, modelsById } from "./models.queries.js";
import type { Tag } from "./tags.store.js";
import { type VersionRead, versionsById } from "./versions.queries.js";

/** Models by id; null where absent or hidden. Deleted ones for those who read them. */
export const modelLoader = (ctx: Ctx) =>
  new DataLoader<string, ModelRead | null>(async (ids) =>
    byId(ids, await modelsById(ctx.db.reader, ctx.access.ability, ids)),
  );

/** Versions by id; null where absent or hidden. Deleted ones for those who read them. */
export const versionLoader = (ctx: Ctx) =>
  new DataLoader<string, VersionRead | null>(async (ids) =>
    byId(ids, await versionsById(ctx.db.reader, ctx.access.ability, ids)),
  );

/** Id of the highest live version, by model; null where a model has none. */
export const latestLoader = (ctx: Ctx) =>
  new DataLoader<string, string | null>(async (ids) =>
    under(ids, await latestOf(ctx.db.reader, ids)).map(([row]) => row?.id ?? null),
  );

/** Present ownership tags, by model. */
export const ownersLoader = (ctx: Ctx) =>
  new DataLoader<string, OwnerRead[]>(async (ids) => under(ids, await ownersOf(ctx.db.reader, ids, false)));

/** Present and past ownership tags, by model. */
export const ownerHistoryLoader = (ctx: Ctx) =>
  new DataLoader<string, OwnerRead[]>(async (ids) => under(ids, await ownersOf(ctx.db.reader, ids, true)));

/** Every grant, by model; what the caller may see of them is the resolver's business. */
export const grantsLoader = (ctx: Ctx) =>
  new DataLoader<string, GrantRead[]>(async (ids) => under(ids, await grantsOf(ctx.db.reader, ids)));

/** The standing transfer offer, by model. */
export const offerLoader = (ctx: Ctx) =>
  new DataLoader<string, OfferRead | null>(async (ids) =>
    under(ids, await offersOf(ctx.db.reader, ids)).map(([row]) => row ?? null),
  );

/** The first tags, by model or version. */
export const tagsLoader = (ctx: Ctx) =>
  edgeLoader<KeyedSlice, Tag[]>(async (ids, slice) => under(ids, await tagsOf(ctx.db.reader, ids, slice)));

const frozenLoader =
  <Item extends object = object>(list: FrozenList) =>
  (ctx: Ctx) =>
    edgeLoader<KeyedSlice, Item[]>(async (ids, slice) => {
      const rows = await frozenOf(ctx.db.reader, list, ids, slice);
      return under(ids, rows).map((items) => items.map(({ value }) => value as Item));
    });

/** The first items of each frozen list, by version. */
export const frozenLoaders = {
  params: frozenLoader("params"),
  metrics: frozenLoader("metrics"),
  datasets: frozenLoader("datasets"),
  artifacts: frozenLoader<{ readonly path: string }>("artifacts"),
};

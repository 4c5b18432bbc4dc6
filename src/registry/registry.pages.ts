import type { z } from "zod";
import type { Ctx } from "../context.js";
import { upTo } from "../db/counting.js";
import { readFacet } from "../db/facets.js";
import { requiredTests, type Test } from "../db/filter.js";
import { keyset } from "../db/keyset.js";
import { DomainError } from "../errors.js";
import { type PageArgs, page } from "../graphql/connection.js";
import { type CountedPage, type Counting, counted } from "../graphql/counted.js";
import { parseFilter } from "../input.js";
import { type Attributes, filterFrom, type GivenTests } from "../tracking/search/filter-input.js";
import { readLifecycle } from "./lifecycle.store.js";
import { findStage } from "./lifecycle-rules.js";
import { modelFilter, versionFilter } from "./list-filters.js";
import {
  type ModelFilter,
  type ModelOrder,
  type ModelRead,
  modelIds,
  modelPlace,
  modelsPage,
  type OwnershipCondition,
} from "./models.queries.js";
import { idsOfNames, modelFacets, versionFacets } from "./named.queries.js";
import { countedVersions } from "./version-count.queries.js";
import { type VersionOrder, versionPlace, versionsPage } from "./version-list.queries.js";
import type { VersionRead } from "./versions.queries.js";

type Given<Field> = { field: Field; direction?: "ASC" | "DESC" | null } | null;

const orderOf = <Field>(given: Given<Field>, field: Field, direction: "ASC" | "DESC") =>
  given === null ? { field, direction } : { field: given.field, direction: given.direction ?? "ASC" };

/** One page of the models that the caller reads. */
export const listModels = async (
  ctx: Ctx,
  given: object | null,
  orderBy: Given<ModelOrder["field"]>,
  { first, after }: PageArgs,
): Promise<CountedPage<ModelRead>> => {
  const asked = parseFilter(modelFilter, given);
  const order = orderOf(orderBy, "NAME", "ASC");
  const keys = keyset("registeredModels", [asked, order]);
  const place = { order, after: keys.decode(after), limit: first + 1 };
  const filter = await withIds(ctx, asked);
  const rows = filter === undefined ? [] : await modelsPage(ctx.db.reader, ctx.access.ability, filter, place);
  return counted(
    page(rows, first, (row) => keys.encode(...modelPlace(row, order)), after),
    {
      find: async (most) =>
        upTo(filter === undefined ? [] : await modelIds(ctx.db.reader, ctx.access.ability, filter, most + 1), most),
      idOf: ({ id }) => id,
      facet: (found, key, values) => readFacet(ctx.db.reader, modelFacets, found, key, values),
    },
  );
};

/** The filter with ids for names and the stage in the lifecycle's spelling; undefined where a name is nobody's. */
const withIds = async (ctx: Ctx, asked: z.infer<typeof modelFilter>): Promise<ModelFilter | undefined> => {
  const { team, ownership, ownedBy, holds } = asked;
  const named = await idsOfNames(ctx.db.reader, { team, ownerTeam: ownership?.team, principal: ownership?.principal });
  const owner = await ownerIds(ctx, ownedBy);
  const slot = holds == null || holds.startsWith("@") ? holds : await spellStage(ctx, holds, "holds");
  if (named === undefined || owner === undefined) return undefined;
  const { teamId, ownerTeamId, principalId } = named;
  const owned = ownership == null ? [] : [{ ...ownership, teamId: ownerTeamId, principalId }];
  return { ...asked, teamId, holds: slot, ownership: [...owned, ...owner] };
};

/** The ownership tag that `risk` or `@ana` means; none where nothing is asked, undefined where the name is nobody's. */
const ownerIds = async (ctx: Ctx, ownedBy: string | null | undefined): Promise<OwnershipCondition[] | undefined> => {
  if (ownedBy == null) return [];
  const isPerson = ownedBy.startsWith("@");
  const ids = await idsOfNames(ctx.db.reader, isPerson ? { principal: ownedBy.slice(1) } : { ownerTeam: ownedBy });
  return ids && [{ key: "OWNER", teamId: ids.ownerTeamId, principalId: ids.principalId }];
};

const noAttributes: Attributes<never, never, never> = { texts: [], lists: [], times: [] };

/** The conditions on what versions froze, and on who made them. */
const testsOn = (given: object | null, createdBy: string | null | undefined): Test[] => {
  const { metrics, params } = (given ?? {}) as GivenTests;
  const frozen = { ...(metrics != null && { metrics }), ...(params != null && { params }) };
  const made: Test[] =
    createdBy == null ? [] : [{ kind: "attribute", key: "creator", operator: "=", value: createdBy }];
  return [...requiredTests(filterFrom(frozen, noAttributes, ["filter"])), ...made];
};

/** One page of the versions that the caller reads, of one model when `modelId` is given. */
export const listVersions = async (
  ctx: Ctx,
  given: object | null,
  orderBy: Given<VersionOrder["field"]>,
  { first, after }: PageArgs,
  modelId?: string,
): Promise<CountedPage<VersionRead>> => {
  const asked = parseFilter(versionFilter, given);
  const tests = testsOn(given, asked.createdBy);
  const order = orderOf(orderBy, "CREATED_AT", "DESC");
  const keys = keyset("modelVersions", [asked, tests, order, modelId]);
  const place = { order, after: keys.decode(after), limit: first + 1 };
  const { team, model, includeDeleted } = asked;
  // By id the planner knows how many versions a live model has: whether to walk them in order, or to sort them.
  const ids = await idsOfNames(ctx.db.reader, { team, model: includeDeleted === true ? null : model });
  const stage = asked.stage == null ? null : await spellStage(ctx, asked.stage, "stage");
  const filter = { ...asked, stage, tests, teamId: ids?.teamId, modelId: modelId ?? ids?.modelId ?? undefined };
  const rows = ids === undefined ? [] : await versionsPage(ctx.db.reader, ctx.access, filter, place);
  return counted(
    page(rows, first, (row) => keys.encode(...versionPlace(row, filter, order)), after),
    {
      find: async (most) =>
        ids === undefined ? upTo([], most) : countedVersions(ctx.db.reader, ctx.access, filter, most),
      idOf: ({ id }) => id,
      facet: versionFacet(ctx),
    },
  );
};

/** How versions are counted by the values of a key. */
export const versionFacet =
  (ctx: Ctx): Counting<VersionRead>["facet"] =>
  (found, key, values) =>
    readFacet(ctx.db.reader, versionFacets, found, key, values);

/** The stage in the lifecycle's spelling. */
const spellStage = async (ctx: Ctx, name: string, field: string): Promise<string> => {
  const lifecycle = await readLifecycle(ctx.db.reader);
  const stage = findStage(lifecycle, name);
  if (stage !== undefined) return stage.name;
  const known = lifecycle.stages.map((each) => each.name).join(", ");
  throw new DomainError("INVALID_INPUT", `filter.${field}: one of ${known}.`, { path: ["filter", field] });
};

import type { Ctx } from "../../context.js";
import { idPrefix } from "../../db/ids.js";
import { DomainError } from "../../errors.js";
import { loader, loadFound } from "../../graphql/loader.js";
import { idAsked } from "../../input.js";
import { experimentLoader } from "../tracking.loaders.js";
import { experimentNumberFrom, mlflowId } from "../tracking-ids.js";
import {
  type ExperimentRead,
  experimentsByNumber,
  experimentsNamed,
  type Lifecycle,
  searchExperiments,
} from "./experiments.queries.js";

const MAX_NAMED = 100;
const MAX_SEARCHED = 1_000;

const everything = { filter: { and: [] }, order: [], after: null, limit: MAX_SEARCHED + 1 } as const;

/** Which experiments are searched. */
interface Searched {
  /** Ids here or MLflow's; null: all that the caller reads. */
  readonly ids: readonly string[] | null;
  /** The one that the search hangs under. */
  readonly within: string | undefined;
  readonly show: Lifecycle;
}

/** Experiments by their ids here or MLflow's, each once; those that the caller may not read are left out. */
export const experimentsNamedBy = async (ctx: Ctx, ids: readonly string[]): Promise<ExperimentRead[]> => {
  const ours = [...new Set(ids.filter((id) => idPrefix(id) === "exp"))];
  const numbers = ids.flatMap((id) => experimentNumberFrom(id) ?? []);
  const [byId, byNumber] = await Promise.all([
    loadFound(loader(ctx, experimentLoader), ours),
    numbers.length === 0 ? [] : experimentsByNumber(ctx.db.reader, ctx.access.ability, numbers),
  ]);
  for (const experiment of byNumber) loader(ctx, experimentLoader).prime(experiment.id, experiment);
  return [...new Map([...byId, ...byNumber].map((each) => [each.id, each])).values()];
};

/** The experiments that a search looks at; of those that it names the ones that the caller reads. */
export const searchedExperiments = async (ctx: Ctx, { ids, within, show }: Searched): Promise<ExperimentRead[]> => {
  if (ids !== null && ids.length > MAX_NAMED) throw tooMany(`at most ${MAX_NAMED}, not ${ids.length}.`);
  for (const [index, id] of (ids ?? []).entries()) idAsked(id, ["filter", "experimentIds", String(index)], mlflowId);
  if (ids !== null || within !== undefined) {
    const found = await experimentsNamedBy(ctx, ids ?? [within ?? ""]);
    return found.filter(({ id }) => within === undefined || id === within);
  }
  const live = show === "ACTIVE_ONLY" ? show : "ALL";
  const found = await searchExperiments(ctx.db.reader, ctx.access.ability, { ...everything, show: live });
  if (found.length <= MAX_SEARCHED) return found;
  throw tooMany(`you read more than ${MAX_SEARCHED.toLocaleString("en-US")} experiments; name those to search.`);
};

const tooMany = (rule: string): DomainError =>
  new DomainError("INVALID_INPUT", `filter.experimentIds: ${rule}`, { path: ["filter", "experimentIds"] });

interface Wanted {
  readonly id: string | null | undefined;
  readonly name: string | null | undefined;
  readonly team: string | null | undefined;
}

const wrong = (rule: string): DomainError => new DomainError("INVALID_INPUT", rule, { path: ["name"] });

/** The experiment of this id, or of this name; of names that several visible teams use, the team must be told. */
export const findExperiment = async (ctx: Ctx, { id, name, team }: Wanted): Promise<ExperimentRead | null> => {
  if ((id == null) === (name == null) || (id != null && team != null))
    throw wrong("Give either id, or name, with team if need be.");
  if (id != null) return (await experimentsNamedBy(ctx, [idAsked(id, ["id"], mlflowId)]))[0] ?? null;
  const named = await experimentsNamed(ctx.db.reader, ctx.access.ability, name ?? "");
  const found = named.filter(({ ownerSlug }) => team == null || ownerSlug === team);
  if (found.length <= 1) return found[0] ?? null;
  const teams = found.map(({ ownerSlug }) => ownerSlug ?? "the organisation").sort();
  throw wrong(`Several experiments have this name; give the team: ${teams.join(", ")}; or the id.`);
};

const shows: Record<string, Lifecycle> = { LIVE: "ACTIVE_ONLY", DELETED: "DELETED_ONLY", ALL: "ALL" };

/** Which of the deleted a list shows, in the words of the queries; live ones unless it is given. */
export const showOf = (deletion: string | null | undefined): Lifecycle => shows[deletion ?? "LIVE"] ?? "ACTIVE_ONLY";

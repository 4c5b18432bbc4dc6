import { principalsById, teamsById } from "../access/access.queries.js";
import { principalsCalled, teamsCalled } from "../access/called.queries.js";
import { slugsOfTeams } from "../access/teams/team-members.queries.js";
import type { Ctx } from "../context.js";
import { idPrefix } from "../db/ids.js";
import { DomainError } from "../errors.js";
import { requestsById } from "../governance/requests.queries.js";
import { modelsCalled, versionsCalled } from "../registry/called.queries.js";
import { modelsById } from "../registry/models.queries.js";
import { readVersionWords } from "../registry/text-filter.js";
import { versionsById } from "../registry/versions.queries.js";
import { experimentsCalled } from "../tracking/experiments/called.queries.js";
import { experimentsById } from "../tracking/experiments/experiments.queries.js";
import { namesOfRuns } from "../tracking/runs/run-details.queries.js";
import { runsById } from "../tracking/runs/runs.queries.js";
import { runIdFrom } from "../tracking/tracking-ids.js";
import type { SearchHit, SearchKind } from "./search.types.js";

type Kind = keyof typeof SearchKind;

export interface SearchAsked {
  readonly q: string;
  /** Null: all. */
  readonly kinds: readonly Kind[] | null;
  readonly first: number;
}

const MOST = 50;
const LONGEST = 500;

const hit = (
  kind: Kind,
  id: string,
  name: string,
  hint: string | null = null,
  version: number | null = null,
): SearchHit => ({
  kind,
  id,
  name,
  version,
  hint,
});

/** The thing of an id, whole, as far as the caller reads it. */
const byId = async (ctx: Ctx, id: string): Promise<SearchHit[]> => {
  const { reader } = ctx.db;
  const { ability } = ctx.access;
  const ids = [id];
  switch (idPrefix(id)) {
    case "mod":
      return (await modelsById(reader, ability, ids)).map((of) => hit("MODEL", of.id, of.name));
    case "mv":
      return (await versionsById(reader, ability, ids)).map((of) =>
        hit("VERSION", of.id, of.modelName, null, of.version),
      );
    case "exp":
      return (await experimentsById(reader, ability, ids)).map((of) => hit("EXPERIMENT", of.id, of.name, of.ownerSlug));
    case "req":
      return (await requestsById(reader, ability, ids)).map((of) =>
        hit("REQUEST", of.id, of.modelName, of.to, of.version),
      );
    case "team":
      return (await teamsById(ctx, ids)).map((of) => hit("TEAM", of.id, of.name, of.slug));
    case "usr":
    case "sa":
      return (await principalsById(ctx, ids)).map((of) => hit("PRINCIPAL", of.id, of.displayName, of.handle));
    case "run":
      return runOf(ctx, id);
    default:
      return [];
  }
};

const runOf = async (ctx: Ctx, id: string): Promise<SearchHit[]> => {
  const [run] = await runsById(ctx.db.reader, ctx.access.ability, [id]);
  if (run === undefined) return [];
  const [named] = await namesOfRuns(ctx.db, [run.uuid]);
  return [hit("RUN", run.id, named?.name ?? "")];
};

/** Teams that a credential for some models finds: those that own them. */
const teamsAmong = async ({ db, access, credential }: Ctx): Promise<string[] | null> =>
  credential.modelIds === null
    ? null
    : (await modelsById(db.reader, access.ability, credential.modelIds)).map(({ teamId }) => teamId);

/** Those of a kind that are called so. */
const called: Readonly<Record<string, (ctx: Ctx, words: string, limit: number) => Promise<SearchHit[]>>> = {
  VERSION: async (ctx, text, limit) => {
    const asked = readVersionWords(text);
    if (asked === null) return [];
    const found = await versionsCalled(ctx.db.reader, ctx.access.ability, { ...asked, limit });
    return owned(ctx, found, "VERSION", asked.version);
  },
  MODEL: async (ctx, words, limit) =>
    owned(ctx, await modelsCalled(ctx.db.reader, ctx.access.ability, { words, limit }), "MODEL"),
  EXPERIMENT: async (ctx, words, limit) =>
    owned(ctx, await experimentsCalled(ctx.db.reader, ctx.access.ability, { words, limit }), "EXPERIMENT"),
  TEAM: async (ctx, words, limit) =>
    (await teamsCalled(ctx, { words, limit, among: await teamsAmong(ctx) })).map((of) =>
      hit("TEAM", of.id, of.name, of.hint),
    ),
  PRINCIPAL: async (ctx, words, limit) =>
    (await principalsCalled(ctx, { words, limit })).map((of) => hit("PRINCIPAL", of.id, of.name, of.hint)),
};

const owned = async (
  ctx: Ctx,
  found: readonly { id: string; name: string; teamId: string }[],
  kind: Kind,
  version: number | null = null,
): Promise<SearchHit[]> => {
  const slugs = await slugsOfTeams(ctx.db.reader, [...new Set(found.map(({ teamId }) => teamId))]);
  return found.map(({ id, name, teamId }) => hit(kind, id, name, slugs.get(teamId) ?? null, version));
};

/** What the caller reads that is called so, or has this id. */
export const search = async (ctx: Ctx, { q, kinds, first }: SearchAsked): Promise<SearchHit[]> => {
  if (first > MOST) throw new DomainError("INVALID_INPUT", `first: 1–${MOST}, not ${first}.`, { path: ["first"] });
  const text = q.trim().slice(0, LONGEST);
  const isWanted = (kind: Kind): boolean => kinds === null || kinds.includes(kind);
  const id = idPrefix(text) === undefined ? runIdFrom(text) : text;
  const hits = (await byId(ctx, id)).filter(({ kind }) => isWanted(kind));
  for (const kind of ["VERSION", "MODEL", "EXPERIMENT", "TEAM", "PRINCIPAL"] as const)
    if (isWanted(kind) && hits.length < first)
      hits.push(...((await called[kind]?.(ctx, text, first - hits.length)) ?? []));
  return hits.slice(0, first);
};

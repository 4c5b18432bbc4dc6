import type { Ctx } from "../context.js";
import { sql } from "../db/sql.js";
import { DomainError, forbidden } from "../errors.js";
import type { Call } from "./operation.js";

interface Team {
  readonly id: string;
  readonly slug: string;
}

/** Teams in which the caller may make things of this kind, by slug. */
const teamsToCreateIn = ({ access }: Ctx, action: "createModel" | "createExperiment"): Team[] => {
  const teams = new Map(access.roles.map(({ teamId, slug }) => [teamId, { id: teamId, slug }]));
  return [...teams.values()]
    .filter(({ id }) => access.ability.can(action, { type: "Team", id }))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
};

const bySlug = sql("mlflow.team_by_slug", "select id, slug from team where slug = $1");

const choicesOf = (teams: readonly Team[]): string =>
  teams.length === 0 ? "You may create in no team." : `You may create in: ${teams.map(({ slug }) => slug).join(", ")}.`;

/**
 * The team in which something is made: the one that the call names by X-MLFLOW-WORKSPACE or by /teams/<slug> in the
 * tracking URI, else the tag `team` if it names one that the caller may use, else the caller's only team. Several and
 * none told: INVALID_INPUT that lists them.
 */
export const teamForCreation = async (
  { ctx, team }: Call,
  action: "createModel" | "createExperiment",
  tags: readonly { key: string; value?: string | undefined }[],
): Promise<string> => {
  const teams = teamsToCreateIn(ctx, action);
  if (team !== null) {
    const named = await ctx.db.read.row<Team>(bySlug, [team.slice(0, 200)]);
    if (named === undefined)
      throw new DomainError(
        "INVALID_INPUT",
        `There is no team "${team}" (X-MLFLOW-WORKSPACE, or /teams/<slug> in the tracking URI). ${choicesOf(teams)}`,
      );
    return named.id;
  }
  const tag = tags.findLast(({ key }) => key === "team")?.value;
  const tagged = teams.find(({ slug }) => slug === tag);
  if (tagged !== undefined) return tagged.id;
  const [only, ...more] = teams;
  if (only === undefined)
    throw forbidden("Creating this takes the role CONTRIBUTOR in some team; an owner of a team can give it.");
  if (more.length > 0)
    throw new DomainError(
      "INVALID_INPUT",
      `Several teams are possible: set MLFLOW_WORKSPACE (header X-MLFLOW-WORKSPACE), put /teams/<slug> into the tracking URI, or tag it with team=<slug>. ${choicesOf(teams)}`,
    );
  return only.id;
};

/** The team whose things come first when a name is looked up: the one named, else the caller's only one. */
export const teamInContext = ({ ctx, team }: Call): { slug: string; createsExperiments: boolean } | null => {
  const slugs = new Set(ctx.access.roles.map(({ slug }) => slug));
  const slug = team ?? (slugs.size === 1 ? [...slugs][0] : undefined);
  if (slug === undefined) return null;
  return { slug, createsExperiments: teamsToCreateIn(ctx, "createExperiment").some((each) => each.slug === slug) };
};

import { teamNamed } from "../access/teams/team-members.queries.js";
import type { Ctx } from "../context.js";
import { DomainError, forbidden } from "../errors.js";
import { cutShort } from "./wire/message.js";
import type { Call } from "./wire/operation.js";

interface Team {
  readonly id: string;
  readonly slug: string;
}

type Creation = "createModel" | "createExperiment";

/** Teams in which the caller may make things of this kind, by slug. */
export const teamsToCreateIn = ({ access }: Ctx, action: Creation): Team[] => {
  const teams = new Map(access.roles.map(({ teamId, slug }) => [teamId, { id: teamId, slug }]));
  return [...teams.values()]
    .filter(({ id }) => access.ability.can(action, { type: "Team", id }))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
};

const choicesOf = (teams: readonly Team[]): string =>
  teams.length === 0 ? "You may create in no team." : `You may create in: ${teams.map(({ slug }) => slug).join(", ")}.`;

/**
 * The team that the call names by X-MLFLOW-WORKSPACE or by /teams/<slug> in the tracking URI; null when it names none. An
 * unknown one is INVALID_INPUT, which lists the teams that the caller may create in.
 */
const namedTeam = async ({ ctx, team }: Call, teams: readonly Team[]): Promise<Team | null> => {
  if (team === null) return null;
  const named = await teamNamed(ctx.db.reader, team.slice(0, 200));
  if (named !== undefined) return named;
  throw new DomainError(
    "INVALID_INPUT",
    `There is no team "${cutShort(team, 200)}" (X-MLFLOW-WORKSPACE, or /teams/<slug> in the tracking URI). ${choicesOf(teams)}`,
  );
};

const WAYS =
  "set MLFLOW_WORKSPACE (header X-MLFLOW-WORKSPACE) or put /teams/<slug> into the tracking URI; create_experiment, create_registered_model and register_prompt also take the tag team=<slug>";

/** Says of a tag that was given only what the caller's own teams tell: not whether there is such a team. */
const severalTeams = (teams: readonly Team[], tag: string | undefined): DomainError => {
  const refused = tag ? `The tag team=${cutShort(tag, 100)} is none of the teams that you may create in. ` : "";
  return new DomainError("INVALID_INPUT", `${refused}Several teams are possible: ${WAYS}. ${choicesOf(teams)}`);
};

/**
 * The team in which something is made: the one that the call names, else the tag `team` if it names one that the caller
 * may use, else the caller's only team. Several and none told: INVALID_INPUT that lists them.
 */
export const teamForCreation = async (
  call: Call,
  action: Creation,
  tags: readonly { key: string; value?: string | undefined }[],
): Promise<string> => {
  const teams = teamsToCreateIn(call.ctx, action);
  const named = await namedTeam(call, teams);
  if (named !== null) return named.id;
  const tag = tags.findLast(({ key }) => key === "team")?.value;
  const tagged = teams.find(({ slug }) => slug === tag);
  if (tagged !== undefined) return tagged.id;
  const [only, ...more] = teams;
  if (only === undefined)
    throw forbidden("Creating this takes the role CONTRIBUTOR in some team; an owner of a team can give it.");
  if (more.length > 0) throw severalTeams(teams, tag);
  return only.id;
};

/**
 * The team whose things come first when a name is looked up: the one that the call names, which must exist, else the
 * caller's only one.
 */
export const teamInContext = async (call: Call): Promise<{ slug: string; createsExperiments: boolean } | null> => {
  const teams = teamsToCreateIn(call.ctx, "createExperiment");
  const named = await namedTeam(call, teams);
  const slugs = new Set(call.ctx.access.roles.map(({ slug }) => slug));
  const slug = named?.slug ?? (slugs.size === 1 ? [...slugs][0] : undefined);
  if (slug === undefined) return null;
  return { slug, createsExperiments: teams.some((each) => each.slug === slug) };
};

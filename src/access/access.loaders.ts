import DataLoader from "dataloader";
import type { Ctx } from "../context.js";
import { byId, edgeLoader } from "../graphql/loader.js";
import { type PrincipalRead, principalsById, signersInTeam, type TeamRead, teamsById } from "./access.queries.js";
import { satisfies, type TeamRole, teamRoles } from "./roles.js";
import { type TokenRead, tokensById } from "./tokens/tokens.queries.js";

const loading = <Row extends { id: string }>(load: (ids: readonly string[]) => Promise<Row[]>) =>
  new DataLoader<string, Row | null>(async (ids) => byId(ids, await load(ids)));

/** Principals by id; null where absent. */
export const principalLoader = (ctx: Ctx): DataLoader<string, PrincipalRead | null> =>
  loading((ids) => principalsById(ctx, ids));

/** Teams by id; null where absent. */
export const teamLoader = (ctx: Ctx): DataLoader<string, TeamRead | null> => loading((ids) => teamsById(ctx, ids));

interface Place {
  readonly role: TeamRole;
  /** Ids of those who may not sign. */
  readonly excludes: readonly string[];
  readonly first: number;
}

/** Who could sign in a role, by team. */
export const signersLoader = (ctx: Ctx) =>
  edgeLoader<Place, PrincipalRead[]>((teamIds, { role, excludes, first }) => {
    const roles = teamRoles.filter((held) => satisfies(held, role));
    return Promise.all(teamIds.map((id) => signersInTeam(ctx, id, { roles, without: excludes, limit: first })));
  });

/** API tokens by id; null where absent or hidden. */
export const tokenLoader = (ctx: Ctx): DataLoader<string, TokenRead | null> => loading((ids) => tokensById(ctx, ids));

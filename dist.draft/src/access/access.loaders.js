import DataLoader from "dataloader";
import { edgeLoader } from "../graphql/loader.js";
import { principalsById, signersInTeam, teamsById } from "./access.queries.js";
import { satisfies, teamRoles } from "./roles.js";
import { tokensById } from "./tokens.queries.js";
const byId = (load) => new DataLoader(async (ids) => {
    const found = new Map((await load(ids)).map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
});
/** Principals by id; null where absent. */
export const principalLoader = (ctx) => byId((ids) => principalsById(ctx, ids));
/** Teams by id; null where absent. */
export const teamLoader = (ctx) => byId((ids) => teamsById(ctx, ids));
/** Who could sign in a role, by team. */
export const signersLoader = (ctx) => edgeLoader((teamIds, { role, excludes, first }) => {
    const roles = teamRoles.filter((held) => satisfies(held, role));
    return Promise.all(teamIds.map((id) => signersInTeam(ctx, id, { roles, without: excludes, limit: first })));
});
/** API tokens by id; null where absent or hidden. */
export const tokenLoader = (ctx) => byId((ids) => tokensById(ctx, ids));
//# sourceMappingURL=access.loaders.js.map
import { z } from "zod";
import { readTeam } from "../../access/access.store.js";
import { command } from "../../acts/command.js";
import { notFound } from "../../errors.js";
import { id } from "../../input.js";
import { lockReadableModel, requireRight } from "../rights.js";
import { dropGrant, readGrant } from "./grants.store.js";
import { recordGrant } from "./record-grant.step.js";
/** Takes back what `grantAccess` gave a team. */
export const revokeAccess = command("revokeAccess", { scope: "ADMIN", input: z.object({ registeredModelId: id, teamId: id }) }, async (ctx, tx, input) => {
    const model = await lockReadableModel(ctx, tx, input.registeredModelId);
    requireRight(ctx, model, "own");
    const team = await readTeam(tx, input.teamId);
    const earlier = team && (await readGrant(tx, model.id, team.id));
    if (team === undefined || earlier === undefined)
        throw notFound("grant", ["input", "teamId"]);
    await dropGrant(tx, model.id, team.id);
    recordGrant(tx, model, team, earlier, undefined);
    return { registeredModelId: model.id };
});
//# sourceMappingURL=revoke-access.js.map
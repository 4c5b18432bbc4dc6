import { z } from "zod";
import { command } from "../../acts/command.js";
import { newId } from "../../db/ids.js";
import { DomainError } from "../../errors.js";
import { displayName, slug } from "../../input.js";
import { insertIfFree } from "../access.store.js";
import { requireAdmin } from "../requirements.js";
import { TeamEntity } from "./team.entity.js";

/** Makes a team without members: an administrator names its first owner. */
export const createTeam = command(
  "createTeam",
  { scope: "ADMIN", input: z.object({ slug, name: displayName }) },
  async (ctx, tx, { slug, name }) => {
    requireAdmin(ctx);
    const teamId = newId("team");
    if (!(await insertIfFree(tx, TeamEntity, { id: teamId, slug, name })))
      throw new DomainError("NAME_TAKEN", `Another team has the slug "${slug}".`, { path: ["input", "slug"] });
    tx.audit({ stream: teamId, label: slug, after: { slug, name } });
    return { teamId };
  },
);

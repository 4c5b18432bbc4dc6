import { z } from "zod";
import { readTeam } from "../../access/access.store.js";
import { grantRoles } from "../../access/roles.js";
import { command, type Tx, Unchanged } from "../../acts/command.js";
import { invalid, notFound } from "../../errors.js";
import { id, setOf } from "../../input.js";
import { holdLifecycle } from "../lifecycle.store.js";
import { parseSlot } from "../lifecycle-rules.js";
import { line } from "../registry-input.js";
import { registryLimits } from "../registry-limits.js";
import { lockReadableModel, requireRight } from "../rights.js";
import { type Grant, readGrant, storeGrant } from "./grants.store.js";
import { isSame, recordGrant } from "./record-grant.step.js";

const slotList = setOf(line(registryLimits.key + 10), registryLimits.grantSlots, { min: 1 });

/** Shares a model with another team, or changes what an existing grant gives. */
export const grantAccess = command(
  "grantAccess",
  {
    scope: "ADMIN",
    input: z.object({ registeredModelId: id, teamId: id, role: z.enum(grantRoles), slots: slotList.nullish() }),
  },
  async (ctx, tx, input) => {
    const model = await lockReadableModel(ctx, tx, input.registeredModelId);
    requireRight(ctx, model, "own");
    const team = await readTeam(tx, input.teamId);
    if (team === undefined) throw notFound("team", ["input", "teamId"]);
    if (team.id === model.teamId) throw invalid("teamId", "the team that owns the model needs no grant.");
    const grant: Grant = { role: input.role, slots: input.slots == null ? null : await spell(tx, input.slots) };
    const earlier = await readGrant(tx, model.id, team.id);
    const result = { registeredModelId: model.id };
    if (earlier !== undefined && isSame(earlier, grant)) return new Unchanged(result);
    await storeGrant(tx, model.id, team.id, grant, ctx.principal.id);
    recordGrant(tx, model, team, earlier, grant);
    return result;
  },
);

/** The slots in the lifecycle's spelling. */
const spell = async (tx: Tx, slots: readonly string[]): Promise<string[]> => {
  const lifecycle = await holdLifecycle(tx);
  return [
    ...new Set(slots.map((slot, index) => parseSlot(lifecycle, slot, ["input", "slots", String(index)]).name)),
  ].sort();
};

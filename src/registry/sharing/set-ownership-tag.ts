import { z } from "zod";
import { readTeam } from "../../access/access.store.js";
import { command, type Tx, Unchanged } from "../../acts/command.js";
import { invalid, notFound } from "../../errors.js";
import { id } from "../../input.js";
import { touchModel } from "../models.store.js";
import { ownershipKey } from "../ownership-rules.js";
import { registryLimits } from "../registry-limits.js";
import { lockReadableModel, ownerLink, requireRight } from "../rights.js";
import { nextInstant } from "../slots.store.js";
import { closeOwner, countOwners, type Owner, openOwner, readActiveUser, readOwner } from "./ownership.store.js";
import { linkTo, told } from "./ownership-entry.js";

/** Points an ownership tag of a model at a team or a user, from now on; what it pointed at before stays told. */
export const setOwnershipTag = command(
  "setOwnershipTag",
  {
    scope: "WRITE",
    input: z.object({ registeredModelId: id, key: ownershipKey, principalId: id.nullish(), teamId: id.nullish() }),
  },
  async (ctx, tx, input) => {
    const model = await lockReadableModel(ctx, tx, input.registeredModelId);
    requireRight(ctx, model, "own");
    const owner = await findOwner(tx, input);
    const earlier = await readOwner(tx, model.id, input.key);
    const result = { registeredModelId: model.id };
    if (earlier?.teamId === owner.teamId && earlier.principalId === owner.principalId) return new Unchanged(result);
    if (earlier === undefined && (await countOwners(tx, model.id)) >= registryLimits.ownershipTags)
      throw invalid("key", `at most ${registryLimits.ownershipTags} ownership tags; remove one first.`);
    const instant = await nextInstant(tx, model.id);
    if (earlier !== undefined) await closeOwner(tx, model.id, input.key, instant);
    await openOwner(tx, { modelId: model.id, key: input.key, instant, by: ctx.principal.id, ...owner });
    await touchModel(tx, model.id);
    tx.audit({
      stream: model.id,
      label: model.name,
      subjects: [ownerLink(model), linkTo(owner), ...(earlier?.principalId == null ? [] : [linkTo(earlier)])],
      before: { key: input.key, ...told(earlier) },
      after: { key: input.key, ...told(owner) },
    });
    return result;
  },
);

const findOwner = async (
  tx: Tx,
  input: { principalId?: string | null | undefined; teamId?: string | null | undefined },
): Promise<Owner> => {
  const { principalId = null, teamId = null } = input;
  if ((principalId === null) === (teamId === null))
    throw invalid("principalId", "give exactly one of principalId and teamId.");
  const team = teamId === null ? undefined : await readTeam(tx, teamId);
  if (team !== undefined) return { teamId: team.id, principalId: null, label: team.slug };
  if (principalId === null) throw notFound("team", ["input", "teamId"]);
  const user = await readActiveUser(tx, principalId);
  if (user === undefined) throw notFound("user", ["input", "principalId"]);
  return { teamId: null, principalId: user.id, label: user.handle };
};

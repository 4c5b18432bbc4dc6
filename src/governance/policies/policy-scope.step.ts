import { z } from "zod";
import type { Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { invalid, notFound } from "../../errors.js";
import { id } from "../../input.js";
import { lockModel } from "../../registry/registry.store.js";
import { readsModel } from "../../registry/rights.js";
import { slugOfTeam } from "./policies.store.js";
import { type PolicyModel, refuseUnlessPolicyOwner, type StoredScope } from "./policy-input.js";

/** What a policy covers, as it is given. */
export const policyScope = z.strictObject({
  organization: z.boolean().nullish(),
  teamId: id.nullish(),
  registeredModelId: id.nullish(),
});

/** Where a new policy applies, with its model locked. */
export interface OwnedScope {
  readonly scope: StoredScope;
  /** The model that it covers alone. */
  readonly model: PolicyModel | undefined;
}

/** Refuses whoever does not own what a new policy would cover; the model that it covers alone is locked. */
export const lockOwnedScope = async (ctx: Ctx, tx: Tx, given: z.output<typeof policyScope>): Promise<OwnedScope> => {
  const scope = parseScope(given);
  let model: PolicyModel | undefined;
  if (scope.registeredModelId !== null) {
    model = await lockModel(tx, scope.registeredModelId);
    if (model === undefined || !readsModel(ctx, model))
      throw notFound("registered model", ["input", "scope", "registeredModelId"]);
  }
  if (scope.teamId !== null && (await slugOfTeam(tx, scope.teamId)) === undefined)
    throw notFound("team", ["input", "scope", "teamId"]);
  refuseUnlessPolicyOwner(ctx, scope, model);
  return { scope, model };
};

const parseScope = (given: z.output<typeof policyScope>): StoredScope => {
  const teamId = given.teamId ?? null;
  const registeredModelId = given.registeredModelId ?? null;
  const chosen = [given.organization === true, teamId !== null, registeredModelId !== null].filter(Boolean);
  if (chosen.length !== 1) throw invalid("scope", "exactly one of organization: true, teamId, registeredModelId.");
  const name = teamId !== null ? "TEAM" : registeredModelId !== null ? "MODEL" : "ORGANIZATION";
  return { scope: name, teamId, registeredModelId };
};

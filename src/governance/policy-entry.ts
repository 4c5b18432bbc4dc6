import type { Json } from "../../verify/canonical-json.js";
import type { Tx } from "../acts/command.js";
import type { Link } from "../audit/entry.js";
import { ORGANIZATION_ID } from "../db/ids.js";
import { lockModel } from "../registry/registry.store.js";
import { modelsWithOpenRequests } from "./policies.store.js";
import type { PolicyContent, PolicyModel, StoredScope } from "./policy-input.js";
import { voidOutdated } from "./void-outdated.step.js";

/** What a policy's entry touches: the organisation, the team or the model that it covers. */
export const policySubjects = (scope: StoredScope, model: PolicyModel | undefined): Link[] => {
  if (scope.scope === "ORGANIZATION") return [{ id: ORGANIZATION_ID, role: "subject" }];
  if (scope.teamId !== null) return [{ id: scope.teamId, role: "owner" }];
  return model === undefined
    ? []
    : [
        { id: model.id, role: "subject", label: model.name },
        { id: model.teamId, role: "owner" },
      ];
};

/** The policy's content as its entry keeps it. */
export const policyAfter = (scope: StoredScope, revision: number, content: PolicyContent): Json => ({
  scope: scope.scope,
  team: scope.teamId,
  model: scope.registeredModelId,
  revision,
  name: content.name,
  slots: [...content.slots],
  requirements: content.requirements.map(({ role, teamId, count }) => ({ role, team: teamId, count })),
  separationOfDuties: [...content.separationOfDuties],
  boundTags: [...content.boundTags],
  expiresAfterHours: content.expiresAfterHours,
  digest: content.digest,
});

/** Voids the open requests that a policy now covers and was not among the policies of. */
export const voidOvertaken = async (tx: Tx, scope: StoredScope, cause: string): Promise<void> => {
  for (const { id } of await modelsWithOpenRequests(tx, scope)) {
    await lockModel(tx, id, { deleted: true });
    await voidOutdated(tx, id, cause);
  }
};

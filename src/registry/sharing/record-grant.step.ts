import type { Json } from "../../../verify/canonical-json.js";
import type { Tx } from "../../acts/command.js";
import type { LockedModel } from "../registry.store.js";
import { ownerLink } from "../rights.js";
import type { Grant } from "./grants.store.js";

/** Whether two grants give the same. */
export const isSame = (a: Grant, b: Grant): boolean => JSON.stringify(toJson(a)) === JSON.stringify(toJson(b));

const toJson = (grant: Grant | undefined): Json =>
  grant === undefined ? null : { role: grant.role, slots: grant.slots === null ? null : [...grant.slots].sort() };

/** One entry for the model and one for the team, whose members' rights change with it. */
export const recordGrant = (
  tx: Tx,
  model: LockedModel,
  team: { id: string; slug: string },
  earlier: Grant | undefined,
  grant: Grant | undefined,
): void => {
  const told = { before: { grant: toJson(earlier) }, after: { grant: toJson(grant) } };
  tx.audit({
    ...told,
    stream: model.id,
    label: model.name,
    subjects: [ownerLink(model), { id: team.id, role: "team", label: team.slug }],
  });
  tx.audit({
    ...told,
    stream: team.id,
    label: team.slug,
    subjects: [{ id: model.id, role: "model", label: model.name }, ownerLink(model)],
  });
};

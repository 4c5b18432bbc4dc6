import type { Access } from "../../access/ability.js";
import { placeOf, type TeamRole } from "../../access/roles.js";
import type { HeldPolicy } from "../approval-rules.js";
import type { GateResult } from "../gates/gate-rules.js";

/** Of these policies the ids of those that the caller reads. */
export type ReadableOf = (ids: readonly string[]) => Promise<readonly string[]>;

/**
 * Of the policies that requests were opened under those that the caller may not know: they neither read them nor could
 * fill a place that they ask for. Who signs sees what they sign under.
 */
export const hiddenPolicies = async (
  { places }: Pick<Access, "places">,
  requests: readonly { readonly policies: readonly HeldPolicy[]; readonly gates?: readonly GateResult[] }[],
  readableOf: ReadableOf,
): Promise<ReadonlySet<string>> => {
  const hidden = new Set<string>();
  const signsFor = (requirements: readonly { role: TeamRole; teamId?: string | undefined }[]): boolean =>
    requirements.some(({ teamId, role }) => teamId !== undefined && places.includes(placeOf(teamId, role)));
  for (const { policies, gates = [] } of requests)
    for (const { id, requirements } of policies) {
      const waives = gates.some(({ policy, gate }) => policy === id && signsFor(gate.waivableBy ?? []));
      if (id !== null && !waives && !signsFor(requirements)) hidden.add(id);
    }
  if (hidden.size > 0) for (const id of await readableOf([...hidden])) hidden.delete(id);
  return hidden;
};

/** Whether the policy is one of those that are hidden; the rule for contributors is nobody's policy. */
export const isHidden = (hidden: ReadonlySet<string>, { id }: Pick<HeldPolicy, "id">): boolean =>
  id !== null && hidden.has(id);

import { placeOf } from "../access/roles.js";
import type { Ctx } from "../context.js";
import type { HeldPolicy } from "./approval-rules.js";
import { policiesById } from "./policies.queries.js";

/**
 * Of the policies that requests were opened under those that the caller may not know: they neither read them nor could
 * fill a place that they ask for. Who signs sees what they sign under.
 */
export const hiddenPolicies = async (
  ctx: Ctx,
  requests: readonly { readonly policies: readonly HeldPolicy[] }[],
): Promise<ReadonlySet<string>> => {
  const asked = new Set<string>();
  for (const { policies } of requests)
    for (const { id, requirements } of policies)
      if (id !== null && !requirements.some(({ teamId, role }) => ctx.access.places.includes(placeOf(teamId, role))))
        asked.add(id);
  if (asked.size === 0) return asked;
  for (const { id } of await policiesById(ctx.db.read, ctx.access, [...asked])) asked.delete(id);
  return asked;
};

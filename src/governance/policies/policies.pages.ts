import type { Ctx } from "../../context.js";
import { warningsOf } from "./fillers.js";
import type { PolicyRead } from "./policies.queries.js";

/** What should worry whoever sets the policy; of requirements that name no team only where one team owns what it covers. */
export const warningsOfPolicy = async (ctx: Ctx, policy: PolicyRead): Promise<string[]> => {
  const owner = policy.teamId ?? policy.modelTeamId;
  const requirements = policy.requirements.flatMap(({ teamId, ...rest }) =>
    teamId === null && owner === null ? [] : [{ ...rest, teamId: teamId ?? owner ?? "" }],
  );
  return warningsOf(ctx.db.reader, new Set(), [{ ...policy, requirements }], { requesters: [], authors: [] });
};

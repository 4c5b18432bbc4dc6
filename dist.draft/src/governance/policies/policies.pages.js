import { warningsOf } from "./fillers.js";
/** What should worry whoever sets the policy; of requirements that name no team only where one team owns what it covers. */
export const warningsOfPolicy = async (ctx, policy) => {
    const owner = policy.teamId ?? policy.modelTeamId;
    const requirements = policy.requirements.flatMap(({ teamId, ...rest }) => teamId === null && owner === null ? [] : [{ ...rest, teamId: teamId ?? owner ?? "" }]);
    return warningsOf(ctx.db.reader, new Set(), [{ ...policy, requirements }], { requesters: [], authors: [] });
};
//# sourceMappingURL=policies.pages.js.map
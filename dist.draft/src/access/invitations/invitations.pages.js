import { z } from "zod";
import { keyset } from "../../db/keyset.js";
import { page } from "../../graphql/connection.js";
import { parseFilter, text } from "../../input.js";
import { invitationsPage } from "./invitations.queries.js";
/** One page of invitations, newest first. */
export const listInvitations = async (ctx, given, { first, after }) => {
    const { principal = null, open = null } = parseFilter(invitationFilter, given);
    const keys = keyset("invitations", { principal, open });
    const from = keys.decode(after)?.[0] ?? null;
    const rows = await invitationsPage(ctx, { principal, open }, from, first + 1);
    return page(rows, first, ({ id }) => keys.encode(id), after);
};
const invitationFilter = z.object({ principal: text(63).nullish(), open: z.boolean().nullish() });
//# sourceMappingURL=invitations.pages.js.map
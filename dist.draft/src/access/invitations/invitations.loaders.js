import DataLoader from "dataloader";
import { invitationsById } from "./invitations.queries.js";
/** Invitations by id; null where absent or hidden. */
export const invitationLoader = (ctx) => new DataLoader(async (ids) => {
    const found = await invitationsById(ctx, ids);
    return ids.map((id) => found.find((row) => row.id === id) ?? null);
});
//# sourceMappingURL=invitations.loaders.js.map
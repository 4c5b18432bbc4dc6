import DataLoader from "dataloader";
import type { Ctx } from "../../context.js";
import { type InvitationRead, invitationsById } from "./invitations.queries.js";

/** Invitations by id; null where absent or hidden. */
export const invitationLoader = (ctx: Ctx) =>
  new DataLoader<string, InvitationRead | null>(async (ids) => {
    const found = await invitationsById(ctx, ids);
    return ids.map((id) => found.find((row) => row.id === id) ?? null);
  });

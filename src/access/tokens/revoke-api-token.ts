import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { forbidden, notFound } from "../../errors.js";
import { id } from "../../input.js";
import { managesTeam } from "../requirements.js";
import { type LockedToken, lockToken, markRevoked } from "./tokens.store.js";

/** Ends a token at once: one's own, a service account's as an owner of its team, anybody's as an administrator. */
export const revokeApiToken = command(
  "revokeApiToken",
  { scope: "ADMIN", input: z.object({ apiTokenId: id }) },
  async (ctx, tx, { apiTokenId }) => {
    const token = await lockToken(tx, apiTokenId);
    if (token === undefined || !(mayRevoke(ctx, token) || ctx.access.ability.can("audit", { type: "Organization" })))
      throw notFound("API token", ["input", "apiTokenId"]);
    tx.target({ id: token.id, role: "token", label: token.name });
    if (!mayRevoke(ctx, token))
      throw forbidden("This needs the organisation role ADMIN; an administrator can give it.");
    if (token.revoked) return new Unchanged({ apiTokenId });
    await markRevoked(tx, token.id);
    tx.audit({
      stream: token.principalId,
      label: token.handle,
      subjects: [{ id: token.id, role: "token", label: token.name }],
      before: { token: token.id, name: token.name, revoked: false },
      after: { token: token.id, revoked: true },
    });
    return { apiTokenId };
  },
);

const mayRevoke = (ctx: Ctx, token: LockedToken): boolean =>
  token.principalId === ctx.principal.id ||
  ctx.access.ability.can("administer", { type: "Organization" }) ||
  (token.teamId !== null && managesTeam(ctx, token.teamId));

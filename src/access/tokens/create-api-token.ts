import { z } from "zod";
import { command, type Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { forbidden, invalid, notFound } from "../../errors.js";
import { displayName, id, setOf } from "../../input.js";
import { type LockedPrincipal, organizationRolesOf } from "../access.store.js";
import { expiry, scopeSet } from "../access-input.js";
import { peopleBehind } from "../caller.js";
import { hasScope, type Scope, tokenEndOf } from "../principal.js";
import { lockKnownPrincipal, requireActive, requireAdmin, requireManager } from "../requirements.js";
import { newSecret } from "./token-format.js";
import { judgeExpiry, readableModels, storeToken } from "./tokens.store.js";

/** Mints a token for oneself; for a user as an administrator; for a service account as an owner of its team. */
export const createApiToken = command(
  "createApiToken",
  {
    scope: "ADMIN",
    input: z.object({
      principalId: id.nullish(),
      name: displayName,
      expiresAt: expiry,
      scopes: scopeSet,
      modelIds: setOf(id, 1_000, { min: 1 }).nullish(),
    }),
    once: ["secret"],
  },
  async (ctx, tx, input) => {
    const bearer = await lockKnownPrincipal(tx, input.principalId ?? ctx.principal.id);
    await requireMinter(ctx, tx, bearer);
    requireActive(bearer);
    refuseMoreScopes(ctx, input.scopes);
    const modelIds = await restrictionOf(ctx, tx, input.modelIds);
    await requireExpiry(ctx, tx, input.expiresAt);
    const secret = newSecret(bearer.kind === "USER" ? "csp_" : "css_");
    const facts = {
      name: input.name,
      scopes: input.scopes,
      modelIds,
      expiresAt: input.expiresAt,
      mintedBy: peopleBehind(ctx).filter((person) => person !== bearer.id),
    };
    const invitedBy = bearer.id === ctx.principal.id ? ctx.credential.invitedBy : null;
    const apiTokenId = await storeToken(tx, secret, { principalId: bearer.id, invitedBy, ...facts });
    tx.audit({
      stream: bearer.id,
      label: bearer.handle,
      subjects: [{ id: apiTokenId, role: "token", label: input.name }],
      after: { token: apiTokenId, ...facts, ...(invitedBy !== null && { invitedBy }) },
    });
    return { apiTokenId, secret };
  },
);

/** Who holds a token acts as its bearer: only an administrator may do that for whoever has power over everyone. */
const requireMinter = async (ctx: Ctx, tx: Tx, bearer: LockedPrincipal): Promise<void> => {
  if (bearer.id === ctx.principal.id) return;
  if (bearer.kind === "USER") return requireAdmin(ctx);
  requireManager(ctx, bearer);
  const roles = await organizationRolesOf(tx, bearer.id);
  if (roles.length > 0 && !ctx.access.ability.can("administer", { type: "Organization" }))
    throw forbidden(
      `"${bearer.handle}" has the organisation role ${roles.join(", ")}, which counts only for tokens that administrators alone had a hand in: an administrator must mint this one.`,
    );
};

const refuseMoreScopes = (ctx: Ctx, asked: readonly Scope[]): void => {
  const missing = asked.filter((scope) => !hasScope(ctx.credential, scope));
  if (missing.length > 0)
    throw forbidden(`A token never mints a stronger one: this one lacks the scope ${missing.join(", ")}.`);
};

/** A restricted token mints tokens restricted alike; a model that the caller cannot read is no model. */
const restrictionOf = async (
  ctx: Ctx,
  tx: Tx,
  asked: readonly string[] | null | undefined,
): Promise<string[] | null> => {
  if (asked == null) return ctx.credential.modelIds === null ? null : [...ctx.credential.modelIds];
  const readable = await readableModels(tx, ctx.access.ability, asked);
  if (readable.length < asked.length) throw notFound("registered model", ["input", "modelIds"]);
  return [...asked];
};

const requireExpiry = async (ctx: Ctx, tx: Tx, expiresAt: string): Promise<void> => {
  const { past, tooFar, outlives } = await judgeExpiry(tx, expiresAt, tokenEndOf(ctx.credential));
  if (past || tooFar) throw invalid("expiresAt", "expiresAt: in the future, at most 366 days from now.");
  if (outlives)
    throw forbidden(
      "A token never mints one that outlives the UTC day of its own expiry; choose an earlier expiresAt.",
    );
};

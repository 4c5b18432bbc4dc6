import type { Ctx } from "../../context.js";
import type { PackReader } from "./packs.queries.js";

/** Whether the caller sees every entry: an auditor or administrator, by no token for some models only. */
export const auditsAll = ({ access }: Ctx): boolean =>
  access.ability.can("audit", { type: "Organization" }) && !access.modelIds?.length;

/** The caller as a reader of packs. */
export const readerOf = (ctx: Ctx): PackReader => ({
  ability: ctx.access.ability,
  principalId: ctx.principal.id,
  audits: auditsAll(ctx),
});

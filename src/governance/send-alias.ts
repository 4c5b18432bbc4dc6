import type { Ctx } from "../context.js";
import { DomainError } from "../errors.js";
import { setAlias } from "../registry/slots/set-alias.js";
import { isGuarded } from "./policies/policies.queries.js";
import { type Sent, sendTransition } from "./send-transition.js";

interface SendAlias {
  readonly modelVersionId: string;
  /** Without `@`. */
  readonly alias: string;
  readonly reason: string;
  /** The model as the caller read it; null when there is no such version. */
  readonly model: { readonly id: string; readonly teamId: string } | null;
}

/**
 * Points an alias at a version for programs that send the same call again and again: by `setAlias` where the caller may
 * move it and no policy guards it, else by `sendTransition`.
 */
export const sendAlias = async (ctx: Ctx, { modelVersionId, alias, reason, model }: SendAlias): Promise<Sent> => {
  const ask = () => sendTransition(ctx, { modelVersionId, to: `@${alias}`, reason, archiving: false });
  if (model !== null && (await mustAsk(ctx, model, `@${alias}`))) return ask();
  try {
    await setAlias(ctx, { modelVersionId, alias });
    return { waitsFor: null };
  } catch (error) {
    // A policy that has come since.
    if (!(error instanceof DomainError) || error.code !== "APPROVAL_REQUIRED") throw error;
    return ask();
  }
};

/** Who may not even ask is refused by `setAlias`, in its words. */
const mustAsk = async ({ db, access }: Ctx, { id, teamId }: { id: string; teamId: string }, slot: string) => {
  const may = (action: "request" | "move"): boolean =>
    access.ability.can(action, { type: "Slot", modelId: id, teamId, slot });
  if (!may("request")) return false;
  return !may("move") || (await isGuarded(db.single, id, slot));
};

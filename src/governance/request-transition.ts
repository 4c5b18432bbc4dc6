import { z } from "zod";
import { command, type Tx } from "../acts/command.js";
import type { Ctx } from "../context.js";
import { notFound } from "../errors.js";
import { id, optionalText, reason, text } from "../input.js";
import { askTransition } from "./ask-transition.js";
import { type Locked, lockSubjects } from "./locked.store.js";

const ticketUrl = optionalText(2_000).refine((url) => url == null || /^https?:\/\/\S+$/.test(url), "an http(s) URL.");

/** Locks a live version that the caller reads by its model, and names it for the entry of a refusal. */
export const lockVersionToMove = async (ctx: Ctx, tx: Tx, modelVersionId: string): Promise<Locked> => {
  const locked = await lockSubjects(tx, modelVersionId);
  if (locked === undefined || locked.model.deletedAt !== null || locked.version.deletedAt !== null)
    throw notFound("model version");
  const { model, version } = locked;
  if (!ctx.access.ability.can("read", { type: "RegisteredModel", ...model })) throw notFound("model version");
  tx.target(
    { id: version.id, role: "target", label: `${model.name}/${version.version}` },
    { id: model.teamId, role: "owner", label: model.teamSlug },
  );
  return locked;
};

/** Asks to move a version to a stage (`Production`) or alias (`@champion`). Scope: WRITE; right: request on the slot. */
export const requestTransition = command(
  "requestTransition",
  {
    scope: "WRITE",
    input: z.strictObject({
      modelVersionId: id,
      to: text(256, { min: 1 }),
      reason,
      expectedHolder: z.int().min(0).max(2_147_483_647).nullish(),
      ticketUrl,
    }),
  },
  async (ctx, tx, input) => {
    const locked = await lockVersionToMove(ctx, tx, input.modelVersionId);
    return askTransition(ctx, tx, locked, {
      to: input.to,
      reason: input.reason,
      ticketUrl: input.ticketUrl ?? null,
      expectedHolder: input.expectedHolder ?? null,
    });
  },
);

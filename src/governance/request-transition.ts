import { z } from "zod";
import { command } from "../acts/command.js";
import { id, optionalText, reason, text } from "../input.js";
import { lockReadableVersion } from "../registry/rights.js";
import { askTransition } from "./asking/ask-transition.step.js";
import { waiverList } from "./waivers/waiver-input.js";

const url = optionalText(2_000).refine((url) => url == null || /^https?:\/\/\S+$/.test(url), "an http(s) URL.");

/** Asks to move a version to a stage (`Production`) or alias (`@champion`). Scope: WRITE; right: request on the slot. */
export const requestTransition = command(
  "requestTransition",
  {
    scope: "WRITE",
    input: z
      .strictObject({
        modelVersionId: id,
        to: text(256, { min: 1 }),
        reason,
        expectedHolder: z.int().min(0).max(2_147_483_647).nullish(),
        ticketUrl: url,
        waivers: waiverList.nullish(),
        emergency: z.strictObject({ reason, incidentUrl: url }).nullish(),
      })
      .refine(({ waivers, emergency }) => emergency == null || (waivers ?? []).length === 0, {
        path: ["waivers"],
        error: "none in an emergency, in which no gate holds anything: ask for one or the other.",
      }),
  },
  async (ctx, tx, input) => {
    const locked = await lockReadableVersion(ctx, tx, input.modelVersionId, { by: "model" });
    const { emergency = null } = input;
    return askTransition(ctx, tx, locked, {
      to: input.to,
      reason: input.reason,
      ticketUrl: input.ticketUrl ?? null,
      expectedHolder: input.expectedHolder ?? null,
      waivers: input.waivers ?? [],
      emergency: emergency && { reason: emergency.reason, incidentUrl: emergency.incidentUrl ?? null },
    });
  },
);

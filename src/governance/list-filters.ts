import { z } from "zod";
import { text } from "../input.js";

const short = text(500, { min: 1 }).nullish();

/** `TransitionRequestFilter` with every text checked. */
export const requestFilter = z.object({
  text: short,
  state: z.enum(["PENDING", "APPLIED", "REJECTED", "WITHDRAWN", "EXPIRED", "VOIDED"]).nullish(),
  model: short,
  team: short,
  awaitingMyDecision: z.boolean().nullish(),
  requestedBy: short,
  decidedBy: short,
  to: short,
});

/** `ReviewFilter` with every text checked. */
export const reviewFilter = z.object({
  state: z.enum(["OPEN", "OVERDUE", "CONFIRMED", "OVERTURNED"]).nullish(),
  model: short,
  team: short,
  awaitingMyDecision: z.boolean().nullish(),
});

/** `ApprovalPolicyFilter` with every text checked. */
export const policyFilter = z.object({ team: short, model: short, slot: short, includeRetired: z.boolean().nullish() });

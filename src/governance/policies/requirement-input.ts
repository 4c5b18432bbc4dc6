import { z } from "zod";
import { teamRoles } from "../../access/roles.js";
import { id } from "../../input.js";

/** The most signatures that one requirement asks for, and the most requirements of one list. */
export const requirementLimits = { count: 20, requirements: 10 } as const;

/** A requirement as it is given. */
export const requirementInput = z.strictObject({
  role: z.enum(teamRoles),
  teamId: id.nullish(),
  count: z.int().min(1, "1–20.").max(requirementLimits.count, "1–20."),
});

import { z } from "zod";
import type { Json } from "../../../verify/canonical-json.js";
import { DEFAULT_ROLLBACK_WITHIN_HOURS, policyDigest } from "../../../verify/policy-digest.js";
import type { Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { forbidden, invalid } from "../../errors.js";
import { displayName, text } from "../../input.js";
import { holdLifecycle } from "../../registry/lifecycle.store.js";
import { parseSlot } from "../../registry/lifecycle-rules.js";
import { type RiskTier, riskTiers } from "../../registry/tiers/tier-rules.js";
import { signings } from "../approval-rules.js";
import { gateList, storedGates } from "../gates/gate-input.js";
import { type PolicyRow, type PolicyScope, slugOfTeam } from "./policies.store.js";
import { requirementInput, requirementLimits } from "./requirement-input.js";

/** Limits of a policy, published in docs/limits.md. */
export const policyLimits = {
  slots: 50,
  ...requirementLimits,
  boundTags: 50,
  expiresAfterHours: 8_760,
  rollbackWithinHours: 8_760,
  reviewWithinHours: 8_760,
} as const;

/** Hours that a request stays open when its policies do not say. */
const DEFAULT_EXPIRES_AFTER_HOURS = 168;

/** What a policy says, apart from its scope. */
export const policyShape = {
  name: displayName,
  slots: z
    .array(text(256, { min: 1 }))
    .min(1, "1–50 slots.")
    .max(policyLimits.slots, "1–50 slots."),
  requirements: z.array(requirementInput).max(policyLimits.requirements, "at most 10 requirements."),
  separationOfDuties: z
    .array(z.enum(["REQUESTER", "AUTHOR"]))
    .max(2)
    .nullish(),
  boundTags: z
    .array(text(250, { min: 1 }))
    .max(policyLimits.boundTags, "at most 50 tag keys.")
    .nullish(),
  expiresAfterHours: z.int().min(1, "1–8,760 hours.").max(policyLimits.expiresAfterHours, "1–8,760 hours.").nullish(),
  gates: gateList.nullish(),
  rollbackWithinHours: z
    .int()
    .min(0, "0–8,760 hours.")
    .max(policyLimits.rollbackWithinHours, "0–8,760 hours.")
    .nullish(),
  emergency: z
    .strictObject({
      requirements: z
        .array(requirementInput)
        .min(1, "1–10 requirements: somebody signs.")
        .max(policyLimits.requirements, "1–10 requirements."),
      reviewWithinHours: z.int().min(1, "1–8,760 hours.").max(policyLimits.reviewWithinHours, "1–8,760 hours."),
    })
    .nullish(),
  tiers: z.array(z.enum(riskTiers)).max(riskTiers.length, "at most 3 tiers.").nullish(),
  signing: z.enum(signings).nullish(),
};

const shape = z.strictObject(policyShape);

export type PolicyContent = Pick<
  PolicyRow,
  | "name"
  | "slots"
  | "requirements"
  | "separationOfDuties"
  | "boundTags"
  | "expiresAfterHours"
  | "gates"
  | "rollbackWithinHours"
  | "tiers"
  | "emergency"
  | "signing"
  | "digest"
>;

/** What a policy says, with the gates that are kept as they were stored. */
type GivenContent = Omit<z.output<typeof shape>, "gates"> & {
  readonly gates?: z.output<typeof gateList> | null | undefined;
  /** The gates of before, where none are given. */
  readonly keptGates?: PolicyRow["gates"];
};

/** Checks a policy's content against the lifecycle, which stays so, and the teams, and seals it with its digest. */
export const policyContent = async (tx: Tx, input: GivenContent): Promise<PolicyContent> => {
  const lifecycle = await holdLifecycle(tx);
  const slots = [
    ...new Set(input.slots.map((slot, index) => parseSlot(lifecycle, slot, ["input", "slots", String(index)]).name)),
  ];
  await requireTeams(tx, input.requirements, ["requirements"]);
  await requireTeams(tx, input.emergency?.requirements ?? [], ["emergency", "requirements"]);
  const gates =
    input.gates == null ? [...(input.keptGates ?? [])] : await storedGates(tx, input.gates, { lifecycle, slots });
  if (input.requirements.length === 0 && gates.length === 0)
    throw invalid("requirements", "1–10 requirements; none only where there is a gate.");
  const content = {
    name: input.name,
    slots,
    requirements: storedRequirements(input.requirements),
    separationOfDuties: [...new Set(input.separationOfDuties ?? [])].sort(),
    boundTags: [...new Set(input.boundTags ?? [])].sort(),
    expiresAfterHours: input.expiresAfterHours ?? DEFAULT_EXPIRES_AFTER_HOURS,
    gates,
    rollbackWithinHours: input.rollbackWithinHours ?? DEFAULT_ROLLBACK_WITHIN_HOURS,
    tiers: coveredTiers(input.tiers ?? []),
    signing: input.signing ?? "NONE",
    emergency:
      input.emergency == null
        ? null
        : {
            requirements: storedRequirements(input.emergency.requirements),
            reviewWithinHours: input.emergency.reviewWithinHours,
          },
  };
  return { ...content, digest: policyDigest({ ...content, gates: gates as Json[] }) };
};

type GivenRequirements = readonly z.output<typeof requirementInput>[];

const storedRequirements = (given: GivenRequirements): PolicyRow["requirements"] =>
  given.map(({ role, teamId, count }) => ({ role, teamId: teamId ?? null, count }));

const requireTeams = async (tx: Tx, given: GivenRequirements, path: string[]): Promise<void> => {
  for (const [index, { teamId }] of given.entries())
    if (teamId != null && (await slugOfTeam(tx, teamId)) === undefined)
      throw invalid([...path, String(index), "teamId"], "There is no such team.");
};

/** All of them are the same as none: then it covers every model. */
const coveredTiers = (given: readonly RiskTier[]): RiskTier[] => {
  const named = riskTiers.filter((tier) => given.includes(tier));
  return named.length === riskTiers.length ? [] : named.reverse();
};

/** Where a policy applies, as stored. */
export interface StoredScope {
  readonly scope: PolicyScope;
  readonly teamId: string | null;
  readonly registeredModelId: string | null;
}

/** Organisation policies are an admin's; a team's and a model's are its owner's, too. */
export const refuseUnlessPolicyOwner = (ctx: Ctx, scope: StoredScope, model: PolicyModel | undefined): void => {
  const { ability } = ctx.access;
  const allowed =
    scope.scope === "ORGANIZATION"
      ? ability.can("administer", { type: "Organization" })
      : scope.scope === "TEAM"
        ? ability.can("administer", { type: "Team", id: scope.teamId ?? "" })
        : model !== undefined && ability.can("own", { type: "RegisteredModel", ...model });
  if (!allowed)
    throw forbidden(
      `A policy of ${scope.scope} scope is set by ${scope.scope === "ORGANIZATION" ? "an ADMIN" : "the team's OWNER or an ADMIN"}.`,
    );
};

export interface PolicyModel {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
  readonly visibility: string;
}

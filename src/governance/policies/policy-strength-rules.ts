import { isDeepStrictEqual } from "node:util";
import { satisfies, type TeamRole } from "../../access/roles.js";
import { type RiskTier, riskTiers } from "../../registry/tiers/tier-rules.js";
import { type Signing, signings } from "../approval-rules.js";
import type { Gate } from "../gates/gate.js";
import { isLooserGate } from "../gates/gate-strength-rules.js";
import { fillPlaces } from "../hands-rules.js";
import type { EmergencyTerms } from "../move-rules.js";

/** What of a policy makes it stricter or looser. */
export interface Strength {
  readonly slots: readonly string[];
  /** `teamId` null: the team that owns the model. */
  readonly requirements: readonly { readonly role: TeamRole; readonly teamId: string | null; readonly count: number }[];
  readonly separationOfDuties: readonly string[];
  readonly boundTags: readonly string[];
  readonly expiresAfterHours: number;
  readonly gates: readonly Gate[];
  readonly rollbackWithinHours: number;
  /** None: models of every risk tier are covered. */
  readonly tiers: readonly RiskTier[];
  /** Who signs an emergency; null: none is allowed. */
  readonly emergency: EmergencyTerms<string | null> | null;
  readonly signing: Signing;
}

/**
 * Whether a change loosens a policy: what would pass afterwards might not have passed before. It does where a slot, a
 * place, a bound tag, a gate or a separation of duties is gone, where a gate asks for less, or where requests stay open, or
 * rollbacks pass without gates, longer, or where models of a risk tier are covered no more, or emergencies are allowed, or on other terms, or where weaker signatures do; what is added beside makes up for nothing. A place is kept by one whose role in the same team includes it: an OWNER signs for a MAINTAINER.
 */
export const isLooser = (before: Strength, after: Strength): boolean =>
  !includesAll(after.slots, before.slots) ||
  !includesAll(after.separationOfDuties, before.separationOfDuties) ||
  !includesAll(after.boundTags, before.boundTags) ||
  after.expiresAfterHours > before.expiresAfterHours ||
  (before.gates.length > 0 && after.rollbackWithinHours > before.rollbackWithinHours) ||
  !includesAll(coveredTiers(after), coveredTiers(before)) ||
  (after.emergency !== null && !isDeepStrictEqual(before.emergency, after.emergency)) ||
  signings.indexOf(after.signing) < signings.indexOf(before.signing) ||
  !keepsGates(before, after) ||
  !keepsPlaces(before, after);

const includesAll = (all: readonly string[], some: readonly string[]): boolean =>
  some.every((each) => all.includes(each));

const coveredTiers = ({ tiers }: Strength): readonly RiskTier[] => (tiers.length > 0 ? tiers : riskTiers);

/** Each gate of before is there under its key, and asks for no less. Of a policy that had none, the hours of rollbacks said nothing. */
const keepsGates = (before: Strength, after: Strength): boolean =>
  before.gates.every((gate) => {
    const now = after.gates.find(({ key }) => key === gate.key);
    return now !== undefined && !isLooserGate(gate, now);
  });

/** Whoever fills the places of after has filled those of before: each of these has one of those to itself. */
const keepsPlaces = (before: Strength, after: Strength): boolean => {
  const places = after.requirements.flatMap((requirement) =>
    Array.from({ length: requirement.count }, () => requirement),
  );
  const keeps = places.map(({ role, teamId }) =>
    before.requirements.flatMap((earlier, index) =>
      earlier.teamId === teamId && satisfies(role, earlier.role) ? [index] : [],
    ),
  );
  const kept = fillPlaces(
    before.requirements.map(({ count }) => count),
    keeps,
    places.map((_, index) => ({ id: String(index), mintedBy: [] })),
  );
  return before.requirements.every(({ count }, index) => kept[index] === count);
};

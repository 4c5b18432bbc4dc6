import type { HeldPolicy, Parties, Signer } from "../approval-rules.js";
import { countSignatures } from "../approval-rules.js";
import type { Gate } from "../gates/gate.js";
import { type GateResult, resealed } from "../gates/gate-rules.js";

/** A waiver that whoever asks for a move asks for, too. */
export interface AskedWaiver {
  /** The policy's id. */
  readonly policy: string;
  /** The gate's key. */
  readonly key: string;
  readonly reason: string;
}

/** A waiver that somebody gave. It holds for what the gate had found then. */
export interface GivenWaiver extends Signer {
  /** The decision's id. */
  readonly decision: string;
  readonly policy: string;
  readonly key: string;
  readonly observed: string | null;
  readonly role: string;
  readonly at: string;
  readonly reason: string | null;
  readonly contentDigest: string;
}

/** What was asked for, and what was given, of a request. */
export interface Waivers {
  readonly asked: readonly AskedWaiver[];
  readonly given: readonly GivenWaiver[];
}

/** The policy as it asks for the signatures that waive one of its gates. */
export const waiverRule = <Policy extends HeldPolicy>(policy: Policy, gate: Gate, modelTeamId: string): Policy => ({
  ...policy,
  requirements: (gate.waivableBy ?? []).map(({ teamId = modelTeamId, ...rest }) => ({ ...rest, teamId })),
});

/** Whether a waiver is of this gate. */
export const isOf = (
  { policy, key }: Pick<GateResult, "policy" | "key">,
  waiver: Pick<AskedWaiver, "policy" | "key">,
): boolean => waiver.policy === policy && waiver.key === key;

/** Asked waivers by policy and key: whoever names the same ones in another order says the same. */
export const inOrderOfGates = (waivers: readonly AskedWaiver[]): AskedWaiver[] =>
  [...waivers].sort((one, other) => (`${one.policy} ${one.key}` < `${other.policy} ${other.key}` ? -1 : 1));

interface Waiving {
  /** As `waiverRule` makes it. */
  readonly rule: HeldPolicy;
  readonly parties: Parties;
  readonly waivers: Waivers;
}

/**
 * What a gate that has not passed says where it may be waived: WAIVED once all who must have signed, for what it finds
 * now; one that fails waits for them, if whoever asked has asked for it.
 */
export const withWaivers = (result: GateResult, { rule, parties, waivers }: Waiving): GateResult => {
  const { verdict, observed, cause } = result;
  if ((verdict !== "FAILED" && verdict !== "PENDING") || rule.requirements.length === 0) return result;
  const given = waivers.given
    .filter((each) => isOf(result, each) && each.observed === observed)
    .sort((one, other) => (one.decision < other.decision ? -1 : 1));
  if (given.length > 0 && countSignatures([rule], parties, given).complete)
    return resealed(result, {
      verdict: "WAIVED",
      cause,
      waiver: given.map(({ decision, id: by, role, at }) => ({ decision, by, role, at })),
    });
  if (verdict === "PENDING" || !waivers.asked.some((each) => isOf(result, each))) return result;
  return resealed(result, { verdict: "PENDING", cause: `${cause}; a waiver is asked for`, waiver: null });
};

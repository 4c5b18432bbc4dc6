import type { AppliedMove, ReviewThen } from "../../governance/packs/moves-as-of.queries.js";
import type { DecisionRead } from "../../governance/requests/decisions.queries.js";
import type { OwnerRead } from "../../registry/details.queries.js";
import type { DocumentThen } from "../../registry/documents/documents.queries.js";
import type { FrozenVersion } from "../../registry/frozen/frozen-versions.queries.js";
import type { IntervalRow } from "../../registry/slots/slots.queries.js";
import type { TierRead } from "../../registry/tiers/tiers.queries.js";

/** An entry of the log, as a control cites it. */
export interface EntryThen {
  readonly number: bigint;
  readonly action: string;
  readonly at: string;
  readonly hash: string;
}

/** All that selectors look at, as it stood at one instant. */
export interface KnownThen {
  readonly version: { readonly id: string; readonly modelId: string; readonly name: string; readonly digest: string };
  /** What it had frozen; null: nothing yet. */
  readonly frozen: Pick<FrozenVersion, "content" | "authors"> | null;
  /** The newest first. */
  readonly moves: readonly AppliedMove[];
  readonly decisions: readonly DecisionRead[];
  readonly reviews: readonly ReviewThen[];
  readonly documents: readonly DocumentThen[];
  readonly tier: TierRead | null;
  readonly owners: readonly OwnerRead[];
  /** Times in which it held slots, which had begun. */
  readonly intervals: readonly IntervalRow[];
  /** The newest allowed entry of each action in the streams of version and model, by `keyOfEntry`. */
  readonly entries: ReadonlyMap<string, EntryThen>;
}

/** Where an entry is sought: `MODEL setRiskTier`. */
export const keyOfEntry = (subject: "VERSION" | "MODEL", action: string): string => `${subject} ${action}`;

/** One thing that a control cites. */
export interface ControlFact {
  readonly what:
    | "entry"
    | "decision"
    | "gate"
    | "document"
    | "review"
    | "request"
    | "slot"
    | "tier"
    | "owner"
    | "version";
  readonly label: string;
  /** Id of the thing; of an entry its number stands beside. */
  readonly id: string | null;
  readonly digest: string | null;
  readonly at: string | null;
  /** Id of what the reader must be able to read; null: the version itself. */
  readonly of: string | null;
  readonly entry?: bigint;
}

/** What a selector found: the facts that say so, and in words what is missing or left to judge. */
export interface Found {
  readonly state: "MET" | "NOT_MET" | "NEEDS_HUMAN";
  readonly says: string;
  readonly facts: readonly ControlFact[];
}

export const met = (...facts: ControlFact[]): Found => ({ state: "MET", says: "", facts });
export const notMet = (says: string, ...facts: ControlFact[]): Found => ({ state: "NOT_MET", says, facts });
export const needsHuman = (says: string, ...facts: ControlFact[]): Found => ({ state: "NEEDS_HUMAN", says, facts });

/** The newest entry of an action as facts; none where there is none. */
export const entryFacts = (then: KnownThen, subject: "VERSION" | "MODEL", action: string): ControlFact[] => {
  const entry = then.entries.get(keyOfEntry(subject, action));
  if (entry === undefined) return [];
  const { number, at, hash: digest } = entry;
  return [{ what: "entry", label: entry.action, id: null, digest, at, of: null, entry: number }];
};

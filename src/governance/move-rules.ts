import type { TeamRole } from "../access/roles.js";
import { DomainError } from "../errors.js";
import {
  allowsMove,
  type Holder,
  LANDING_STAGE,
  type Lifecycle,
  NO_STAGE,
  nextStages,
  type Slot,
} from "../registry/lifecycle-rules.js";
import { countSignatures, type HeldPolicy, type Parties, type Signer } from "./approval-rules.js";
import { boundTagChanged, type Cause, withoutPolicy } from "./cause.js";
import type { Gate } from "./gates/gate.js";
import { areFailed, arePending, type GateResult } from "./gates/gate-rules.js";
import { gatesFailed } from "./gates/told-gates.js";
import { type BoundTag, type StatedGate, type Statement, sealStatement, tagChanged, whatChanged } from "./statement.js";

/** On what terms a policy lets an emergency through. */
export interface EmergencyTerms<TeamId> {
  readonly requirements: readonly { readonly role: TeamRole; readonly teamId: TeamId; readonly count: number }[];
  readonly reviewWithinHours: number;
}

/** A policy that guards a move now. */
export interface GuardingPolicy extends HeldPolicy {
  readonly id: string;
  readonly expiresAfterHours: number;
  readonly slots: readonly string[];
  readonly gates: readonly Gate[];
  readonly rollbackWithinHours: number;
  readonly emergency: EmergencyTerms<string> | null;
}

/** A version on its way into a slot, as everything stands at this instant. */
export interface Move {
  readonly model: { readonly id: string; readonly name: string; readonly teamId: string };
  readonly version: { readonly id: string; readonly version: number; readonly digest: string };
  readonly slot: Slot;
  /** The stage left; null when the slot is an alias. */
  readonly from: string | null;
  /** Who holds the slot now, if it is exclusive. */
  readonly holder: Holder | null;
  /** The other versions in a shared stage, by number, if the move is to archive them. */
  readonly archives: readonly Holder[];
  /** The policies that guard it now. */
  readonly guarding: readonly GuardingPolicy[];
  /** The policies that decide it: those its request keeps, else those that guard it, else the rule for contributors. */
  readonly policies: readonly HeldPolicy[];
  /** Present values of the tags that the deciding policies bind. */
  readonly boundTags: readonly BoundTag[];
  /** What the gates said, as its statement tells it. */
  readonly gates: readonly StatedGate[];
  /** Whether it is made in an emergency: gates hold nothing then, and others sign. */
  readonly emergency: boolean;
}

/** Where a version stands, and what the slot holds that it would enter. */
export type Place = Pick<Move, "model" | "version" | "slot" | "from" | "holder" | "archives">;

/** The slots that the rights of whoever asks must cover: the one entered and, where there is one, the one left. */
export const slotsOfAsker = ({ slot, from }: Pick<Move, "slot" | "from">): string[] =>
  from === null || from === NO_STAGE ? [slot.name] : [slot.name, from];

/** Every slot that a move enters, leaves or makes another version enter: a policy on any of them guards the move. */
export const slotsTouched = (move: Place): string[] => {
  const { slot, holder, archives, version } = move;
  const displaces = holder !== null && holder.id !== version.id;
  const lands = slot.isStage && (displaces || archives.length > 0);
  return [...slotsOfAsker(move), ...(lands ? [LANDING_STAGE] : [])];
};

/** Without a policy a contributor's request waits for one maintainer of the model's team. */
export const contributorsRule = (teamId: string): HeldPolicy => ({
  id: null,
  name: "contributors ask, a maintainer approves",
  revision: 0,
  digest: null,
  requirements: [{ role: "MAINTAINER", teamId, count: 1 }],
  separationOfDuties: ["REQUESTER"],
  boundTags: [],
});

/** The statement that is true of a move now; `form` 1 for requests that were opened before statements named the model. */
export const statementOf = (move: Move, form: 1 | 2 = 2): Statement => {
  const { model, version, slot, from, holder, archives, policies, boundTags, gates, emergency } = move;
  return {
    ...(form === 2 && { v: 2, model: model.name }),
    modelId: model.id,
    teamId: model.teamId,
    modelVersionId: version.id,
    version: version.version,
    digest: version.digest,
    to: slot.name,
    from,
    displaces: holder,
    ...(archives.length > 0 && { archives }),
    policies: policies.flatMap(({ id, revision, digest }) => (id === null ? [] : [{ id, revision, digest }])),
    boundTags,
    ...(gates.length > 0 && { gates }),
    ...(emergency && { emergency: true as const }),
  };
};

/** The policies by which an emergency is signed: each with the places that it asks for then. */
export const emergencyPolicies = (guarding: readonly GuardingPolicy[]): HeldPolicy[] =>
  guarding.map((policy) => ({ ...policy, requirements: policy.emergency?.requirements ?? [] }));

/** The policies that decide a move: where those that guard it ask for no signature, the rule for contributors too. */
export const decidingPolicies = (teamId: string, guarding: readonly GuardingPolicy[]): HeldPolicy[] =>
  needsNobody(guarding) ? [...guarding, contributorsRule(teamId)] : [...guarding];

/** Whether none of the policies asks for a signature; the rule for contributors is none of them. */
export const needsNobody = (policies: readonly HeldPolicy[]): boolean =>
  policies.every(({ id, requirements }) => id === null || requirements.length === 0);

/** Whether the version is where the move would bring it. */
export const isThere = ({ slot, from, holder, version }: Move): boolean =>
  from === slot.name || holder?.id === version.id;

/** Whether the move needs nobody but whoever asks for it; its gates apart. */
export const isFree = ({ guarding, emergency }: Move, mayMove: boolean): boolean =>
  !emergency && needsNobody(guarding) && mayMove;

/** What a request has fixed: what was asked to be signed. */
export interface Fixed {
  readonly statement: Statement;
  readonly contentDigest: string;
  readonly phase: "GATES" | "SIGNATURES";
  /** What the gates said when it was sealed. */
  readonly gates: readonly GateResult[];
}

/** What a move is judged by. */
export interface Case {
  readonly move: Move;
  readonly lifecycle: Lifecycle;
  /** The request that it is decided in; null while it is only asked for. */
  readonly request: Fixed | null;
  /** Whether whoever asks may move the slots; false of whoever signs. */
  readonly mayMove: boolean;
  readonly parties: Parties;
  /** Those whose signatures are given. */
  readonly signers: readonly Signer[];
  /** What the gates say now, in the order of policies and keys. */
  readonly gates: readonly GateResult[];
}

export type Judgement =
  | { readonly verdict: "APPLY" }
  | { readonly verdict: "WAIT"; readonly for: "GATES" | "SIGNATURES" }
  | { readonly verdict: "REFUSE"; readonly refusal: DomainError };

/** Whether a move is applied now, waits for gates or signatures, or is refused: the one place that decides it. */
export const judgeMove = ({ move, lifecycle, request, mayMove, parties, signers, gates }: Case): Judgement => {
  const holding = move.emergency ? [] : gates;
  const refusal =
    request === null ? (impossible(move, lifecycle) ?? failing(move, holding)) : voided(move, request, holding);
  if (refusal !== undefined) return { verdict: "REFUSE", refusal };
  if (arePending(holding).length > 0) return { verdict: "WAIT", for: "GATES" };
  const isSigned = countSignatures(move.policies, parties, signers).complete;
  return isFree(move, mayMove) || isSigned ? { verdict: "APPLY" } : { verdict: "WAIT", for: "SIGNATURES" };
};

const failing = (move: Move, gates: readonly GateResult[]): DomainError | undefined =>
  areFailed(gates).length > 0 ? gatesFailed(move, gates) : undefined;

const impossible = (move: Move, lifecycle: Lifecycle): DomainError | undefined => {
  const { slot, from } = move;
  if (isThere(move))
    return new DomainError("ALREADY_IN_SLOT", `The version holds ${slot.name} already.`, { path: ["input", "to"] });
  if (from === null || allowsMove(lifecycle, from, slot.name)) return undefined;
  const allowed = nextStages(lifecycle, from).map(({ name }) => name);
  return new DomainError(
    "TRANSITION_NOT_ALLOWED",
    `The lifecycle has no edge from ${from} to ${slot.name}. From ${from} a version may go to ${allowed.length === 0 ? "no other stage" : allowed.join(", ")}.`,
    { path: ["input", "to"], details: { nextStages: allowed } },
  );
};

const voided = (move: Move, request: Fixed, gates: readonly GateResult[]): DomainError | undefined => {
  const cause = outdated(move, request) ?? gateOutdated(request, gates);
  return cause && voidedBy(cause);
};

/** What a signer is told of a request that has stopped being true. */
export const voidedBy = ({ text, policy }: Cause): DomainError => {
  const cause = policy === undefined ? text : withoutPolicy(text);
  return new DomainError("REQUEST_VOIDED", `The request is void: ${cause}.`, { details: { cause } });
};

/** Why a request is void as everything stands now; undefined while it is not. */
export const outdated = (move: Move, { statement, contentDigest }: Fixed): Cause | undefined => {
  const now = statementOf(move, statement.v ?? 1);
  const changed = whatChanged(statement, now);
  if (changed !== undefined) return { text: changed };
  const ofPolicy = changedTag(move, statement, now) ?? changedPolicy(move, statement) ?? furtherPolicy(move);
  if (ofPolicy !== undefined) return ofPolicy;
  return sealStatement(now).digest === contentDigest ? undefined : { text: "its content changed" };
};

/**
 * Why the gates void a request as they stand now. One that fails does; once what is signed is fixed, so does one that has
 * not passed any more, or one that read what people have written and that is other now. What machines measure may be
 * measured again. In an emergency gates hold nothing.
 */
export const gateOutdated = (
  { statement, phase, gates: then }: Fixed,
  now: readonly GateResult[],
): Cause | undefined => {
  if (statement.emergency === true) return undefined;
  const [failed] = areFailed(now);
  if (failed !== undefined) return { text: `the gate "${failed.key}" fails: ${failed.cause}` };
  if (phase === "GATES") return undefined;
  const [pending] = arePending(now);
  if (pending !== undefined) return { text: `the gate "${pending.key}" passes no more: ${pending.cause}` };
  const read = now.find((each) => isWritten(each.kind) && sealedIn(then, each)?.evidence !== each.evidence);
  return read && { text: `what the gate "${read.key}" has read was set anew: ${read.observed}` };
};

/** What people write, and therefore must stay as it was signed. */
const isWritten = (kind: string): boolean => kind === "tag" || kind === "document";

const sealedIn = (then: readonly GateResult[], { policy, key }: GateResult): GateResult | undefined =>
  then.find((each) => each.policy === policy && each.key === key);

const changedTag = ({ policies }: Move, then: Statement, now: Statement): Cause | undefined => {
  const key = tagChanged(then, now);
  if (key === undefined) return undefined;
  const text = boundTagChanged(key);
  for (const { id, name, boundTags } of policies)
    if (id !== null && boundTags.includes(key)) return { text, policy: { id, name } };
  return { text };
};

/** A request opened before statements named the model keeps its policies until one of them gets a new revision. */
const changedPolicy = ({ guarding, policies }: Move, { v }: Statement): Cause | undefined => {
  if (v === undefined) return undefined;
  for (const { id, name, revision } of policies) {
    if (id === null) continue;
    const now = guarding.find((policy) => policy.id === id);
    if (now === undefined) return { text: `the policy "${name}" no longer applies`, policy: { id, name } };
    if (now.revision !== revision) return { text: `the policy "${name}" was changed`, policy: { id, name } };
  }
  return undefined;
};

const furtherPolicy = ({ guarding, policies }: Move): Cause | undefined => {
  const further = guarding.find(({ id }) => !policies.some((policy) => policy.id === id));
  return further && { text: `the policy "${further.name}" now applies too`, policy: further };
};

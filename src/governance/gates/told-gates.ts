import type { Json } from "../../../verify/canonical-json.js";
import { auditedGate } from "../../audit/audited-gate.js";
import { DomainError } from "../../errors.js";
import { areFailed, arePending, type GateResult } from "./gate-rules.js";

/** What gates said, as entries keep it. */
export const auditedGates = (results: readonly GateResult[]): { readonly gates?: Json } =>
  results.length === 0 ? {} : { gates: results.map(auditedGate) };

/** A gate's result as programs read it: in `GET /gates`, and beside a refusal on MLflow's wire. */
export interface GateTold {
  /** The policy's id; null where the reader may not know the policy. */
  readonly policy: string | null;
  readonly key: string;
  readonly kind: string;
  readonly verdict: string;
  readonly required: string;
  readonly observed: string | null;
  readonly cause: string | null;
}

/** The results as programs read them, without the policies that are hidden. */
export const toldGates = (results: readonly GateResult[], hidden: ReadonlySet<string>): GateTold[] =>
  results.map(({ policy, key, kind, verdict, required, observed, cause }) => ({
    policy: hidden.has(policy) ? null : policy,
    key,
    kind,
    verdict,
    required,
    observed,
    cause,
  }));

/** A move, for those who are told of it. */
interface Moving {
  readonly model: { readonly name: string };
  readonly version: { readonly version: number };
  readonly slot: { readonly name: string };
}

const inWords = (results: readonly GateResult[]): string =>
  results.map(({ key, cause, required }) => `${key}: ${cause ?? required}`).join("; ");

const movingOf = ({ model, version, slot }: Moving): string =>
  `Moving version ${version.version} of '${model.name}' to ${slot.name}`;

/** What whoever asks is told of a move that fails gates. */
export const gatesFailed = (move: Moving, results: readonly GateResult[]): DomainError<"GATES_FAILED"> => {
  const failing = areFailed(results);
  const of = `${failing.length} of ${results.length} ${results.length === 1 ? "gate" : "gates"}`;
  return new DomainError("GATES_FAILED", `${movingOf(move)} fails ${of}: ${inWords(failing)}.`, {
    details: { gates: results },
  });
};

/** In words, what a move still waits for. */
export const gatesAwaited = (move: Moving, results: readonly GateResult[]): string => {
  const waiting = arePending(results);
  const of = `${waiting.length} of ${results.length} ${results.length === 1 ? "gate" : "gates"}`;
  return `${movingOf(move)} waits for ${of}: ${inWords(waiting)}`;
};

/** What whoever would sign is told of a request whose gates have not passed. */
export const gatesPending = (
  move: Moving,
  results: readonly GateResult[],
  transitionRequestId: string,
): DomainError<"GATES_PENDING"> =>
  new DomainError("GATES_PENDING", `${gatesAwaited(move, results)}. It can be signed once they have passed.`, {
    details: { gates: results, transitionRequestId },
  });

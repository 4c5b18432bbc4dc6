import type { Json } from "../../../verify/canonical-json.js";
import { gateEvidenceDigest } from "../../../verify/gate-evidence.js";
import { type ChampionInputs, judgeChampion } from "./champion-rules.js";
import { type FilesInputs, judgeFiles } from "./files-rules.js";
import { type Gate, type GateKind, kindOf } from "./gate.js";
import { type CheckInputs, judgeCheck } from "./kinds/check-rules.js";
import { type DocumentInputs, judgeDocument } from "./kinds/document-rules.js";
import { type GroupsInputs, judgeGroups } from "./kinds/groups-rules.js";
import { judgePaired, type PairedInputs } from "./kinds/paired-rules.js";
import { judgeSignature, type SignatureInputs } from "./kinds/signature-rules.js";
import { judgeMetric, type MetricInputs } from "./metric-rules.js";
import type { GateVerdict, Outcome } from "./outcome.js";
import { judgeProvenance, type ProvenanceInputs } from "./provenance-rules.js";
import { judgeTag, type TagInputs } from "./tag-rules.js";

/** What the gates of each kind look at. */
export interface InputsOf {
  metric: MetricInputs;
  champion: ChampionInputs | PairedInputs;
  groups: GroupsInputs;
  tag: TagInputs;
  check: CheckInputs;
  document: DocumentInputs;
  signature: SignatureInputs;
  files: FilesInputs;
  provenance: ProvenanceInputs;
}

export type GateInputs = InputsOf[GateKind];

/** What a gate says of inputs of its kind: the same again whenever it is asked of the same. */
export const judgeGate = (gate: Gate, inputs: GateInputs): Outcome => {
  if (gate.metric !== undefined) return judgeMetric(gate.metric, inputs as MetricInputs);
  if (gate.champion?.paired !== undefined) return judgePaired(gate.champion, inputs as PairedInputs);
  if (gate.champion !== undefined) return judgeChampion(gate.champion, inputs as ChampionInputs);
  if (gate.groups !== undefined) return judgeGroups(gate.groups, inputs as GroupsInputs);
  if (gate.tag !== undefined) return judgeTag(gate.tag, inputs as TagInputs);
  if (gate.check !== undefined) return judgeCheck(gate.check, inputs as CheckInputs);
  if (gate.document !== undefined) return judgeDocument(gate.document, inputs as DocumentInputs);
  if (gate.signature !== undefined) return judgeSignature(gate.signature, inputs as SignatureInputs);
  if (gate.files !== undefined) return judgeFiles(gate.files, inputs as FilesInputs);
  if (gate.provenance !== undefined) return judgeProvenance(gate.provenance, inputs as ProvenanceInputs);
  throw new Error(`the gate ${gate.key} has no kind`);
};

/** A gate, and the policy whose revision states it. */
export interface GateOfPolicy {
  readonly policy: string;
  readonly gate: Gate;
}

/** What a gate said, with copies of all that it looked at. */
export interface GateResult {
  /** The policy's id. */
  readonly policy: string;
  readonly key: string;
  readonly title: string | null;
  readonly kind: GateKind;
  readonly verdict: GateVerdict;
  readonly required: string;
  readonly observed: string | null;
  readonly cause: string | null;
  /** How often the value was measured; null where nothing was. */
  readonly attempts: number | null;
  readonly evaluatedAt: string;
  /** SHA-256 of the evidence. */
  readonly evidence: string;
  /** As the policy's revision states it. */
  readonly gate: Gate;
  readonly inputs: Json;
  /** The decisions that waived it; absent in results of before waivers. */
  readonly waiver?: readonly WaiverGiven[] | null;
}

/** A decision that waived a gate, as evidence names it. */
export type WaiverGiven = {
  readonly decision: string;
  /** Id of whoever signed it. */
  readonly by: string;
  readonly role: string;
  readonly at: string;
};

const attemptsOf = (gate: Gate, inputs: GateInputs): number | null => {
  if (gate.metric !== undefined) return (inputs as MetricInputs).measured?.attempts ?? null;
  if (gate.champion !== undefined) return (inputs as ChampionInputs | PairedInputs).candidate?.attempts ?? null;
  if (gate.groups !== undefined) return (inputs as GroupsInputs).measured?.attempts ?? null;
  return null;
};

type Said = Pick<GateResult, "verdict" | "required" | "observed" | "cause">;

const sealed = (
  { policy, gate }: GateOfPolicy,
  said: Said,
  inputs: Json,
  more: { attempts: number | null; at: string },
) => {
  const kind = kindOf(gate);
  const { verdict, required, observed, cause } = said;
  const evidence = gateEvidenceDigest({ kind, gate: gate as Json, required, observed, inputs, verdict, waiver: null });
  const { attempts, at: evaluatedAt } = more;
  const { key, title = null } = gate;
  return {
    policy,
    key,
    title,
    kind,
    verdict,
    required,
    observed,
    cause,
    attempts,
    evaluatedAt,
    evidence,
    gate,
    inputs,
    waiver: null,
  };
};

/** The result with what people have said of it, and the digest of that. */
export const resealed = (result: GateResult, said: Pick<GateResult, "verdict" | "cause" | "waiver">): GateResult => {
  const { kind, gate, required, observed, inputs } = result;
  const { verdict, waiver = null } = said;
  const of = { kind, gate: gate as Json, required, observed, inputs, verdict, waiver };
  return { ...result, ...said, evidence: gateEvidenceDigest(of) };
};

/** Evaluates a gate and seals what it said with the digest of its evidence. */
export const evaluateGate = (of: GateOfPolicy, inputs: GateInputs, at: string): GateResult =>
  sealed(of, judgeGate(of.gate, inputs), inputs as Json, { attempts: attemptsOf(of.gate, inputs), at });

/** A version that held the slot not long ago, by a request in which this gate had passed. */
export interface HeldBefore {
  readonly request: string;
  /** The revision of the policy that asked for it then. */
  readonly revision: number;
  readonly leftAt: string;
  readonly result: GateResult;
}

/** The result of a gate that a rollback need not pass again; those of then are its evidence, with the gate as it was then. */
export const skipGate = (
  of: GateOfPolicy,
  { request, revision, leftAt, result }: HeldBefore,
  at: string,
): GateResult => {
  const { verdict, evidence, required, observed, gate } = result;
  const inputs = { rollback: { request, leftAt, verdict, evidence, revision, gate: gate as Json } };
  return sealed(of, { verdict: "SKIPPED", required, observed, cause: null }, inputs, { attempts: result.attempts, at });
};

/** Gate results in the order of policies and keys. */
export const inOrder = <Result extends { readonly policy: string; readonly key: string }>(
  results: readonly Result[],
): Result[] =>
  [...results].sort((one, other) =>
    one.policy === other.policy ? (one.key < other.key ? -1 : 1) : one.policy < other.policy ? -1 : 1,
  );

/** Whether two evaluations of the same gates saw and said the same. */
export const isSameEvidence = (one: readonly GateResult[], other: readonly GateResult[]): boolean =>
  one.length === other.length && one.every(({ evidence }, index) => evidence === other[index]?.evidence);

export const areFailed = (results: readonly GateResult[]): GateResult[] =>
  results.filter(({ verdict }) => verdict === "FAILED");

export const arePending = (results: readonly GateResult[]): GateResult[] =>
  results.filter(({ verdict }) => verdict === "PENDING");

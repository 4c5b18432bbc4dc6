import { canonicalJson, type Json } from "./canonical-json.js";
import { sha256 } from "./sha256.js";

/** What one evaluation of a gate rests on and says: what its evidence digest is over. */
export interface GateEvidence {
  readonly kind: string;
  /** The gate as the policy's revision states it. */
  readonly gate: Json;
  readonly required: string;
  readonly observed: string | null;
  /** Copies of all that was looked at. */
  readonly inputs: Json;
  readonly verdict: string;
  readonly waiver: Json;
}

/** The evidence as canonical JSON (RFC 8785); the form is specified in `docs/gates.md`. */
export const gateEvidenceText = (evidence: GateEvidence): string => {
  const { kind, gate, required, observed, inputs, verdict, waiver } = evidence;
  return canonicalJson({ kind, gate, required, observed, inputs, verdict, waiver });
};

/** Digest of a gate's evidence: SHA-256 of `gateEvidenceText`, in lower-case hex. */
export const gateEvidenceDigest = (evidence: GateEvidence): string => sha256(gateEvidenceText(evidence));

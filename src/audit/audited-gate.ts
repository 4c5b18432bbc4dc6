import { canonicalJson, type Json } from "../../verify/canonical-json.js";
import { sha256 } from "../../verify/sha256.js";
import { auditedText } from "./audited-text.js";

/** Code units of the canonical JSON of what one gate looked at, beyond which an entry holds its digest. */
export const MOST_OF_INPUTS = 16_384;

/** What one gate said. */
interface Said {
  readonly policy: string;
  readonly key: string;
  readonly kind: string;
  readonly verdict: string;
  readonly required: string;
  readonly observed: string | null;
  readonly cause: string | null;
  readonly evidence: string;
  readonly inputs: Json;
  readonly waiver?: Json;
}

/**
 * What a gate said, as an entry holds it: with copies of all that it looked at; what is longer than 16,384 code units as canonical
 * JSON by its SHA-256 and length, as are texts of more than 1,000. The digest of the evidence stands beside either.
 */
export const auditedGate = (said: Said): { readonly [name: string]: Json } => {
  const { policy, key, kind, verdict, required, observed, cause, evidence, inputs, waiver } = said;
  return {
    policy,
    key,
    kind,
    verdict,
    required: auditedText(required),
    observed: auditedText(observed ?? undefined),
    cause: auditedText(cause ?? undefined),
    evidence,
    inputs: bounded(inputs),
    ...(waiver != null && { waiver }),
  };
};

const bounded = (inputs: Json): Json => {
  const text = canonicalJson(inputs);
  return text.length <= MOST_OF_INPUTS ? inputs : { sha256: sha256(text), length: text.length };
};

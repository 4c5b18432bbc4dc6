import type { Json } from "../../../verify/canonical-json.js";
import { sha256 } from "../../../verify/sha256.js";
import type { PackKey } from "./pack-key.js";
import { signedStatement } from "./pack-key.js";
import type { PackPlan } from "./pack-plan.js";

interface FrozenFiles {
  readonly artifacts: readonly { readonly path: string; readonly sha256: string }[];
}

/**
 * The signed in-toto statement of a pack, over the digest of its manifest. `hardening` is the level of the service's start,
 * which counts until the log has reported one.
 */
export const statementOf =
  (plan: PackPlan, { key, hardening }: { key: PackKey; hardening: number }) =>
  (manifest: string): string =>
    signedStatement(
      {
        _type: "https://in-toto.io/Statement/v1",
        subject: subjectsOf(plan),
        predicateType: "urn:x-countersign:evidence:v1",
        predicate: predicateOf(plan, hardening, sha256(manifest)),
      },
      key,
    );

const subjectsOf = ({ version, content }: PackPlan): Json => [
  { name: version.id, digest: { sha256: content.digest } },
  ...(JSON.parse(content.text) as FrozenFiles).artifacts.map(({ path, sha256: digest }) => ({
    name: `artifacts/${path}`,
    digest: { sha256: digest },
  })),
];

const predicateOf = (plan: PackPlan, hardening: number, manifest: string): Json => {
  const { version, content, covered, card, proofs, disclosed } = plan;
  return {
    version: {
      id: version.id,
      modelId: version.registeredModelId,
      model: plan.model,
      number: version.version,
      digest: content.digest,
    },
    log: {
      id: covered.id,
      origin: covered.origin,
      size: String(covered.checkpointSize),
      root: covered.checkpointRoot.toString("hex"),
    },
    index: {
      size: String(covered.indexSize),
      root: covered.indexRoot.toString("hex"),
      commitIndex: String(covered.indexLeaf),
    },
    manifest,
    counts: Object.fromEntries(proofs.map(({ key, leaves }) => [key, String(leaves.length)])),
    disclosed,
    card: card === null ? null : { path: card.path, file: card.file, sha256: card.sha256 },
    hardening: { level: plan.keys.hardening ?? hardening },
  };
};

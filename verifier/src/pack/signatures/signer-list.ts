import { readFileSync } from "node:fs";
import { type AllowedSigner, AllowedSignersFault, readAllowedSigners } from "../../../../verify/allowed-signers.js";
import type { Findings } from "../../findings.js";

/** Whose keys are whose, by lists that whoever verifies has from elsewhere than the registry. */
export interface SignerList {
  /** What they say of a key in somebody's hand at an instant; undefined where they allow it. */
  against(owner: string, key: string, at: string): "SIGNER_UNKNOWN" | "KEY_REVOKED" | undefined;
}

/** Reads the lists; undefined where there is none. One that is not understood allows nobody, and is told. */
export const signerList = (found: Findings, paths: readonly string[]): SignerList | undefined => {
  if (paths.length === 0) return undefined;
  const lines = paths.flatMap((path) => {
    try {
      return readAllowedSigners(readFileSync(path, "utf8"));
    } catch (error) {
      if (!(error instanceof AllowedSignersFault)) throw error;
      found.add("MALFORMED", `${path}: ${error.message}`);
      return [];
    }
  });
  return {
    against: (owner, key, at) => {
      const own = lines.filter((line) => line.key === key && isFor(line, owner));
      const now = second(at);
      const isEnded = ({ before }: AllowedSigner): boolean => before !== null && second(before) < now;
      if (own.some((line) => (line.after === null || second(line.after) <= now) && !isEnded(line))) return undefined;
      return own.some(isEnded) ? "KEY_REVOKED" : "SIGNER_UNKNOWN";
    },
  };
};

/** OpenSSH's times are whole seconds. */
const second = (instant: string): string => instant.slice(0, 19);

const isFor = ({ principals, namespaces }: AllowedSigner, owner: string): boolean =>
  principals.includes(owner) && (namespaces?.includes("countersign-approval") ?? true);

import type { Approvals } from "./pack/moves.js";
import type { Identity } from "./pack/pack-statement.js";
import type { Stamp } from "./pack/timestamps.js";

export type Severity = "error" | "warning" | "info";

/** One thing that was found, and where. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** The entry's number in the service; null where it is not known. */
  readonly entry: string | null;
  /** Index of the leaf. */
  readonly leaf: string | null;
  /** `kind:id`. */
  readonly stream: string | null;
  readonly detail: string;
}

export type Verdict = "OK" | "TAMPERED" | "INCOMPLETE" | "UNVERIFIABLE";

/** What a verifier says. */
export interface Report {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly claims: Claims;
}

export interface Claims {
  /** Up to where nothing is missing, and who says so; null where no checkpoint was believed. */
  readonly completeAsOf: CompleteAsOf | null;
  /**
   * Of a pack: what it is about; whether moves had their signatures, null where entries are missing; when others have seen
   * the checkpoint.
   */
  readonly identity?: Identity | null;
  readonly approvals?: Approvals | null;
  readonly anchoredAt?: string | null;
  /** Of a pack: the time stamps of it that hold. */
  readonly timestamps?: readonly Stamp[];
  readonly notProven: readonly string[];
}

export interface CompleteAsOf {
  readonly origin: string;
  readonly size: string;
  /** When the latest witness signed, in RFC 3339; null without a witness. */
  readonly time: string | null;
  /** Names of the keys that signed. */
  readonly by: readonly string[];
}

/** Codes that speak of something missing, or of something that nobody can judge; every other error is tampering. */
const incomplete = new Set(["MISSING", "INDEX_INCOMPLETE"]);
const unverifiable = new Set(["UNPINNED", "WRONG_LOG", "QUORUM_MISSING", "MALFORMED"]);

export const exitCodes: Readonly<Record<Verdict, number>> = { OK: 0, TAMPERED: 1, INCOMPLETE: 2, UNVERIFIABLE: 3 };

/** The worst of the findings decides. */
export const verdictOf = (findings: readonly Finding[]): Verdict => {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => !incomplete.has(code) && !unverifiable.has(code))) return "TAMPERED";
  if (errors.some(({ code }) => incomplete.has(code))) return "INCOMPLETE";
  return findings.some(({ code }) => unverifiable.has(code)) ? "UNVERIFIABLE" : "OK";
};

export interface Place {
  readonly entry?: string | null;
  readonly leaf?: bigint;
  readonly stream?: string;
}

/** Findings in the order in which they were found; of one code so many at most, and how many more there were. */
export const collectFindings = () => {
  const findings: Finding[] = [];
  const counts = new Map<string, number>();
  return {
    add: (code: string, detail: string, { entry = null, leaf, stream }: Place = {}, severity: Severity = "error") => {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count <= MAX_PER_CODE)
        findings.push({
          code,
          severity,
          entry,
          leaf: leaf === undefined ? null : String(leaf),
          stream: stream ?? null,
          detail,
        });
    },
    all: (): Finding[] => [
      ...findings,
      ...[...counts]
        .filter(([, count]) => count > MAX_PER_CODE)
        .map(([code, count]): Finding => {
          const detail = `${count - MAX_PER_CODE} more like the first ${MAX_PER_CODE}`;
          return { code, severity: "error", entry: null, leaf: null, stream: null, detail };
        }),
    ],
  };
};

const MAX_PER_CODE = 100;

export type Findings = ReturnType<typeof collectFindings>;

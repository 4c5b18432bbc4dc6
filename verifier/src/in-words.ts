import type { Claims, Finding, Report } from "./findings.js";

/** A report for people. */
export const inWords = ({ verdict, findings, claims }: Report): string =>
  [
    ...findings.map(findingInWords),
    ...identityInWords(claims),
    ...completenessInWords(claims),
    ...(claims.timestamps ?? []).map(({ size, time, by }) => `${by} has stamped ${size} leaves at ${time}`),
    ...approvalsInWords(claims),
    "Not proven:",
    ...claims.notProven.map((text) => `  ${text}`),
    verdict,
  ]
    .map((line) => line.replaceAll(/\p{Cc}/gu, "?"))
    .join("\n");

const findingInWords = ({ severity, code, leaf, stream, detail }: Finding): string =>
  [`${severity} ${code}`, leaf === null ? "" : `leaf ${leaf}`, stream ?? "", detail]
    .filter((word) => word !== "")
    .join(" ");

const identityInWords = ({ identity }: Claims): string[] =>
  identity == null
    ? []
    : [
        `version ${identity.version} of ${JSON.stringify(identity.model)} (${identity.modelVersionId}), content ${identity.digest}`,
      ];

const completenessInWords = ({ completeAsOf }: Claims): string[] => {
  if (completeAsOf === null) return [];
  const { origin, size, by, time } = completeAsOf;
  const signed = `${origin}: ${size} leaves, signed by ${by.join(", ")}`;
  return time === null ? [signed] : [signed, `witnessed at ${time}`];
};

const approvalsInWords = ({ approvals }: Claims): string[] => [
  ...(approvals?.moves ?? []).map(
    ({ slot, at, needed, given, signers }) =>
      `moved to ${slot} at ${at}: ${given} of ${needed} places filled${signers.length === 0 ? "" : ` by ${signers.join(", ")}`}`,
  ),
  ...(approvals == null || approvals.bySigner === 0
    ? []
    : [`shown by signers' own keys: ${approvals.bySigner} places`]),
];

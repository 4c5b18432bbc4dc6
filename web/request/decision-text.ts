import type { DecisionMeaning } from "../gql/graphql.ts";

/** What a signature can mean, in the words of who signs. */
export const meanings: readonly (readonly [DecisionMeaning, string])[] = [
  ["APPROVAL", "Approval: I approve this"],
  ["VALIDATION", "Validation: I tested it independently"],
  ["REVIEW", "Review: I have read it"],
  ["RESPONSIBILITY", "Responsibility: I answer for it"],
  ["AUTHORSHIP", "Authorship: I made it"],
];

interface Payload {
  readonly transitionRequest?: { readonly state: string } | null;
  readonly entry?: { readonly seq: number | string } | null;
}

/** `Signed. Entry #4 of churn/9.`, once the entry is committed. */
export const outcome = (
  verdict: "APPROVE" | "REJECT",
  { modelName, version, to }: { modelName: string; version: number; to: string },
  { transitionRequest, entry }: Payload,
): string => {
  const place = entry ? ` Entry #${entry.seq} of ${modelName}/${version}.` : "";
  if (verdict === "REJECT") return `Rejected.${place}`;
  return `Signed.${place}${transitionRequest?.state === "APPLIED" ? ` Version ${version} is now in ${to}.` : ""}`;
};

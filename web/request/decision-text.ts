import type { DecisionMeaning } from "../gql/graphql.ts";

/** What a signature can mean, in the words of who signs. */
export const meanings: readonly (readonly [DecisionMeaning, string])[] = [
  ["APPROVAL", "Approval: I approve this"],
  ["VALIDATION", "Validation: I tested it independently"],
  ["REVIEW", "Review: I have read it"],
  ["RESPONSIBILITY", "Responsibility: I answer for it"],
  ["AUTHORSHIP", "Authorship: I made it"],
];

interface Committed {
  readonly entry?: { readonly seq: number | string } | null;
}

interface Payload extends Committed {
  readonly transitionRequest?: { readonly state: string } | null;
}

interface Decided {
  readonly modelName: string;
  readonly version: number;
}

/** `Waived. Entry #4 of churn/9.`: what was done, and the entry that was committed for it. */
export const committed = (done: string, { modelName, version }: Decided, { entry }: Committed): string =>
  `${done}.${entry ? ` Entry #${entry.seq} of ${modelName}/${version}.` : ""}`;

/** `Signed. Entry #4 of churn/9. Version 9 is now in Production.` */
export const outcome = (
  verdict: "APPROVE" | "REJECT",
  of: Decided & { readonly to: string },
  payload: Payload,
): string => {
  if (verdict === "REJECT") return committed("Rejected", of, payload);
  const isThere = payload.transitionRequest?.state === "APPLIED";
  return `${committed("Signed", of, payload)}${isThere ? ` Version ${of.version} is now in ${of.to}.` : ""}`;
};

import type { VersionEntriesQuery } from "../gql/graphql.ts";

export type Entry = NonNullable<VersionEntriesQuery["modelVersion"]>["evidence"]["nodes"][number];

/** Kinds that the list can be narrowed to. */
export const kinds = { all: "All", moves: "Moves", decisions: "Decisions", refusals: "Refusals" } as const;
export type Kind = keyof typeof kinds;
export const isKind = (text: string | undefined): text is Kind => text !== undefined && text in kinds;

const decisions = new Set([
  "approveTransition",
  "rejectTransition",
  "withdrawTransition",
  "voidTransition",
  "expireTransition",
  "waiveGate",
  "decideReview",
]);
const moves = new Set([
  "applyTransition",
  "requestTransition",
  "rollbackSlot",
  "setAlias",
  "removeAlias",
  "displaceVersion",
]);

export const kindOf = ({ action, outcome }: Pick<Entry, "action" | "outcome">): Kind => {
  if (outcome !== "ALLOWED") return "refusals";
  if (decisions.has(action)) return "decisions";
  return moves.has(action) || /Slot|Alias|Transition/.test(action) ? "moves" : "all";
};
